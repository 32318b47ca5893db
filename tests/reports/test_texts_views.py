"""The page on which a text of a report is written."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from essaim.programme.models import Objective, ObjectiveYear
from essaim.reports.models import Report, Section
from tests.factories.programme import (
    make_indicator,
    make_programme,
    make_reading,
)
from tests.factories.reports import make_report, make_section, make_told_objective

pytestmark = pytest.mark.django_db
UNKNOWN = "⟦"


@pytest.fixture
def objective() -> Objective:
    objective = make_told_objective(make_programme(), evaluation="Le lien tient.")
    indicator = make_indicator(code="visits", title="Visites", objective=objective, is_key=True)
    make_reading(indicator=indicator, scaled=52464)
    make_reading(indicator=indicator, scaled=32732, starts_on=date(2023, 1, 1))
    return objective


@pytest.fixture
def report(objective: Objective) -> Report:
    report = make_report(programme=objective.programme)
    make_section(report=report, markdown="Le site a reçu [[visits]] et [[disparu]].")
    return report


def page(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(f"reports:{name}", args=args))
    assert response.status_code == 200
    text = response.content.decode()
    assert UNKNOWN not in text
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("&nbsp;", " ")


def test_the_text_stands_as_markdown_and_as_rich_text(as_user, coordinator, report):
    text = page(as_user(coordinator), "write_section", report.key, "preamble")
    assert "Le site a reçu [[visits]] et [[disparu]]." in text
    assert "&gt;52 464 visites&lt;/span&gt;" in text
    assert "<code>[[visits|growth]]</code>" in text


def test_figures_of_another_year_are_offered_too(as_user, coordinator, report):
    text = page(as_user(coordinator), "write_section", report.key, "preamble")
    assert "<code>[[visits|growth]]</code>" in text
    assert "<code>[[visits@2023]]</code>" in text


@pytest.mark.parametrize(
    ("syntax", "typed"),
    [
        ("markdown", "Soit [[visits|growth]], **beaucoup**."),
        (
            "html",
            '<p>Soit <span data-figure="visits" data-form="growth">+60 %</span>, <b>beaucoup</b>.',
        ),
    ],
)
def test_with_or_without_script_the_same_text_is_kept(as_user, coordinator, report, syntax, typed):
    url = reverse("reports:write_section", args=[report.key, "preamble"])
    answer = {"text": typed, "text-syntax": syntax}
    response = as_user(coordinator).post(url, answer)
    assert (
        response.url
        == f"{reverse('reports:composer', args=[report.key])}?enregistre=preamble#preamble"
    )
    assert Section.objects.get().text == (
        '<p>Soit <span data-figure="visits" data-form="growth"></span>, '
        "<strong>beaucoup</strong>.</p>"
    )


def test_a_judgement_is_written_from_the_composer(as_user, coordinator, report, objective):
    url = reverse("reports:write_objective_text", args=[report.key, objective.key, "means"])
    client = as_user(coordinator)
    assert client.get(url).status_code == 200
    client.post(url, {"text": "Deux salariées.", "text-syntax": "markdown"})
    assert ObjectiveYear.objects.get().means == "<p>Deux salariées.</p>"


def test_nothing_typed_is_lost_when_it_is_refused(as_user, coordinator, report):
    url = reverse("reports:write_section", args=[report.key, "preamble"])
    typed = f"<p>Un <em>long</em> travail {'x' * 200_000}.</p>"
    response = as_user(coordinator).post(url, {"text": typed, "text-syntax": "html"})
    assert response.status_code == 422
    assert f"Un *long* travail {'x' * 200_000}." in response.content.decode()


def test_hostile_text_leaves_nothing_that_runs(as_user, coordinator, report):
    client = as_user(coordinator)
    url = reverse("reports:write_section", args=[report.key, "preamble"])
    typed = '<script>x()</script><p><a href="javascript:x()">là</a> <span data-figure="&quot;><b">'
    client.post(url, {"text": typed, "text-syntax": "html"})
    assert "<script>x()" not in page(client, "report", report.key)
    assert "javascript:" not in page(client, "write_section", report.key, "preamble")


@pytest.mark.parametrize("part", ["facts", "colophon"])
def test_a_part_that_is_no_text_has_no_page(as_user, coordinator, report, objective, part):
    url = reverse("reports:write_objective_text", args=[report.key, objective.key, part])
    assert as_user(coordinator).get(url).status_code == 404
