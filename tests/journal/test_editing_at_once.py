"""What holds around a form that is sent upon another: rows that are gone, queries, races."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essaim.journal import http
from essaim.kernel.editing import Edit
from essaim.network.models import Organisation
from tests.factories.network import make_group
from tests.factories.programme import make_agreement
from tests.reprise.past_reports import open_report
from tests.sending import ShownForm, form_on, words_of


def address(row: Organisation) -> str:
    return reverse("network:edit_organisation", args=[row.key])


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
def test_a_page_costs_no_query_more_and_what_is_sent_one(
    mine: Client, café: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one: of the row that is held."""
    counts = []
    for within in (http._within, lambda _edit, answer: answer()):
        monkeypatch.setattr(http, "_within", within)
        with CaptureQueriesContext(connection) as drawn:
            form = form_on(mine, address(café))
        counts.append(len(drawn))
    assert counts[0] == counts[1]
    with CaptureQueriesContext(connection) as sent:
        assert form.send(mine, name="Café de la place").status_code == 302
    assert len([one for one in sent.captured_queries if _is_lock(one["sql"])]) == 1


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


@pytest.mark.django_db
def test_a_row_that_is_not_taken_over_is_asked_about_too(mine: Client, other: Client) -> None:
    """Of a past report: what else is wrong in such a row is not looked at."""
    page = reverse("reprise:review_past_report", args=[open_report().key, 2])
    form, theirs = form_on(mine, page), form_on(other, page)
    for one in (form, theirs):
        del one.fields["o0-is_kept"]
    assert theirs.send(other, **{"o0-title": "Des cafés"}).status_code == 302
    assert form.send(mine, **{"o0-title": "Des marchés"}).status_code == 409


@pytest.mark.django_db
class TestAGroupThatTheReaderDoesNotSee:
    """A contact for one group alone, on a card that another edits."""

    def test_it_stays_the_audience_of_whoever_left_it(
        self, mine: Client, café: Organisation
    ) -> None:
        hidden = self.hide_phone(café)
        assert form_on(mine, address(café)).send(mine, city="Quimper").status_code == 302
        café.refresh_from_db()
        assert (café.city, café.phone_audience) == ("Quimper", hidden)

    def test_it_is_asked_about_without_its_key(self, mine: Client, café: Organisation) -> None:
        form = form_on(mine, address(café))
        hidden = self.hide_phone(café)
        answer = form.send(mine, phone_audience="bureau")
        assert answer.status_code == 409
        assert hidden not in words_of(answer)
        assert "vous n’y avez pas accès" in words_of(answer)

    def hide_phone(self, café: Organisation) -> str:
        group = make_group()
        hidden = f"group:{group.key}"
        type(group).objects.filter(pk=group.pk).update(audience=hidden)
        Organisation.objects.filter(pk=café.pk).update(phone_audience=hidden)
        return hidden
