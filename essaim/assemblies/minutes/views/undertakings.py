"""The register of decisions, one decision, where it stands; and how members took part."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from essaim.assemblies.bodies.holders import convenes
from essaim.assemblies.minutes.actions import undertakings as acts
from essaim.assemblies.minutes.forms import (
    DeclareForm,
    EditUndertakingForm,
    ProgressForm,
)
from essaim.assemblies.minutes.lists import REGISTER, participation_list
from essaim.assemblies.minutes.models import Undertaking
from essaim.assemblies.minutes.queries.participation import BodyLife, find_lines, last_day_met
from essaim.assemblies.minutes.queries.participation import participation as lives_until
from essaim.assemblies.minutes.queries.undertakings import (
    list_undertakings,
    undertaking_page,
)
from essaim.journal.http import edits
from essaim.kernel.acting import Acting
from essaim.kernel.http import FormPage, Request, answer_form, find, open_to_visitors
from essaim.kernel.listing.http import answer_export, answer_list
from essaim.kernel.rules import can, require

#: No association of this law met before (act of 1 July 1901).
EARLIEST = date(1901, 7, 1)


def undertaking_of(request: Request, key: UUID) -> Undertaking:
    meeting = ("meeting__action", "meeting__body", "meeting__chair", "meeting__secretary")
    return find(request, Undertaking, key, "decision", "owner", *meeting)


@open_to_visitors("the register shows to visitors the decisions that are public")
@require_GET
def undertakings(request: Request) -> HttpResponse:
    steps = [(_("Assemblies"), reverse("assemblies:bodies"))]
    return answer_list(request, REGISTER, partial(list_undertakings, request.acting), steps=steps)


@open_to_visitors("the export holds what the register shows to the same reader")
@require_GET
def export_undertakings(request: Request, extension: str) -> HttpResponseBase:
    return answer_export(request, REGISTER, partial(list_undertakings, request.acting), extension)


@open_to_visitors("a decision may be public")
@require_GET
def undertaking(request: Request, key: UUID) -> HttpResponse:
    undertaking = undertaking_of(request, key)
    context: dict[str, Any] = {
        "page": undertaking_page(undertaking, request.acting),
        "undertaking": undertaking,
        "may": _may(request, undertaking),
        "steps": [(_("Register of decisions"), reverse("assemblies:undertakings"))],
    }
    return render(request, "assemblies/undertaking.html", context)


def _may(request: Request, undertaking: Undertaking) -> dict[str, bool]:
    verbs = ("edit_undertaking", "report_progress", "declare_change")
    rights = (can(request.acting, f"assemblies.{verb}", undertaking=undertaking) for verb in verbs)
    return dict(zip(verbs, rights, strict=True))


@require_http_methods(["GET", "POST"])
@edits(Undertaking)
def edit_undertaking(request: Request, key: UUID) -> HttpResponse:
    undertaking = undertaking_of(request, key)
    require(request.acting, "assemblies.edit_undertaking", undertaking=undertaking)
    form = EditUndertakingForm(request.POST or None, undertaking=undertaking, acting=request.acting)
    page = FormPage.about(undertaking, _("Who carries it out, and by when"))
    return answer_form(request, form, page, acts.edit_undertaking, undertaking=undertaking)


@require_http_methods(["GET", "POST"])
@edits(Undertaking)
def report_progress(request: Request, key: UUID) -> HttpResponse:
    undertaking = undertaking_of(request, key)
    require(request.acting, "assemblies.report_progress", undertaking=undertaking)
    initial = {"state": undertaking.state, "evidence": undertaking.evidence}
    form = ProgressForm(request.POST or None, initial=initial)
    page = FormPage.about(undertaking, _("Where it stands"))
    return answer_form(request, form, page, acts.report_progress, undertaking=undertaking)


@require_http_methods(["GET", "POST"])
@edits(Undertaking)
def declare_change(request: Request, key: UUID) -> HttpResponse:
    undertaking = undertaking_of(request, key)
    require(request.acting, "assemblies.declare_change", undertaking=undertaking)
    form = DeclareForm(request.POST or None, initial={"declared_on": undertaking.declared_on})
    page = FormPage.about(undertaking, _("Declare it to the registry of associations"))
    return answer_form(request, form, page, acts.declare_change, undertaking=undertaking)


@require_GET
def participation(request: Request, extension: str = "") -> HttpResponseBase:
    """The reader's own members first; those who convene see all."""
    by = request.acting
    require(by, "assemblies.view_participation")
    day = _day_of(request.GET.get("au", ""))
    lives = lives_until(by, day)
    listing, rows = participation_list(lives), partial(find_lines, lives)
    if extension:
        return answer_export(request, listing, rows, extension)
    return answer_list(request, listing, rows, day=day, **_around(lives, by))


def _around(lives: Sequence[BodyLife], by: Acting) -> dict[str, Any]:
    """What stands above the lines; where nobody met, the day of a last meeting."""
    return {
        "lives": lives,
        "before": None if lives else last_day_met(by),
        "sees_all": convenes(by),
        "steps": [(_("Assemblies"), reverse("assemblies:bodies"))],
    }


def _day_of(typed: str) -> date:
    """One that cannot be read, or that nobody met by, is today, never an error."""
    try:
        day = parse_date(typed)
    except ValueError:
        day = None
    return day if day and day >= EARLIEST else timezone.localdate()
