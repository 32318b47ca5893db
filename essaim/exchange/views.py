"""Sending a file, reading what it would do, applying, taking back."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.exchange import actions
from essaim.exchange.engine import engine_of, target_called
from essaim.exchange.forms import ImportForm, MappingForm, QuestionsForm, ReadingForm
from essaim.exchange.models import Run
from essaim.exchange.queries import missing_columns, questions_of, run_page, runs_for
from essaim.kernel.acting import Acting
from essaim.kernel.columns import Column, guess
from essaim.kernel.http import (
    Request,
    refusals_as_messages,
    refusals_on,
    render_form,
    status_of,
    tell,
)
from essaim.kernel.intake import plain_name
from essaim.kernel.manifest import offered
from essaim.kernel.rules import require
from essaim.kernel.tabular import Limits, read_table


def _preview(target: str, columns: Sequence[Column], form: ImportForm, by: Acting) -> Run:
    """The run of the file that was sent. Reads one byte past the limit at most."""
    file, limit = form.cleaned_data["file"], settings.UPLOAD_LIMIT
    data, name = file.read(limit + 1), plain_name(str(file.name))
    table = read_table(
        data, name, limits=Limits(size=limit), score=lambda cells: len(guess(cells, columns))
    )
    source = form.cleaned_data.get("source")
    return actions.preview_import(target=target, table=table, source=source, by=by)


def _run_of(request: Request, key: UUID) -> Run:
    return get_object_or_404(runs_for(request.acting), key=key)


@require_GET
def runs(request: Request) -> HttpResponse:
    require(request.acting, "exchange.preview_import")
    page = Paginator(runs_for(request.acting), 30).get_page(request.GET.get("page"))
    context = {"page": page, "targets": list(offered("imports"))}
    return render(request, "exchange/runs.html", context)


@require_http_methods(["GET", "POST"])
def preview_import(request: Request, target: str) -> HttpResponse:
    require(request.acting, "exchange.preview_import")
    offer = target_called(target)
    columns = engine_of(target).columns
    form = ImportForm(request.POST or None, request.FILES or None, target=target)
    if form.is_valid():
        with refusals_on(form):
            run = _preview(target, columns, form, request.acting)
            return redirect(_page_after_reading(run), run.key)
    return render_form(request, "exchange/preview_import.html", form, target=offer, columns=columns)


def _page_after_reading(run: Run) -> str:
    """Where a file leads that could not be read by itself, and any other."""
    if run.guessed["is_doubtful"]:
        return "exchange:read_again"
    return "exchange:map_columns" if missing_columns(run) else "exchange:run"


@require_GET
def run(request: Request, key: UUID) -> HttpResponse:
    found, outcome = _run_of(request, key), request.GET.get("resultat", "")
    context = {"page": run_page(found, outcome=outcome), "outcome": outcome}
    template = "exchange/progress.html" if request.htmx else "exchange/run.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
def read_again(request: Request, key: UUID) -> HttpResponse:
    found = _run_of(request, key)
    require(request.acting, "exchange.read_again", run=found)
    form = ReadingForm(request.POST or None, run=found)
    if form.is_valid():
        with refusals_on(form):
            run = actions.read_again(run=found, **form.said(), by=request.acting)
            return redirect(_page_after_reading(run), key)
    return render_form(request, "exchange/read_again.html", form, run=found)


@require_http_methods(["GET", "POST"])
def answer_questions(request: Request, key: UUID) -> HttpResponse:
    found = _run_of(request, key)
    require(request.acting, "exchange.answer_questions", run=found)
    form = QuestionsForm(request.POST or None, questions=questions_of(found))
    if form.is_valid():
        with refusals_on(form):
            actions.answer_questions(run=found, answers=form.answers(), by=request.acting)
            return redirect("exchange:run", key)
    return render_form(request, "exchange/answer_questions.html", form, run=found)


@require_http_methods(["GET", "POST"])
def map_columns(request: Request, key: UUID) -> HttpResponse:
    found = _run_of(request, key)
    require(request.acting, "exchange.map_columns", run=found)
    form = MappingForm(request.POST or None, run=found, columns=engine_of(found.target).columns)
    if form.is_valid():
        with refusals_on(form):
            actions.map_columns(run=found, **form.matching(), by=request.acting)
            return redirect("exchange:run", key)
    context = {"form": form, "run": found, "missing": missing_columns(found)}
    return render(request, "exchange/map_columns.html", context, status=status_of(form))


@require_POST
def apply_run(request: Request, key: UUID) -> HttpResponseRedirect:
    with refusals_as_messages(request):
        actions.apply_run(run=_run_of(request, key), by=request.acting)
    return redirect("exchange:run", key)


@require_POST
def resume_run(request: Request, key: UUID) -> HttpResponseRedirect:
    with refusals_as_messages(request):
        actions.resume_run(run=_run_of(request, key), by=request.acting)
    return redirect("exchange:run", key)


@require_POST
def undo_run(request: Request, key: UUID) -> HttpResponseRedirect:
    with refusals_as_messages(request):
        actions.undo_run(run=_run_of(request, key), by=request.acting)
    return redirect("exchange:run", key)


@require_POST
def discard_run(request: Request, key: UUID) -> HttpResponseRedirect:
    with refusals_as_messages(request):
        actions.discard_run(run=_run_of(request, key), by=request.acting)
        tell(request, _("The preview is gone; nothing was changed."))
    return redirect("exchange:runs")
