"""One text of a report as its page edits it."""

from dataclasses import dataclass
from uuid import UUID

from essaim.kernel.models import Keyed
from essaim.programme.models import Objective, ObjectiveYear
from essaim.reports.material import anchor_of
from essaim.reports.models import Report, Section
from essaim.reports.queries.reports import template_of
from essaim.reports.report_templates import PartKind
from essaim.reports.template_reading import Limit


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A text that somebody writes: what it is called, how it stands, how long it may be.

    `row` holds it, if anybody wrote it yet; `near` is the key of what it tells of; `place` names it
    as its `Prose` does.
    """

    place: str
    heading: str
    of: str
    html: str
    anchor: str
    help_text: str = ""
    limit: Limit | None = None
    row: Keyed | None = None
    column: str = "text"
    near: UUID | None = None


def section_place(report: Report, code: str) -> TextPlace | None:
    """A text of the report itself; None where the template has none of that code."""
    plan = template_of(report).text(code)
    if plan is None:
        return None
    section = Section.objects.filter(report=report, code=code).first()
    return TextPlace(
        place=code,
        heading=str(plan.heading),
        of=report.title,
        html=section.text if section else "",
        anchor=code.replace("_", "-"),
        help_text=str(plan.help_text),
        limit=plan.limit,
        row=section,
    )


def year_of(report: Report, objective: Objective) -> ObjectiveYear:
    """The year of the objective that the report tells; unsaved where nobody wrote it yet."""
    row = ObjectiveYear.objects.filter(objective=objective, year=report.year).first()
    return row or ObjectiveYear(objective=objective, year=report.year)


def objective_place(report: Report, year: ObjectiveYear, part: str) -> TextPlace | None:
    """A text of an objective; None where the template does not tell that part."""
    plan = template_of(report).part(part)
    if plan is None or not plan.kind.is_text:
        return None
    return TextPlace(
        place=f"{year.objective.code}/{part}",
        heading=str(plan.heading),
        of=str(year.objective),
        html=getattr(year, PartKind(part).value),
        anchor=anchor_of(year.objective.code),
        limit=plan.limit,
        row=year,
        column=PartKind(part).value,
        near=year.objective.key,
    )
