"""The list of indicators, the page of a figure, and the round of a month or a year."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import F, Max, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from essaim.files.models import StoredFile
from essaim.kernel.acting import Acting
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.periods import Granularity, Period
from essaim.kernel.rules import can
from essaim.programme.arithmetic import Amount, cited_period
from essaim.programme.enums import FigureForm, FigureSource, Qualifier
from essaim.programme.models import Indicator, Objective, Reading
from essaim.programme.queries import wording
from essaim.programme.queries.amounts import terms_of
from essaim.programme.queries.figure_background import (
    Citation,
    HistoryLine,
    citations_of,
    history_lines,
)
from essaim.programme.queries.figure_charts import Drawn, charts_of, years_read
from essaim.programme.queries.figures import (
    Figure,
    FigureBook,
    RecordsBehind,
    page_of,
    records_behind,
)

#: As the plan is read: objectives have their place within their axis.
BY_OBJECTIVE = (
    F("objective__axis__position").asc(nulls_first=True),
    "objective__position",
    "objective",
)


@dataclass(frozen=True)
class Choice:
    """A period to look at instead."""

    label: str
    url: str
    current: bool
    count: None = None


@dataclass(frozen=True)
class Row:
    """An indicator with its value of the year; that of the year before and the change where they
    are known."""

    indicator: Indicator
    value: Figure
    previous: str
    change: str
    change_url: str

    @property
    def unit(self) -> str:
        """What follows the number of the value: nothing where it is a rate, or is not known."""
        units = (self.indicator.unit_plural, self.indicator.unit)
        ends = (
            unit for unit in units if unit and self.value.text.endswith(wording.NO_BREAK + unit)
        )
        return next(ends, "")

    @property
    def number(self) -> str:
        """The value without its unit and its base, which are shown apart."""
        text = self.value.text.removesuffix(f" ({self.value.base})")
        return text.removesuffix(wording.NO_BREAK + self.unit) if self.unit else text


@dataclass(frozen=True)
class Group:
    """The indicators of an objective that the reader may see; of the whole network without."""

    objective: Objective | None
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class IndicatorsPage:
    """All indicators of a year, by objective, key figures first."""

    year: int
    years: list[Choice]
    groups: list[Group]
    key_figures: list[Row]

    @cached_property
    def drawn(self) -> SafeString:
        """Key figures and tables; nobody's rights change what stands in them."""
        return render_to_string("programme/indicator_tables.html", {"page": self})


@UntilWritten
def indicators_kept(anybody: Acting, _on: date, _language: str) -> IndicatorsPage:
    """Of the year that is shown first, as all of these roles and groups see them."""
    return indicators_page(anybody)


def indicators_page(acting: Acting, year: int | None = None) -> IndicatorsPage:
    """Four queries, and one a measure; of the last year with a reading unless one is asked."""
    last = Reading.objects.aggregate(last=Max("starts_on"))["last"]
    latest = last.year if last else timezone.localdate().year
    year = year or latest
    is_shown = Q(objective__programme__audience__in=acting.capacities)
    visible = Indicator.objects.visible_to(acting).annotate(shows_objective=is_shown)
    rows_in_order = visible.order_by(*BY_OBJECTIVE, "-is_key", "title", "id")
    indicators = list(rows_in_order.select_related("objective"))
    book = FigureBook.of(indicators, year)
    groups: dict[int | None, Group] = {None: Group(None)}
    for indicator in indicators:
        shown = indicator.objective if indicator.shows_objective else None
        group = groups.setdefault(shown.pk if shown else None, Group(shown))
        group.rows.append(_row(book, indicator))
    rows = [row for group in groups.values() for row in group.rows]
    years = range(max(latest, year), min(latest, year) - 3, -1)
    return IndicatorsPage(
        year=year,
        years=[Choice(str(each), f"?annee={each}", each == year) for each in years],
        groups=[group for group in groups.values() if group.rows],
        key_figures=[row for row in rows if row.indicator.is_key],
    )


def _row(book: FigureBook, indicator: Indicator) -> Row:
    year, code = Period.of_year(book.year), indicator.code
    change, form = book.change(code)
    return Row(
        indicator=indicator,
        value=book.figure_of(indicator, year),
        previous=book.text(code, FigureForm.PREVIOUS),
        change=change,
        change_url=page_of(indicator, year, form),
    )


@dataclass(frozen=True)
class ReadingRow:
    """A reading as the table of a figure's page shows it."""

    reading: Reading
    period: str
    text: str
    file: StoredFile | None = None


@dataclass(frozen=True)
class IndicatorPage:
    """All that a figure opens onto: what it is made of, and where it is told."""

    indicator: Indicator
    period: str
    period_in_words: str
    figure: Figure
    forms: list[tuple[Any, Figure]]
    operands: list[tuple[Indicator, Figure]]
    operands_withheld: int
    years: list[Choice]
    readings: list[ReadingRow]
    behind: RecordsBehind | None
    charts: list[Drawn]
    definition: list[tuple[str, str]]
    citations: list[Citation]
    history: list[HistoryLine]

    @property
    def yearly(self) -> list[ReadingRow]:
        return [row for row in self.readings if row.reading.granularity == Granularity.YEAR]

    @property
    def finer(self) -> list[ReadingRow]:
        """Months and days."""
        return [row for row in self.readings if row.reading.granularity != Granularity.YEAR]


def indicator_page(
    indicator: Indicator, period: Period, form: str, acting: Acting
) -> IndicatorPage | None:
    """None where the form is not one."""
    operands = terms_of([indicator]).get(indicator.pk, [])
    book = FigureBook.of([indicator, *operands], period.year)
    figure = book.figure(indicator.code, str(period), form)
    if figure is None:
        return None
    visible = [
        operand
        for operand in operands
        if can(acting, "programme.view_indicator", indicator=operand)
    ]
    is_told = can(acting, "programme.view_background")
    readings = readings_of(indicator, acting)
    return IndicatorPage(
        indicator=indicator,
        period=str(period),
        period_in_words=wording.period_in_words(period),
        figure=figure,
        forms=_forms(book, indicator, period),
        operands=[
            (operand, shown)
            for operand in visible
            if (shown := book.figure(operand.code, str(period)))
        ],
        operands_withheld=len(operands) - len(visible),
        years=_years(book, indicator, period, form),
        readings=readings,
        behind=_behind(indicator, operands, period, acting),
        charts=charts_of(book, indicator, period),
        definition=_definition(indicator, acting),
        citations=citations_of(indicator, acting) if is_told else [],
        history=history_lines(indicator, [row.reading for row in readings], acting)
        if is_told
        else [],
    )


def last_period(indicator: Indicator) -> Period:
    """The year of its last reading, or of its terms'; the current one where there is none."""
    readings = Reading.objects.filter(
        Q(indicator=indicator) | Q(indicator__used_in__indicator=indicator)
    )
    last = readings.aggregate(last=Max("starts_on"))["last"]
    return Period.of_year(last.year if last else timezone.localdate().year)


def initial_of_reading(indicator: Indicator, period: str) -> dict[str, str]:
    """What a new reading is proposed: the period asked, and the source of the last one."""
    last = indicator.readings.exclude(source_note="").order_by("-starts_on", "-id").first()
    period = period or str(timezone.localdate().year)
    return {"period": period, "source_note": last.source_note if last else ""}


def page_of_reading(reading: Reading) -> str:
    """The page of the figure, for the year or the month of this reading."""
    period = cited_period(reading.granularity, reading.starts_on)
    return page_of(reading.indicator, period, FigureForm.VALUE)


def _forms(book: FigureBook, indicator: Indicator, period: Period) -> list[tuple[Any, Figure]]:
    """The forms that have a value, but the bare number, which says nothing more."""
    shown = (
        (form.label, book.figure(indicator.code, str(period), form))
        for form in FigureForm
        if form != FigureForm.NUMBER
    )
    return [(label, figure) for label, figure in shown if figure and figure.value is not None]


def _years(book: FigureBook, indicator: Indicator, period: Period, form: str) -> list[Choice]:
    """The years that were read, the one shown, and the one before it."""
    years_with_value = years_read(book, indicator) or {period.year}
    years = range(
        min(years_with_value | {period.year - 1}), max(years_with_value | {period.year}) + 1
    )
    shown = [Period.of_year(year) for year in reversed(years)]
    return [
        Choice(str(each), page_of(indicator, each, form), each.year == period.year)
        for each in shown
    ]


def _definition(indicator: Indicator, acting: Acting) -> list[tuple[str, str]]:
    """What the indicator means, as far as it says; its objective where the reader may see it."""
    objective = indicator.objective
    is_seen = objective is not None and can(acting, "programme.view_objective", objective=objective)
    target = indicator.target
    facts = [
        (_("Definition"), indicator.definition),
        (_("Method"), indicator.method),
        (_("Nature"), indicator.get_nature_display()),
        (_("Target"), wording.number(Fraction(target), 4) if target is not None else ""),
        (_("Objective"), str(objective) if is_seen else ""),
        (_("Code"), indicator.code),
    ]
    return [(label, value) for label, value in facts if value]


def _behind(
    indicator: Indicator, operands: Sequence[Indicator], period: Period, acting: Acting
) -> RecordsBehind | None:
    """None where nothing was counted: declared figures rest on their readings."""
    if not any(operand.source == FigureSource.COMPUTED for operand in (indicator, *operands)):
        return None
    return records_behind(indicator, str(period), acting)


def readings_of(indicator: Indicator, acting: Acting) -> list[ReadingRow]:
    """Newest first, parts after their whole, with the files that this reader may see: one query."""
    rows = indicator.readings.select_related("evidence_file")
    return [
        ReadingRow(
            reading,
            *reading_in_words(reading, indicator),
            _if_visible(reading.evidence_file, acting),
        )
        for reading in rows.order_by("-starts_on", "granularity", "dimension", "id")
    ]


def _if_visible(file: StoredFile | None, acting: Acting) -> StoredFile | None:
    return file if file is not None and file.audience in acting.capacities else None


def reading_in_words(reading: Reading, indicator: Indicator) -> tuple[str, str]:
    """Its period and its value: "mars 2024", "≈ 100 articles"."""
    ratio = None
    if reading.numerator is not None and reading.denominator is not None:
        ratio = Fraction(reading.numerator), Fraction(reading.denominator)
    amount = Amount(reading.value(indicator.decimals), Qualifier(reading.qualifier), ratio)
    day = wording.day_in_words(reading.granularity, reading.starts_on)
    return day, wording.whole(amount, indicator)


@dataclass(frozen=True)
class RoundPage:
    """What a month or a year asks: declared indicators, what is noted already, the last sources."""

    period: Period
    period_in_words: str
    indicators: list[Indicator]
    readings: dict[int, Reading]
    sources: dict[int, str]
    periods: list[Choice]


def round_page(period: Period, acting: Acting) -> RoundPage:
    """Three queries, whatever the number of indicators."""
    visible = Indicator.objects.visible_to(acting).filter(source=FigureSource.DECLARED)
    indicators = list(
        visible.select_related("objective__programme").order_by(*BY_OBJECTIVE, "title", "id")
    )
    readings = Reading.objects.whole().filter(indicator__in=indicators)
    of_the_period = readings.filter(granularity=period.granularity, starts_on=period.starts_on)
    noted = readings.exclude(source_note="").order_by("starts_on", "id")
    around = (period.before, period, period.after)
    return RoundPage(
        period=period,
        period_in_words=wording.period_in_words(period),
        indicators=indicators,
        readings={
            reading.indicator_id: reading
            for reading in of_the_period.select_related("indicator", "evidence_file")
        },
        sources=dict(noted.values_list("indicator_id", "source_note")),
        periods=[
            Choice(wording.period_in_words(each), f"?periode={each}", each == period)
            for each in around
        ],
    )
