"""Tables written for spreadsheets: text is never taken for a formula. `tabular` reads them back."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from essaim.kernel import office_sheets, open_sheets
from essaim.kernel.sheet_cells import Cell, Table, clean_text, wall_time, written_rows, yes_or_no
from essaim.kernel.tabular import marked

#: Bytes of a workbook handed out at a time.
_BYTES = 64 * 1024


def csv_parts(header: Sequence[str], rows: Table, _title: str = "") -> Iterator[bytes]:
    """UTF-8 with its mark, semicolons, CRLF: what a French spreadsheet opens with a double click.

    Every text is quoted; one that begins like a formula gets an apostrophe, which `read_table`
    takes away. Decimal numbers are written with a comma. Parts come as the rows do, all in the
    language of whoever asked.
    """
    out, language = StringIO(newline=""), get_language()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_written(name) for name in header])
    yield out.getvalue().encode("utf-8-sig")
    with override(language):
        for some in written_rows(rows, _written):
            out.seek(0)
            out.truncate()
            writer.writerows(some)
            yield out.getvalue().encode()


def write_csv(header: Sequence[str], rows: Table) -> bytes:
    """The whole table at once, for one that is short."""
    return b"".join(csv_parts(header, rows))


def _in_file(put: Callable[[IO[bytes], Sequence[str], Table, str], None]) -> Callable[..., Any]:
    def parts(header: Sequence[str], rows: Table, title: str = "") -> Iterator[bytes]:
        """A workbook of one sheet, put together on the disk; rows are written as they come."""
        with TemporaryFile() as file:
            put(file, [clean_text(name) for name in header], rows, _sheet_title(title))
            file.seek(0)
            while part := file.read(_BYTES):
                yield part

    return parts


def write_xlsx(header: Sequence[str], rows: Table, *, title: str = "") -> bytes:
    """A workbook of one sheet whose header stays in sight."""
    return b"".join(_in_file(office_sheets.put)(header, rows, title))


def write_ods(header: Sequence[str], rows: Table, *, title: str = "") -> bytes:
    """The same in the open format of offices."""
    return b"".join(_in_file(open_sheets.put)(header, rows, title))


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
        office_sheets.MEDIA_TYPE,
        _in_file(office_sheets.put),
    ),
    "ods": Format("ODS", open_sheets.MEDIA_TYPE, _in_file(open_sheets.put)),
}


def _written(cell: Cell) -> str | int:
    """Whole numbers alone stand without quotes."""
    if isinstance(cell, bool):
        return yes_or_no(is_true=cell)
    if isinstance(cell, Decimal):
        return format(cell, "f").replace(".", ",")
    if isinstance(cell, int):
        return cell
    if isinstance(cell, datetime):
        return wall_time(cell).isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return marked(clean_text(cell or ""))


def _sheet_title(title: str) -> str:
    """A sheet's name has 31 signs at most, and none that a formula would stumble on."""
    kept = clean_text(title or _("Table"))
    return re.sub(r"[\[\]:*?/\\'\s]", " ", kept)[:31].strip() or "1"
