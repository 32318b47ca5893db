"""Tables written for spreadsheets: text is never taken for a formula. `tabular` reads them back."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from essaim.kernel import open_sheets
from essaim.kernel.signs import in_lines
from essaim.kernel.tabular import marked

#: No float: figures are exact.
Cell = str | int | Decimal | date | datetime | None
Table = Iterable[Sequence[Cell]]

#: What a cell of a workbook holds at most.
_LONGEST = 32_767


#: What is written at a time: rows of a CSV, bytes of a workbook.
_ROWS, _BYTES = 200, 64 * 1024


def csv_parts(header: Sequence[str], rows: Table, _title: str = "") -> Iterator[bytes]:
    """UTF-8 with its mark, semicolons, CRLF: what a French spreadsheet opens with a double click.

    Every text is quoted; one that begins like a formula gets an apostrophe, which `read_table`
    takes away. Decimal numbers are written with a comma. Parts come as the rows do, all in the
    language of whoever asked.
    """
    out, language = StringIO(newline=""), get_language()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_written(name) for name in header])
    encoding = "utf-8-sig"
    with override(language):
        for number, row in enumerate(rows, start=1):
            writer.writerow([_written(cell) for cell in row])
            if number % _ROWS == 0:
                yield out.getvalue().encode(encoding)
                encoding = "utf-8"
                out.seek(0)
                out.truncate()
    yield out.getvalue().encode(encoding)


def write_csv(header: Sequence[str], rows: Table) -> bytes:
    """The whole table at once, for one that is short."""
    return b"".join(csv_parts(header, rows))


def _put_xlsx(out: IO[bytes], header: Sequence[str], rows: Table, title: str) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(out, options) as book:
        formats = {
            "header": book.add_format({"bold": True, "bottom": 1}),
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        sheet = book.add_worksheet(_sheet_title(title or _("Table")))
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(header):
            sheet.set_column(column, column, min(max(len(name) + 2, 12), 40))
            sheet.write_string(0, column, _clean(name), formats["header"])
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _put(sheet, number, column, cell, formats)


def _put_ods(out: IO[bytes], header: Sequence[str], rows: Table, title: str) -> None:
    """A bool is a word here too; texts are as clean as in every file of the house."""
    names = [_clean(name) for name in header]
    cells = ([_plain(cell) for cell in row] for row in rows)
    open_sheets.put(out, names, cells, _sheet_title(title or _("Table")))


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return _written(cell)
    if isinstance(cell, datetime):
        return _local(cell)
    return _clean(cell) if isinstance(cell, str) else cell


def _in_file(put: Callable[[IO[bytes], Sequence[str], Table, str], None]) -> Callable[..., Any]:
    def parts(header: Sequence[str], rows: Table, title: str = "") -> Iterator[bytes]:
        """A workbook of one sheet, put together on the disk; rows are written as they come."""
        with TemporaryFile() as file:
            put(file, header, rows, title)
            file.seek(0)
            while part := file.read(_BYTES):
                yield part

    return parts


def write_xlsx(header: Sequence[str], rows: Table, *, title: str = "") -> bytes:
    """A workbook of one sheet whose header stays in sight."""
    return b"".join(_in_file(_put_xlsx)(header, rows, title))


def write_ods(header: Sequence[str], rows: Table, *, title: str = "") -> bytes:
    """The same in the open format of offices."""
    return b"".join(_in_file(_put_ods)(header, rows, title))


@dataclass(frozen=True)
class Format:
    """A format in which a table leaves: `write(header, rows, title)` yields it part by part."""

    label: str
    media_type: str
    write: Callable[..., Iterator[bytes]]


#: By the ending of its files.
FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", csv_parts),
    "xlsx": Format(
        "XLSX",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _in_file(_put_xlsx),
    ),
    "ods": Format("ODS", open_sheets.MEDIA_TYPE, _in_file(_put_ods)),
}


def _written(cell: Cell) -> str | int:
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, Decimal):
        return format(cell, "f").replace(".", ",")
    if isinstance(cell, int):
        return cell
    if isinstance(cell, datetime):
        return _local(cell).isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return marked(_clean(cell or ""))


def _put(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    if isinstance(cell, bool):
        sheet.write_string(row, column, _written(cell))
    elif isinstance(cell, int | Decimal):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, _local(cell), formats["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats["day"])
    elif cell:
        text = _clean(cell)
        short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        sheet.write_string(row, column, short)


def _local(moment: datetime) -> datetime:
    """The time on the wall, without its zone: spreadsheets know none."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def _clean(text: str) -> str:
    return in_lines(str(text))


def _sheet_title(title: str) -> str:
    """A sheet's name has 31 signs at most, and none that a formula would stumble on."""
    return re.sub(r"[\[\]:*?/\\'\s]", " ", _clean(title))[:31].strip() or "1"
