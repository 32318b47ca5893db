"""Cells of a table on their way into a file: some hundred rows at a time, column by column.

What a column says twice is written once: most say the same few words, days or nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.kernel.signs import in_lines

T = TypeVar("T")
#: No float: figures are exact.
Cell = str | int | Decimal | date | datetime | None
Table = Iterable[Sequence[Cell]]

#: What a cell of a workbook holds at most, in units of UTF-16: two for an emoji.
_LONGEST = 32_767
#: Rows written at a time.
_ROWS = 1_000
_NUMBERS = frozenset({int, bool, Decimal})


def written_rows(rows: Table, write: Callable[[Any], T]) -> Iterator[Iterator[tuple[T, ...]]]:
    """The rows as they come, some at a time, each cell as `write` says it. All are of one width."""
    rest = iter(rows)
    while some := list(islice(rest, _ROWS)):
        yield zip(*(_column(cells, write) for cells in zip(*some, strict=True)), strict=True)


def _column(cells: Sequence[Any], write: Callable[[Any], T]) -> list[T]:
    different = set(cells)
    if len(different) == len(cells) or not _alike(set(map(type, cells))):
        return [write(cell) for cell in cells]
    written = {cell: write(cell) for cell in different}
    return [written[cell] for cell in cells]


def _alike(kinds: set[type]) -> bool:
    """Equal texts, days and moments are written alike; 1, 1.0, 1.00 and True are not."""
    return _NUMBERS.isdisjoint(kinds) or kinds == {bool}


def yes_or_no(*, is_true: bool) -> str:
    """A bool is a word in every file."""
    return _("yes") if is_true else _("no")


def clean_text(text: object) -> str:
    return in_lines(str(text))


def fitting_text(text: object) -> str:
    """As much of a text as a cell of a workbook holds."""
    kept = clean_text(text)
    if len(kept) * 2 <= _LONGEST:
        return kept
    units = kept.encode("utf-16-le")
    if len(units) <= _LONGEST * 2:
        return kept
    return units[: (_LONGEST - 1) * 2].decode("utf-16-le", "ignore") + "…"


def wall_time(moment: datetime) -> datetime:
    """The time on the wall, without its zone: spreadsheets know none."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment
