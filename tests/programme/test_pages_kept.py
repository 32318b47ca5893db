"""The programme and the figures of a year are read and drawn once for all of the same roles."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.network import make_group, make_person
from tests.factories.programme import (
    make_agreement,
    make_axis,
    make_indicator,
    make_objective,
    make_objective_year,
    make_programme,
    make_reading,
)

pytestmark = pytest.mark.django_db(transaction=True)
FIGURES = reverse("programme:indicators")


def text(client: Client, address: str) -> str:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return " ".join(page.select_one("main").get_text(" ").split())


def test_a_programme_that_was_read_is_asked_for_alone(
    client: Client, stop_the_clock: Any, django_assert_num_queries: Any
) -> None:
    address = make_objective().programme.get_absolute_url()
    stop_the_clock()
    client.get(address)
    with django_assert_num_queries(1):
        client.get(address)


def test_figures_that_were_read_cost_nothing(
    client: Client, stop_the_clock: Any, django_assert_num_queries: Any
) -> None:
    make_reading(indicator=make_indicator(audience="public"))
    stop_the_clock()
    client.get(FIGURES)
    with django_assert_num_queries(0):
        client.get(FIGURES)


def test_what_is_written_in_a_programme_is_read_at_once(client: Client) -> None:
    programme = make_programme()
    axis = make_axis(programme=programme, title="Habiter")
    address = programme.get_absolute_url()
    assert "Semer" not in text(client, address)
    make_objective(axis=axis, title="Semer")
    assert "Semer" in text(client, address)
    programme.title = "Quatre ans"
    programme.save()
    assert "Quatre ans" in text(client, address)


def test_judgements_are_for_members_whoever_read_before(as_user: Any, coordinator: Any) -> None:
    objective = make_objective()
    judged = {"status": "transformed", "reason": "Le lieu ferme"}
    make_objective_year(objective=objective, year=2024, **judged)
    address = f"{objective.programme.get_absolute_url()}?annee=2024"
    for _time in range(2):
        assert "transformé" in text(as_user(coordinator), address)
        assert "transformé" not in text(Client(), address)


def test_an_agreement_of_a_group_is_for_its_people_alone(as_user: Any) -> None:
    inside, outside = make_user(role="bureau"), make_user(role="bureau")
    group = make_group(people=(make_person(user=inside),))
    programme = make_objective().programme
    programme.agreements.add(make_agreement(title="Entre nous", audience=f"group:{group.key}"))
    for _time in range(2):
        assert "Entre nous" in text(as_user(inside), programme.get_absolute_url())
        assert "Entre nous" not in text(as_user(outside), programme.get_absolute_url())


def test_each_year_and_each_language_is_a_page_of_its_own(client: Client) -> None:
    programme = make_programme(starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 31))
    make_objective(axis=make_axis(programme=programme))
    address = programme.get_absolute_url()
    for year in ("2023", "2024", "2023"):
        page = BeautifulSoup(client.get(address, {"annee": year}).content, "html.parser")
        assert page.select_one("main a[aria-current]").text.strip() == year
    english = client.get(f"{address}?annee=2023", headers={"Accept-Language": "en"})
    assert "Actions held" in english.content.decode()
    assert "Actions held" not in client.get(f"{address}?annee=2023").content.decode()


def test_a_figure_of_members_is_for_members_whoever_read_before(
    as_user: Any, coordinator: Any
) -> None:
    make_indicator(title="Nuitées", audience="members")
    for _time in range(2):
        assert "Nuitées" in text(as_user(coordinator), FIGURES)
        assert "Nuitées" not in text(Client(), FIGURES)


def test_a_reading_is_told_at_once_with_its_year_and_without(client: Client) -> None:
    indicator = make_indicator(audience="public", unit="repas", unit_plural="repas")
    make_reading(indicator=indicator, starts_on=date(2023, 1, 1), scaled=4100)
    assert "2024" not in text(client, FIGURES)
    make_reading(indicator=indicator, starts_on=date(2024, 1, 1), scaled=5200)
    assert "Chiffres de 2024" in text(client, FIGURES)
    assert "Chiffres de 2023" in text(client, f"{FIGURES}?annee=2023")
