"""Write the texts of a report, one on a screen."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from js_asset import Media

from essaim.kernel.acting import Acting
from essaim.kernel.http import Request, refusals_on, tell
from essaim.kernel.rules import require
from essaim.programme.actions.judgements import write_or_keep_both
from essaim.programme.conflicts import TextConflict
from essaim.reports.actions.composition import write_section_or_keep_both
from essaim.reports.forms.composition import TextDraft, TextForm
from essaim.reports.models import Report
from essaim.reports.queries.texts import (
    TextPlace,
    figures_to_cite,
    objective_place,
    safe_text,
    section_place,
    with_values,
    year_of,
)
from essaim.reports.views.composition import back, find_objective, find_report, page_about

Save = Callable[[str, int], object]


@require_http_methods(["GET", "POST"])
def write_section(request: Request, key: UUID, code: str) -> HttpResponse:
    """Write a text of the report itself."""
    report = find_report(request, key)
    require(request.acting, "reports.write_section", report=report)

    def save(text: str, version: int) -> object:
        return write_section_or_keep_both(
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


def _edit_text(
    request: Request, report: Report, place: TextPlace | None, save: Save
) -> HttpResponse:
    """One text on one screen. A conflict shows both texts, and offers to save a merged one."""
    if place is None:
        raise Http404
    form = TextForm(request.POST or None, label=place.heading)
    draft: TextDraft | None = _draft_at_first(request, place)
    if form.is_bound:
        draft = _left_to_save(form, save)
    if draft is None:
        tell(request, _("“%(text)s” is saved.") % {"text": place.heading})
        return redirect(back(report, place.anchor))
    status = 409 if draft.theirs is not None else 422 if draft.refusals else 200
    context = _text_context(report, place, draft, request.acting)
    context["media"] = Media.from_media(context["form"].media, nonce=request.csp_nonce)
    return render(request, "reports/text.html", context, status=status)


def _draft_at_first(request: Request, place: TextPlace) -> TextDraft:
    """The text as it stands; or what was typed here and could not be taken, on what it stood."""
    kept = getattr(request, "kept_form", None)
    if kept is None:
        return TextDraft(place.html, place.version)
    form = TextForm(kept.data, label=place.heading)
    version = form.cleaned_data.get("version") if form.is_valid() else None
    return TextDraft(form.typed(), place.version if version is None else version)


def _left_to_save(form: TextForm, save: Save) -> TextDraft | None:
    """None once the text is saved; else what was typed, with what stands in the way."""
    is_valid = form.is_valid()
    draft = TextDraft(form.typed(), form.cleaned_data.get("version", 0))
    if is_valid:
        with refusals_on(form):
            try:
                save(draft.html, draft.version)
            except TextConflict as conflict:
                return TextDraft(conflict.mine, conflict.version, theirs=conflict.theirs)
            return None
    return replace(draft, refusals=form.sentences())


def _text_context(
    report: Report, place: TextPlace, draft: TextDraft, acting: Acting
) -> dict[str, Any]:
    choices, values = figures_to_cite(report, place, acting, draft.html, draft.theirs or "")
    return {
        "report": report,
        "steps": page_about(report, place.heading).steps,
        "place": place,
        "form": TextForm.showing(draft, label=place.heading, rich=with_values(draft.html, values)),
        "near": [choice for choice in choices if choice.is_near],
        "others": [choice for choice in choices if not choice.is_near],
        "back": back(report, place.anchor),
        "is_conflict": draft.theirs is not None,
        "mine": safe_text(draft.html, values),
        "theirs": safe_text(draft.theirs or "", values),
    }
