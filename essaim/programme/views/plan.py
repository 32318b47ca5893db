"""Programmes, axes, objectives."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.journal.http import edits
from essaim.kernel.http import Request, act_on, open_to_visitors, refusals_as_messages, tell
from essaim.kernel.manifest import links_on
from essaim.kernel.rules import can, require
from essaim.programme.actions import plan as acts
from essaim.programme.forms.plan import (
    NamedForm,
    NamedObjectiveForm,
    PlacedForm,
    PlacedObjectiveForm,
    ProgrammeForm,
    RubricsForm,
)
from essaim.programme.models import Axis, Objective, Programme
from essaim.programme.queries.plan import current_programme, programme_page, year_shown
from essaim.programme.views.pages import find, form_page, year_asked

PROGRAMME = (gettext_lazy("Programme"), "programme:current")


@open_to_visitors("the network's programme is public unless it says otherwise")
@require_GET
def current(request: Request) -> HttpResponse:
    """The programme that runs today; where there is none yet, what to do first."""
    found = current_programme(request.acting, timezone.localdate())
    if found is None:
        context = {
            "may_add": can(request.acting, "programme.add_programme"),
            "links": links_on("programme:current", request.acting),
        }
        return render(request, "programme/no_programme.html", context)
    return _programme(request, found)


@open_to_visitors("a programme is public unless it says otherwise")
@require_GET
def programme(request: Request, key: UUID) -> HttpResponse:
    return _programme(request, find(request, Programme, key))


def _programme(request: Request, found: Programme) -> HttpResponse:
    today = timezone.localdate()
    year = year_shown(found, year_asked(request), today)
    page = programme_page(found, year, request.acting, today)
    context = {
        "page": page,
        "years": year_tabs(found.get_absolute_url(), page.years, year),
        "may_edit": can(request.acting, "programme.edit_programme", programme=found),
        "may_add": can(request.acting, "programme.add_action"),
        "links": links_on("programme:current", request.acting),
        "actions_url": reverse("programme:actions"),
    }
    return render(request, "programme/programme.html", context)


def year_tabs(url: str, years: Any, shown: int) -> list[dict[str, Any]]:
    """The years as links side by side."""
    return [
        {"label": str(year), "url": f"{url}?annee={year}", "current": year == shown}
        for year in years
    ]


@require_http_methods(["GET", "POST"])
def add_programme(request: Request) -> HttpResponse:
    require(request.acting, "programme.add_programme")
    form = ProgrammeForm(request.POST or None, acting=request.acting)
    done = act_on(request, form, acts.add_programme, said=lambda: {"content": form.content()})
    return done or form_page(request, form, _("Add a programme"), PROGRAMME)


@require_http_methods(["GET", "POST"])
@edits(Programme)
def edit_programme(request: Request, key: UUID) -> HttpResponse:
    found = find(request, Programme, key, "follows")
    require(request.acting, "programme.edit_programme", programme=found)
    form = ProgrammeForm(request.POST or None, acting=request.acting, programme=found)
    act, said = acts.edit_programme, lambda: {"content": form.content()}
    done = act_on(request, form, act, then=found, said=said, programme=found)
    return done or form_page(request, form, _("Edit the programme"), found)


@require_http_methods(["GET", "POST"])
def add_axis(request: Request, key: UUID) -> HttpResponse:
    found = find(request, Programme, key)
    require(request.acting, "programme.add_axis", programme=found)
    form = NamedForm(request.POST or None, initial={"code": found.axes.count() + 1})
    done = act_on(request, form, acts.add_axis, then=found, programme=found)
    return done or form_page(request, form, _("Add an axis"), found)


def _axis(request: Request, key: UUID) -> Axis:
    programmes = Programme.objects.visible_to(request.acting)
    axes = Axis.objects.filter(programme__in=programmes).select_related("programme")
    return get_object_or_404(axes, key=key)


@require_http_methods(["GET", "POST"])
@edits(Axis)
def edit_axis(request: Request, key: UUID) -> HttpResponse:
    axis = _axis(request, key)
    require(request.acting, "programme.edit_axis", axis=axis)
    said = {"code": axis.code, "title": axis.title, "position": axis.position}
    form = PlacedForm(request.POST or None, initial=said)
    done = act_on(request, form, acts.edit_axis, then=axis.programme, axis=axis)
    return done or form_page(request, form, _("Edit the axis"), axis.programme)


@require_POST
def remove_axis(request: Request, key: UUID) -> HttpResponse:
    axis = _axis(request, key)
    with refusals_as_messages(request):
        acts.remove_axis(axis=axis, by=request.acting)
        tell(request, _("Axis %(code)s is removed.") % {"code": axis.code})
    return redirect(axis.programme)


@require_http_methods(["GET", "POST"])
def add_objective(request: Request, key: UUID) -> HttpResponse:
    axis = _axis(request, key)
    require(request.acting, "programme.add_objective", axis=axis)
    code = f"{axis.code}.{axis.objectives.count() + 1}"
    form = NamedObjectiveForm(request.POST or None, initial={"code": code})
    done = act_on(request, form, acts.add_objective, then=axis.programme, axis=axis)
    title = _("Add an objective to axis %(axis)s") % {"axis": axis.code}
    return done or form_page(request, form, title, axis.programme)


@require_http_methods(["GET", "POST"])
@edits(Objective)
def edit_objective(request: Request, key: UUID) -> HttpResponse:
    found = find(request, Objective, key, "programme")
    require(request.acting, "programme.edit_objective", objective=found)
    said = {"code": found.code, "title": found.title, "position": found.position}
    form = PlacedObjectiveForm(request.POST or None, initial=said)
    done = act_on(request, form, acts.edit_objective, then=found, objective=found)
    return done or form_page(request, form, _("Edit the objective"), found.programme, found)


@require_POST
def remove_objective(request: Request, key: UUID) -> HttpResponse:
    found = find(request, Objective, key, "programme", "axis")
    with refusals_as_messages(request):
        acts.remove_objective(objective=found, by=request.acting)
        tell(request, _("Objective %(code)s is removed.") % {"code": found.code})
    return redirect(found.programme)


@require_http_methods(["GET", "POST"])
@edits(Objective)
def map_objective(request: Request, key: UUID) -> HttpResponse:
    found = find(request, Objective, key, "programme")
    require(request.acting, "programme.map_objective", objective=found)
    sent = request.POST if request.method == "POST" else None
    form = RubricsForm(sent, objective=found, acting=request.acting)
    done = act_on(request, form, acts.map_objective, then=found, objective=found)
    title = _("To which rubrics does it answer?")
    return done or form_page(request, form, title, found.programme, found)
