"""An objective in a year: its page, its judgement, its texts."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from essaim.journal.http import edits
from essaim.kernel.http import (
    Request,
    answer_form,
    find,
    open_to_visitors,
    render_form,
    steps_to,
    tell,
)
from essaim.kernel.markup import plain, to_markdown
from essaim.kernel.rules import can, require
from essaim.programme.actions import judgements as acts
from essaim.programme.conflicts import TextConflict
from essaim.programme.forms.plan import JudgementForm, MergeForm
from essaim.programme.models import Objective, ObjectiveYear
from essaim.programme.queries.objectives import objective_page, objective_year, text_label
from essaim.programme.views.pages import year_asked
from essaim.programme.views.plan import page_under, year_tabs


@open_to_visitors("objectives are as public as their programme; judgements are for members")
@require_GET
def objective(request: Request, key: UUID) -> HttpResponse:
    found = find(request, Objective, key, "programme", "axis")
    page = objective_page(found, year_asked(request), request.acting, timezone.localdate())
    context = {
        "page": page,
        "status": page.judgement.status if page.shows_judgement else "",
        "years": year_tabs(found.get_absolute_url(), page.years, page.year),
        "steps": steps_to(found.programme),
        "may_add": can(request.acting, "programme.add_action"),
        "may_edit": can(request.acting, "programme.edit_objective", objective=found),
    }
    return render(request, "programme/objective.html", context)


@require_http_methods(["GET", "POST"])
@edits(Objective)
def judge_objective(request: Request, key: UUID, year: int) -> HttpResponse:
    found = find(request, Objective, key, "programme")
    require(request.acting, "programme.judge_objective", objective=found)
    judgement = objective_year(found, year)
    form = JudgementForm(request.POST or None, judgement=judgement, acting=request.acting)
    title = _("Where does %(code)s stand in %(year)s?") % {"code": found.code, "year": year}
    address = judgement.get_absolute_url()
    page = page_under(found, title, back=address, then=address)
    return answer_form(request, form, page, acts.judge_objective, objective=found, year=year)


@require_http_methods(["GET", "POST"])
def write_objective_year(request: Request, key: UUID, year: int, field: str) -> HttpResponse:
    """One text of the year as Markdown. Saved upon an old version, it is shown beside the other."""
    row = _year_to_write(request, key, year, field)
    said = {"text": to_markdown(getattr(row, field)), "version": row.version}
    form = MergeForm(request.POST or None, initial=said)
    if form.is_valid():
        typed: dict[str, Any] = form.cleaned_data
        try:
            acts.write_or_keep_both(objective_year=row, field=field, by=request.acting, **typed)
        except TextConflict as conflict:
            return _conflict(request, row, field, conflict)
        tell(request, _("Saved."))
        return redirect(row)
    page = page_under(row.objective, _title(row, field), back=row.get_absolute_url())
    return render_form(request, "form_page.html", form, page=page, submit=_("Save"))


def _year_to_write(request: Request, key: UUID, year: int, field: str) -> ObjectiveYear:
    found = find(request, Objective, key, "programme")
    require(request.acting, "programme.edit_objective", objective=found)
    if field not in ObjectiveYear.TEXTS:
        raise Http404
    return objective_year(found, year)


def _title(row: ObjectiveYear, field: str) -> str:
    return f"{row.objective.code} · {text_label(field)} · {row.year}"


def _conflict(
    request: Request, row: ObjectiveYear, field: str, conflict: TextConflict
) -> HttpResponse:
    """Both texts side by side, hers ready to be put together with the other."""
    said = {"text": to_markdown(conflict.mine), "version": conflict.version}
    context = {
        "form": MergeForm(initial=said),
        "conflict": conflict,
        "mine": plain(conflict.mine),
        "theirs": plain(conflict.theirs),
        "title": _title(row, field),
        "steps": steps_to(row.objective.programme, row.objective),
        "back": row.get_absolute_url(),
    }
    return render(request, "programme/text_conflict.html", context, status=409)
