"""Tables read from CSV and workbooks, and written so that they come back the same.

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
from django.utils.translation import ngettext

from essaim.kernel import refusals
from essaim.kernel.archives import ZIP_HEAD, ZipLimits
from essaim.kernel.decoding import decode, is_doubtful
from essaim.kernel.refusals import Refused, UnreadableTable
from essaim.kernel.sheet_marks import place_of
from essaim.kernel.signs import in_lines
from essaim.kernel.text import fold
from essaim.kernel.workbooks import TOP, Line, Score, Sheet, is_workbook, read_workbook, some

_DELIMITERS = ";\t,|"
_SAMPLED = 30
#: What a spreadsheet takes for a formula, and the same behind our mark; a number is no formula.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_MARKED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
#: How Excel marks the separator of a CSV, in a first line of its own.
_DECLARED = re.compile(r"\ufeff?\"?sep=([;,\t|])\"?[;,\t|]*\r?\n?", re.IGNORECASE)
#: What a spreadsheet shows in place of a value that it cannot give, in French and in English.
_ERROR = re.compile(
    r"#(?:N/?[AD]|REF\s?!|VALEUR\s?!|VALUE!|NOM\s?\?|NAME\?|DIV/0\s?!|NOMBRE\s?!|NUM!|NULL?\s?!"
    r"|PROPAGATION!|SPILL!|CALC!|CHAMP!|FIELD!|OCCUP[ÉE]E?\s?!|BUSY!|#+)|Err\s?:\s?\d{3}",
    re.IGNORECASE,
)
#: How a workbook writes the first half of a line end, where another program read it raw.
_CARRIED = re.compile(r"_x000[dD]_(?=\n)")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
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
    is_doubtful: bool = False

    def in_words(self) -> str:
        if self.sheet:
            return _("Read from the sheet “%s”.") % self.sheet
        names = {";": _("semicolons"), ",": _("commas"), "\t": _("tabs"), "|": _("bars")}
        return _("Read as %(encoding)s, columns separated by %(delimiter)s.") % {
            "encoding": self.encoding,
            "delimiter": names[self.delimiter],
        }


@dataclass(frozen=True)
class Table:
    """A header without doubles, and rows as wide as it is. `notes` are sentences.

    `above` stands over the header, whose own line as it was written is `heading`; None where no
    line names the columns.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    guessed: Guessed
    notes: tuple[str, ...] = ()
    above: tuple[TableRow, ...] = ()
    heading: TableRow | None = None
    file_notes: tuple[str, ...] = ()  # those of the notes that are true whatever the header

    @property
    def lines(self) -> list[Line]:
        """All lines of the file, as they may be read under another header."""
        heading = [] if self.heading is None else [self.heading]
        return [(row.line, list(row.cells)) for row in (*self.above, *heading, *self.rows)]

    def records(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Each row by column name, with its line."""
        for row in self.rows:
            yield row.line, dict(zip(self.header, row.cells, strict=True))


def read_table(
    data: bytes, name: str, *, limits: Limits | None = None, score: Score | None = None
) -> Table:
    """The table in a file. Raises UnreadableTable, naming the file and the reason.

    `score` tells how many columns that are looked for a line names: the header is the line among
    the first ones that names most of them. Without it, the header is the first line.
    """
    limits = limits or Limits()
    try:
        _check_size(data, name, limits)
        if data.startswith((ZIP_HEAD, _OLE_HEAD)):
            return _from_workbook(data, name, limits, score)
        return _from_csv(data, name, limits, score)
    except UnreadableTable:
        raise
    except Refused as refusal:
        raise UnreadableTable(refusal.sentence) from refusal


def _check_size(data: bytes, name: str, limits: Limits) -> None:
    if not data.strip():
        raise refusals.is_empty(name)
    if len(data) > limits.size:
        raise refusals.is_too_large(name, limits.size)
    if data.startswith(_OLE_HEAD) and "EncryptedPackage".encode("utf-16-le") in data:
        raise refusals.is_encrypted(name)


def _from_workbook(data: bytes, name: str, limits: Limits, score: Score | None) -> Table:
    if not is_workbook(data):
        raise refusals.is_no_table(name)
    rows, columns = limits.rows + TOP + 1, limits.columns
    sheet = read_workbook(data, name, limits.archive, rows=rows, columns=columns, score=score)
    return _table(name, sheet, Guessed(sheet=sheet.title), limits, score)


def _from_csv(data: bytes, name: str, limits: Limits, score: Score | None) -> Table:
    decoded = decode(data)
    if decoded is None or decoded.text.lstrip().startswith(("<", "%PDF-", "{\\rtf")):
        raise refusals.is_no_table(name)
    declared = _DECLARED.match(decoded.text)
    text = decoded.text[declared.end() :] if declared else decoded.text
    delimiter = declared[1] if declared else _delimiter(text)
    before = 1 if declared else 0
    lines = [
        (number + before, [_unmarked(cell) for cell in cells])
        for number, cells in _csv_lines(text, delimiter, name, limits)
    ]
    guessed = Guessed(decoded.encoding, delimiter, is_doubtful=is_doubtful(decoded))
    return _table(name, Sheet("", lines), guessed, limits, score)


def _csv_lines(text: str, delimiter: str, name: str, limits: Limits) -> Iterator[Line]:
    """The filled rows, each with the number of its first line in the file."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before, filled = 0, 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield before + 1, cells
                filled += 1
            before = reader.line_num
            if filled > limits.rows + TOP + 1:
                return
    except csv.Error as error:
        sentence = _("“%(name)s” cannot be read from line %(line)d on: a quotation mark is open.")
        if "field limit" in str(error):
            sentence = _(
                "“%(name)s” cannot be read from line %(line)d on: a cell holds over %(most)d "
                "characters. Shorten it, or close the quotation mark that stands before."
            )
        details = {"name": name, "line": before + 1, "most": csv.field_size_limit()}
        raise UnreadableTable(sentence % details) from error


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


def _table(name: str, sheet: Sheet, guessed: Guessed, limits: Limits, score: Score | None) -> Table:
    """Find the header, and read what is below it."""
    if not sheet.lines:
        raise refusals.is_empty(name)
    lines, cell_errors = _cleaned(sheet.lines)
    errors = list(dict.fromkeys((*sheet.errors, *cell_errors)))
    place = heading_place(lines, score) if score else 0
    notes = [*sheet.notes, *([_error_note(errors)] if errors else [])]
    return table_under(name, lines, place, guessed=guessed, notes=notes, limits=limits)


def table_under(
    name: str,
    lines: Sequence[Line],
    place: int | None,
    *,
    guessed: Guessed,
    notes: Iterable[str] = (),
    limits: Limits | None = None,
) -> Table:
    """The table whose header is the line at `place`, from 0; None where no line names columns.

    Rows are as wide as the widest, so that no filled cell is lost. Raises UnreadableTable where
    there are too many.
    """
    limits = limits or Limits()
    start = 0 if place is None else place
    width = max(_filled(cells) for _number, cells in lines[start:])
    if len(lines) - start > limits.rows + 1 or width > limits.columns:
        sentence = _("“%(name)s” has more than %(rows)d rows or %(columns)d columns: split it.")
        raise UnreadableTable(
            sentence % {"name": name, "rows": limits.rows, "columns": limits.columns}
        )
    header, header_notes = _header([] if place is None else lines[start][1], width)
    below = lines[start if place is None else start + 1 :]
    rows = tuple(TableRow(number, _padded(cells, width)) for number, cells in below)
    above = tuple(TableRow(number, tuple(cells)) for number, cells in lines[:start])
    if above:
        header_notes.insert(0, _above_note(above, lines[start][0]))
    again = tuple(row for row in rows if place is not None and _is_header(row.cells, header))
    kept = tuple(row for row in rows if row not in again)
    heading = None if place is None else TableRow(lines[start][0], tuple(lines[start][1]))
    file_notes = tuple(notes)
    return Table(
        name, header, kept, guessed, (*file_notes, *header_notes), above, heading, file_notes
    )


def heading_place(lines: Sequence[Line], score: Score) -> int:
    """Which line names the columns, from 0: the one that names most of those looked for.

    Where none names any, the first that fills half of the widest.
    """
    top = [cells for _number, cells in lines[:TOP]]
    named = [score(cells) for cells in top]
    if max(named):
        return named.index(max(named))
    counts = [sum(bool(cell.strip()) for cell in cells) for cells in top]
    return next(place for place, count in enumerate(counts) if 2 * count >= max(counts))


def _above_note(above: Sequence[TableRow], line: int) -> str:
    first_words = next((cell for row in above for cell in row.cells if cell.strip()), "")
    return ngettext(
        "The columns are named in line %(line)d: %(count)d line above it is left out"
        " (“%(words)s”).",
        "The columns are named in line %(line)d: %(count)d lines above it are left out"
        " (“%(words)s”…).",
        len(above),
    ) % {"line": line, "count": len(above), "words": first_words[:60]}


def _is_header(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row names the columns once more, as at the top of each printed page."""
    filled = [(fold(cell), fold(name)) for cell, name in zip(cells, header, strict=True) if cell]
    return len(filled) > 1 and all(cell == name for cell, name in filled)


def _cleaned(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Without signs that nobody typed, and without errors of the spreadsheet, which are told."""
    errors: list[str] = []
    cleaned: list[Line] = []
    for number, cells in lines:
        kept = [_typed(cell) for cell in cells]
        for column, cell in enumerate(kept, start=1):
            if cell[:1] in "#Ee" and cell and _ERROR.fullmatch(cell.strip()):
                kept[column - 1] = ""
                errors.append(place_of(number, column))
        cleaned.append((number, kept))
    return cleaned, errors


def _error_note(places: list[str]) -> str:
    """Says where a spreadsheet had no value but an error of its own."""
    return ngettext(
        "%(count)d cell holds an error of the spreadsheet (%(cells)s): it was read as empty.",
        "%(count)d cells hold errors of the spreadsheet (%(cells)s): they were read as empty.",
        len(places),
    ) % {"count": len(places), "cells": some(places)}


def _typed(cell: str) -> str:
    """A cell as it was typed, without a sign that does not show."""
    if cell.isprintable() and "_x" not in cell:
        return cell
    return _UNSEEN.sub("", _CARRIED.sub("", cell))


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
    """As wide as the header, without the signs that no text of the house may hold."""
    return (*map(in_lines, cells[:width]), *[""] * (width - len(cells)))


def _unmarked(text: str) -> str:
    return text[1:] if _MARKED.match(text) else text


def marked(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before; numbers stay."""
    return "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
