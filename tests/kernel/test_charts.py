"""Charts: small, told in words, drawn by exact values, safe with any text."""

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from essaim.kernel.charts import Chart, ChartKind, Series, svg, table_of

NAMES = ("janvier", "février", "mars", "avril")


def make_chart(kind: ChartKind, *, count: int = 1, words: str = "Visites", low: int = 0) -> Chart:
    values = tuple(Decimal(value) for value in (low, 12, 40, 28))
    texts = tuple(f"{value}" for value in values)
    series = tuple(Series(f"{words} {number}", values, texts) for number in range(count))
    return Chart(kind, words, f"{words} par mois", NAMES, series, "visites", "Mois")


KINDS = [
    (ChartKind.BAR, 1),
    (ChartKind.GROUPED, 2),
    (ChartKind.STACKED, 3),
    (ChartKind.LINE, 5),
    (ChartKind.DOUGHNUT, 1),
]


@pytest.mark.parametrize(("kind", "count"), KINDS)
def test_a_chart_is_a_told_picture_without_script_or_style(kind, count):
    picture = svg(make_chart(kind, count=count))
    root = ET.fromstring(picture)
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert (title.text, description.text) == ("Visites", "Visites par mois")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert not re.search(r"style=|<script|href", picture)
    assert len(picture) < 5000


@pytest.mark.parametrize(("kind", "count"), KINDS)
def test_any_words_are_safe_in_a_chart(kind, count):
    words = '</title><script>alert("1")</script>&\x00\ufffe' + "anticonstitutionnel" * 20
    root = ET.fromstring(svg(make_chart(kind, count=count, words=words)))
    assert root[0].text == words.replace("\x00", "").replace("\ufffe", "")
    assert root.find(".//{*}script") is None


def test_lengths_of_bars_follow_the_values():
    root = ET.fromstring(svg(make_chart(ChartKind.BAR)))
    widths = [float(rect.get("width")) for rect in root.findall(".//{*}rect")]
    assert widths[2] / widths[1] == pytest.approx(40 / 12, rel=0.01)


def test_a_negative_bar_goes_the_other_way():
    root = ET.fromstring(svg(make_chart(ChartKind.BAR, low=-20)))
    rects = [(float(r.get("x")), float(r.get("width"))) for r in root.findall(".//{*}rect")]
    assert rects[0][0] + rects[0][1] == pytest.approx(rects[1][0], abs=0.2)
    assert rects[0][0] > 0


def test_series_are_told_apart_by_pattern_and_not_by_colour_alone():
    root = ET.fromstring(svg(make_chart(ChartKind.GROUPED, count=3)))
    paths = [path.get("d") for path in root.findall(".//{*}path")]
    assert len(paths) == len(set(paths)) == 2


def test_a_missing_value_breaks_the_line():
    values = (Decimal(1), None, Decimal(3), Decimal(4))
    chart = Chart(ChartKind.LINE, "a", "b", NAMES, (Series("s", values, ("1", "—", "3", "4")),))
    line = next(p for p in ET.fromstring(svg(chart)).findall(".//{*}path") if p.get("stroke-width"))
    assert line.get("d").count("M") == 2


@pytest.mark.parametrize(("kind", "count"), KINDS)
@pytest.mark.parametrize("values", [(None, None), (Decimal(0), Decimal(0))])
def test_nothing_to_draw_is_drawn(kind, count, values):
    series = tuple(Series(str(number), values, ("—", "0")) for number in range(count))
    assert svg(Chart(kind, "a", "b", ("x", "y"), series)).endswith("</svg>")


def test_the_table_of_a_chart_has_all_its_texts():
    header, rows = table_of(make_chart(ChartKind.BAR))
    assert header == ("Mois", "Visites 0 (visites)")
    assert rows == (("janvier", "0"), ("février", "12"), ("mars", "40"), ("avril", "28"))


@pytest.mark.parametrize(
    ("kind", "count", "low", "sentence"),
    [
        (ChartKind.BAR, 2, 0, "has one series"),
        (ChartKind.GROUPED, 6, 0, "at most five"),
        (ChartKind.DOUGHNUT, 1, -1, "not negative"),
    ],
)
def test_parts_that_do_not_fit_are_refused(kind, count, low, sentence):
    with pytest.raises(ValueError, match=sentence):
        make_chart(kind, count=count, low=low)
