"""The list of actions: what it finds, what it costs, what leaves by its exports."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from essaim.accounts.models import User
from essaim.kernel.acting import VISITOR
from essaim.kernel.columns import guess
from essaim.kernel.tabular import read_table
from essaim.programme.columns import COLUMNS
from essaim.programme.models import Action, Evidence
from essaim.programme.queries.actions import ActionFilter, list_actions
from essaim.programme.words import kind_in, kind_of, role_of, state_of
from tests.factories.network import make_organisation, make_person
from tests.factories.programme import make_action, make_axis, make_objective

pytestmark = pytest.mark.django_db
LIST = "programme:actions"


def titles(client: Client, **asked: object) -> list[str]:
    page = client.get(f"{reverse(LIST)}?{urlencode(asked)}").context["page"]
    return [action.title for action in page.object_list]


def test_words_are_found_whatever_accents_case_and_order(client: Client) -> None:
    make_action(title="Séminaire de convergence", place="Orléans")
    make_action(title="Autre chose")
    assert titles(client, q="ORLEANS seminaire") == ["Séminaire de convergence"]
    assert titles(client, q="séminaire paris") == []


def test_each_filter_is_an_address(client: Client) -> None:
    axis = make_axis()
    objective, other = make_objective(axis=axis), make_objective()
    ours, guest = make_organisation(), make_person(audience="public")
    wanted = make_action(
        title="Celle-ci",
        kind="seminar",
        state="planned",
        starts_on=date(2023, 12, 31),
        ends_on=date(2024, 1, 2),
        objectives=(objective,),
        organisations=(ours,),
        is_highlight=True,
    )
    wanted.person_links.create(person=guest)
    make_action(title="Pas elle", objectives=(other,))
    for asked in (
        {"annee": 2023},
        {"nature": "seminar"},
        {"etat": "planned"},
        {"objectif": objective.key},
        {"axe": axis.key},
        {"organisation": ours.key},
        {"personne": guest.key},
        {"temps_forts": "on"},
    ):
        assert titles(client, **asked) == ["Celle-ci"], asked


def test_a_filter_that_cannot_be_read_is_left_out(client: Client) -> None:
    make_action(title="Toujours là")
    asked = {"annee": "x", "objectif": "x", "nature": "x", "page": "x", "q": ""}
    assert titles(client, **asked) == ["Toujours là"]


def test_an_organisation_finds_what_it_carried_and_what_its_doubles_did(client: Client) -> None:
    ours = make_organisation()
    double = make_organisation(canonical=ours)
    make_action(title="Portée", carried_by=ours)
    make_action(title="Sous l’autre nom", organisations=(double,))
    actions = list_actions(VISITOR, ActionFilter(organisation=ours))
    assert {action.title for action in actions} == {"Portée", "Sous l’autre nom"}


def test_the_newest_comes_first_and_what_is_discarded_on_demand(client: Client) -> None:
    make_action(title="Ancienne", starts_on=date(2023, 1, 1))
    make_action(title="Récente", starts_on=date(2024, 1, 1))
    make_action(title="Écartée", state="discarded")
    assert titles(client) == ["Récente", "Ancienne"]
    assert titles(client, etat="discarded") == ["Écartée"]


def test_a_visitor_sees_what_is_public_and_a_member_what_is_hers(
    client: Client, delegate: User
) -> None:
    for audience in ("public", "members", "bureau"):
        make_action(title=audience, audience=audience)
    assert titles(client) == ["public"]
    client.force_login(delegate)
    assert set(titles(client)) == {"public", "members"}


def test_filters_in_force_are_shown_and_each_is_taken_away(client: Client) -> None:
    make_action(kind="seminar")
    page = client.get(f"{reverse(LIST)}?nature=seminar&q=action&page=1")
    chips = page.context["chips"]
    assert [chip["url"] for chip in chips] == [
        f"{reverse(LIST)}?nature=seminar",
        f"{reverse(LIST)}?q=action",
    ]
    assert "unknown variable" not in page.text


def test_an_empty_list_says_what_to_do_first(client: Client, coordinator: User) -> None:
    assert reverse("programme:note_action") not in client.get(reverse(LIST)).text
    client.force_login(coordinator)
    assert reverse("programme:note_action") in client.get(reverse(LIST)).text


def full(number: int) -> Action:
    """An action with all that a line and an export show."""
    action = make_action(
        objectives=(make_objective(), make_objective()),
        organisations=(make_organisation(), make_organisation()),
        carried_by=make_organisation(),
    )
    Evidence.objects.create(action=action, title="Page", url=f"https://a.example/{number}")
    return action


@pytest.mark.parametrize("length", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    client: Client, django_assert_num_queries: Any, length: int
) -> None:
    actions = {full(number) for number in range(length)}
    client.get(reverse(LIST))  # the network's name is kept for a minute
    with django_assert_num_queries(8):
        page = client.get(reverse(LIST))
    assert set(page.context["page"].object_list) == actions


@pytest.mark.parametrize("length", [1, 3])
@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_the_export_costs_the_same_whatever_its_length(
    client: Client, django_assert_num_queries: Any, length: int, ending: str
) -> None:
    for number in range(length):
        full(number)
    with django_assert_num_queries(5):
        client.get(reverse("programme:export_actions", args=[ending])).getvalue()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_the_export_is_read_back_by_the_columns_of_the_import(client: Client, ending: str) -> None:
    objective = make_objective(code="2.1")
    make_action(
        title="=Titre; traître",
        kind="seminar",
        objectives=(objective,),
        organisations=(make_organisation(name="Réseau A"),),
        starts_on=date(2024, 5, 21),
        ends_on=date(2024, 5, 23),
    )
    make_action(title="Cachée", audience="members")
    answer = client.get(reverse("programme:export_actions", args=[ending]))
    table = read_table(answer.getvalue(), f"actions.{ending}")
    assert list(guess(table.header, COLUMNS).values()) == [column.code for column in COLUMNS]
    row = {code: table.rows[0].cells[place] for place, code in guess(table.header, COLUMNS).items()}
    assert len(table.rows) == 1
    assert row["title"] == "=Titre; traître"
    assert (kind_of(row["kind"]), state_of(row["state"])) == ("seminar", "held")
    assert row["objectives"] == "2.1"
    name, _colon, role = row["organisations"].rpartition(":")
    assert (name, role_of(role)) == ("Réseau A", "takes_part")


def test_the_export_keeps_the_filters(client: Client) -> None:
    make_action(title="Oui", kind="seminar")
    make_action(title="Non", kind="meeting")
    text = (
        client.get(reverse("programme:export_actions", args=["csv"]) + "?nature=seminar")
        .getvalue()
        .decode()
    )
    assert "Oui" in text
    assert "Non" not in text


def test_headers_are_guessed_in_both_languages_and_by_synonyms() -> None:
    assert guess(["Titre", "DATE DE DEBUT", "objectif", "Type", "inconnu"], COLUMNS) == {
        0: "title",
        1: "starts_on",
        2: "objectives",
        3: "kind",
    }
    assert guess(["Type", "Nature", "title"], COLUMNS) == {1: "kind", 2: "title"}
    assert guess([column.label("en") for column in COLUMNS], COLUMNS) == {
        place: column.code for place, column in enumerate(COLUMNS)
    }


def test_a_title_may_name_its_kind() -> None:
    assert kind_in("Formation à la gouvernance") == "training"
    assert kind_in("Trois réunions") == "meeting"
    assert kind_in("Un dimanche") is None
