"""Reports and their texts."""

from typing import Any

from essaim.kernel.markup import from_markdown
from essaim.programme.models import Objective, Programme
from essaim.reports.models import Report, Section
from tests.factories.programme import (
    make_action,
    make_agreement,
    make_axis,
    make_indicator,
    make_objective,
    make_objective_year,
    make_programme,
    make_reading,
)

TOKEN = '<span data-figure="visits" data-period="2024" data-form="value"></span>'


def make_report(*, programme: Programme | None = None, **fields: Any) -> Report:
    """The public report of 2024 to a foundation, unless told otherwise."""
    defaults = {
        "template": "bilan_foundation",
        "title": "Bilan 2024",
        "year": 2024,
        "audience": "public",
    }
    agreement = fields.pop("agreement", None) or make_agreement()
    return Report.objects.create(
        **{**defaults, **fields, "programme": programme or make_programme(), "agreement": agreement}
    )


def make_section(*, report: Report, code: str = "preamble", markdown: str = "") -> Section:
    return Section.objects.create(report=report, code=code, text=from_markdown(markdown))


def make_told_objective(programme: Programme, code: str = "1.1", **texts: str) -> Objective:
    """An objective of an axis of its own, judged in 2024: texts are Markdown."""
    axis = programme.axes.first() or make_axis(programme=programme, code="1", position=1)
    objective = make_objective(axis=axis, code=code, title=f"Faire {code}", position=1)
    html = {name: from_markdown(text) for name, text in texts.items()}
    make_objective_year(objective=objective, status="achieved", **html)
    return objective


def make_whole_report(**fields: Any) -> tuple[Report, Objective]:
    """A report in which nothing serious is missing: one objective, one action, one figure."""
    report = make_report(**fields)
    axis = make_axis(programme=report.programme, code="1")
    objective = make_objective(axis=axis, code="1.1", title="Nous faire connaître")
    make_action(objectives=(objective,), title="Fête des quinze ans")
    indicator = make_indicator(code="visits", title="Visites du site", objective=objective)
    make_reading(indicator=indicator, scaled=52464)
    make_objective_year(
        objective=objective,
        status="achieved",
        evaluation=f"<p>Le site a reçu {TOKEN} et nous en sommes fiers.</p>",
        results="<p>Le site est devenu notre première porte.</p>",
        means="<p>Une apprentie et une bénévole ont porté ce travail.</p>",
        difficulties="<p>Le temps a manqué au printemps.</p>",
        next_steps="<p>Nous partagerons les rôles entre membres.</p>",
    )
    texts = {
        "preamble": "<p>Voici notre année, telle que nous la jugeons.</p>",
        "conclusion": "<p>Nous continuons, avec nos alliés.</p>",
    }
    for code, text in texts.items():
        Section.objects.create(report=report, code=code, text=text)
    return report, objective
