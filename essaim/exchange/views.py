"""Sending a file, reading what it would do, applying, taking back."""

from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.exchange import actions
from essaim.exchange.engine import engine_of, target_called
from essaim.exchange.forms import ImportForm, MappingForm
from essaim.exchange.models import Run
from essaim.exchange.queries import run_page, runs_for
from essaim.kernel.http import Request, refusals_as_messages, refusals_on, tell
from essaim.kernel.manifest import offered
from essaim.kernel.rules import require
from essaim.kernel.tabular import Limits, Table, read_table


def _table_of(file: "UploadedFile[bytes]") -> Table:
    """The table that was sent. Reads one byte past the limit at most."""
    limit = settings.UPLOAD_LIMIT
    return read_table(file.read(limit + 1), str(file.name), limits=Limits(size=limit))


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
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_on(form):
            table = _table_of(form.cleaned_data["file"])
            run = actions.preview_import(target=target, table=table, by=request.acting)
            return redirect("exchange:run", run.key)
    context = {"form": form, "target": offer, "columns": engine_of(target).columns}
    return render(request, "exchange/preview_import.html", context)


@require_GET
def run(request: Request, key: UUID) -> HttpResponse:
    page = run_page(_run_of(request, key), outcome=request.GET.get("resultat", ""))
    template = "exchange/progress.html" if request.htmx else "exchange/run.html"
    return render(request, template, {"page": page, "outcome": request.GET.get("resultat", "")})


@require_http_methods(["GET", "POST"])
def map_columns(request: Request, key: UUID) -> HttpResponse:
    found = _run_of(request, key)
    require(request.acting, "exchange.map_columns", run=found)
    form = MappingForm(request.POST or None, run=found, columns=engine_of(found.target).columns)
    if form.is_valid():
        with refusals_on(form):
            actions.map_columns(run=found, mapping=form.mapping(), by=request.acting)
            return redirect("exchange:run", key)
    return render(request, "exchange/map_columns.html", {"form": form, "run": found})


@require_POST
def apply_run(request: Request, key: UUID) -> HttpResponseRedirect:
    with refusals_as_messages(request):
        actions.apply_run(run=_run_of(request, key), by=request.acting)
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
