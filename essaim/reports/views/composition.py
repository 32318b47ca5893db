"""Read a report, compose it, write its texts."""

from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.comments.below import remarks_for
from essaim.journal.http import edits
from essaim.kernel.acting import works_here
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_button,
    answer_form,
    find,
    open_to_visitors,
    steps_to,
)
from essaim.kernel.rules import can, require
from essaim.programme.models import Action, Objective
from essaim.reports.actions import composition as actions
from essaim.reports.checks import Severity, find_all
from essaim.reports.forms.composition import (
    ChooseForm,
    EditReportForm,
    MoveForm,
    OpenReportForm,
)
from essaim.reports.forms.formats import format_names
from essaim.reports.material import anchor_of
from essaim.reports.models import Report
from essaim.reports.queries.composition import gather
from essaim.reports.queries.facts import NO_FACTS, facts_of
from essaim.reports.queries.moved import published_for
from essaim.reports.queries.pages import FactMaker, report_page
from essaim.reports.queries.reports import reader_of, reports_for

REPORTS = (gettext_lazy("Reports"), "reports:reports")
#: So many actions stand in the composer, with their buttons; more are chosen by objective.
IN_PLACE = 80
#: The word of an address that names the text that was saved last.
SAVED = "enregistre"
A_PAGE = 50
#: So many of what another room lists; the report itself lists them all.
MOST_RECORDS = 10
#: So many points to look at, the gravest; then all of them where one asks.
MOST_FINDINGS = 20


def find_report(request: Request, key: UUID) -> Report:
    return find(request, Report, key, "programme", "agreement__funder")


def page_about(report: Report, title: str, **words: Any) -> FormPage:
    """A form that begins and ends in the composer."""
    composer = reverse("reports:composer", args=[report.key])
    words = {"then": composer, "audience": report.audience, **words}
    return FormPage(title, composer, report.title, above=[REPORTS], **words)


@require_GET
@open_to_visitors("Reports whose audience is the public are for everybody.")
def reports(request: Request) -> HttpResponse:
    """The reports that this reader may see."""
    published = published_for(request.acting, tells_what_moved=works_here(request.acting))
    rows = reports_for(request.acting)
    context = {
        "reports": [(report, published.get(report.key)) for report in rows],
        "may_open": can(request.acting, "reports.open_report"),
    }
    return render(request, "reports/reports.html", context)


@require_http_methods(["GET", "POST"])
def open_report(request: Request) -> HttpResponse:
    """Open the report of a year."""
    require(request.acting, "reports.open_report")
    initial = {"year": timezone.localdate().year - 1, "audience": "bureau"}
    form = OpenReportForm(request.POST or None, acting=request.acting, initial=initial)
    page = FormPage.under(
        REPORTS,
        _("Open a report"),
        lead=_(
            "The actions, figures and judgements of the year are already there: only the text "
            "remains to be written."
        ),
        submit=_("Open the report"),
        then=lambda report: reverse("reports:composer", args=[report.key]),
    )
    return answer_form(request, form, page, actions.open_report)


@require_GET
@open_to_visitors("Reports whose audience is the public are for everybody.")
def report(request: Request, key: UUID) -> HttpResponse:
    """The report as it reads today."""
    report = find_report(request, key)
    page = report_page(gather(report, request.acting))
    context = {
        "report": report,
        "page": page,
        "steps": steps_to(REPORTS),
        "may_compose": can(request.acting, "reports.compose_report", report=report),
    }
    return render(request, "reports/report.html", context)


@require_http_methods(["GET", "POST"])
@edits(Report)
def edit_report(request: Request, key: UUID) -> HttpResponse:
    """Change how a report is called and who reads it."""
    report = find_report(request, key)
    require(request.acting, "reports.edit_report", report=report)
    form = EditReportForm(request.POST or None, acting=request.acting, instance=report)
    lead = _("A report tells only what its readers may see.")
    page = page_about(report, _("Title and readers"), lead=lead)
    return answer_form(request, form, page, actions.edit_report, report=report)


@require_GET
def composer(request: Request, key: UUID) -> HttpResponse:
    """The report as it will read, and beside it what is missing."""
    report = find_report(request, key)
    require(request.acting, "reports.compose_report", report=report)
    context = {
        **_composer_context(report, shows_all="points" in request.GET),
        "saved": request.GET.get(SAVED, ""),
        "may_publish": can(request.acting, "reports.publish_report", report=report),
        "may_remark": can(request.acting, "comments.add_comment", thing=report),
        "open_at": remarks_for(request, "reports.report", report.key).open_at.items(),
    }
    return render(request, "reports/composer.html", context)


def _composer_context(report: Report, *, shows_all: bool) -> dict[str, Any]:
    material = gather(report, at_most=IN_PLACE)
    findings = find_all(material)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    return {
        "report": report,
        "page": report_page(material, most=MOST_RECORDS),
        "is_composed": True,
        "findings": findings if shows_all else findings[:MOST_FINDINGS],
        "count": len(findings),
        "serious": len(findings) - warnings,
        "warnings": warnings,
        "formats": format_names(),
        "steps": steps_to(REPORTS),
    }


def find_objective(report: Report, key: UUID) -> Objective:
    return get_object_or_404(Objective, programme=report.programme_id, key=key)


@require_GET
def choose_actions(request: Request, key: UUID, objective: UUID) -> HttpResponse:
    """The actions of one objective, told and then left out, where the composer folds them."""
    report = find_report(request, key)
    require(request.acting, "reports.compose_report", report=report)
    row = find_objective(report, objective)
    facts = facts_of(report, reader_of(report), row.pk).get(row.pk, NO_FACTS)
    page = Paginator(range(facts.count), A_PAGE).get_page(request.GET.get("page"))
    maker = FactMaker(report.key, f"?page={page.number}")
    lines = [*maker.kept(row.key, facts.kept), *maker.left_out(row.key, facts.left_out)]
    composer = back(report, anchor_of(row.code))
    context = {
        "report": report,
        "objective": row,
        "facts": facts,
        "page": page,
        "lines": lines[page.start_index() - 1 : page.end_index()] if lines else [],
        "composer": composer,
        "steps": [*steps_to(REPORTS), (report.title, composer)],
    }
    return render(request, "reports/actions.html", context)


@require_POST
def select_action(request: Request, key: UUID, objective: UUID, action: UUID) -> HttpResponse:
    """Keep an action in the report, or leave it out."""
    chosen = _chosen_action(request, key, objective, action)
    form, there = ChooseForm(request.POST), _place_of(request, chosen)
    return answer_button(request, _keep_or_leave_out, there, form=form, **chosen._asdict())


def _keep_or_leave_out(*, keep: bool, **things: Any) -> None:
    actions.select_action(is_kept=keep, **things)


@require_POST
def move_action(request: Request, key: UUID, objective: UUID, action: UUID) -> HttpResponse:
    """Move an action one place up or down."""
    chosen = _chosen_action(request, key, objective, action)
    form, there = MoveForm(request.POST), _place_of(request, chosen)
    return answer_button(request, actions.move_action, there, form=form, **chosen._asdict())


class ChosenAction(NamedTuple):
    """An action under an objective in a report."""

    report: Report
    objective: Objective
    action: Action


def _chosen_action(request: Request, key: UUID, objective: UUID, action: UUID) -> ChosenAction:
    report = find_report(request, key)
    return ChosenAction(
        report,
        find_objective(report, objective),
        find(request, Action, action),
    )


def _place_of(request: Request, chosen: ChosenAction) -> str:
    """Where its button was pressed: the composer, or a page of the actions of its objective."""
    page = request.GET.get("page", "")
    if not page.isdecimal():
        return back(chosen.report, anchor_of(chosen.objective.code))
    things = [chosen.report.key, chosen.objective.key]
    return f"{reverse('reports:choose_actions', args=things)}?page={page}#{chosen.action.key}"


def back(report: Report, anchor: str, *, saved: str = "") -> str:
    """The composer, at the place where one came from; it says which text was saved."""
    query = f"?{urlencode({SAVED: saved})}" if saved else ""
    return f"{reverse('reports:composer', args=[report.key])}{query}#{anchor}"
