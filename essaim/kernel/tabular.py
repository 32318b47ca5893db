"""Tables read from CSV and XLSX whatever made them, and written so that they come back the same.

What had to be guessed is told in words. Reading never computes a formula; writing never makes one.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _

from essaim.kernel import refusals
from essaim.kernel.archives import ZIP_HEAD, ZipLimits
from essaim.kernel.decoding import decode
from essaim.kernel.refusals import Refused, UnreadableTable
from essaim.kernel.text import fold
from essaim.kernel.workbooks import Line, read_workbook

_DELIMITERS = ";\t,"
_SAMPLED = 30
#: What a spreadsheet takes for a formula, and the same behind our mark; a number is no formula.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_MARKED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_TABLE_ZIP = ZipLimits(unpacked=100 * 1_048_576)
_OLE_HEAD = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True)
class Limits:
    """Beyond these a table is refused. `size` in bytes, as sent."""

    size: int = 20 * 1_048_576
    rows: int = 50_000
    columns: int = 200
    archive: ZipLimits = _TABLE_ZIP


class TableRow(NamedTuple):
    """A row and the number it bears in the file, the first line being 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Guessed:
    """How the file was read; a workbook has a sheet, a CSV the two others."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""

    def in_words(self) -> str:
        if self.sheet:
            return _("Read from the sheet “%s”.") % self.sheet
        names = {";": _("semicolons"), ",": _("commas"), "\t": _("tabs")}
        return _("Read as %(encoding)s, columns separated by %(delimiter)s.") % {
            "encoding": self.encoding,
            "delimiter": names[self.delimiter],
        }


@dataclass(frozen=True)
class Table:
    """A header without doubles, and rows as wide as it is. `notes` are sentences."""

    name: str
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    guessed: Guessed
    notes: tuple[str, ...] = ()

    def records(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Each row by column name, with its line."""
        for row in self.rows:
            yield row.line, dict(zip(self.header, row.cells, strict=True))


def read_table(data: bytes, name: str, *, limits: Limits | None = None) -> Table:
    """The table in a CSV or XLSX file. Raises UnreadableTable, naming the file and the reason."""
    limits = limits or Limits()
    try:
        _check_size(data, name, limits)
        if data.startswith(ZIP_HEAD):
            return _from_workbook(data, name, limits)
        return _from_csv(data, name, limits)
    except UnreadableTable:
        raise
    except Refused as refusal:
        raise UnreadableTable(refusal.sentence) from refusal


def _check_size(data: bytes, name: str, limits: Limits) -> None:
    if not data.strip():
        raise refusals.is_empty(name)
    if len(data) > limits.size:
        raise refusals.is_too_large(name, limits.size)
    if data.startswith(_OLE_HEAD):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise refusals.is_encrypted(name)
        raise refusals.is_of_another_type(name, _("a CSV or XLSX table"))


def _from_workbook(data: bytes, name: str, limits: Limits) -> Table:
    if b"xl/" not in data:
        raise refusals.is_of_another_type(name, _("a CSV or XLSX table"))
    sheet = read_workbook(data, name, limits.archive, rows=limits.rows + 1, columns=limits.columns)
    return _table(name, sheet.lines, Guessed(sheet=sheet.title), sheet.notes, limits)


def _from_csv(data: bytes, name: str, limits: Limits) -> Table:
    decoded = decode(data)
    if decoded is None or decoded.text.lstrip().startswith(("<", "%PDF-", "{\\rtf")):
        raise refusals.is_of_another_type(name, _("a CSV or XLSX table"))
    delimiter = _delimiter(decoded.text)
    lines = [
        (number, [_unmarked(cell) for cell in cells])
        for number, cells in _csv_lines(decoded.text, delimiter, name, limits)
    ]
    return _table(name, lines, Guessed(decoded.encoding, delimiter), [], limits)


def _csv_lines(text: str, delimiter: str, name: str, limits: Limits) -> Iterator[Line]:
    """The filled rows, each with the number of its first line in the file."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before, found = 0, 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield before + 1, cells
                found += 1
            before = reader.line_num
            if found > limits.rows + 1:
                return
    except csv.Error as error:
        sentence = _("“%(name)s” cannot be read from line %(line)d on: a quotation mark is open.")
        raise UnreadableTable(sentence % {"name": name, "line": before + 1}) from error


def _delimiter(text: str) -> str:
    """The one that cuts the first rows into the same number of cells, and into more than one."""

    def score(delimiter: str) -> tuple[float, int]:
        widths = _widths(text, delimiter)
        if not widths or widths[0] < 2:
            return 0, 0
        return sum(width == widths[0] for width in widths) / len(widths), widths[0]

    return max(_DELIMITERS, key=score)


def _widths(text: str, delimiter: str) -> list[int]:
    """The number of cells of the first filled rows; none where the quotation marks disagree."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    filled = (len(cells) for cells in reader if any(cell.strip() for cell in cells))
    try:
        return list(islice(filled, _SAMPLED))
    except csv.Error:
        return []


def _table(
    name: str, lines: Sequence[Line], guessed: Guessed, notes: Iterable[str], limits: Limits
) -> Table:
    """Make rows as wide as the header, without losing a filled cell."""
    if not lines:
        raise refusals.is_empty(name)
    width = max(_filled(cells) for _number, cells in lines)
    if len(lines) > limits.rows + 1 or width > limits.columns:
        sentence = _("“%(name)s” has more than %(rows)d rows or %(columns)d columns: split it.")
        raise UnreadableTable(
            sentence % {"name": name, "rows": limits.rows, "columns": limits.columns}
        )
    header, told = _header(lines[0][1], width)
    rows = tuple(TableRow(number, _padded(cells, width)) for number, cells in lines[1:])
    return Table(name, header, rows, guessed, (*notes, *told))


def _header(cells: Sequence[str], width: int) -> tuple[tuple[str, ...], list[str]]:
    """Names for every column: one without gets its number, a doubled one is told apart."""
    names: list[str] = []
    notes: list[str] = []
    taken: set[str] = set()
    for number, cell in enumerate(_padded(cells, width), start=1):
        typed = " ".join(cell.split())
        name, count = typed or _("column %d") % number, 1
        while fold(name) in taken:
            count += 1
            name = f"{typed} ({count})"
        if count > 1:
            sentence = _("The column “%(typed)s” comes twice: the other is read as “%(name)s”.")
            notes.append(sentence % {"typed": typed, "name": name})
        elif not typed:
            notes.append(_("Column %d has no name.") % number)
        names.append(name)
        taken.add(fold(name))
    return tuple(names), notes


def _filled(cells: Sequence[str]) -> int:
    """The number of cells up to the last one that is not blank."""
    return max((index for index, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _padded(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells[:width], *[""] * (width - len(cells)))


def _unmarked(text: str) -> str:
    return text[1:] if _MARKED.match(text) else text


def marked(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before; numbers stay."""
    return "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
