"""Sending a file, reading what it would do, applying, taking back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.exchange import actions, lists
from essaim.exchange.engine import engine_of, target_called
from essaim.exchange.forms import ImportForm, MappingForm, QuestionsForm, ReadingForm
from essaim.exchange.models import Run
from essaim.exchange.queries import missing_columns, questions_of, run_page, runs_for
from essaim.kernel.acting import Acting
from essaim.kernel.columns import Column, guess
from essaim.kernel.http import FormPage, Request, answer_button, answer_form
from essaim.kernel.intake import plain_name
from essaim.kernel.listing.http import answer_list
from essaim.kernel.manifest import offered
from essaim.kernel.rules import can, require
from essaim.kernel.tabular import Limits, read_table

RUNS = (gettext_lazy("Imports"), "exchange:runs")


def _preview(
    target: str, columns: Sequence[Column], *, file: Any, by: Acting, source: Any = None
) -> Run:
    """The run of the file that was sent. Reads one byte past the limit at most."""
    limit = settings.UPLOAD_LIMIT
    data, name = file.read(limit + 1), plain_name(str(file.name))
    table = read_table(
        data, name, limits=Limits(size=limit), score=lambda cells: len(guess(cells, columns))
    )
    return actions.preview_import(target=target, table=table, source=source, by=by)


def _run_of(request: Request, key: UUID) -> Run:
    return get_object_or_404(runs_for(request.acting), key=key)


def _page(run: Run, title: str, **words: Any) -> FormPage:
    """A form that begins and ends at the page of an import."""
    there = reverse("exchange:run", args=[run.key])
    return FormPage(title, there, run.name, above=[RUNS], **{"then": there, **words})


def _button(
    request: Request, key: UUID, act: Callable[..., Any], **words: Any
) -> HttpResponseRedirect:
    run = _run_of(request, key)
    return answer_button(request, act, reverse("exchange:run", args=[key]), run=run, **words)


@require_GET
def runs(request: Request) -> HttpResponse:
    require(request.acting, "exchange.preview_import")
    rows = runs_for(request.acting)
    targets = [target for target in offered("imports") if can(request.acting, target.verb)]
    return answer_list(request, lists.RUNS, rows, targets=targets)


@require_http_methods(["GET", "POST"])
def preview_import(request: Request, target: str) -> HttpResponse:
    require(request.acting, "exchange.preview_import")
    offer = target_called(target)
    require(request.acting, offer.verb)
    columns = engine_of(target).columns
    form = ImportForm(request.POST or None, request.FILES or None, target=target)
    page = FormPage.under(
        RUNS,
        offer.label,
        lead=_("Nothing is written before you have read what the file would do."),
        submit=_("Read the file"),
        then=_page_after_reading,
        done=_("The file is read."),
    )
    act, template = partial(_preview, target, columns), "exchange/preview_import.html"
    context = {"columns": columns}
    return answer_form(request, form, page, act, template=template, context=context)


def _page_after_reading(run: Run) -> str:
    """Where a file leads that could not be read by itself, and any other."""
    is_clear = "exchange:map_columns" if missing_columns(run) else "exchange:run"
    name = "exchange:read_again" if run.guessed["is_doubtful"] else is_clear
    return reverse(name, args=[run.key])


@require_GET
def run(request: Request, key: UUID) -> HttpResponse:
    run, outcome = _run_of(request, key), request.GET.get("resultat", "")
    context = {"page": run_page(run, outcome=outcome), "outcome": outcome}
    template = "exchange/progress.html" if request.htmx else "exchange/run.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
def read_again(request: Request, key: UUID) -> HttpResponse:
    run = _run_of(request, key)
    require(request.acting, "exchange.read_again", run=run)
    form = ReadingForm(request.POST or None, run=run)
    words = {"then": _page_after_reading, "done": _("The file is read."), "submit": _("Read again")}
    page = _page(run, _("How the file is read"), **words)
    act, template, context = actions.read_again, "exchange/read_again.html", {"run": run}
    return answer_form(request, form, page, act, template=template, context=context, run=run)


@require_http_methods(["GET", "POST"])
def answer_questions(request: Request, key: UUID) -> HttpResponse:
    run = _run_of(request, key)
    require(request.acting, "exchange.answer_questions", run=run)
    form = QuestionsForm(request.POST or None, questions=questions_of(run))
    lead = _("A line that is left open is not imported; the others are.")
    page = _page(run, _("What only you can say"), lead=lead)
    template = "exchange/answer_questions.html"
    return answer_form(request, form, page, actions.answer_questions, template=template, run=run)


@require_http_methods(["GET", "POST"])
def map_columns(request: Request, key: UUID) -> HttpResponse:
    run = _run_of(request, key)
    require(request.acting, "exchange.map_columns", run=run)
    form = MappingForm(request.POST or None, run=run, columns=engine_of(run.target).columns)
    page = _page(run, _("Which column is which"), submit=_("Read again"))
    context = {"run": run, "missing": missing_columns(run)}
    act, template = actions.map_columns, "exchange/map_columns.html"
    return answer_form(request, form, page, act, template=template, context=context, run=run)


@require_POST
def apply_run(request: Request, key: UUID) -> HttpResponseRedirect:
    return _button(request, key, actions.apply_run)


@require_POST
def resume_run(request: Request, key: UUID) -> HttpResponseRedirect:
    return _button(request, key, actions.resume_run)


@require_POST
def undo_run(request: Request, key: UUID) -> HttpResponseRedirect:
    return _button(request, key, actions.undo_run)


@require_POST
def discard_run(request: Request, key: UUID) -> HttpResponseRedirect:
    done = _("The preview is gone; nothing was changed.")
    return _button(request, key, actions.discard_run, then=RUNS[1], done=done)
