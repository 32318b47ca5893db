"""The filters of a list of which nothing is asked are drawn once, until anything is written."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from essaim.kernel.listing import http
from essaim.questions.schema import Choice
from tests.factories.network import make_organisation, make_theme
from tests.factories.questions import asked, make_fields, make_version

pytestmark = pytest.mark.django_db(transaction=True)
LIST = reverse("network:organisations")


@pytest.fixture(autouse=True)
def _an_organisation() -> None:
    make_organisation(name="Ruche")


def offered(client: Client, name: str, **asked: str) -> list[str]:
    """What a menu of the filters offers."""
    page = BeautifulSoup(client.get(LIST, asked).content, "html.parser")
    menu = page.select_one(f"search [name={name}]")
    return [] if menu is None else [option.text for option in menu.select("option")][1:]


def test_filters_of_which_nothing_is_asked_are_drawn_once(
    client: Client, stop_the_clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def draw(template: str, words: Any) -> str:
        drawn.append(template)
        return render_to_string(template, words)

    monkeypatch.setattr(http, "render_to_string", draw)
    stop_the_clock()
    for words in {}, {"page": "1"}, {}, {"q": "Ruche"}, {"q": "Ruche"}:
        assert client.get(LIST, words).status_code == 200
    assert drawn == ["components/filters.html"] * 3


def test_what_is_added_is_offered_at_once(client: Client) -> None:
    make_theme(name="Habitat")
    assert offered(client, "theme") == ["Habitat"]
    make_theme(name="Semences")
    assert offered(client, "theme") == ["Habitat", "Semences"]


def test_a_field_of_the_network_is_offered_and_changes_at_once(client: Client) -> None:
    choices = (Choice("esus", "ESUS"), Choice("iae", "IAE"))
    labels = asked("labels", "several", label="Labels", choices=choices, audience="public")
    assert offered(client, "champ_labels") == []
    row = make_fields(labels)
    for _time in range(2):
        assert offered(client, "champ_labels") == ["ESUS", "IAE"]
    fewer = asked("labels", "several", label="Labels", choices=choices[:1], audience="public")
    make_version(row, fewer)
    assert offered(client, "champ_labels") == ["ESUS"]


def test_each_reader_is_offered_their_own(as_user: Any, coordinator: Any) -> None:
    inside = asked("note", "yes_no", label="Note interne", audience="bureau")
    make_fields(inside)
    for _time in range(2):
        assert offered(as_user(coordinator), "champ_note") == ["oui", "non"]
        assert offered(Client(), "champ_note") == []


def test_each_language_has_its_own_words(client: Client) -> None:
    make_theme(name="Habitat")
    french = client.get(LIST).content.decode()
    english = client.get(LIST, headers={"Accept-Language": "en"}).content.decode()
    assert "Filtrer</summary>" in french
    assert "Filter</summary>" in english


def test_what_was_asked_stands_in_the_filters_of_who_asked_it(client: Client) -> None:
    for words, typed in ({"q": "Ruche"}, "Ruche"), ({}, ""), ({"q": "rien"}, "rien"):
        page = BeautifulSoup(client.get(LIST, words).content, "html.parser")
        assert page.select_one("search [name=q]").get("value", "") == typed


def test_the_count_beside_the_filters_is_that_of_the_page(client: Client) -> None:
    def counted(**asked: str) -> str:
        page = BeautifulSoup(client.get(LIST, asked).content, "html.parser")
        return page.select_one("search [role=status]").text.split()[0]

    assert [counted(), counted(q="rien"), counted()] == ["1", "0", "1"]
    make_organisation(name="Grange")
    assert counted() == "2"
