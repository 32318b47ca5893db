"""An objective in a year: its page, its judgement, its texts."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from essaim.journal.http import edits
from essaim.kernel.http import (
    Request,
    answer_form,
    find,
    open_to_visitors,
    steps_to,
)
from essaim.kernel.rules import can, require
from essaim.programme.actions import judgements as acts
from essaim.programme.forms.plan import JudgementForm, YearTextForm
from essaim.programme.models import Objective, ObjectiveYear
from essaim.programme.queries.objectives import (
    objective_page,
    objective_year,
    readers_of_judgements,
    text_label,
)
from essaim.programme.views.pages import year_asked
from essaim.programme.views.plan import page_under, year_tabs
from essaim.writing.queries import Citable
from essaim.writing.views import Text, answer_text


@open_to_visitors("objectives are as public as their programme; judgements are for members")
@require_GET
def objective(request: Request, key: UUID) -> HttpResponse:
    row = find(request, Objective, key, "programme", "axis")
    page = objective_page(row, year_asked(request), request.acting, timezone.localdate())
    context = {
        "page": page,
        "status": page.judgement.status if page.shows_judgement else "",
        "years": year_tabs(row.get_absolute_url(), page.years, page.year),
        "steps": steps_to(row.programme),
        "may_add": can(request.acting, "programme.add_action"),
        "may_edit": can(request.acting, "programme.edit_objective", objective=row),
    }
    return render(request, "programme/objective.html", context)


@require_http_methods(["GET", "POST"])
@edits(Objective)
def judge_objective(request: Request, key: UUID, year: int) -> HttpResponse:
    row = find(request, Objective, key, "programme")
    require(request.acting, "programme.judge_objective", objective=row)
    judgement = objective_year(row, year)
    form = JudgementForm(request.POST or None, judgement=judgement, acting=request.acting)
    title = _("Where does %(code)s stand in %(year)s?") % {"code": row.code, "year": year}
    address = judgement.get_absolute_url()
    page = page_under(row, title, back=address, then=address)
    return answer_form(request, form, page, acts.judge_objective, objective=row, year=year)


@require_http_methods(["GET", "POST"])
@edits(Objective)
def write_objective_year(request: Request, key: UUID, year: int, field: str) -> HttpResponse:
    """One text of the year."""
    row = find(request, Objective, key, "programme")
    require(request.acting, "programme.edit_objective", objective=row)
    if field not in ObjectiveYear.TEXTS:
        raise Http404
    judgement = objective_year(row, year)
    address = judgement.get_absolute_url()
    title = f"{row.code} · {text_label(field)} · {year}"
    page = page_under(row, title, back=address, then=address)
    form = YearTextForm(request.POST or None, judgement=judgement, field=field)
    citable = Citable(request.acting, year, row.key)
    text = Text(citable, readers_of_judgements(row), judgement, acts.keep_text, {"text": field})
    things: dict[str, Any] = {"objective_year": judgement, "field": field}
    return answer_text(request, form, page, acts.write_objective_year, text, **things)
