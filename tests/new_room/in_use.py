"""The room of docs/new-room.md as people use it; run by `tests/test_new_room.py` alone."""

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from essaim.loans.models import Loan

from essaim.accounts.models import User
from essaim.journal.models import Entry
from essaim.kernel.exports import FORMATS
from essaim.kernel.manifest import measures, offered
from essaim.kernel.periods import Period
from essaim.network.models import Organisation
from essaim.portal.actions import erase_person
from tests.factories.accounts import make_acting
from tests.factories.network import make_organisation, make_person

pytestmark = pytest.mark.django_db
LIST = "/prets/"


def make_loan(what: str = "Le barnum", **content: object) -> Loan:
    content = {"audience": "public", "starts_on": date(2024, 6, 1), **content}
    content.setdefault("borrower", make_organisation(audience="public"))
    return Loan.objects.create(what=what, **content)


def card(borrower: Organisation, **typed: str) -> dict[str, str]:
    given = {"what": "Le barnum", "borrower": str(borrower.pk), "starts_on": "2024-06-01"}
    return {**given, "audience": "public", **typed}


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_an_empty_list_says_so_and_what_to_do_first(client: Client, coordinator: User) -> None:
    assert "Nothing is lent" in page(client, LIST)
    client.force_login(coordinator)
    assert reverse("loans:add_loan") in page(client, LIST)


def test_a_list_shows_to_visitors_what_is_public_alone(client: Client) -> None:
    make_loan()
    make_loan("Le vidéoprojecteur", audience="bureau")
    make_loan("Une exposition", borrower=make_organisation(audience="bureau"))
    listed = page(client, LIST)
    assert "Le barnum" in listed
    assert "vidéoprojecteur" not in listed
    assert "exposition" not in listed


def test_a_list_narrows_by_words_and_by_two_filters(client: Client) -> None:
    here = make_organisation(audience="public")
    make_loan(borrower=here)
    make_loan("La sono", ends_on=date(2024, 6, 3))
    for asked, shown, hidden in (
        ("q=barn", "Le barnum", "La sono"),
        (f"chez={here.key}", "Le barnum", "La sono"),
        ("sorti=non", "La sono", "Le barnum"),
    ):
        listed = page(client, f"{LIST}?{asked}")
        assert shown in listed, asked
        assert hidden not in listed, asked


@pytest.mark.parametrize("extension", FORMATS)
def test_a_list_leaves_as_a_table(client: Client, extension: str) -> None:
    make_loan()
    answer = client.get(reverse("loans:export_loans", args=[extension]))
    assert answer.status_code == 200
    assert answer.getvalue()


def test_a_loan_is_noted_edited_and_ended(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    here = make_organisation(audience="public")
    client.post(reverse("loans:add_loan"), card(here))
    loan = Loan.objects.get()
    assert "Le barnum" in page(client, loan.get_absolute_url())
    client.post(reverse("loans:edit_loan", args=[loan.key]), card(here, what="Le grand barnum"))
    client.post(reverse("loans:end_loan", args=[loan.key]), {"ends_on": "2024-06-09"})
    loan.refresh_from_db()
    assert (loan.what, loan.ends_on) == ("Le grand barnum", date(2024, 6, 9))
    verbs = Entry.objects.filter(target_key=loan.key).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["loans.add_loan", "loans.edit_loan", "loans.end_loan"]


def test_a_wrong_loan_is_refused_with_its_sentence_and_keeps_what_was_typed(
    client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    answer = client.post(reverse("loans:add_loan"), card(make_organisation(), starts_on="hier"))
    assert answer.status_code == 422
    assert "Le barnum" in answer.content.decode()
    assert not Loan.objects.exists()


def test_a_visitor_and_a_stranger_change_nothing(client: Client, stranger: User) -> None:
    loan = make_loan()
    for name in ("edit_loan", "end_loan"):
        assert client.get(reverse(f"loans:{name}", args=[loan.key])).status_code == 302
    client.force_login(stranger)
    for name in ("edit_loan", "end_loan"):
        assert client.get(reverse(f"loans:{name}", args=[loan.key])).status_code == 403


def test_people_take_away_what_is_held_on_them_and_are_forgotten(
    client: Client, stranger: User
) -> None:
    person = make_person(user=stranger)
    loan = make_loan(contact=person)
    client.force_login(stranger)
    held = json.loads(client.get(reverse("portal:export_my_data")).content)
    assert "Le barnum" in json.dumps(held, ensure_ascii=False)
    assert "who looks after it" in page(client, reverse("portal:privacy")).lower()
    called = str(person)
    erase_person(person=person, by=make_acting(role="administrator"))
    loan.refresh_from_db()
    assert called not in str(loan.contact)


def test_a_loan_is_found_by_its_words(
    client: Client, django_capture_on_commit_callbacks, coordinator: User
) -> None:
    client.force_login(coordinator)
    here = make_organisation(audience="public")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("loans:add_loan"), card(here))
    client.logout()
    assert "Le <mark>barnum</mark>" in page(client, reverse("search:results") + "?q=barnums")


def test_a_report_tells_of_the_loans_that_its_readers_see() -> None:
    make_loan()
    make_loan("Le vidéoprojecteur", audience="bureau")
    (part,) = [part for part in offered("report_parts") if part.code == "loans.lent"]
    passage = part.tell(Period.of_year(2024), set(), make_acting())[None]
    assert passage.text == "[[loans.lent]] loan began."
    assert [record.title for record in passage.figures[0].records] == ["Le barnum"]


def test_loans_count_in_a_figure_that_opens_onto_them() -> None:
    make_loan()
    make_loan("Le vidéoprojecteur", audience="bureau")
    make_loan("La sono", starts_on=date(2023, 1, 1))
    measure, year = measures()["loans.lent"], Period.of_year(2024)
    assert measure.compute(year) == {None: 2}
    records = measure.records(year, None, make_acting())
    assert [record.title for record in records] == ["Le barnum", ""]
