"""What the XML of a sheet says beside its values: how far it reaches, what it hides, its formulas.

Read once, piece by piece, before a reader that makes room for a whole rectangle opens the sheet.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

#: The last row and column that a spreadsheet has.
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
#: A rectangle of this many cells takes some 400 MB to open.
MOST_CELLS = 12_000_000
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})$")


class FarAway(Exception):
    """A cell so far from the others that nobody put it there; the message is where it stands."""


@dataclass
class Marks:
    """What a sheet says of itself. Rows and columns count from 1."""

    title: str = ""
    first: tuple[int, int] | None = None
    last: tuple[int, int] = (0, 0)
    filled: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    formulas: list[tuple[str, bool]] = field(default_factory=list)  # place, whether it has a value

    def fill(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Something stands there. Raises FarAway beyond the edge of what a spreadsheet has."""
        if not (1 <= row <= last_row <= LAST_ROW and 1 <= column <= last_column <= LAST_COLUMN):
            raise FarAway(place_of(row, column))
        first = self.first or (row, column)
        self.first = (min(first[0], row), min(first[1], column))
        self.last = (max(self.last[0], last_row), max(self.last[1], last_column))
        self.filled += 1
        cells = (self.last[0] - self.first[0] + 1) * (self.last[1] - self.first[1] + 1)
        if cells > MOST_CELLS:
            raise FarAway(place_of(last_row, last_column))


def place_of(row: int, column: int) -> str:
    """The name of a cell: row 2 and column 28 are AB2."""
    letters = ""
    while 0 < column <= LAST_COLUMN:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def marks_of_xlsx(xml: bytes) -> Marks:
    """The marks of one sheet of an XLSX workbook. Raises ValueError where it is no XML."""
    reader = _Xlsx()
    _parsed(xml, reader.begin, reader.end, reader.text)
    return reader.marks


def marks_of_ods(xml: bytes) -> list[Marks]:
    """The marks of every sheet of an ODS workbook, in their order."""
    reader = _Ods()
    _parsed(xml, reader.begin, reader.end, lambda _text: None)
    return reader.sheets


def _parsed(
    xml: bytes,
    begin: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    parser = ParserCreate()
    parser.StartElementHandler = lambda name, given: begin(_local(name), given)
    parser.EndElementHandler = lambda name: end(_local(name))
    parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except ExpatError as error:
        raise ValueError("no XML") from error


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Xlsx:
    """Follows rows and cells, which may or may not say where they stand."""

    def __init__(self) -> None:
        self.marks = Marks()
        self.row = self.column = 0
        self.is_hidden = self.is_value = self.has_text = self.is_formula = False
        self.kind = ""

    def begin(self, name: str, given: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(given)
        elif name in {"v", "t"}:
            self.is_value = True
        elif name == "f":
            self.is_formula = True
        elif name == "row":
            self.row = int(given.get("r", self.row + 1))
            self.column = 0
            self.is_hidden = given.get("hidden") in {"1", "true"}
        elif name == "col" and given.get("hidden") in {"1", "true"}:
            last = min(int(given["max"]), LAST_COLUMN)
            self.marks.hidden_columns.update(range(int(given["min"]), last + 1))

    def _begin_cell(self, given: dict[str, str]) -> None:
        self.column += 1
        if "r" in given:
            place = _PLACE.match(given["r"])
            if place is None:
                raise FarAway(given["r"][:20])
            self.row, self.column = int(place[2]), _column_number(place[1])
        self.kind = given.get("t", "")
        self.is_value = self.has_text = self.is_formula = False

    def text(self, text: str) -> None:
        self.has_text = self.has_text or (self.is_value and bool(text.strip()))

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self.is_value = False
        elif name == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        marks, place = self.marks, place_of(self.row, self.column)
        if self.is_formula:
            marks.formulas.append((place, self.has_text))
        if self.has_text:
            marks.fill(self.row, self.column, self.row, self.column)
            if self.kind == "e":
                marks.errors.append(place)
            if self.is_hidden and self.row not in marks.hidden_rows[-1:]:
                marks.hidden_rows.append(self.row)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class _Ods:
    """Rows, columns and cells that are alike are written once, with how often they come."""

    def __init__(self) -> None:
        self.sheets: list[Marks] = []
        self.row = self.column = self.table_column = 0
        self.rows = 1
        self.is_hidden = False

    def begin(self, name: str, given: dict[str, str]) -> None:
        plain: dict[str, Any] = {_local(key): value for key, value in given.items()}
        if name == "table":
            self.sheets.append(Marks(title=plain.get("name", "")))
            self.row = self.table_column = 0
        elif name == "table-column":
            self._columns(plain)
        elif name == "table-row":
            self.rows = int(plain.get("number-rows-repeated", 1))
            self.column = 0
            self.is_hidden = plain.get("visibility") in {"collapse", "filter"}
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell(given, plain)

    def _columns(self, plain: dict[str, Any]) -> None:
        first, count = self.table_column + 1, int(plain.get("number-columns-repeated", 1))
        self.table_column += count
        if plain.get("visibility") in {"collapse", "filter"}:
            last = min(self.table_column, LAST_COLUMN)
            self.sheets[-1].hidden_columns.update(range(first, last + 1))

    def _cell(self, given: dict[str, str], plain: dict[str, Any]) -> None:
        marks, count = self.sheets[-1], int(plain.get("number-columns-repeated", 1))
        row, column = self.row + 1, self.column + 1
        self.column += count
        if "formula" in plain:
            marks.formulas.append((place_of(row, column), "value-type" in plain))
        if "value-type" not in plain:
            return
        marks.fill(row, column, row + self.rows - 1, column + count - 1)
        if "error" in (value for key, value in given.items() if _local(key) == "value-type"):
            marks.errors.append(place_of(row, column))
        if self.is_hidden and row not in marks.hidden_rows[-1:]:
            marks.hidden_rows.append(row)

    def end(self, name: str) -> None:
        if name == "table-row":
            self.row += self.rows
