"""Programmes, axes, objectives."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.journal.http import edits
from essaim.kernel.acting import BUREAU
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_button,
    answer_form,
    find,
    open_to_visitors,
)
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
from essaim.programme.queries.plan import current_programme, page_kept, years_of
from essaim.programme.views.pages import year_asked

PROGRAMME = (gettext_lazy("Programme"), "programme:current")


@open_to_visitors("the network's programme is public unless it says otherwise")
@require_GET
def current(request: Request) -> HttpResponse:
    """The programme that runs today; where there is none yet, what to do first."""
    programme = current_programme(request.acting, timezone.localdate())
    if programme is None:
        context = {
            "may_add": can(request.acting, "programme.add_programme"),
            "links": links_on("programme:current", request.acting),
        }
        return render(request, "programme/no_programme.html", context)
    return _programme(request, programme)


@open_to_visitors("a programme is public unless it says otherwise")
@require_GET
def programme(request: Request, key: UUID) -> HttpResponse:
    return _programme(request, find(request, Programme, key))


def _programme(request: Request, programme: Programme) -> HttpResponse:
    anybody, today = request.acting.anybody, timezone.localdate()
    asked = year_asked(request)
    covered = asked if asked in years_of(programme) else None
    page = page_kept(programme.key, covered, anybody, today, get_language() or "")
    context = {
        "page": page,
        "axes": [(block, block.drawn if block.lines else "") for block in page.axes],
        "years": year_tabs(programme.get_absolute_url(), page.years, page.year),
        "may_edit": can(request.acting, "programme.edit_programme", programme=programme),
        "may_add": can(request.acting, "programme.add_action"),
        "links": links_on("programme:current", request.acting),
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
    page = FormPage.under(PROGRAMME, _("Add a programme"), audience=BUREAU)
    return answer_form(request, form, page, acts.add_programme)


@require_http_methods(["GET", "POST"])
@edits(Programme)
def edit_programme(request: Request, key: UUID) -> HttpResponse:
    programme = find(request, Programme, key, "follows")
    require(request.acting, "programme.edit_programme", programme=programme)
    form = ProgrammeForm(request.POST or None, acting=request.acting, programme=programme)
    page = FormPage.about(programme, _("Edit the programme"), audience=BUREAU)
    return answer_form(request, form, page, acts.edit_programme, programme=programme)


@require_http_methods(["GET", "POST"])
def add_axis(request: Request, key: UUID) -> HttpResponse:
    programme = find(request, Programme, key)
    require(request.acting, "programme.add_axis", programme=programme)
    form = NamedForm(request.POST or None, initial={"code": programme.axes.count() + 1})
    page = FormPage.about(programme, _("Add an axis"), audience=BUREAU)
    return answer_form(request, form, page, acts.add_axis, programme=programme)


def _axis(request: Request, key: UUID) -> Axis:
    return find(request, Axis, key, "programme", through=["programme"])


@require_http_methods(["GET", "POST"])
@edits(Axis)
def edit_axis(request: Request, key: UUID) -> HttpResponse:
    axis = _axis(request, key)
    require(request.acting, "programme.edit_axis", axis=axis)
    standing = {"code": axis.code, "title": axis.title, "position": axis.position}
    form = PlacedForm(request.POST or None, initial=standing)
    page = FormPage.about(axis.programme, _("Edit the axis"), audience=BUREAU)
    return answer_form(request, form, page, acts.edit_axis, axis=axis)


@require_POST
def remove_axis(request: Request, key: UUID) -> HttpResponse:
    axis = _axis(request, key)
    done = _("Axis %(code)s is removed.") % {"code": axis.code}
    return answer_button(request, acts.remove_axis, axis.programme, done=done, axis=axis)


@require_http_methods(["GET", "POST"])
def add_objective(request: Request, key: UUID) -> HttpResponse:
    axis = _axis(request, key)
    require(request.acting, "programme.add_objective", axis=axis)
    code = f"{axis.code}.{axis.objectives.count() + 1}"
    form = NamedObjectiveForm(request.POST or None, initial={"code": code})
    title = _("Add an objective to axis %(axis)s") % {"axis": axis.code}
    page = FormPage.about(axis.programme, title, audience=BUREAU)
    return answer_form(request, form, page, acts.add_objective, axis=axis)


@require_http_methods(["GET", "POST"])
@edits(Objective)
def edit_objective(request: Request, key: UUID) -> HttpResponse:
    objective = find(request, Objective, key, "programme")
    require(request.acting, "programme.edit_objective", objective=objective)
    standing = {"code": objective.code, "title": objective.title, "position": objective.position}
    form = PlacedObjectiveForm(request.POST or None, initial=standing)
    page = page_under(objective, _("Edit the objective"))
    return answer_form(request, form, page, acts.edit_objective, objective=objective)


@require_POST
def remove_objective(request: Request, key: UUID) -> HttpResponse:
    objective = find(request, Objective, key, "programme", "axis")
    back, done = objective.programme, _("Objective %(code)s is removed.") % {"code": objective.code}
    return answer_button(request, acts.remove_objective, back, done=done, objective=objective)


@require_http_methods(["GET", "POST"])
@edits(Objective)
def map_objective(request: Request, key: UUID) -> HttpResponse:
    objective = find(request, Objective, key, "programme")
    require(request.acting, "programme.map_objective", objective=objective)
    sent = request.POST if request.method == "POST" else None
    form = RubricsForm(sent, objective=objective, acting=request.acting)
    page = page_under(objective, _("To which rubrics does it answer?"))
    return answer_form(request, form, page, acts.map_objective, objective=objective)


def page_under(objective: Objective, title: str, **words: Any) -> FormPage:
    """A form about an objective, under its programme."""
    above = [objective.programme]
    return FormPage.about(objective, title, above=above, audience=BUREAU, **words)
