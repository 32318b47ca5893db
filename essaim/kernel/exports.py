"""Tables written for spreadsheets: text is never taken for a formula. `tabular` reads them back."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from essaim.kernel.signs import in_lines
from essaim.kernel.tabular import marked

#: No float: figures are exact.
Cell = str | int | Decimal | date | datetime | None

#: What a cell of a workbook holds at most.
_LONGEST = 32_767


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with its mark, semicolons, CRLF: what a French spreadsheet opens with a double click.

    Every text is quoted; one that begins like a formula gets an apostrophe, which `read_table`
    takes away. Decimal numbers are written with a comma.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_written(name) for name in header])
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str = "") -> bytes:
    """A workbook of one sheet whose header stays in sight; rows are written as they come."""
    out = BytesIO()
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
    return out.getvalue()


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
