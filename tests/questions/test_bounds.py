"""How many answers a questionnaire takes, how fast, and for whose eyes they were written."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from essaim.kernel.acting import VISITOR
from essaim.kernel.errors import RuleBroken
from essaim.questions import actions, http
from essaim.questions.models import Answer, Questionnaire
from tests.factories.questions import make_answer, make_questionnaire
from tests.questions.pages import soup, url

pytestmark = pytest.mark.django_db
FULL = "n’accepte plus de réponses"


@pytest.fixture
def row() -> Questionnaire:
    """Open to everybody, as often as they like, for three answers; read by the bureau."""
    row: Questionnaire = make_questionnaire(audience="public", is_once=False, most_answers=3)
    return row


def send(client: Client, row: Questionnaire, **more: str):
    return client.post(url("give_answer", row), {"version": "1", "q-mot": "Merci", **more})


def test_a_questionnaire_takes_as_many_answers_as_it_says(row) -> None:
    for _number in range(3):
        make_answer(to=row, by=VISITOR)
    with pytest.raises(RuleBroken, match=FULL):
        make_answer(to=row, by=VISITOR)
    assert row.answers.count() == 3


def test_whoever_comes_later_reads_it_before_they_type(client: Client, row) -> None:
    assert client.get(url("give_answer", row)).status_code == 200
    for _number in range(3):
        make_answer(to=row)
    page = client.get(url("give_answer", row))
    assert page.status_code == 404
    assert FULL in soup(page).get_text()


@pytest.mark.parametrize("who", ["visitor", "coordinator"])
def test_the_page_of_a_full_one_says_so_and_leads_to_no_form(
    who: str, client: Client, as_user, coordinator, row
) -> None:
    reader = client if who == "visitor" else as_user(coordinator)
    assert url("give_answer", row) in reader.get(row.get_absolute_url()).content.decode()
    for _number in range(3):
        make_answer(to=row)
    page = reader.get(row.get_absolute_url())
    assert url("give_answer", row) not in page.content.decode()
    assert FULL in soup(page).get_text()


def test_one_that_was_sent_before_is_still_the_answer_that_stands(row) -> None:
    row.save_with(most_answers=1)
    given = make_answer(to=row)
    again = actions.give_answer(
        questionnaire=row, typed={"mot": "Merci"}, by=VISITOR, submission=given.submission
    )
    assert again == given


@pytest.mark.parametrize("most", [0, 100_001])
def test_no_questionnaire_is_without_bound(row, most: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Questionnaire.objects.filter(pk=row.pk).update(most_answers=most)


@pytest.mark.parametrize(("typed", "stands"), [("", 2_000), ("50", 50), ("100000", 100_000)])
def test_the_bound_is_set_by_whoever_asks(as_user, coordinator, typed: str, stands: int) -> None:
    row = make_questionnaire()
    said = {"title": "Enquête", "audience": "members", "answers_audience": "bureau"}
    as_user(coordinator).post(url("edit_questionnaire", row), {**said, "most_answers": typed})
    assert Questionnaire.objects.get().most_answers == stands


def test_a_bound_beyond_all_bounds_is_refused_beside_its_field(as_user, coordinator) -> None:
    row = make_questionnaire()
    said = {"title": "Enquête", "audience": "members", "answers_audience": "bureau"}
    page = as_user(coordinator).post(url("edit_questionnaire", row), {**said, "most_answers": "0"})
    assert page.status_code == 422
    assert soup(page).select_one("#id_most_answers")["aria-invalid"] == "true"


# --- How fast -------------------------------------------------------------------------------


def test_visitors_of_one_address_wait_and_lose_nothing(client: Client, row, monkeypatch) -> None:
    monkeypatch.setattr(http, "MOST_AN_HOUR", 2)
    assert [send(client, row).status_code for _number in range(2)] == [302, 302]
    page = send(client, row)
    assert page.status_code == 422
    assert "Trop de réponses" in soup(page).get_text()
    assert soup(page).select_one("[name=q-mot]")["value"] == "Merci"
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert send(elsewhere, row).status_code == 302


def test_a_network_of_version_6_is_one_address(row, monkeypatch) -> None:
    monkeypatch.setattr(http, "MOST_AN_HOUR", 1)
    browsers = [Client(REMOTE_ADDR=f"2001:db8:1:2::{end}") for end in ("7", "8")]
    assert [send(browser, row).status_code for browser in browsers] == [302, 422]
    assert send(Client(REMOTE_ADDR="2001:db8:1:3::7"), row).status_code == 302


def test_addresses_of_version_4_are_told_apart_where_a_server_listens_on_both(
    row, monkeypatch
) -> None:
    monkeypatch.setattr(http, "MOST_AN_HOUR", 1)
    browsers = [Client(REMOTE_ADDR=f"::ffff:192.0.2.{end}") for end in ("7", "8")]
    assert [send(browser, row).status_code for browser in browsers] == [302, 302]
    assert send(Client(REMOTE_ADDR="192.0.2.8"), row).status_code == 422


def test_the_address_is_kept_nowhere(row, monkeypatch) -> None:
    kept: list[str] = []
    monkeypatch.setattr(
        "essaim.kernel.rates.cache.add", lambda mark, *_rest, **_more: kept.append(mark)
    )
    monkeypatch.setattr("essaim.kernel.rates.cache.incr", lambda mark: kept.append(mark) or 1)
    send(Client(REMOTE_ADDR="192.0.2.7"), row)
    assert kept
    assert all(re.fullmatch("[0-9a-f]{64}", mark) for mark in kept)


def test_those_who_sign_in_answer_at_their_own_pace(as_user, delegate, row, monkeypatch) -> None:
    monkeypatch.setattr(http, "MOST_AN_HOUR", 0)
    assert send(as_user(delegate), row).status_code == 302


# --- For whose eyes -------------------------------------------------------------------------


def test_an_answer_for_the_bureau_is_not_kept_for_everybody(client: Client, row) -> None:
    page = soup(client.get(url("give_answer", row)))
    readers = page.select_one("[name=readers]")["value"]
    assert readers == "bureau"
    row.save_with(answers_audience="public")
    refused = send(client, row, readers=readers)
    assert (refused.status_code, Answer.objects.count()) == (422, 0)
    assert "plus de personnes liront les réponses" in soup(refused).get_text()
    readers = soup(refused).select_one("[name=readers]")["value"]
    assert send(client, row, readers=readers).status_code == 302


def test_an_answer_for_everybody_is_kept_for_the_bureau(client: Client, row) -> None:
    assert send(client, row, readers="public").status_code == 302
