"""Versions of a text: who wrote which, what differs, and one written again."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.programme.models import ObjectiveYear
from tests.factories.accounts import make_user
from tests.factories.programme import make_indicator, make_objective, make_reading
from tests.sending import forms_in

pytestmark = pytest.mark.django_db
UNKNOWN = "⟦"


@pytest.fixture
def writer(as_user) -> Client:
    return as_user(make_user(role="coordination"))


@pytest.fixture
def page(writer: Client) -> str:
    """Of a judgement of which there are three versions."""
    address = reverse(
        "programme:write_objective_year", args=[make_objective().key, 2024, "evaluation"]
    )
    for text in ("Le chat dort.", "Le **chien** dort.", "Le chien dort, et [[visites]]."):
        assert writer.post(address, {"text": text}).status_code == 302
    return address


def words_of(answer) -> str:
    text = answer.text
    assert UNKNOWN not in text
    return " ".join(text.split())


def test_the_last_two_are_compared_first(writer: Client, page: str) -> None:
    make_reading(indicator=make_indicator(code="visites"), scaled=1200)
    assert "?versions=1" in words_of(writer.get(page))
    text = words_of(writer.get(page, {"versions": "1"})).replace("\u202f", " ")
    assert "<strong><mark>chien</mark></strong>" in text
    assert "1 200 visites" in text.replace("&nbsp;", " ").replace("\xa0", " ")
    assert text.count("Reprendre la version") == 2


def test_any_two_are_compared(writer: Client, page: str) -> None:
    text = words_of(writer.get(page, {"versions": "1", "avant": "1", "apres": "2"}))
    assert "<mark>chat</mark>" in text
    assert "<strong><mark>chien</mark></strong>" in text


@pytest.mark.parametrize("asked", ["0", "99", "x", "1&apres=1", ""])
def test_a_version_that_is_none_shows_others(writer: Client, page: str, asked: str) -> None:
    assert writer.get(f"{page}?versions=1&avant={asked}").status_code == 200


def test_one_is_written_again_as_the_newest(writer: Client, page: str) -> None:
    shown = writer.get(page, {"versions": "1"})
    again = [form for form in forms_in(shown.content, page) if "text" in form.fields]
    first = next(form for form in again if "chat" in form.fields["text"][0])
    assert first.send(writer).status_code == 302
    assert ObjectiveYear.objects.get().evaluation == "<p>Le chat dort.</p>"
    assert "4</span>" in words_of(writer.get(page, {"versions": "1"}))


def test_written_again_upon_what_somebody_changed_meanwhile_it_asks(
    writer: Client, page: str
) -> None:
    shown = writer.get(page, {"versions": "1"})
    writer.post(page, {"text": "Autre chose."})
    again = [form for form in forms_in(shown.content, page) if "text" in form.fields]
    answer = again[0].send(writer)
    assert answer.status_code == 409
    assert ObjectiveYear.objects.get().evaluation == "<p>Autre chose.</p>"
    assert "5</span>" in words_of(writer.get(page, {"versions": "1"}))
    kept = words_of(writer.get(page, {"versions": "1"}))
    assert "came second" in kept or "arrivée en second" in kept


def test_who_may_not_write_reads_no_version(as_user, page: str) -> None:
    assert as_user(make_user()).get(page, {"versions": "1"}).status_code == 403


@pytest.mark.parametrize("length", [1, 3])
def test_versions_cost_the_same_however_many(
    as_user, length: int, django_assert_max_num_queries
) -> None:
    client = as_user(make_user(role="coordination"))
    address = reverse(
        "programme:write_objective_year", args=[make_objective().key, 2024, "evaluation"]
    )
    for number in range(length):
        client.post(address, {"text": f"Version {number}."})
    with django_assert_max_num_queries(22):
        client.get(address, {"versions": "1"})
