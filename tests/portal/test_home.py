"""The home page, for whoever passes and for whoever works here."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.kernel.datewords import date_words
from essaim.network.models import GroupMember, Organisation
from tests.factories.network import make_group, make_membership, make_organisation
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


def test_an_empty_house_says_what_to_do_first_to_who_may_and_to_who_passes(
    client: Client, as_user, coordinator, stranger
) -> None:
    make_organisation(name="Les Trois Pommes", is_house=True)
    passing = client.get("/").content.decode()
    assert "se connecte pour commencer" in passing
    assert reverse("account_request_login_code") in passing
    begin = "Commencer le programme"
    assert begin in as_user(coordinator).get("/").content.decode()
    assert begin not in as_user(stranger).get("/").content.decode()
    fill(1)
    assert begin not in as_user(coordinator).get("/").content.decode()


def test_who_works_here_reads_the_day_and_who_passes_what_the_network_is(
    client: Client, as_user, delegate
) -> None:
    make_organisation(name="Pommes", is_house=True, description="<p>Nous cueillons.</p>")
    today = date_words(timezone.localdate())
    passing = client.get("/").content.decode()
    working = as_user(delegate).get("/").content.decode()
    assert ("Nous cueillons." in passing, today in passing) == (True, False)
    assert ("Nous cueillons." in working, today in working) == (False, True)
    assert "<h1>" in passing
    assert "<h1>" in working


def test_one_s_groups_stand_beside_one_s_organisations(as_user, delegate) -> None:
    mine, other = make_group(name="Cueillette"), make_group(name="Pressoir")
    GroupMember.objects.create(group=mine, person=delegate.person, starts_on=date(2020, 1, 1))
    page = as_user(delegate).get("/").content.decode()
    assert mine.get_absolute_url() in page
    assert other.get_absolute_url() not in page


def test_a_visitor_reads_the_names_of_members_that_are_public(client: Client) -> None:
    for name, audience in (("Verger", "public"), ("Cave secrète", "members")):
        organisation = make_organisation(name=name, audience=audience)
        make_membership(organisation=organisation, admitted_on=date(2020, 1, 1))
    page = client.get("/").content.decode()
    assert "Verger" in page
    assert "Cave secrète" not in page
    assert "2 organisations membres" in page
