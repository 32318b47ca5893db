"""A form drawn before somebody else saved: joined where it can be, asked where both typed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from essaim.accounts.models import User
from essaim.kernel.editing import Edit
from essaim.network.models import Organisation, Theme
from tests.factories.accounts import make_user
from tests.factories.network import make_organisation, make_person, make_theme
from tests.factories.programme import make_agreement
from tests.sending import ShownForm, form_on, forms_in, told

BOTH_STAND = "Ce que vous aviez laissé tel quel reste comme c’est à présent : « Téléphone »."


@pytest.fixture
def other(db: None) -> Client:
    """Of somebody whose card the coordination reads."""
    user = make_user(role="coordination")
    make_person(user=user, given_name="Alix", family_name="Roux", audience="members")
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def mine(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


@pytest.fixture
def café(db: None) -> Organisation:
    return make_organisation(name="Café du coin", phone="01 00 00 00 00", city="Brest")


def address(row: Organisation) -> str:
    return reverse("network:edit_organisation", args=[row.key])


def words_of(answer: HttpResponse) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").stripped_strings)


def again(answer: HttpResponse, page: str) -> ShownForm:
    return next(one for one in forms_in(answer.content, page) if "revision" in one.fields)


@pytest.mark.django_db
class TestTwoFields:
    def test_what_only_one_of_them_touched_is_theirs(
        self, mine: Client, other: Client, café: Organisation
    ) -> None:
        form = form_on(mine, address(café))
        form_on(other, address(café)).send(other, phone="02 22 22 22 22")
        answer = form.send(mine, name="Café de la place")
        café.refresh_from_db()
        assert (café.name, café.phone) == ("Café de la place", "02 22 22 22 22")
        sentences = told(mine.get(answer.url))
        assert "Alix Roux" in sentences[-1]
        assert BOTH_STAND in sentences[-1]

    def test_what_was_ticked_meanwhile_stays_ticked(
        self, mine: Client, other: Client, café: Organisation
    ) -> None:
        theme: Theme = make_theme(name="Culture")
        form = form_on(mine, address(café))
        form_on(other, address(café)).send(other, themes=[str(theme.pk)])
        form.send(mine, name="Café de la place")
        assert list(café.themes.all()) == [theme]

    def test_the_commune_follows_the_town_that_stands(
        self, mine: Client, other: Client, café: Organisation
    ) -> None:
        form = form_on(mine, address(café))
        form_on(other, address(café)).send(other, city="Quimper")
        form.send(mine, name="Café de la place")
        café.refresh_from_db()
        assert (café.city, café.commune_code) == ("Quimper", "29232")

    def test_of_several_fields_only_those_that_both_typed_are_asked(
        self, mine: Client, other: Client, café: Organisation
    ) -> None:
        form = form_on(mine, address(café))
        form_on(other, address(café)).send(other, name="Café du port", phone="02 22 22 22 22")
        answer = form.send(mine, name="Café de la place", street="3 rue du Port")
        assert answer.status_code == 409
        assert answer.content.count(b'name="leave"') == 1
        again(answer, address(café)).send(mine)
        café.refresh_from_db()
        assert (café.name, café.phone, café.street) == (
            "Café de la place",
            "02 22 22 22 22",
            "3 rue du Port",
        )

    def test_the_same_word_twice_is_no_question(
        self, mine: Client, other: Client, café: Organisation
    ) -> None:
        form = form_on(mine, address(café))
        form_on(other, address(café)).send(other, name="Café du port")
        assert form.send(mine, name="  Café du port ").status_code == 302


@pytest.mark.django_db
class TestOneField:
    @pytest.fixture
    def asked(self, mine: Client, other: Client, café: Organisation) -> HttpResponse:
        form = form_on(mine, address(café))
        form_on(other, address(café)).send(other, name="Café du port")
        return form.send(mine, name="Café de la place")

    def test_it_says_who_and_when(self, asked: HttpResponse) -> None:
        page = words_of(asked)
        assert "Alix Roux a changé ceci pendant que vous écriviez (" in page

    def test_nothing_is_named_that_the_reader_may_not_see(
        self, delegate: User, other: Client, mine: Client
    ) -> None:
        """The card of whoever changed it is hidden, and their address is for the bureau."""
        person = make_person(user=make_user(role="coordination"), audience="bureau")
        browser, theirs = Client(), Client()
        browser.force_login(delegate)
        theirs.force_login(person.user)
        member = delegate.person.representations.get().organisation
        form = form_on(browser, address(member))
        form_on(theirs, address(member)).send(theirs, name="Café du port")
        page = words_of(form.send(browser, name="Café de la place"))
        assert str(person) not in page
        assert person.user.email not in page

    def test_what_stands_may_be_left(
        self, asked: HttpResponse, mine: Client, café: Organisation
    ) -> None:
        answer = again(asked, address(café)).send(mine, leave="name", street="3 rue du Port")
        assert answer.status_code == 302
        café.refresh_from_db()
        assert (café.name, café.street) == ("Café du port", "3 rue du Port")

    def test_a_third_who_saves_meanwhile_is_asked_about_too(
        self, asked: HttpResponse, mine: Client, other: Client, café: Organisation
    ) -> None:
        form_on(other, address(café)).send(other, name="Café du phare")
        third = again(asked, address(café)).send(mine)
        assert third.status_code == 409
        assert "Café du phare" in words_of(third)

    def test_another_fault_is_told_beside_it_and_the_next_sending_is_taken(
        self, mine: Client, other: Client, café: Organisation
    ) -> None:
        form = form_on(mine, address(café))
        form_on(other, address(café)).send(other, name="Café du port")
        answer = form.send(mine, name="Café de la place", email="nulle part")
        assert answer.status_code == 409
        assert again(answer, address(café)).send(mine, email="").status_code == 302

    def test_a_double_click_is_no_question(self, mine: Client, café: Organisation) -> None:
        form = form_on(mine, address(café))
        first, second = (form.send(mine, name="Café de la place") for _click in range(2))
        assert (first.status_code, second.status_code) == (302, 303)
        assert second.url == first.url

    def test_what_waited_in_the_session_is_compared_with_the_page_that_it_was_typed_on(
        self, mine: Client, other: Client, café: Organisation
    ) -> None:
        form = form_on(mine, address(café))
        form.send(mine, phone="02 22 22 22 22")
        form_on(other, address(café)).send(other, name="Café du port")
        assert form.send(mine, name="Café de la place").status_code == 303  # it waits
        waiting = form_on(mine, address(café))
        assert waiting.fields["name"] == ["Café de la place"]
        assert waiting.send(mine).status_code == 409

    def test_without_a_revision_what_is_typed_is_taken(
        self, mine: Client, café: Organisation
    ) -> None:
        """A script, or a page of before: nobody says what it was drawn upon."""
        form = form_on(mine, address(café))
        assert form.send(mine, name="Café de la place", revision="rien=1;@@").status_code == 302


@pytest.mark.django_db
class TestNotThereAnyMore:
    def test_what_was_typed_stands_on_the_page_that_says_so(
        self, mine: Client, café: Organisation
    ) -> None:
        form = form_on(mine, address(café))
        Organisation.objects.filter(pk=café.pk).delete()
        answer = form.send(mine, description="Trente ans de café au coin de la rue.")
        assert answer.status_code == 404
        assert "Trente ans de café au coin de la rue." in words_of(answer)

    def test_nothing_that_another_house_sends_is_shown(self, mine: Client) -> None:
        gone = reverse("network:edit_organisation", args=["00000000-0000-4000-8000-000000000000"])
        sent = {"description": "Appelez ce numéro sans tarder."}
        answer = mine.post(gone, sent, headers={"origin": "https://ailleurs.example"})
        assert "Appelez ce numéro" not in words_of(answer)


@pytest.mark.django_db
def test_a_page_that_edits_costs_no_query_more(
    mine: Client, django_assert_max_num_queries: Any, café: Organisation, monkeypatch: Any
) -> None:
    """And one that is sent, one: the row that is held."""
    form = form_on(mine, address(café))
    with django_assert_max_num_queries(100) as with_revision:
        assert form.send(mine, name="Café de la place").status_code == 302
    locks = [one for one in with_revision.captured_queries if _is_lock(one["sql"])]
    assert len(locks) == 1


def _is_lock(sql: str) -> bool:
    return sql.startswith('SELECT "network_organisation"."key" AS')


@pytest.fixture
def in_step(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[int]]:
    """Sends two forms so that both are on their way before either has the row."""
    both, read = Barrier(2, timeout=10), Edit.sent

    def read_together(*arguments: Any) -> Edit:
        both.wait()
        return read(*arguments)

    def send(browsers: tuple[Client, Client], page: str, names: tuple[str, str]) -> list[int]:
        forms = [form_on(browser, page) for browser in browsers]

        def press(number: int) -> int:
            try:
                return forms[number].send(browsers[number], name=names[number]).status_code
            finally:
                connection.close()

        monkeypatch.setattr(Edit, "sent", read_together)
        with ThreadPoolExecutor(2) as two:
            return sorted(two.map(press, range(2)))

    return send


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_at_once_one_wins_and_the_other_is_told(
    mine: Client, other: Client, café: Organisation, in_step: Callable[..., list[int]]
) -> None:
    names = ("Café de la place", "Café du port")
    assert in_step((mine, other), address(café), names) == [302, 409]
    café.refresh_from_db()
    assert café.name in names


@pytest.mark.django_db
class TestAFormAboutOneOfSeveralRows:
    def test_an_amount_that_the_page_showed_is_replaced(self, mine: Client) -> None:
        found = make_agreement()
        found.years.create(year=2024, amount=1000)
        self.enter(mine, found, "1200")
        assert found.years.get().amount == 1200

    def test_one_that_came_meanwhile_is_asked_about(self, mine: Client, other: Client) -> None:
        found = make_agreement()
        form = self.form_of(mine, found)
        self.enter(other, found, "1000")
        answer = form.send(mine, **{"year_form-year": "2024", "year_form-amount": "1200"})
        assert answer.status_code == 409
        assert found.years.get().amount == 1000
        assert form.send(mine, **{"year_form-year": "2025"}).status_code == 302

    def form_of(self, browser: Client, found: Any) -> ShownForm:
        page = found.get_absolute_url()
        return form_on(browser, page, reverse("programme:set_agreement_year", args=[found.key]))

    def enter(self, browser: Client, found: Any, amount: str) -> None:
        typed = {"year_form-year": "2024", "year_form-amount": amount}
        assert self.form_of(browser, found).send(browser, **typed).status_code == 302
