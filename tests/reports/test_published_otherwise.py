"""What was published and reads otherwise now is told in the list and beside the figure."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.programme.models import Indicator, Reading
from essaim.reports.actions.publication import make_funder_link, publish_report
from essaim.reports.models import FunderLink, Report, Snapshot
from tests.factories.accounts import coordinator as coordinating
from tests.factories.accounts import make_user
from tests.factories.programme import make_indicator, make_objective_year, make_reading
from tests.factories.reports import make_report, make_told_objective, make_whole_report

pytestmark = pytest.mark.django_db
THEN, NOW = "52 464 visites", "53 000 visites"
LIST, FIGURE = reverse("reports:reports"), reverse("programme:indicator", args=["visits"])


@pytest.fixture
def version() -> Snapshot:
    return publish_report(report=make_whole_report()[0], by=coordinating())


def correct() -> None:
    Reading.objects.filter(indicator__code="visits").update(scaled=53000)


def hand_out(version: Snapshot, **fields: object) -> FunderLink:
    link = make_funder_link(
        report=version.report,
        snapshot=version,
        recipient="Fondation des Prés",
        expires_on=timezone.localdate() + timedelta(days=30),
        by=coordinating(),
    )
    FunderLink.objects.filter(pk=link.pk).update(**fields or {"recipient": "Fondation des Prés"})
    return link


def page(url: str, role: str = "") -> str:
    browser = Client()
    if role:
        browser.force_login(make_user(role=role))
    return " ".join(browser.get(url).content.decode().split())


def test_the_list_says_what_is_published_and_what_is_not(version: Snapshot) -> None:
    make_report(title="Bilan 2025", year=2025)
    text = page(LIST, "coordination")
    assert text.count("Publié le ") == 1
    assert text.count("Pas encore publié") == 1


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({}, True),
        ({"revoked_at": timezone.now()}, False),
        ({"expires_on": timezone.localdate() - timedelta(days=1)}, False),
    ],
    ids=["open", "withdrawn", "past its last day"],
)
def test_the_list_says_to_whom_it_may_be_opened_today(version, fields, is_told) -> None:
    hand_out(version, **fields)
    assert ("Fondation des Prés" in page(LIST, "bureau")) is is_told


def test_a_visitor_is_told_that_it_is_published_and_no_more(version: Snapshot) -> None:
    hand_out(version)
    correct()
    text = page(LIST)
    assert "Publié le " in text
    assert "Fondation des Prés" not in text
    assert "se lit autrement" not in text
    assert "Publié autrement" not in page(FIGURE)


def test_a_correction_is_told_in_the_list_and_on_the_page_of_the_figure(version) -> None:
    hand_out(version)
    assert "autrement" not in page(LIST, "coordination")
    assert "Publié autrement" not in page(FIGURE, "coordination")
    correct()
    assert f"Visites du site, de {THEN} à {NOW}" in page(LIST, "coordination")
    text = page(FIGURE, "coordination")
    assert f"dit {THEN}" in text
    assert f"aujourd’hui c’est {NOW}" in text
    assert "Fondation des Prés" in text


def test_the_page_of_another_figure_says_nothing_of_it(version: Snapshot) -> None:
    make_indicator(code="other")
    correct()
    url = reverse("programme:indicator", args=["other"])
    assert "Publié autrement" not in page(url, "coordination")


def test_a_figure_that_was_narrowed_since_is_not_read_to_who_may_not_see_it(version) -> None:
    correct()
    Indicator.objects.update(audience="administrator")
    assert NOW not in page(LIST, "bureau")


@pytest.mark.parametrize("length", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(length, django_assert_num_queries) -> None:
    for number in range(length):
        report: Report = make_report(title=f"Bilan {number}")
        objective = make_told_objective(report.programme, means="[[visits]]")
        if not number:
            make_reading(indicator=make_indicator(code="visits"), scaled=52464)
        make_objective_year(objective=objective, year=2023)
        publish_report(report=report, by=coordinating(), reason="Essai.")
    browser = Client()
    browser.force_login(make_user(role="coordination"))
    browser.get(LIST)
    Report.objects.filter(title="Bilan 0").update(title="Bilan zéro")
    with django_assert_num_queries(10):
        browser.get(LIST)
