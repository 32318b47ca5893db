"""A form drawn before somebody else saved: joined where it can be, asked where both typed."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from essaim.accounts.models import User
from essaim.kernel.kept import IN_SESSION
from essaim.network.models import Organisation, Theme
from tests.factories.accounts import make_user
from tests.factories.network import make_person, make_theme
from tests.factories.programme import make_agreement
from tests.sending import form_again, form_on, told, words_of

BOTH_STAND = "Ce que vous aviez laissé tel quel reste comme c’est à présent : « Téléphone »."


def address(row: Organisation) -> str:
    return reverse("network:edit_organisation", args=[row.key])


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
        form_again(answer, address(café)).send(mine)
        café.refresh_from_db()
        assert (café.name, café.phone, café.street) == (
            "Café de la place",
            "02 22 22 22 22",
            "3 rue du Port",
        )

    def test_what_does_not_hold_together_any_more_is_refused_and_says_why(
        self, mine: Client, other: Client
    ) -> None:
        found = make_agreement(starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 31))
        page = reverse("programme:edit_agreement", args=[found.key])
        form = form_on(mine, page)
        form_on(other, page).send(other, ends_on="2025-12-31")
        answer = form.send(mine, starts_on="2026-01-01")
        assert answer.status_code == 422
        assert "Alix Roux a changé ceci pendant que vous écriviez" in words_of(answer)
        assert form_again(answer, page).fields["ends_on"] == ["2025-12-31"]

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
        answer = form_again(asked, address(café)).send(mine, leave="name", street="3 rue du Port")
        assert answer.status_code == 302
        café.refresh_from_db()
        assert (café.name, café.street) == ("Café du port", "3 rue du Port")

    def test_whoever_closes_the_page_finds_again_what_they_typed(
        self, asked: HttpResponse, mine: Client, café: Organisation
    ) -> None:
        waiting = form_on(mine, address(café))
        assert waiting.fields["name"] == ["Café de la place"]
        assert waiting.send(mine).status_code == 409  # still upon what they had read
        form_again(asked, address(café)).send(mine)
        assert IN_SESSION not in mine.session

    def test_a_third_who_saves_meanwhile_is_asked_about_too(
        self, asked: HttpResponse, mine: Client, other: Client, café: Organisation
    ) -> None:
        form_on(other, address(café)).send(other, name="Café du phare")
        third = form_again(asked, address(café)).send(mine)
        assert third.status_code == 409
        assert "Café du phare" in words_of(third)

    def test_another_fault_is_told_beside_it_and_the_next_sending_is_taken(
        self, mine: Client, other: Client, café: Organisation
    ) -> None:
        form = form_on(mine, address(café))
        form_on(other, address(café)).send(other, name="Café du port")
        answer = form.send(mine, name="Café de la place", email="nulle part")
        assert answer.status_code == 409
        assert form_again(answer, address(café)).send(mine, email="").status_code == 302

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
