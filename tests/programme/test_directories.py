"""Names that the fields of an action find: all of few, any of many, as one may see them."""

import pytest
from django.urls import reverse

from essaim.kernel.acting import VISITOR
from essaim.kernel.among_many import A_MENU
from essaim.programme.models import Action, ActionLink
from essaim.programme.queries.options import Directory, organisation_directory
from tests.factories.network import make_organisation
from tests.factories.programme import make_action

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[0, A_MENU])
def directory(request) -> Directory:
    """Of few, then of many."""
    for at in range(request.param):
        make_organisation(name=f"Autre {at}")
    make_organisation(name="Ruches du Nord", short_name="RDN")
    make_organisation(name="Ruches du Nord-Est")
    make_organisation(name="Cachée", audience="bureau")
    for city in ("Lille", "Lyon"):
        make_organisation(name="Miel", city=city)
    return organisation_directory(VISITOR)


@pytest.mark.parametrize("typed", ["Ruches du Nord", "ruches du nord", "rdn"])
def test_a_name_finds_its_row(directory, typed) -> None:
    row = directory.find(typed)
    assert row is not None
    assert row.name == "Ruches du Nord"


@pytest.mark.parametrize("typed", ["Ruches", "Miel", "Cachée", "Inconnue", "", "·", "%"])
def test_a_part_of_a_name_or_one_of_several_finds_none(directory, typed) -> None:
    assert directory.find(typed) is None


def test_those_of_one_name_are_found_by_what_tells_them_apart(directory) -> None:
    row = directory.find("miel · lyon · reseau membre")
    assert row is not None
    assert row.city == "Lyon"
    assert directory.label_of(row) == "Miel · Lyon · Réseau membre"


def test_what_is_not_in_it_has_no_label(directory) -> None:
    hidden = make_organisation(name="Autre cachée", audience="bureau")
    assert directory.label_of(hidden) == ""
    assert hidden not in directory
    assert directory.label_of(None) == ""


def test_names_are_in_the_page_or_suggested(directory) -> None:
    assert bool(directory.names) != bool(directory.suggestions)


def test_an_action_is_edited_where_organisations_are_many(as_user, coordinator) -> None:
    for at in range(A_MENU + 1):
        make_organisation(name=f"Autre {at}")
    ruches, hidden = (
        make_organisation(name="Ruches"),
        make_organisation(name="Cachée", audience="group:x"),
    )
    action = make_action(organisations=(ruches, hidden))
    client, address = as_user(coordinator), reverse("programme:edit_action", args=[action.key])
    page = client.get(address).content.decode()
    assert "Autre 1" not in page
    assert 'value="Ruches"' in page
    assert "Cachée" not in page
    assert "data-suggest" in page
    sent = {
        "title": action.title,
        "starts_on": action.starts_on.isoformat(),
        "kind": action.kind,
        "state": action.state,
        "organisations-name": ["Ruches", "autre 7"],
        "organisations-as": ["takes_part", "takes_part"],
    }
    assert client.post(address, sent).status_code == 302
    named = action.organisation_links.values_list("organisation__name", flat=True)
    assert set(named) == {"Ruches", "Cachée", "Autre 7"}
    refused = client.post(address, {**sent, "organisations-name": ["Autre"]})
    assert refused.status_code == 422


def test_an_action_is_linked_to_another_of_many_by_its_title(as_user, coordinator) -> None:
    for at in range(A_MENU + 1):
        make_action(title=f"Autre {at}")
    action, other = make_action(title="Veillée"), make_action(title="Marché solidaire")
    client = as_user(coordinator)
    page = client.get(action.get_absolute_url()).content.decode()
    assert "Autre 7" not in page
    address = reverse("programme:link_actions", args=[action.key])
    assert client.post(address, {"kind": "follows", "target": "Inconnu"}).status_code == 422
    assert client.post(address, {"kind": "follows", "target": "marche"}).status_code == 302
    link = ActionLink.objects.get()
    assert (link.source, link.target) == (action, other)
    assert Action.objects.count() == A_MENU + 3
