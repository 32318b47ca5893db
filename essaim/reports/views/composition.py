"""Read a report, compose it, write its texts."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from js_asset import Media

from essaim.kernel.http import Request, open_to_visitors, refusals_as_messages, refusals_on, tell
from essaim.kernel.rules import can, require
from essaim.programme.actions.judgements import write_or_keep_both
from essaim.programme.conflicts import TextConflict
from essaim.programme.models import Action, Objective
from essaim.reports.actions import composition as actions
from essaim.reports.checks import Severity, find_all
from essaim.reports.forms.composition import (
    ChooseForm,
    EditReportForm,
    MoveForm,
    OpenReportForm,
    TextDraft,
    TextForm,
)
from essaim.reports.models import Report
from essaim.reports.queries.composition import gather
from essaim.reports.queries.pages import report_page
from essaim.reports.queries.reports import reports_for
from essaim.reports.queries.texts import (
    TextPlace,
    figures_to_cite,
    objective_place,
    safe_text,
    section_place,
    with_values,
    year_of,
)

Save = Callable[[str, int], object]

#: code of `formats.FORMATS` → how the menu calls it.
FORMAT_NAMES = {
    "pdf": gettext_lazy("PDF"),
    "docx": gettext_lazy("Word (DOCX)"),
    "odt": gettext_lazy("LibreOffice (ODT)"),
    "html": gettext_lazy("Web page (HTML)"),
    "md": gettext_lazy("Text (Markdown)"),
    "pack": gettext_lazy("Data (ZIP)"),
}


def find_report(request: Request, key: UUID) -> Report:
    return get_object_or_404(reports_for(request.acting), key=key)


@require_GET
@open_to_visitors("Reports whose audience is the public are for everybody.")
def reports(request: Request) -> HttpResponse:
    """The reports that this reader may see."""
    context = {
        "reports": reports_for(request.acting),
        "may_open": can(request.acting, "reports.open_report"),
    }
    return render(request, "reports/reports.html", context)


@require_http_methods(["GET", "POST"])
def open_report(request: Request) -> HttpResponse:
    """Open the report of a year."""
    require(request.acting, "reports.open_report")
    initial = {"year": timezone.localdate().year - 1, "audience": "bureau"}
    form = OpenReportForm(request.POST or None, acting=request.acting, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            report = actions.open_report(content=form.content(), by=request.acting)
            return redirect("reports:composer", report.key)
    return render(request, "reports/open_report.html", {"form": form, "steps": _steps()})


@require_GET
@open_to_visitors("Reports whose audience is the public are for everybody.")
def report(request: Request, key: UUID) -> HttpResponse:
    """The report as it reads today."""
    report = find_report(request, key)
    page = report_page(gather(report, request.acting))
    context = {
        "report": report,
        "page": page,
        "steps": _steps(),
        "may_compose": can(request.acting, "reports.compose_report", report=report),
    }
    return render(request, "reports/report.html", context)


@require_http_methods(["GET", "POST"])
def edit_report(request: Request, key: UUID) -> HttpResponse:
    """Change how a report is called and who reads it."""
    report = find_report(request, key)
    require(request.acting, "reports.edit_report", report=report)
    initial = {"title": report.title, "audience": report.audience}
    form = EditReportForm(request.POST or None, acting=request.acting, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            actions.edit_report(report=report, **form.cleaned_data, by=request.acting)
            tell(request, _("Saved."))
            return redirect("reports:composer", report.key)
    context = {"form": form, "report": report, "steps": _steps(report)}
    return render(request, "reports/edit_report.html", context)


@require_GET
def composer(request: Request, key: UUID) -> HttpResponse:
    """The report as it will read, and beside it what is missing."""
    report = find_report(request, key)
    require(request.acting, "reports.compose_report", report=report)
    material = gather(report)
    page = report_page(material)
    findings = find_all(material)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    context = {
        "report": report,
        "page": page,
        "is_composed": True,
        "findings": findings,
        "serious": len(findings) - warnings,
        "warnings": warnings,
        "formats": FORMAT_NAMES.items(),
        "may_publish": can(request.acting, "reports.publish_report", report=report),
        "steps": _steps(),
    }
    return render(request, "reports/composer.html", context)


def _steps(report: Report | None = None) -> list[tuple[str, str]]:
    """The way back up."""
    steps = [(_("Reports"), reverse("reports:reports"))]
    if report is not None:
        steps.append((report.title, reverse("reports:composer", args=[report.key])))
    return steps


@require_http_methods(["GET", "POST"])
def write_section(request: Request, key: UUID, code: str) -> HttpResponse:
    """Write a text of the report itself."""
    report = find_report(request, key)
    require(request.acting, "reports.write_section", report=report)

    def save(text: str, version: int) -> object:
        return actions.write_section_or_keep_both(
            report=report, code=code, text=text, version=version, by=request.acting
        )

    return _edit_text(request, report, section_place(report, code), save)


@require_http_methods(["GET", "POST"])
def write_objective_text(request: Request, key: UUID, objective: UUID, part: str) -> HttpResponse:
    """Write a text of an objective for the year of the report."""
    report = find_report(request, key)
    year = year_of(report, find_objective(report, objective))
    require(request.acting, "programme.write_objective_year", objective_year=year)

    def save(text: str, version: int) -> object:
        return write_or_keep_both(
            objective_year=year, field=part, text=text, version=version, by=request.acting
        )

    return _edit_text(request, report, objective_place(report, year, part), save)


def find_objective(report: Report, key: UUID) -> Objective:
    return get_object_or_404(Objective, programme=report.programme_id, key=key)


def _edit_text(
    request: Request, report: Report, place: TextPlace | None, save: Save
) -> HttpResponse:
    """One text on one screen. A conflict shows both texts, and offers to save a merged one."""
    if place is None:
        raise Http404
    back = f"{reverse('reports:composer', args=[report.key])}#{place.anchor}"
    form = TextForm(request.POST or None, label=place.heading)
    draft = TextDraft(place.html, place.version)
    if form.is_bound:
        is_valid = form.is_valid()
        draft = TextDraft(form.typed(), form.cleaned_data.get("version", place.version))
        if is_valid:
            with refusals_on(form):
                try:
                    save(draft.html, draft.version)
                except TextConflict as conflict:
                    draft = TextDraft(conflict.mine, conflict.version, theirs=conflict.theirs)
                    return _text_page(request, report, place, back, draft)
                tell(request, _("“%(text)s” is saved.") % {"text": place.heading})
                return redirect(back)
        draft = replace(draft, refusals=form.sentences())
    return _text_page(request, report, place, back, draft)


def _text_page(
    request: Request, report: Report, place: TextPlace, back: str, draft: TextDraft
) -> HttpResponse:
    choices, values = figures_to_cite(report, request.acting, draft.html, draft.theirs or "")
    form = TextForm.showing(draft, label=place.heading, rich=with_values(draft.html, values))
    context = {
        "report": report,
        "steps": _steps(report),
        "place": place,
        "form": form,
        "choices": choices,
        "back": back,
        "is_conflict": draft.theirs is not None,
        "mine": safe_text(draft.html, values),
        "theirs": safe_text(draft.theirs or "", values),
        "media": Media.from_media(form.media, nonce=request.csp_nonce),
    }
    status = 409 if draft.theirs is not None else 422 if draft.refusals else 200
    return render(request, "reports/text.html", context, status=status)


@require_POST
def select_action(request: Request, key: UUID, objective: UUID, action: UUID) -> HttpResponse:
    """Keep an action in the report, or leave it out."""
    report = find_report(request, key)
    under = find_objective(report, objective)
    told = get_object_or_404(Action.objects.visible_to(request.acting), key=action)
    form = ChooseForm(request.POST)
    if form.is_valid():
        with refusals_as_messages(request):
            is_kept = form.cleaned_data["keep"]
            actions.select_action(
                report=report, objective=under, action=told, is_kept=is_kept, by=request.acting
            )
    return _back_to(report, under)


@require_POST
def move_action(request: Request, key: UUID, objective: UUID, action: UUID) -> HttpResponse:
    """Move an action one place up or down."""
    report = find_report(request, key)
    under = find_objective(report, objective)
    told = get_object_or_404(Action.objects.visible_to(request.acting), key=action)
    form = MoveForm(request.POST)
    if form.is_valid():
        with refusals_as_messages(request):
            direction = form.cleaned_data["direction"]
            actions.move_action(
                report=report, objective=under, action=told, direction=direction, by=request.acting
            )
    return _back_to(report, under)


def _back_to(report: Report, objective: Objective) -> HttpResponse:
    where = reverse("reports:composer", args=[report.key])
    return redirect(f"{where}#objectif-{objective.code.replace('.', '-')}")
