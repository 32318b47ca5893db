"""Tables in the format of the most common office (Office Open XML, `.xlsx`), written row by row.

A text is a text: none is taken for a formula, a link or a number.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from xlsxwriter import Workbook

from essaim.kernel.sheet_cells import Cell, Table, fitting_text, wall_time, yes_or_no

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
#: The format knows a 29 February 1900: days before it are counted wrongly.
_FIRST_RIGHT = date(1900, 3, 1)


def put(out: IO[bytes], header: Sequence[str], rows: Table, title: str) -> None:
    """A workbook of one sheet, of texts, whole and decimal numbers, days, moments."""
    with Workbook(out, _OPTIONS) as book:
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        heading = book.add_format({"bold": True, "bottom": 1})
        for place, name in enumerate(header):
            sheet.set_column(place, place, min(max(len(name) + 2, 12), 40))
            sheet.write_string(0, place, name, heading)
        write = _writer(book, sheet)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                write(number, place, cell)


def _writer(book: Any, sheet: Any) -> Callable[[int, int, Cell], None]:
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})

    def write(row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, bool):
            sheet.write_string(row, column, yes_or_no(is_true=cell))
        elif isinstance(cell, int | Decimal):
            sheet.write_number(row, column, cell)
        elif isinstance(cell, datetime) and wall_time(cell).date() >= _FIRST_RIGHT:
            sheet.write_datetime(row, column, wall_time(cell), moment)
        elif isinstance(cell, date) and not isinstance(cell, datetime) and cell >= _FIRST_RIGHT:
            sheet.write_datetime(row, column, cell, day)
        elif cell:
            sheet.write_string(row, column, fitting_text(cell))

    return write
