"""Write the texts of a report, one on a screen."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essaim.journal.http import edits
from essaim.kernel.http import FormPage, Request
from essaim.kernel.rules import require
from essaim.programme.actions.judgements import keep_text, write_objective_year
from essaim.programme.models import Objective
from essaim.reports.actions.composition import keep_section
from essaim.reports.actions.composition import write_section as write
from essaim.reports.forms.composition import TextForm
from essaim.reports.models import Report
from essaim.reports.queries.texts import TextPlace, objective_place, section_place, year_of
from essaim.reports.views.composition import back, find_objective, find_report, page_about
from essaim.writing.queries import Citable
from essaim.writing.views import Text, answer_text


@require_http_methods(["GET", "POST"])
@edits(Report)
def write_section(request: Request, key: UUID, code: str) -> HttpResponse:
    """Write a text of the report itself."""
    report = find_report(request, key)
    require(request.acting, "reports.write_section", report=report)
    place = section_place(report, code)
    if place is None:
        raise Http404
    form, page, text = _asked(request, report, place, keep_section)
    return answer_text(request, form, page, write, text, report=report, code=code)


@require_http_methods(["GET", "POST"])
@edits(Objective, named="objective")
def write_objective_text(request: Request, key: UUID, objective: UUID, part: str) -> HttpResponse:
    """Write a text of an objective for the year of the report."""
    report = find_report(request, key)
    year = year_of(report, find_objective(report, objective))
    require(request.acting, "programme.write_objective_year", objective_year=year)
    place = objective_place(report, year, part)
    if place is None:
        raise Http404
    form, page, text = _asked(request, report, place, keep_text)
    things: dict[str, Any] = {"objective_year": year, "field": part}
    return answer_text(request, form, page, write_objective_year, text, **things)


def _asked(
    request: Request, report: Report, place: TextPlace, keep: Callable[..., Any]
) -> tuple[TextForm, FormPage, Text]:
    """One text on one screen, which begins and ends in the composer."""
    page = page_about(
        report,
        place.heading,
        kicker=place.of,
        lead=place.help_text,
        then=back(report, place.anchor, saved=place.place),
        done=_("“%(text)s” is saved.") % {"text": place.heading},
    )
    citable = Citable(request.acting, report.year, place.near)
    text = Text(citable, report.audience, place.row, keep, {"text": place.column})
    return TextForm(request.POST or None, place=place), page, text
