"""The result of a vote as its page shows it: bars, a table, who voted what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.assemblies.votes.enums import Choice, Method
from essaim.assemblies.votes.models import Resolution
from essaim.kernel.charts import Chart, ChartKind, Series, svg
from essaim.kernel.numbers import format_number
from essaim.tally.words import percent

#: A picture tells so many grades apart; a longer scale is told by its table alone.
_SERIES = 5
#: So much of a code is enough to compare it with one's own.
_SHOWN = 12


@dataclass(frozen=True)
class ResultTable:
    """A header, and rows of texts whose first cell names the row."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """Each cell with the name of its column."""
        return [list(zip(self.header, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Result:
    """`bars` is a picture of the first table; empty where there is nothing to draw."""

    bars: SafeString
    tables: Sequence[ResultTable]


def result_of(resolution: Resolution) -> Result:
    """Made of the frozen tally alone."""
    tables, chart = _tables_and_chart(resolution)
    return Result(_drawn(chart), tables)


def tables_of(resolution: Resolution) -> list[ResultTable]:
    """The same without the picture: none where nobody voted, or where no ballot was cast."""
    return _tables_and_chart(resolution)[0]


def _tables_and_chart(resolution: Resolution) -> tuple[list[ResultTable], Chart | None]:
    tally = resolution.tally
    if resolution.method == Method.LOT:
        return _lots(tally), None
    if tally.get("voters", 0) == 0:
        return [], None
    return {
        Method.SIMPLE: _votes,
        Method.COLLEGES: _colleges,
        Method.MAJORITY_JUDGMENT: _judgments,
        Method.APPROVAL: _approvals,
        Method.RANKED: _rounds,
    }[Method(resolution.method)](resolution.title, tally)


def _drawn(chart: Chart | None) -> SafeString:
    """Its words are escaped by `svg`."""
    return mark_safe(svg(chart)) if chart else SafeString("")  # noqa: S308


def _language() -> str:
    return get_language() or "fr"


def _number(value: int | str) -> str:
    return format_number(Decimal(value), language=_language())


def _percent(share: str) -> str:
    """From "8/15"; nothing where there is no share."""
    return percent(Fraction(share), _language()) if share else ""


def _bars(title: str, labels: Sequence[str], values: Sequence[int]) -> Chart:
    texts = tuple(_number(value) for value in values)
    series = Series(_("votes"), tuple(Decimal(value) for value in values), texts)
    summary = ", ".join(f"{label} {text}" for label, text in zip(labels, texts, strict=True))
    return Chart(ChartKind.BAR, title, summary, tuple(labels), (series,), axis=_("Ballot"))


def _pair(title: str, label: str) -> str:
    return _("%(title)s: %(label)s") % {"title": title, "label": label}


def marks_in_words(
    resolution: Resolution, marks: Mapping[str, Any], labels: Mapping[str, str]
) -> str:
    """What a named ballot says, in words; `labels` are the options by key."""
    if "vote" in marks:
        return str(Choice(marks["vote"]).label)
    if resolution.method == Method.MAJORITY_JUDGMENT:
        grades = resolution.grades
        return ", ".join(_pair(labels[key], grades[place]) for key, place in marks.items())
    if resolution.method == Method.RANKED:
        return " > ".join(labels[key] for key in sorted(marks, key=lambda key: int(marks[key])))
    return ", ".join(labels[key] for key in marks)


def _votes(title: str, tally: dict[str, Any]) -> tuple[list[ResultTable], Chart | None]:
    labels = [str(word) for _code, word in Choice.choices]
    values = [int(tally[code]) for code in Choice.values]
    voters = int(tally["voters"])
    rows = [
        (label, _number(value), _percent(f"{value}/{voters}"))
        for label, value in zip(labels, values, strict=True)
    ]
    table = ResultTable((_("Ballot"), _("votes"), _("of the voters")), rows)
    return [table], _bars(title, labels, values)


def _colleges(title: str, tally: dict[str, Any]) -> tuple[list[ResultTable], Chart | None]:
    tables, chart = _votes(title, tally)
    codes = ("for", "against", "abstention", "blank")
    words = [str(Choice(code).label) for code in codes]
    header = (_("College"), _("weight"), *words, _("gives for"), _("gives against"))
    rows = [
        (
            college["name"],
            _percent(college["weight"]),
            *(_number(college.get(code, 0)) for code in codes),
            _percent(college["for_share"]),
            _percent(college["against_share"]),
        )
        for college in tally["colleges"]
    ]
    return [ResultTable(header, rows), *tables], chart


def _judgments(title: str, tally: dict[str, Any]) -> tuple[list[ResultTable], Chart | None]:
    grades, options = tally["grades"], tally["options"]
    header = (_("Option"), _("rank"), _("median grade"), *grades)
    rows = [
        (
            option["label"],
            _number(option["rank"]),
            f"{option['grade']} {option['sign']}",
            *(_number(votes) for votes in option["counts"]),
        )
        for option in options
    ]
    table = ResultTable(header, rows)
    if len(grades) > _SERIES:
        return [table], None
    series = tuple(
        Series(
            grade,
            tuple(Decimal(option["counts"][place]) for option in options),
            tuple(_number(option["counts"][place]) for option in options),
        )
        for place, grade in enumerate(grades)
    )
    summary = ", ".join(_pair(option["label"], option["grade"]) for option in options)
    labels = tuple(option["label"] for option in options)
    return [table], Chart(ChartKind.STACKED, title, summary, labels, series, axis=_("Option"))


def _approvals(title: str, tally: dict[str, Any]) -> tuple[list[ResultTable], Chart | None]:
    options = tally["options"]
    rows = [
        (
            option["label"],
            _number(option["rank"]),
            _number(option["votes"]),
            _percent(option["share"]),
        )
        for option in options
    ]
    table = ResultTable((_("Option"), _("rank"), _("approvals"), _("of the voters")), rows)
    labels = [option["label"] for option in options]
    return [table], _bars(title, labels, [option["votes"] for option in options])


def _rounds(title: str, tally: dict[str, Any]) -> tuple[list[ResultTable], Chart | None]:
    """A column for each stage of the count; the picture is of the first preferences.

    Most first preferences first: a database may keep the keys of a tally in an order of its own.
    """
    rounds = tally["rounds"]
    votes = rounds[0]["votes"]
    labels = sorted(votes, key=lambda label: (-Decimal(votes[label]), label))
    header = (
        _("Option"),
        *(_("stage %(number)s") % {"number": stage["number"]} for stage in rounds),
    )
    rows = [
        (label, *(_number(str(Decimal(stage["votes"][label]).normalize())) for stage in rounds))
        for label in labels
    ]
    firsts = [int(Decimal(rounds[0]["votes"][label])) for label in labels]
    return [ResultTable(header, rows)], _bars(title, labels, firsts)


def _lots(tally: dict[str, Any]) -> list[ResultTable]:
    """In the order drawn, each with the code that put it there."""
    rows = [
        (option["label"], _number(place), option["digest"][:_SHOWN])
        for place, option in enumerate(tally["options"], start=1)
    ]
    return [ResultTable((_("Option"), _("rank"), _("code")), rows)]
