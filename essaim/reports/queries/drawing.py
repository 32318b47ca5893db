"""The charts of a report, drawn from its facts and figures: data, never pictures."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.kernel.charts import Chart, ChartKind, Series
from essaim.kernel.manifest import kinds
from essaim.kernel.text import fold
from essaim.programme.enums import FigureForm, FigureSource
from essaim.programme.queries.figures import Figure
from essaim.reports.material import FigureRow, Moment
from essaim.reports.queries.cited import Figures
from essaim.reports.report_templates import Drawing

#: How many years a chart looks back, and how many bars it bears.
YEARS_BACK = 4
MOST_BARS = 12
MOST_CHARTS = 4


def drawn(
    drawings: Sequence[Drawing], year: int, moments: Counter[Moment], figures: Figures
) -> list[Chart]:
    """The charts that the template asks for, where there is something to draw."""
    draw = {
        Drawing.ACTIONS_BY_KIND: lambda: _actions_by_kind(year, moments),
        Drawing.ACTIONS_BY_MONTH: lambda: _actions_by_month(year, moments),
        Drawing.FIGURES_BY_YEAR: lambda: _figures_by_year(year, figures),
        Drawing.FIGURES_BY_UNIT: lambda: _figures_by_unit(year, figures),
    }
    return [chart for drawing in drawings for chart in draw[drawing]()]


def _actions_by_kind(year: int, moments: Counter[Moment]) -> Iterator[Chart]:
    counts: Counter[str] = Counter()
    for moment, count in moments.items():
        counts[moment.kind] += count
    named = {code: str(kind.plural) for code, kind in kinds().items()}
    pairs = [(named.get(kind, kind), count) for kind, count in counts.most_common(MOST_BARS)]
    if len(pairs) > 1:
        yield _bars(
            _("Actions of %(year)s by kind") % {"year": year},
            [(label[:1].upper() + label[1:], Decimal(count)) for label, count in pairs],
        )


def _actions_by_month(year: int, moments: Counter[Moment]) -> Iterator[Chart]:
    """Where days or months are known: an action known to the year has no month."""
    counts: Counter[int] = Counter()
    for moment, count in moments.items():
        if moment.precision != "year":
            counts[moment.starts_on.month] += count
    if len(counts) > 1:
        yield _bars(
            _("Actions of %(year)s by month") % {"year": year},
            [
                (date_format(date(year, month, 1), "F"), Decimal(counts[month]))
                for month in range(1, 13)
            ],
        )


def _figures_by_year(year: int, figures: Figures) -> Iterator[Chart]:
    """The key figures that were read for two years at least; a measure is not read again."""
    rows = [row for row in figures.key_rows if _is_read(row, figures)]
    for row in rows[:MOST_CHARTS]:
        years = range(year - YEARS_BACK, year + 1)
        read = [figures.book.figure(row.now.citation.code, str(each)) for each in years]
        points = [
            (figure.period, figure)
            for figure in read
            if figure is not None and figure.value is not None
        ]
        if len(points) > 1:
            yield _of_figures(row.now.title, points)


def _figures_by_unit(year: int, figures: Figures) -> Iterator[Chart]:
    """Key figures that count the same thing, side by side: the audience of each channel."""
    by_unit: defaultdict[str, list[Figure]] = defaultdict(list)
    for row in figures.key_rows:
        figure = figures.book.figure(row.now.citation.code, "", FigureForm.VALUE)
        if figure is not None and figure.value is not None and row.now.unit and not figure.base:
            by_unit[fold(row.now.unit)].append(figure)
    for same in by_unit.values():
        if len(same) > 1:
            unit = same[0].indicator.unit_plural or same[0].indicator.unit
            points = [(figure.indicator.title, figure) for figure in same[:MOST_BARS]]
            yield _of_figures(
                _("%(unit)s, %(year)s") % {"unit": unit[:1].upper() + unit[1:], "year": year},
                points,
            )


def _is_read(row: FigureRow, figures: Figures) -> bool:
    return figures.book.indicators[row.now.citation.code].source == FigureSource.DECLARED


def _of_figures(title: str, points: Sequence[tuple[str, Figure]]) -> Chart:
    named = [(label, figure.text, figure.value) for label, figure in points]
    return Chart(
        kind=ChartKind.BAR,
        title=title,
        description=_description(title, [(label, text) for label, text, _value in named]),
        categories=tuple(label for label, _text, _value in named),
        series=(
            Series(
                label=title,
                values=tuple(
                    None if value is None else Decimal(value.numerator) / value.denominator
                    for _label, _text, value in named
                ),
                texts=tuple(text for _label, text, _value in named),
            ),
        ),
    )


def _bars(title: str, pairs: Sequence[tuple[str, Decimal]]) -> Chart:
    texts = [str(value) for _label, value in pairs]
    labels = [label for label, _value in pairs]
    total = sum(int(value) for _label, value in pairs)
    unit = ngettext("action", "actions", total)
    return Chart(
        kind=ChartKind.BAR,
        title=title,
        description=_description(title, list(zip(labels, texts, strict=True))),
        categories=tuple(labels),
        series=(Series(unit, tuple(value for _label, value in pairs), tuple(texts)),),
    )


def _description(title: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The chart in one sentence, for who does not see it."""
    values = ", ".join(f"{label} {text}" for label, text in pairs)
    return _("%(title)s: %(values)s.") % {"title": title, "values": values}
