"""The home page, for whoever passes and for whoever works here."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.network.models import Organisation
from tests.factories.network import make_organisation
from tests.factories.programme import (
    make_action,
    make_axis,
    make_indicator,
    make_objective,
    make_programme,
    make_reading,
)

pytestmark = pytest.mark.django_db


def fill(length: int) -> None:
    programme = make_programme(audience="public")
    for number in range(length):
        axis = make_axis(programme=programme)
        objective = make_objective(axis=axis)
        make_action(objectives=(objective,), is_highlight=True, title=f"Temps fort {number}")
        make_reading(indicator=make_indicator(is_key=True, objective=objective))


def test_an_empty_house_says_how_to_open_it(client: Client) -> None:
    page = client.get(reverse("portal:home")).content.decode()
    assert "essaim found" in page
    assert "⟦" not in page


def test_a_house_that_has_just_opened_says_so_to_who_passes(client: Client) -> None:
    make_organisation(name="Les Trois Pommes", is_house=True)
    page = client.get(reverse("portal:home")).content.decode()
    assert "Cette maison vient d’ouvrir" in page
    fill(1)
    assert "vient d’ouvrir" not in client.get(reverse("portal:home")).content.decode()


def test_a_visitor_reads_the_network_its_figures_and_highlights(client: Client) -> None:
    make_organisation(name="Réseau des réseaux", is_house=True)
    fill(1)
    page = client.get(reverse("portal:home")).content.decode()
    assert "Réseau des réseaux" in page
    assert "Temps fort 0" in page
    assert "100</a>" in page
    assert "⟦" not in page


def test_a_visitor_is_offered_nothing_to_write(client: Client) -> None:
    fill(1)
    assert reverse("programme:note_action") not in client.get("/").content.decode()


def test_whoever_works_here_may_note_at_once(as_user, coordinator) -> None:
    fill(1)
    page = as_user(coordinator).get("/").content.decode()
    assert reverse("programme:note_action") in page
    assert "⟦" not in page


def test_what_is_for_members_is_not_on_the_page_of_a_visitor(client: Client) -> None:
    make_programme()
    make_action(title="Entre nous", audience="members", is_highlight=True)
    assert "Entre nous" not in client.get("/").content.decode()


@pytest.mark.parametrize("length", [1, 3])
def test_the_page_costs_the_same_whatever_the_year(
    length: int, client: Client, django_assert_num_queries
) -> None:
    make_organisation(is_house=True)
    fill(length)
    client.get("/")
    with django_assert_num_queries(13):
        client.get("/")
    assert Organisation.objects.filter(is_house=True).count() == 1
