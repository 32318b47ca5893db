"""A figure drawn: over the years, and over the months of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from essaim.kernel.charts import Chart, ChartKind, Series, svg, table_of
from essaim.kernel.periods import Granularity, Period
from essaim.programme.arithmetic import Amount, Refusal, round_half_up
from essaim.programme.enums import FigureSource
from essaim.programme.models import Indicator
from essaim.programme.queries import wording
from essaim.programme.queries.figures import FigureBook

MOST_YEARS = 6


@dataclass(frozen=True)
class Drawn:
    """A picture with the table that says the same."""

    title: str
    picture: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


def charts_of(book: FigureBook, indicator: Indicator, period: Period) -> list[Drawn]:
    """One over the years where two have a value, one over the months where three have."""
    drawn = []
    years = [Period.of_year(year) for year in _years(book, indicator, period)]
    if indicator.source == FigureSource.COMPUTED:
        book.amounts.compute(indicator.measure, years)
    if over_years := _values(book, indicator, years, at_least=2):
        title = _("%(indicator)s, year by year") % {"indicator": indicator.title}
        drawn.append(_drawn(indicator, title, ChartKind.BAR, years, over_years))
    if _is_read_by_month(book, indicator, period.year):
        months = Period.of_year(period.year).months
        if over_months := _values(book, indicator, months, at_least=3):
            names = {"indicator": indicator.title, "year": period.year}
            title = _("%(indicator)s, months of %(year)s") % names
            drawn.append(_drawn(indicator, title, ChartKind.LINE, months, over_months))
    return drawn


def _years(book: FigureBook, indicator: Indicator, period: Period) -> list[int]:
    if indicator.source == FigureSource.COMPUTED:
        return list(range(period.year - 2, period.year + 1))
    years = years_read(book, indicator) | {period.year}
    return list(range(max(min(years), max(years) - MOST_YEARS + 1), max(years) + 1))


def years_read(book: FigureBook, indicator: Indicator) -> set[int]:
    """The years of its readings, or of those of its terms."""
    operands = [indicator, *book.amounts.terms.get(indicator.pk, [])]
    reads = [read for operand in operands for read in book.amounts.reads.get(operand.pk, [])]
    return {read.starts_on.year for read in reads}


def _is_read_by_month(book: FigureBook, indicator: Indicator, year: int) -> bool:
    reads = book.amounts.reads.get(indicator.pk, [])
    return any(r.granularity == Granularity.MONTH and r.starts_on.year == year for r in reads)


def _values(
    book: FigureBook, indicator: Indicator, periods: Sequence[Period], *, at_least: int
) -> list[Amount | Refusal]:
    """What each period amounts to; nothing at all where too few have a value to be compared."""
    amounts = [book.amounts.amount(indicator, period) for period in periods]
    return amounts if sum(isinstance(amount, Amount) for amount in amounts) >= at_least else []


def _drawn(
    indicator: Indicator,
    title: str,
    kind: ChartKind,
    periods: Sequence[Period],
    amounts: Sequence[Amount | Refusal],
) -> Drawn:
    known = [amount if isinstance(amount, Amount) else None for amount in amounts]
    values = [
        round_half_up(wording.scaled(amount.value, indicator, amount), indicator.decimals)
        if amount
        else None
        for amount in known
    ]
    texts = [wording.marked(amount, indicator) if amount else "–" for amount in known]
    categories = [wording.short_period(period) for period in periods]
    pairs = zip(categories, texts, strict=True)
    chart = Chart(
        kind=kind,
        title=title,
        description=pgettext("list", ", ").join(f"{name} : {text}" for name, text in pairs),
        categories=tuple(categories),
        series=(Series(indicator.title, tuple(values), tuple(texts)),),
        unit=indicator.unit_plural or indicator.unit,
    )
    header, rows = table_of(chart)
    return Drawn(title, svg(chart), header, rows)
