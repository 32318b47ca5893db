"""A CSV read row by row, so that a million ballots do not stand in memory at once."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from io import StringIO

from essaim.kernel.decoding import decode
from essaim.kernel.text import fold
from essaim.tally.errors import CannotCount
from essaim.tally.files.numbers import whole_in

_SAMPLED = 2_000
#: Columns that tell who voted, when or where: they are no votes, and no options.
_OF_VOTERS = {
    *("votant", "votante", "electeur", "electrice", "voter", "elector", "membre", "member"),
    *("id", "identifiant", "email", "e-mail", "courriel", "mail", "adresse e-mail"),
    *("horodateur", "horodatage", "timestamp", "date", "heure", "prenom", "signature"),
    *("n°", "num", "numero", "#"),
}
_NAMES = {"nom", "noms", "name", "names", "nom et prenom", "nom prenom", "full name"}
#: Rows that add up the others, in a file that names its rows.
_TOTALS = {"total", "totaux", "totals", "somme", "sum"}
_INCLUSIVE = re.compile(r"[.·•(/]")


def text_of(data: bytes, name: str, language: str) -> str:
    """The text of the file, each line ended by a line feed."""
    decoded = decode(data)
    if decoded is None:
        raise CannotCount("file_is_no_text", language, name=name)
    if not decoded.text.strip():
        raise CannotCount("file_is_empty", language, name=name)
    return decoded.text.replace("\r\n", "\n").replace("\r", "\n")


class Sheet:
    """The first filled line is `header`; `rows` are the filled ones after it, as wide as it is."""

    def __init__(self, data: bytes, name: str, language: str) -> None:
        self.name, self.language = name, language
        self._text = text_of(data, name, language)
        head = self._text[:_SAMPLED]
        first = head.lstrip().split("\n")[0]
        self._delimiter = max(";\t,", key=lambda mark: (first.count(mark), head.count(mark)))
        self.first_line, self.header = next(self._lines())
        while len(self.header) > 1 and not self.header[-1]:
            self.header.pop()

    def refuse_voters(self, columns: Sequence[str], *, by_name: bool = False) -> None:
        """Raises CannotCount where a column tells who voted, `by_name` too."""
        voters = _OF_VOTERS | _NAMES if by_name else _OF_VOTERS
        for column in columns:
            if {word(column), _INCLUSIVE.split(word(column))[0].strip()} & voters:
                raise self.refusal("column_of_voters", line=self.first_line, cell=column)

    def rows(self) -> Iterator[list[str]]:
        """Raises CannotCount at a row that is wider than the header."""
        return (row for _line, row in self.numbered_rows())

    def numbered_rows(self) -> Iterator[tuple[int, list[str]]]:
        width = len(self.header)
        lines = self._lines()
        next(lines)
        for line, row in lines:
            if len(row) < width:
                row += [""] * (width - len(row))
            elif len(row) > width:
                if any(cell.strip() for cell in row[width:]):
                    raise self.refusal("row_is_too_wide", line=line, width=width)
                del row[width:]
            yield line, row

    def all_rows(self) -> Iterator[tuple[int, list[str]]]:
        """The header too, each as wide as it is: for files without one."""
        return self._lines()

    def refusal(self, key: str, **values: object) -> CannotCount:
        return CannotCount(key, self.language, name=self.name, **values)

    def line_where(self, column: int, is_wrong: Callable[[str], bool]) -> int:
        """The first line whose cell in that column is wrong; asked once something is."""
        return next(line for line, row in self.numbered_rows() if is_wrong(row[column]))

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(StringIO(self._text, newline=""), delimiter=self._delimiter)
        is_first = True
        try:
            for row in reader:
                if row and (len(row) > 1 or row[0].strip()):
                    if is_first:
                        row = [" ".join(cell.split()) for cell in row]
                        is_first = False
                    yield reader.line_num, row
        except csv.Error as fault:
            raise self.refusal("row_is_broken", line=reader.line_num) from fault


def refuse_total(title: str, line: int, sheet: Sheet) -> None:
    """Raises CannotCount for a row that would be counted a second time."""
    if word(title) in _TOTALS:
        raise sheet.refusal("row_of_totals", line=line, cell=title)


def count_in(cell: str, line: int, sheet: Sheet, *, empty: int | None = None) -> int:
    """A number of ballots: 12, 1 200 or 3.0; an empty cell is what `empty` says, else refused."""
    value = whole_in(cell) if cell.strip() else empty
    if value is None:
        raise sheet.refusal("not_a_count", line=line, cell=cell.strip())
    return value


def word(cell: str) -> str:
    """A cell as it is compared: case, accents and spaces forgiven."""
    return fold(cell)
