"""Agreements with funders, their years, rubrics and due dates; decisions."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.journal.http import edits
from essaim.kernel.http import Request, act_on, open_to_visitors, refusals_as_messages, tell
from essaim.kernel.rules import can, require
from essaim.programme.actions import agreements as acts
from essaim.programme.forms.agreements import (
    AgreementForm,
    AgreementYearForm,
    ReportDueForm,
    RubricForm,
)
from essaim.programme.models import Agreement, AgreementYear, ReportDue, Rubric
from essaim.programme.queries.agreements import AgreementPage, agreement_page, list_agreements
from essaim.programme.views.pages import find, form_page, steps_to

AGREEMENTS = (gettext_lazy("Agreements"), "programme:agreements")
#: The part forms of the page of an agreement, by their name in its context.
PARTS: dict[str, type[AgreementYearForm | RubricForm | ReportDueForm]] = {
    "year_form": AgreementYearForm,
    "rubric_form": RubricForm,
    "due_form": ReportDueForm,
}
#: Where the rows of each part are found in their agreement.
ROWS = {"year_form": "years", "rubric_form": "rubrics", "due_form": "reports_due"}


@open_to_visitors("an agreement may be public")
@require_GET
def agreements(request: Request) -> HttpResponse:
    context = {
        "agreements": list_agreements(request.acting),
        "may_add": can(request.acting, "programme.add_agreement"),
    }
    return render(request, "programme/agreements.html", context)


@open_to_visitors("an agreement may be public")
@require_GET
def agreement(request: Request, key: UUID) -> HttpResponse:
    return _page(request, find(request, Agreement, key, "funder"))


def _page(request: Request, found: Agreement, **refused: Form) -> HttpResponse:
    """The page, with the part that was refused and what was typed in it."""
    page = agreement_page(found, request.acting, timezone.localdate())
    context = {
        "page": page,
        "may_edit": can(request.acting, "programme.edit_agreement", agreement=found),
        "steps": steps_to(AGREEMENTS),
        **_part_forms(page),
        **refused,
    }
    return render(request, "programme/agreement.html", context, status=422 if refused else 200)


def _part_forms(page: AgreementPage) -> dict[str, Form]:
    rows = {"year_form": page.stated, "rubric_form": page.rubrics, "due_form": page.reports}
    return {name: _part_form(name, rows[name]) for name in PARTS}


def _part_form(name: str, rows: Iterable[Any], data: Any = None) -> Form:
    return PARTS[name](data, prefix=name, auto_id=f"{name}_%s", rows=rows)


@require_http_methods(["GET", "POST"])
def add_agreement(request: Request) -> HttpResponse:
    require(request.acting, "programme.add_agreement")
    form = AgreementForm(request.POST or None, acting=request.acting)
    done = act_on(request, form, acts.add_agreement, said=lambda: {"content": form.content()})
    return done or form_page(request, form, _("Add an agreement"), AGREEMENTS)


@require_http_methods(["GET", "POST"])
@edits(Agreement)
def edit_agreement(request: Request, key: UUID) -> HttpResponse:
    found = find(request, Agreement, key, "funder")
    require(request.acting, "programme.edit_agreement", agreement=found)
    form = AgreementForm(request.POST or None, acting=request.acting, agreement=found)
    act, said = acts.edit_agreement, lambda: {"content": form.content()}
    then = found.get_absolute_url()
    done = act_on(request, form, act, then=then, said=said, agreement=found)
    return done or form_page(request, form, _("Edit the agreement"), AGREEMENTS, found)


def _set_part(request: Request, key: UUID, name: str, verb: Callable[..., Any]) -> HttpResponse:
    found = find(request, Agreement, key, "funder")
    require(request.acting, f"programme.{verb.__name__}", agreement=found)
    form = _part_form(name, getattr(found, ROWS[name]).all(), request.POST)
    done = act_on(request, form, verb, then=found.get_absolute_url(), agreement=found)
    return done or _page(request, found, **{name: form})


@require_POST
@edits(Agreement)
def set_agreement_year(request: Request, key: UUID) -> HttpResponse:
    return _set_part(request, key, "year_form", acts.set_agreement_year)


@require_POST
@edits(Agreement)
def set_rubric(request: Request, key: UUID) -> HttpResponse:
    return _set_part(request, key, "rubric_form", acts.set_rubric)


@require_POST
@edits(Agreement)
def set_report_due(request: Request, key: UUID) -> HttpResponse:
    return _set_part(request, key, "due_form", acts.set_report_due)


@require_POST
def remove_agreement_year(request: Request, key: UUID, part: UUID) -> HttpResponse:
    found = find(request, Agreement, key)
    year = get_object_or_404(AgreementYear, key=part)
    with refusals_as_messages(request):
        acts.remove_agreement_year(agreement=found, year=year, by=request.acting)
        tell(request, _("Removed."))
    return redirect(found)


@require_POST
def remove_rubric(request: Request, key: UUID, part: UUID) -> HttpResponse:
    found = find(request, Agreement, key)
    rubric = get_object_or_404(Rubric, key=part)
    with refusals_as_messages(request):
        acts.remove_rubric(agreement=found, rubric=rubric, by=request.acting)
        tell(request, _("Removed."))
    return redirect(found)


@require_POST
def remove_report_due(request: Request, key: UUID, part: UUID) -> HttpResponse:
    found = find(request, Agreement, key)
    due = get_object_or_404(ReportDue, key=part)
    with refusals_as_messages(request):
        acts.remove_report_due(agreement=found, report_due=due, by=request.acting)
        tell(request, _("Removed."))
    return redirect(found)
