"""Reports and their texts."""

from typing import Any

from essaim.kernel.markup import from_markdown
from essaim.programme.models import Objective, Programme
from essaim.reports.models import Report, Section
from tests.factories.programme import (
    make_agreement,
    make_axis,
    make_objective,
    make_objective_year,
    make_programme,
)


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
