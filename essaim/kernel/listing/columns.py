"""Columns of a list on its page: what each is called, how its cells are drawn, what leaves of them.

`of` is the name of a field, a path of names (`college.name`, `themes.all`), or a function of the
row. A column without a label takes that of its field from the model. Nothing is drawn as a dash.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import models
from django.template.defaultfilters import date as in_format
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from essaim.kernel.sheet_cells import Cell
from essaim.kernel.templatetags import house

Of = str | Callable[[Any], Any]


def _plainly(value: Any, _row: Any) -> Any:
    """A text as it is, and names joined."""
    if value is None:
        return ""
    is_plain = isinstance(value, str) or not isinstance(value, Iterable)
    return value if is_plain else ", ".join(map(str, value))


@cache
def _reader(kind: type[Any], of: str, _language: str) -> Callable[[Any], Any]:
    """How a value is read of rows of this kind: found once, and not for each row of a list.

    The labels of choices are written once in each language too.
    """
    display = f"get_{of}_display"
    if issubclass(kind, models.Model) and hasattr(kind, display):
        field: Any = kind._meta.get_field(of)
        labels = {code: str(label) for code, label in field.flatchoices}
        return lambda row: labels.get(getattr(row, of), getattr(row, of))
    get = attrgetter(of)

    def read(row: Any) -> Any:
        shown = getattr(row, display, None)
        value = get(row) if shown is None else shown
        return value() if callable(value) else value

    return read


@dataclass(frozen=True, kw_only=True)
class Column:
    """How the cells of a column are drawn: by a function of value and row, or by a template.

    The template reads `row`, and what the page reads.
    """

    of: Of
    label: Any = None
    draw: Callable[[Any, Any], Any] = _plainly
    template: str = ""
    is_number: bool = False
    #: Its cells need none: buttons, which say what they do.
    hides_title: bool = False

    def value(self, row: Any) -> Any:
        """What stands there: of a choice, its label."""
        if callable(self.of):
            return self.of(row)
        read = _reader(type(row), self.of, get_language() or "")  # type: ignore[arg-type]
        return read(row)

    def drawn(self, row: Any) -> Any:
        """Where no template draws it."""
        return self.draw(self.value(row), row)

    def cell(self, row: Any) -> Cell:
        """What a table to keep holds of it."""
        value = self.value(row)
        if value is None or isinstance(value, str | int | date):
            return value
        return str(_plainly(value, row))

    def title(self, model: type[models.Model] | None) -> str:
        """Its label, or that of its field."""
        if self.label is not None or model is None or callable(self.of):
            return str(self.label or "")
        field: Any = model._meta.get_field(self.of.partition(".")[0])
        return str(capfirst(field.verbose_name))


def text(of: Of, label: Any = None) -> Column:
    """A text, a choice by its label, or names joined."""
    return Column(of=of, label=label)


def link(of: Of = "__str__", label: Any = None, *, beside: str = "") -> Column:
    """The row by its name, which leads to its page; the first column of most lists.

    `beside`: the field of what stands quietly after it.
    """

    def draw(name: Any, row: Any) -> Any:
        drawn = format_html('<a href="{}">{}</a>', row.get_absolute_url(), name)
        more = getattr(row, beside) if beside else ""
        return format_html('{} <span class="soft">{}</span>', drawn, more) if more else drawn

    return Column(of=of, label=label, draw=draw)


def links(of: Of, label: Any = None) -> Column:
    """Things by their names, each of which leads to its page."""

    def draw(things: Iterable[Any], _row: Any) -> Any:
        pairs = ((thing.get_absolute_url(), thing) for thing in things)
        return format_html_join(", ", '<a href="{}">{}</a>', pairs)

    return Column(of=of, label=label, draw=draw)


def day(of: Of, label: Any = None) -> Column:
    return Column(of=of, label=label, draw=lambda value, _row: house.date_words(value))


def moment(of: Of, label: Any = None) -> Column:
    """A day and its hour, on the clock of the house."""

    def draw(at: datetime | None, _row: Any) -> Any:
        if at is None:
            return ""
        words = in_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), words)

    return Column(of=of, label=label, draw=draw)


def days(
    label: Any, first: str = "starts_on", last: str = "ends_on", precision: str = ""
) -> Column:
    """From when until when, in words; `precision` names the field that says how exactly."""

    def words(row: Any) -> str:
        exactly = getattr(row, precision) if precision else "day"
        return house.date_range(getattr(row, first), getattr(row, last), exactly)

    return Column(of=words, label=label)


def number(of: Of, label: Any = None) -> Column:
    return Column(of=of, label=label, draw=lambda value, _row: house.number(value), is_number=True)


def euros(of: Of, label: Any = None) -> Column:
    return Column(of=of, label=label, draw=lambda value, _row: house.euros(value), is_number=True)


def mark(of: Of, word: Any, label: Any = None) -> Column:
    """A check where it is true, read aloud as a word."""

    def draw(is_true: Any, _row: Any) -> Any:
        return house.icon("check", str(word)) if is_true else ""

    return Column(of=of, label=label, draw=draw)


def piece(template: str, of: Of, label: Any = None, *, is_number: bool = False) -> Column:
    """What a template draws of `row`; `of` is what a table to keep holds of it."""
    return Column(of=of, label=label, template=template, is_number=is_number)


def state(label: Any = None) -> Column:
    """Where it stands, with its picture."""
    return piece("components/cells/state.html", "state", label)


def audience(label: Any = None) -> Column:
    """Who sees it."""
    return piece("components/cells/audience.html", "audience", label)


def acts(template: str) -> Column:
    """What may be done with a row; nothing of it leaves."""
    return Column(of=lambda _row: "", label=_("What to do"), template=template, hides_title=True)
