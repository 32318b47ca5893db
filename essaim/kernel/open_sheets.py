"""Tables in the open format of offices (OpenDocument 1.3, `.ods`), written row by row.

A text is a text, whatever it begins with: only a cell that says so is a formula, and none does.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from essaim.kernel.sheet_cells import (
    Cell,
    Table,
    fitting_text,
    wall_time,
    written_rows,
    yes_or_no,
)

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
#: The first of nine steps: a third of the time of the sixth, files a quarter larger.
_COMPRESSION = 1
_SPACES = re.compile(r"^ +| +$| {2,}")
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
 manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3"
 manifest:media-type="{MEDIA_TYPE}"/><manifest:file-entry manifest:full-path="content.xml"
 manifest:media-type="text/xml"/></manifest:manifest>"""
_DAY = (
    '<number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text>'
    '<number:year number:style="long"/>'
)
_HOUR = (
    '<number:text> </number:text><number:hours number:style="long"/>'
    '<number:text>:</number:text><number:minutes number:style="long"/>'
)
_STYLES = f"""<office:automatic-styles>
<number:date-style style:name="N1">{_DAY}</number:date-style>
<number:date-style style:name="N2">{_DAY}{_HOUR}</number:date-style>
<style:style style:name="column" style:family="table-column">
<style:table-column-properties style:column-width="4cm"/></style:style>
<style:style style:name="header" style:family="table-cell">
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="moment" style:family="table-cell" style:data-style-name="N2"/>
</office:automatic-styles>"""


_NOTHING = "<table:table-cell/>"


def put(out: IO[bytes], header: Sequence[str], rows: Table, title: str) -> None:
    """A workbook of one sheet, of texts, whole and decimal numbers, days, moments."""
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive:
        archive.writestr("mimetype", MEDIA_TYPE, ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        with archive.open("content.xml", "w", force_zip64=True) as content:
            for part in _content(header, rows, title):
                content.write(part.encode())


def _content(header: Sequence[str], rows: Table, title: str) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}'
    yield f' office:version="1.3">{_STYLES}<office:body><office:spreadsheet>'
    yield f"<table:table table:name={quoteattr(title)}>"
    repeated = f'table:number-columns-repeated="{max(len(header), 1)}"'
    yield f'<table:table-column table:style-name="column" {repeated}/><table:table-header-rows>'
    yield _row(_text(name, ' table:style-name="header"') for name in header)
    yield "</table:table-header-rows>"
    for some in written_rows(rows, _cell):
        yield "".join(map(_row, some))
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _row(cells: Iterable[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(value: Cell) -> str:
    if isinstance(value, str):
        return _text(value) if value else _NOTHING
    if isinstance(value, bool):
        return _text(yes_or_no(is_true=value))
    if isinstance(value, int | Decimal):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    if isinstance(value, datetime):
        return _dated(wall_time(value).isoformat(timespec="seconds"), "moment")
    if isinstance(value, date):
        return _dated(value.isoformat(), "day")
    return _text(value) if value else _NOTHING


def _dated(when: str, style: str) -> str:
    kind = 'office:value-type="date"'
    return f'<table:table-cell table:style-name="{style}" {kind} office:date-value="{when}"/>'


def _text(text: str, style: str = "") -> str:
    """Line by line; spaces that XML would lose are counted."""
    lines = fitting_text(text).split("\n")
    parts = "".join([f"<text:p>{_spaced(line)}</text:p>" for line in lines])
    return f'<table:table-cell{style} office:value-type="string">{parts}</table:table-cell>'


def _spaced(line: str) -> str:
    """A tab stays the sign it is: its element is lost on some readers, ours among them."""
    return _SPACES.sub(lambda spaces: f'<text:s text:c="{len(spaces[0])}"/>', escape(line))
