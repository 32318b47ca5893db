"""Charts as small SVG pictures: no script, no style attribute, nothing told by colour alone.

The caller gives exact values with the text that is printed for each; floats place marks and are
never shown. Colours are presentation attributes, which a style sheet may replace through classes
(`chart-1` … `chart-5`, `chart-ink`, `chart-soft`); words wear `currentColor`. A chart is never
the only bearer of its figures: its table (`table_of`) or its words (`description`) stand beside it.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from html import escape
from zlib import crc32

from essaim.kernel.signs import writable

WIDTH = 420
SIZE = 14
_LINE = 20
_BAR = 16
_INKS = ("#d99a1c", "#2b2620", "#8a5a00", "#5b7065", "#a8452f")
_SOFT = "#8c8378"
_PATTERNS = (
    "",
    "M-2 2l4-4M0 8l8-8M6 10l4-4",
    "M2 2h2v2h-2zM6 6h2v2h-2z",
    "M0 2h8M0 6h8",
    "M2 0v8M6 0v8",
)
#: Width of a letter of running text, in parts of its size: on the generous side.
_LETTER = 0.54
#: How much wider a bold letter is, in the widest of the fonts that a system may choose.
_BOLD = 1.3


class ChartKind(StrEnum):
    """The forms that a chart may take."""

    BAR = "bar"
    GROUPED = "grouped"
    STACKED = "stacked"
    LINE = "line"
    DOUGHNUT = "doughnut"


@dataclass(frozen=True)
class Series:
    """Values in the order of the chart's categories, None where there is none, and their texts."""

    label: str
    values: tuple[Decimal | None, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """What a chart says; `axis` names the categories. Raises ValueError if its parts do not fit.

    A bar chart and a doughnut have one series; a doughnut and a stack have no negative value.
    """

    kind: ChartKind
    title: str
    description: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    axis: str = ""

    def __post_init__(self) -> None:
        if not self.categories or not self.series:
            raise ValueError("A chart has at least one category and one series.")
        if any(
            len(series.values) != len(self.categories) or len(series.texts) != len(self.categories)
            for series in self.series
        ):
            raise ValueError("A series has one value and one text for each category.")
        if len(self.series) > (1 if self.kind in {ChartKind.BAR, ChartKind.DOUGHNUT} else 5):
            raise ValueError("A bar chart or a doughnut has one series; the others at most five.")
        values = [value for series in self.series for value in series.values if value is not None]
        if self.kind in {ChartKind.STACKED, ChartKind.DOUGHNUT} and any(v < 0 for v in values):
            raise ValueError("Parts of a whole are not negative.")


def table_of(chart: Chart) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The figures of the chart: the header, and a row of texts for each category."""
    unit = f" ({chart.unit})" if chart.unit else ""
    header = (chart.axis, *(f"{series.label}{unit}" for series in chart.series))
    rows = zip(chart.categories, *(series.texts for series in chart.series), strict=True)
    return header, tuple(rows)


def svg(chart: Chart, *, font: str = "") -> str:
    """The picture, whole: title, description, size, and all its words as text.

    `font` names a family for where no style sheet reaches (a PDF); else words take the page's.
    """
    mark = f"{crc32(repr(chart).encode('utf-8', 'replace')):08x}"
    draw = _DRAWN[chart.kind]
    canvas = _Canvas(mark)
    draw(canvas, chart)
    family = f' font-family="{escape(font)}"' if font else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 {WIDTH} '
        f'{_n(canvas.height)}" font-size="{SIZE}" fill="currentColor" color="#2b2620"{family} '
        f'aria-labelledby="t{mark} d{mark}"><title id="t{mark}">{_safe(chart.title)}</title>'
        f'<desc id="d{mark}">{_safe(chart.description)}</desc>{canvas.patterns()}'
        f"{''.join(canvas.parts)}</svg>"
    )


class _Canvas:
    """The parts of a picture, from top to bottom, and the patterns that they use."""

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.parts: list[str] = []
        self.height = 4.0
        self.used: set[int] = set()

    def fill(self, at: int) -> str:
        """The fill of a series: a plain colour for the first, a pattern in its colour after."""
        at %= len(_INKS)
        if at == 0:
            return f'class="chart-1" fill="{_INKS[0]}"'
        self.used.add(at)
        ink = f'class="chart-edge-{at + 1}" stroke="{_INKS[at]}"'
        return f'{ink} fill="url(#p{self.mark}{at})"'

    def patterns(self) -> str:
        drawn = "".join(
            f'<pattern id="p{self.mark}{at}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<path d="{_PATTERNS[at]}" class="chart-edge-{at + 1}" stroke="{_INKS[at]}"'
            ' stroke-width="2" fill="none"/></pattern>'
            for at in sorted(self.used)
        )
        return f"<defs>{drawn}</defs>" if drawn else ""

    def rect(self, x: float, y: float, width: float, height: float, at: int) -> None:
        self.parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(width, 0.8))}" height="{_n(height)}"'
            f" {self.fill(at)}/>"
        )

    def text(self, x: float, y: float, words: str, *, anchor: str = "", bold: bool = False) -> None:
        side = f' text-anchor="{anchor}"' if anchor else ""
        weight = ' font-weight="bold"' if bold else ""
        self.parts.append(f'<text x="{_n(x)}" y="{_n(y)}"{side}{weight}>{_safe(words)}</text>')

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.parts.append(
            f'<path d="M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}" class="chart-soft" stroke="{_SOFT}"/>'
        )

    def legend(self, labels: tuple[str, ...]) -> None:
        """The name of each series beside a sample of its pattern, on as many lines as needed."""
        x = 0.0
        for at, label in enumerate(labels):
            shown = shorten(label, WIDTH - 30)
            if x and x + 30 + _width(shown) > WIDTH:
                x, self.height = 0.0, self.height + _LINE
            self.rect(x + 1, self.height + 2, 14, 14, at)
            self.text(x + 22, self.height + 14, shown)
            x += 40 + _width(shown)
        self.height += _LINE + 8


# --- Bars, lying: names and values read at any width ----------------------------------------


def _bars(canvas: _Canvas, chart: Chart) -> None:
    """Each bar with its value at its end: beside its name where names are short, else under it."""
    if len(chart.series) > 1:
        canvas.legend(tuple(series.label for series in chart.series))
    texts = max(_width(text) * _BOLD for series in chart.series for text in series.texts)
    values = [value or Decimal(0) for series in chart.series for value in series.values]
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    names = max(map(_width, chart.categories)) + 10
    is_beside = len(chart.series) == 1 and low == 0 and names <= 3 * WIDTH // 7
    left = names if is_beside else texts + 8 if low < 0 else 0
    room = max(WIDTH - left - texts - 10, 60)
    scale = room / float(high - low or 1)
    zero = left - float(low) * scale
    for at, name in enumerate(chart.categories):
        canvas.text(0, canvas.height + 14, shorten(name, WIDTH))
        canvas.height += 0 if is_beside else _LINE
        for index, series in enumerate(chart.series):
            _bar(canvas, series, at, index, zero=zero, scale=scale)
        canvas.height += 3 if is_beside else 8


def _bar(
    canvas: _Canvas, series: Series, at: int, index: int, *, zero: float, scale: float
) -> None:
    length = float(series.values[at] or 0) * scale
    if series.values[at] is not None:
        canvas.rect(zero + min(length, 0), canvas.height, abs(length), _BAR, index)
    if length < 0:
        canvas.text(
            zero + length - 6, canvas.height + 13, series.texts[at], anchor="end", bold=True
        )
    else:
        canvas.text(zero + length + 6, canvas.height + 13, series.texts[at], bold=True)
    canvas.height += _BAR + 4


def _stack(canvas: _Canvas, chart: Chart) -> None:
    """One line of parts a name; a part says its value where there is room, the table says all."""
    canvas.legend(tuple(series.label for series in chart.series))
    totals = [
        sum(series.values[at] or 0 for series in chart.series)
        for at in range(len(chart.categories))
    ]
    scale = (WIDTH - 2) / float(max(totals) or 1)
    for at, name in enumerate(chart.categories):
        canvas.text(0, canvas.height + 14, shorten(name, WIDTH))
        canvas.height += _LINE
        x, below = 1.0, False
        for index, series in enumerate(chart.series):
            length = float(series.values[at] or 0) * scale
            if length:
                canvas.rect(x, canvas.height, length, _BAR, index)
            if length > _width(series.texts[at]):
                canvas.text(
                    x + length / 2, canvas.height + _BAR + 15, series.texts[at], anchor="middle"
                )
                below = True
            x += length
        canvas.height += _BAR + (_LINE if below else 4) + 8


# --- Lines -----------------------------------------------------------------------------------

_TOP, _TALL = 26, 150
_SHAPES = ("circle", "square", "diamond", "triangle", "cross")


def _lines(canvas: _Canvas, chart: Chart) -> None:
    """A line a series, each with marks of its own shape; first, last, highest and lowest named."""
    if len(chart.series) > 1:
        _shape_legend(canvas, chart)
    values = [
        float(value) for series in chart.series for value in series.values if value is not None
    ]
    low, high = min([0.0, *values]), max([0.0, *values])
    top = canvas.height + _TOP
    scale = _TALL / (high - low or 1)
    step = (WIDTH - 60) / max(len(chart.categories) - 1, 1)
    canvas.line(10, top + high * scale, WIDTH - 10, top + high * scale)
    for index, series in enumerate(chart.series):
        points = [
            (30 + step * at, top + (high - float(value)) * scale, at)
            for at, value in enumerate(series.values)
            if value is not None
        ]
        _line(canvas, series, index, points)
    every = math.ceil(max(_width(name) + 8 for name in chart.categories) / step) if step else 1
    canvas.height = top + _TALL + _LINE
    for at in range(0, len(chart.categories), min(every, len(chart.categories))):
        canvas.text(30 + step * at, canvas.height, chart.categories[at], anchor="middle")
    canvas.height += 10


def _line(
    canvas: _Canvas, series: Series, index: int, points: list[tuple[float, float, int]]
) -> None:
    runs = _unbroken(points)
    ink = _INKS[index]
    path = "".join(
        f"{'M' if start else 'L'}{_n(x)} {_n(y)}"
        for run in runs
        for start, (x, y, _) in zip([True] + [False] * len(run), run, strict=False)
    )
    canvas.parts.append(
        f'<path d="{path}" class="chart-edge-{index + 1}" stroke="{ink}" stroke-width="2.5"'
        ' fill="none" stroke-linejoin="round"/>'
    )
    canvas.parts += [_shape(index, x, y) for x, y, _ in points]
    lowest = max((y for _, y, _ in points), default=0)
    for x, y, at in _labelled(points):
        side, shift = ("start", -12) if x < 40 else ("end", 12) if x > WIDTH - 40 else ("middle", 0)
        down = 20 if y == lowest and len(points) > 2 else -9
        canvas.text(x + shift, y + down, series.texts[at], anchor=side, bold=True)


def _unbroken(points: list[tuple[float, float, int]]) -> list[list[tuple[float, float, int]]]:
    """Cut where a value is missing: a gap is not a line."""
    runs: list[list[tuple[float, float, int]]] = []
    for point in points:
        if runs and runs[-1][-1][2] == point[2] - 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _labelled(points: list[tuple[float, float, int]]) -> list[tuple[float, float, int]]:
    """The points whose value is written: ends and extremes, far enough from one another."""
    if not points:
        return []
    by_height = sorted(points, key=lambda point: point[1])
    written: list[tuple[float, float, int]] = []
    for point in (points[-1], by_height[0], points[0], by_height[-1]):
        if all(abs(point[0] - other[0]) > 60 for other in written):
            written.append(point)
    return written


def _shape(index: int, x: float, y: float) -> str:
    ink = f'class="chart-{index + 1}" fill="{_INKS[index]}"'
    if _SHAPES[index] == "circle":
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="4" {ink}/>'
    path = {
        "square": "m-4-4h8v8h-8z",
        "diamond": "m0-5l5 5-5 5-5-5z",
        "triangle": "m0-5l5 9h-10z",
        "cross": "m-2-5h4v3h3v4h-3v3h-4v-3h-3v-4h3z",
    }[_SHAPES[index]]
    return f'<path d="M{_n(x)} {_n(y)}{path}" {ink}/>'


def _shape_legend(canvas: _Canvas, chart: Chart) -> None:
    for index, series in enumerate(chart.series):
        canvas.parts.append(_shape(index, 8, canvas.height + 9))
        canvas.text(22, canvas.height + 14, shorten(series.label, WIDTH - 22))
        canvas.height += _LINE


# --- Doughnuts -------------------------------------------------------------------------------


def _doughnut(canvas: _Canvas, chart: Chart) -> None:
    """Parts of a whole, in a ring; the names and values stand beside it, in the same order."""
    series = chart.series[0]
    total = float(sum(value or 0 for value in series.values)) or 1.0
    rows = len(chart.categories) * (_LINE + _LINE + 4)
    middle = canvas.height + max(rows, 140) / 2
    start = 0.0
    for index, value in enumerate(series.values):
        share = float(value or 0) / total
        if share:
            path = _ring(70, middle, start, share)
            canvas.parts.append(f'<path d="{path}" {canvas.fill(index)}/>')
        start += share
    y = middle - rows / 2
    for index, name in enumerate(chart.categories):
        canvas.rect(160, y + 3, 14, 14, index)
        canvas.text(182, y + 15, shorten(name, WIDTH - 182))
        canvas.text(182, y + 15 + _LINE, series.texts[index], bold=True)
        y += _LINE + _LINE + 4
    canvas.height += max(rows, 140) + 4


def _ring(x: float, y: float, start: float, share: float) -> str:
    """A part of a ring of radii 66 and 36; a whole ring stops a hair before it closes."""
    share = min(share, 0.9999)
    far = 1 if share > 0.5 else 0
    (ax, ay), (bx, by) = _point(x, y, 66, start), _point(x, y, 66, start + share)
    (cx, cy), (dx, dy) = _point(x, y, 36, start + share), _point(x, y, 36, start)
    return (
        f"M{_n(ax)} {_n(ay)}A66 66 0 {far} 1 {_n(bx)} {_n(by)}"
        f"L{_n(cx)} {_n(cy)}A36 36 0 {far} 0 {_n(dx)} {_n(dy)}Z"
    )


def _point(x: float, y: float, radius: float, turn: float) -> tuple[float, float]:
    angle = 2 * math.pi * turn
    return x + radius * math.sin(angle), y - radius * math.cos(angle)


_DRAWN = {
    ChartKind.BAR: _bars,
    ChartKind.GROUPED: _bars,
    ChartKind.STACKED: _stack,
    ChartKind.LINE: _lines,
    ChartKind.DOUGHNUT: _doughnut,
}


# --- Words and numbers of the picture --------------------------------------------------------


def shorten(words: str, width: float) -> str:
    """The words, cut where they would leave the picture; the table has them whole."""
    most = max(int(width / (SIZE * _LETTER)), 2)
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _width(words: str) -> float:
    return len(words) * SIZE * _LETTER


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _safe(words: str) -> str:
    return escape(writable(words))
