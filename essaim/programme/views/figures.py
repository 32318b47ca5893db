"""Pages of indicators and figures."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.journal.http import edits
from essaim.kernel.exports import Cell, write_csv
from essaim.kernel.http import (
    Request,
    open_to_visitors,
    refusals_as_messages,
    refusals_on,
    render_form,
    status_of,
    tell,
)
from essaim.kernel.rules import can, require
from essaim.programme.actions import figures as actions
from essaim.programme.arithmetic import Stretch
from essaim.programme.enums import FigureForm
from essaim.programme.forms.figures import IndicatorForm, ReadingForm, RoundForm
from essaim.programme.models import Indicator, Reading
from essaim.programme.queries import figure_exports, indicator_pages

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


def find_indicator(request: Request, code: str) -> Indicator:
    found = Indicator.objects.visible_to(request.acting).select_related("objective__programme")
    indicator: Indicator = get_object_or_404(found, code=code)
    return indicator


def find_reading(request: Request, key: object) -> Reading:
    seen = Indicator.objects.visible_to(request.acting)
    found = Reading.objects.filter(indicator__in=seen).select_related("indicator")
    return get_object_or_404(found, key=key)


def asked_stretch(request: Request, name: str = "periode") -> Stretch | None:
    """The period of the address, if it names one. 404 where what it names is none."""
    try:
        return Stretch.read(request.GET[name]) if request.GET.get(name) else None
    except ValueError as error:
        raise Http404(str(error)) from error


def steps(indicator: Indicator | None = None) -> list[tuple[str, str]]:
    """The way back up."""
    up = [(_("Figures"), reverse("programme:indicators"))]
    return up if indicator is None else [*up, (indicator.title, indicator.get_absolute_url())]


def reading_context(form: ReadingForm, indicator: Indicator) -> dict[str, Any]:
    return {
        "form": form,
        "indicator": indicator,
        "period": "",
        "text": "",
        "steps": steps(indicator),
        "cancel": indicator.get_absolute_url(),
    }


@open_to_visitors("indicators whose audience is public are open data")
@require_GET
def indicators(request: Request) -> HttpResponse:
    year = asked_stretch(request, "annee")
    page = indicator_pages.indicators_page(request.acting, year.year if year else None)
    context = {
        "page": page,
        "may_add": can(request.acting, "programme.add_indicator"),
        "may_read": can(request.acting, "programme.take_readings"),
    }
    return render(request, "programme/indicators.html", context)


@open_to_visitors("a figure whose audience is public opens onto what it is made of")
@require_GET
def indicator(request: Request, code: str) -> HttpResponse:
    found = find_indicator(request, code)
    stretch = asked_stretch(request) or indicator_pages.last_stretch(found)
    form = request.GET.get("forme", FigureForm.VALUE)
    page = indicator_pages.indicator_page(found, stretch, form, request.acting)
    if page is None:
        raise Http404(form)
    verbs = ("edit_indicator", "remove_indicator", "add_reading")
    may = {verb: can(request.acting, f"programme.{verb}", indicator=found) for verb in verbs}
    context = {"page": page, "may": may, "steps": steps()}
    return render(request, "programme/indicator.html", context)


@READ_OR_WRITE
def add_indicator(request: Request) -> HttpResponse:
    require(request.acting, "programme.add_indicator")
    form = IndicatorForm(request.POST or None, acting=request.acting)
    if form.is_valid():
        with refusals_on(form):
            made = actions.add_indicator(content=form.content(), by=request.acting)
            return redirect(made)
    context = {"indicator": None, "steps": steps(), "cancel": reverse("programme:indicators")}
    return render_form(request, "programme/indicator_form.html", form, **context)


@READ_OR_WRITE
@edits(Indicator, by="code")
def edit_indicator(request: Request, code: str) -> HttpResponse:
    found = find_indicator(request, code)
    require(request.acting, "programme.edit_indicator", indicator=found)
    form = IndicatorForm(
        request.POST or None, acting=request.acting, initial=IndicatorForm.initial_of(found)
    )
    if form.is_valid():
        with refusals_on(form):
            actions.edit_indicator(indicator=found, content=form.content(), by=request.acting)
            return redirect(found)
    context = {"indicator": found, "steps": steps(found), "cancel": found.get_absolute_url()}
    return render_form(request, "programme/indicator_form.html", form, **context)


@require_POST
def remove_indicator(request: Request, code: str) -> HttpResponse:
    found = find_indicator(request, code)
    require(request.acting, "programme.remove_indicator", indicator=found)
    with refusals_as_messages(request):
        actions.remove_indicator(indicator=found, by=request.acting)
        tell(request, _("“%(title)s” is removed.") % {"title": found.title})
    return redirect(found if found.pk else "programme:indicators")


@READ_OR_WRITE
def add_reading(request: Request, code: str) -> HttpResponse:
    found = find_indicator(request, code)
    require(request.acting, "programme.add_reading", indicator=found)
    initial = indicator_pages.initial_of_reading(found, request.GET.get("periode", ""))
    sent = request.POST or None, request.FILES or None
    form = ReadingForm(*sent, indicator=found, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            granularity, day = form.cleaned_data["period"]
            reading = actions.add_reading(
                indicator=found,
                starts_on=day,
                content=form.content(),
                by=request.acting,
                granularity=granularity,
                dimension=form.cleaned_data["dimension"],
            )
            tell(request, _("Noted."), undo=_undo_of(request, reading))
            return redirect(indicator_pages.page_of_reading(reading))
    return render(
        request, "programme/reading_form.html", reading_context(form, found), status=status_of(form)
    )


def _undo_of(request: Request, reading: Reading) -> str:
    if not can(request.acting, "programme.withdraw_reading", reading=reading):
        return ""
    return reverse("programme:withdraw_reading", args=[reading.key])


@READ_OR_WRITE
@edits(Reading)
def correct_reading(request: Request, key: str) -> HttpResponse:
    reading = find_reading(request, key)
    require(request.acting, "programme.correct_reading", reading=reading)
    indicator = reading.indicator
    sent = request.POST or None, request.FILES or None
    form = ReadingForm(*sent, indicator=indicator, initial=ReadingForm.initial_of(reading))
    form.keep_place(reading, request.acting)
    if form.is_valid():
        with refusals_on(form):
            actions.correct_reading(reading=reading, content=form.content(), by=request.acting)
            tell(request, _("Corrected. The former value stays in the history."))
            return redirect(indicator_pages.page_of_reading(reading))
    period, text = indicator_pages.reading_in_words(reading, indicator)
    context = {**reading_context(form, indicator), "period": period, "text": text}
    return render(request, "programme/reading_form.html", context, status=status_of(form))


@require_POST
def withdraw_reading(request: Request, key: str) -> HttpResponse:
    reading = find_reading(request, key)
    require(request.acting, "programme.withdraw_reading", reading=reading)
    with refusals_as_messages(request):
        actions.withdraw_reading(reading=reading, by=request.acting)
        tell(request, _("The reading is withdrawn."))
    return redirect(reading.indicator)


@READ_OR_WRITE
@edits("address")
def take_readings(request: Request) -> HttpResponse:
    require(request.acting, "programme.take_readings")
    last_month = timezone.localdate().replace(day=1) - timedelta(days=1)
    stretch = asked_stretch(request) or Stretch(last_month.year, last_month.month)
    page = indicator_pages.round_page(stretch, request.acting)
    form = RoundForm(
        request.POST or None, indicators=page.indicators, held=page.held, sources=page.sources
    )
    if form.is_valid():
        with refusals_on(form):
            entries = form.entries()
            actions.take_readings(stretch=stretch, entries=entries, by=request.acting)
            tell(request, _("Noted for %(period)s.") % {"period": page.period_in_words})
            return redirect(f"{reverse('programme:take_readings')}?periode={stretch.after}")
    return render_form(request, "programme/readings_form.html", form, page=page, steps=steps())


@open_to_visitors("indicators whose audience is public are open data")
@require_GET
def export_indicators(request: Request) -> HttpResponse:
    rows = figure_exports.indicator_rows(request.acting)
    return _csv("indicateurs.csv", figure_exports.indicator_header(), rows)


@open_to_visitors("readings of public indicators are open data")
@require_GET
def export_readings(request: Request) -> HttpResponse:
    rows = figure_exports.reading_rows(request.acting)
    return _csv("releves.csv", figure_exports.reading_header(), rows)


def _csv(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    response = HttpResponse(write_csv(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
