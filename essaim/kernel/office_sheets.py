"""Tables in the format of the most common office (Office Open XML, `.xlsx`), written row by row.

Texts stand in their cells, not in a table of the workbook: none is held in memory, and none is
taken for a formula, a link or a number.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from essaim.kernel.sheet_cells import (
    COMPRESSION,
    Cell,
    Table,
    fitting_text,
    wall_time,
    written_rows,
    yes_or_no,
)
from essaim.kernel.sheet_marks import place_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OF_PARTS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = f"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_OF_PARTS}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_OF_PARTS}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_OF_PARTS}.styles+xml"/>
</Types>"""
_LINK = f'<Relationships xmlns="{_LINKS}"><Relationship Id="rId1" Type="{_KINDS}'
_TO_WORKBOOK = f'{_LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
_TO_SHEETS = (
    f'{_LINK}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2"'
    f' Type="{_KINDS}/styles" Target="styles.xml"/></Relationships>'
)
#: Cells as they are, the header, days, moments: by their places from 0.
_HEADER, _DAY, _MOMENT = 1, 2, 3
_FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
_SIDES = "<left/><right/><top/>"
_CELL = '<xf numFmtId="{}" fontId="{}" fillId="0" borderId="{}" xfId="0"{}/>'
_STYLES = f"""<styleSheet xmlns="{_MAIN}">
<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>
<numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/></numFmts>
<fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="2"><border>{_SIDES}<bottom/><diagonal/></border>
<border>{_SIDES}<bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="4">{_CELL.format(0, 0, 0, "")}
{_CELL.format(0, 1, 1, ' applyFont="1" applyBorder="1"')}
{_CELL.format(164, 0, 0, ' applyNumberFormat="1"')}
{_CELL.format(165, 0, 0, ' applyNumberFormat="1"')}</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""
#: The header stays in sight.
_VIEW = (
    '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
    ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
)
#: What the format takes for a sign by its number, and is none.
_LIKE_A_SIGN = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
#: Days are counted from here; the first ones wrongly, since the format knows a 29 February 1900.
_DAY_NONE, _FIRST_RIGHT = datetime.combine(date(1899, 12, 30), time()), 61


def put(out: IO[bytes], header: Sequence[str], rows: Table, title: str) -> None:
    """A workbook of one sheet, of texts, whole and decimal numbers, days, moments."""
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        archive.writestr("[Content_Types].xml", _XML + _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _XML + _TO_WORKBOOK)
        archive.writestr("xl/workbook.xml", _XML + _workbook(title))
        archive.writestr("xl/_rels/workbook.xml.rels", _XML + _TO_SHEETS)
        archive.writestr("xl/styles.xml", _XML + _STYLES)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for part in _sheet(header, rows):
                sheet.write(part.encode())


def _workbook(title: str) -> str:
    sheet = f'<sheet name={quoteattr(title)} sheetId="1" r:id="rId1"/>'
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_KINDS}"><sheets>{sheet}</sheets></workbook>'


def _sheet(header: Sequence[str], rows: Table) -> Iterator[str]:
    yield f'{_XML}<worksheet xmlns="{_MAIN}">{_VIEW}<cols>'
    for place, name in enumerate(header, start=1):
        width = min(max(len(name) + 2, 12), 40)
        yield f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
    letters = [f'<c r="{place_of(1, place)[:-1]}' for place in range(1, len(header) + 1)]
    yield "</cols><sheetData>"
    yield _row(1, letters, [_text(name, _HEADER) for name in header])
    first = 2
    for some in written_rows(rows, _cell):
        lines = [_row(number, letters, cells) for number, cells in enumerate(some, start=first)]
        yield "".join(lines)
        first += len(lines)
    yield "</sheetData></worksheet>"


def _row(number: int, letters: Sequence[str], cells: Sequence[str]) -> str:
    """A cell that holds nothing is left out."""
    parts = [f"{c}{number}{cell}" for c, cell in zip(letters, cells, strict=True) if cell]
    return f'<row r="{number}">{"".join(parts)}</row>'


def _cell(value: Cell) -> str:
    """What of a cell follows the number of its row."""
    if isinstance(value, str):
        return _text(value) if value else ""
    if isinstance(value, bool):
        return _text(yes_or_no(is_true=value))
    if isinstance(value, int | Decimal):
        return f'"><v>{value}</v></c>'
    if isinstance(value, datetime):
        return _dated(wall_time(value), _MOMENT)
    if isinstance(value, date):
        return _dated(value, _DAY)
    return _text(value) if value else ""


def _dated(when: date, style: int) -> str:
    """In days; what would not be read as it was written stays a text."""
    moment = when if isinstance(when, datetime) else datetime.combine(when, time())
    count = (moment - _DAY_NONE) / timedelta(days=1)
    if count < _FIRST_RIGHT:
        return _text(str(when))
    return f'" s="{style}"><v>{count:.16G}</v></c>'


def _text(text: str, style: int = 0) -> str:
    kept = _LIKE_A_SIGN.sub("_x005F_", escape(fitting_text(text)))
    space = ' xml:space="preserve"' if kept.strip() != kept else ""
    styled = f' s="{style}"' if style else ""
    return f'"{styled} t="inlineStr"><is><t{space}>{kept}</t></is></c>'
