"""Decisions typed by hand."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from essaim.journal.http import edits
from essaim.kernel.acting import BUREAU
from essaim.kernel.http import FormPage, Request, answer_form, find, open_to_visitors, steps_to
from essaim.kernel.listing.http import answer_list
from essaim.kernel.rules import can, require
from essaim.programme.actions import agreements as acts
from essaim.programme.forms.agreements import DecisionForm
from essaim.programme.lists import DECISIONS
from essaim.programme.models import Decision
from essaim.programme.queries.agreements import list_decisions

STEP = (gettext_lazy("Decisions"), "programme:decisions")


@open_to_visitors("a decision may be public")
@require_GET
def decisions(request: Request) -> HttpResponse:
    return answer_list(request, DECISIONS, list_decisions(request.acting))


@open_to_visitors("a decision may be public")
@require_GET
def decision(request: Request, key: UUID) -> HttpResponse:
    row = find(request, Decision, key)
    context = {
        "decision": row,
        "steps": steps_to(STEP),
        "may_edit": can(request.acting, "programme.edit_decision", decision=row),
    }
    return render(request, "programme/decision.html", context)


@require_http_methods(["GET", "POST"])
def add_decision(request: Request) -> HttpResponse:
    require(request.acting, "programme.add_decision")
    form = DecisionForm(request.POST or None, acting=request.acting)
    page = FormPage.under(STEP, _("Add a decision"), audience=BUREAU)
    return answer_form(request, form, page, acts.add_decision)


@require_http_methods(["GET", "POST"])
@edits(Decision)
def edit_decision(request: Request, key: UUID) -> HttpResponse:
    row = find(request, Decision, key)
    require(request.acting, "programme.edit_decision", decision=row)
    form = DecisionForm(request.POST or None, acting=request.acting, instance=row)
    title = _("Edit the decision")
    page = FormPage.about(row, title, above=[STEP], audience=BUREAU)
    return answer_form(request, form, page, acts.edit_decision, decision=row)
