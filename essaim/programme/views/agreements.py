"""Agreements with funders, their years, rubrics and due dates; decisions."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.journal.http import edits
from essaim.kernel.acting import BUREAU
from essaim.kernel.http import (
    FormPage,
    Request,
    act_on,
    answer_button,
    answer_form,
    find,
    open_to_visitors,
    steps_to,
)
from essaim.kernel.listing.http import answer_list
from essaim.kernel.rules import can, require
from essaim.programme.actions import agreements as acts
from essaim.programme.forms.agreements import (
    AgreementForm,
    AgreementYearForm,
    ReportDueForm,
    RubricForm,
)
from essaim.programme.lists import AGREEMENTS
from essaim.programme.models import Agreement, AgreementYear, ReportDue, Rubric
from essaim.programme.queries.agreements import AgreementPage, agreement_page, list_agreements

STEP = (gettext_lazy("Agreements"), "programme:agreements")
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
    return answer_list(request, AGREEMENTS, list_agreements(request.acting))


@open_to_visitors("an agreement may be public")
@require_GET
def agreement(request: Request, key: UUID) -> HttpResponse:
    return _page(request, find(request, Agreement, key, "funder"))


def _page(request: Request, agreement: Agreement, **refused: Form) -> HttpResponse:
    """The page, with the part that was refused and what was typed in it."""
    page = agreement_page(agreement, request.acting, timezone.localdate())
    context = {
        "page": page,
        "may_edit": can(request.acting, "programme.edit_agreement", agreement=agreement),
        "steps": steps_to(STEP),
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
    page = FormPage.under(STEP, _("Add an agreement"), audience=BUREAU)
    return answer_form(request, form, page, acts.add_agreement)


@require_http_methods(["GET", "POST"])
@edits(Agreement)
def edit_agreement(request: Request, key: UUID) -> HttpResponse:
    agreement = find(request, Agreement, key, "funder")
    require(request.acting, "programme.edit_agreement", agreement=agreement)
    form = AgreementForm(request.POST or None, acting=request.acting, agreement=agreement)
    title = _("Edit the agreement")
    page = FormPage.about(agreement, title, above=[STEP], audience=BUREAU)
    return answer_form(request, form, page, acts.edit_agreement, agreement=agreement)


def _set_part(request: Request, key: UUID, name: str, verb: Callable[..., Any]) -> HttpResponse:
    agreement = find(request, Agreement, key, "funder")
    require(request.acting, f"programme.{verb.__name__}", agreement=agreement)
    form = _part_form(name, getattr(agreement, ROWS[name]).all(), request.POST)
    done = act_on(request, form, verb, then=agreement.get_absolute_url(), agreement=agreement)
    return done or _page(request, agreement, **{name: form})


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


def _remove_part(
    request: Request, key: UUID, verb: Callable[..., Any], **part: Any
) -> HttpResponse:
    agreement = find(request, Agreement, key)
    return answer_button(request, verb, agreement, done=_("Removed."), agreement=agreement, **part)


@require_POST
def remove_agreement_year(request: Request, key: UUID, part: UUID) -> HttpResponse:
    year = get_object_or_404(AgreementYear, key=part)
    return _remove_part(request, key, acts.remove_agreement_year, year=year)


@require_POST
def remove_rubric(request: Request, key: UUID, part: UUID) -> HttpResponse:
    rubric = get_object_or_404(Rubric, key=part)
    return _remove_part(request, key, acts.remove_rubric, rubric=rubric)


@require_POST
def remove_report_due(request: Request, key: UUID, part: UUID) -> HttpResponse:
    due = get_object_or_404(ReportDue, key=part)
    return _remove_part(request, key, acts.remove_report_due, report_due=due)
