"""Pages of indicators and figures."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.journal.http import edits
from essaim.kernel.acting import BUREAU, Acting
from essaim.kernel.http import (
    FormPage,
    Request,
    act_on,
    answer_button,
    answer_form,
    find,
    open_to_visitors,
    render_form,
    steps_to,
)
from essaim.kernel.listing.http import answer_table
from essaim.kernel.periods import Period
from essaim.kernel.rules import can, require
from essaim.programme.actions import figures as actions
from essaim.programme.enums import FigureForm
from essaim.programme.forms.figures import IndicatorForm, ReadingForm, RoundForm
from essaim.programme.models import Indicator, Reading
from essaim.programme.queries import figure_exports, indicator_pages

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


INDICATORS = (gettext_lazy("Figures"), "programme:indicators")


def find_indicator(request: Request, code: str) -> Indicator:
    return find(request, Indicator, code, "objective__programme", by="code")


def find_reading(request: Request, key: object) -> Reading:
    return find(request, Reading, key, "indicator", through=["indicator"])


def asked_period(request: Request, name: str = "periode") -> Period | None:
    """The period of the address, if it names one. 404 where what it names is none."""
    try:
        return Period.read(request.GET[name]) if request.GET.get(name) else None
    except ValueError as error:
        raise Http404(str(error)) from error


def page_about(indicator: Indicator, title: str, **words: Any) -> FormPage:
    """A form about an indicator, under the list of figures."""
    return FormPage.about(indicator, title, above=[INDICATORS], audience=BUREAU, **words)


@open_to_visitors("indicators whose audience is public are open data")
@require_GET
def indicators(request: Request) -> HttpResponse:
    asked = asked_period(request, "annee")
    if asked is None:
        anybody, today = request.acting.anybody, timezone.localdate()
        page = indicator_pages.indicators_kept(anybody, today, get_language() or "")
    else:
        page = indicator_pages.indicators_page(request.acting, asked.year)
    context = {
        "page": page,
        "tables": page.drawn if page.groups else "",
        "may_add": can(request.acting, "programme.add_indicator"),
        "may_read": can(request.acting, "programme.take_readings"),
    }
    return render(request, "programme/indicators.html", context)


@open_to_visitors("a figure whose audience is public opens onto what it is made of")
@require_GET
def indicator(request: Request, code: str) -> HttpResponse:
    row = find_indicator(request, code)
    period = asked_period(request) or indicator_pages.last_period(row)
    form = request.GET.get("forme", FigureForm.VALUE)
    page = indicator_pages.indicator_page(row, period, form, request.acting)
    if page is None:
        raise Http404(form)
    verbs = ("edit_indicator", "remove_indicator", "add_reading")
    may = {verb: can(request.acting, f"programme.{verb}", indicator=row) for verb in verbs}
    context = {"page": page, "may": may, "steps": steps_to(INDICATORS)}
    return render(request, "programme/indicator.html", context)


@READ_OR_WRITE
def add_indicator(request: Request) -> HttpResponse:
    require(request.acting, "programme.add_indicator")
    form = IndicatorForm(request.POST or None, acting=request.acting)
    page = FormPage.under(INDICATORS, _("Add an indicator"), audience=BUREAU)
    return answer_form(request, form, page, actions.add_indicator)


@READ_OR_WRITE
@edits(Indicator, by="code")
def edit_indicator(request: Request, code: str) -> HttpResponse:
    row = find_indicator(request, code)
    require(request.acting, "programme.edit_indicator", indicator=row)
    form = IndicatorForm(
        request.POST or None, acting=request.acting, initial=IndicatorForm.initial_of(row)
    )
    page = page_about(row, _("Edit an indicator"), kicker=row.title, then=lambda edited: edited)
    return answer_form(request, form, page, actions.edit_indicator, indicator=row)


@require_POST
def remove_indicator(request: Request, code: str) -> HttpResponse:
    row = find_indicator(request, code)
    act, done = actions.remove_indicator, _("“%(title)s” is removed.") % {"title": row.title}
    return answer_button(request, act, row, then=INDICATORS[1], done=done, indicator=row)


@READ_OR_WRITE
def add_reading(request: Request, code: str) -> HttpResponse:
    row = find_indicator(request, code)
    require(request.acting, "programme.add_reading", indicator=row)
    initial = indicator_pages.initial_of_reading(row, request.GET.get("periode", ""))
    sent = request.POST or None, request.FILES or None
    form = ReadingForm(*sent, indicator=row, initial=initial)
    words = {"done": _("Noted."), "undo": partial(_withdrawing, request.acting)}
    then, title = indicator_pages.page_of_reading, _("Add a reading")
    page = page_about(row, title, kicker=row.title, then=then, **words)
    return answer_form(request, form, page, actions.add_reading, indicator=row)


def _withdrawing(by: Acting, reading: Reading) -> str:
    """The address that takes a reading back, for whoever may."""
    if not can(by, "programme.withdraw_reading", reading=reading):
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
    period, text = indicator_pages.reading_in_words(reading, indicator)
    page = page_about(
        indicator,
        _("Correct a reading"),
        kicker=f"{indicator.title} · {period}",
        lead=_("It says %(text)s. The former value stays in the history.") % {"text": text},
        then=indicator_pages.page_of_reading,
        done=_("Corrected. The former value stays in the history."),
    )
    return answer_form(request, form, page, actions.correct_reading, reading=reading)


@require_POST
def withdraw_reading(request: Request, key: str) -> HttpResponse:
    reading = find_reading(request, key)
    act, done = actions.withdraw_reading, _("The reading is withdrawn.")
    return answer_button(request, act, reading.indicator, done=done, reading=reading)


@READ_OR_WRITE
@edits("address")
def take_readings(request: Request) -> HttpResponse:
    require(request.acting, "programme.take_readings")
    last_month = timezone.localdate().replace(day=1) - timedelta(days=1)
    period = asked_period(request) or Period.of_month(last_month.year, last_month.month)
    page = indicator_pages.round_page(period, request.acting)
    form = RoundForm(request.POST or None, page=page)
    then = f"{reverse('programme:take_readings')}?periode={period.after}"
    done = _("Noted for %(period)s.") % {"period": page.period_in_words}
    answer = act_on(request, form, actions.take_readings, then=then, done=done, period=period)
    words = {"page": page, "steps": steps_to(INDICATORS)}
    return answer or render_form(request, "programme/readings_form.html", form, **words)


@open_to_visitors("indicators whose audience is public are open data")
@require_GET
def export_indicators(request: Request) -> HttpResponseBase:
    rows = figure_exports.indicator_rows(request.acting)
    header = figure_exports.indicator_header()
    return answer_table("csv", name="indicateurs", header=header, rows=rows)


@open_to_visitors("readings of public indicators are open data")
@require_GET
def export_readings(request: Request) -> HttpResponseBase:
    rows = figure_exports.reading_rows(request.acting)
    header = figure_exports.reading_header()
    return answer_table("csv", name="releves", header=header, rows=rows)
