"""Tables in the open format of offices (OpenDocument 1.3, `.ods`), written row by row.

A text is a text, whatever it begins with: only a cell that says so is a formula, and none does.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
#: What no cell holds more of, in signs: as in the other workbooks.
_LONGEST = 32_767
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


def put(out: IO[bytes], header: Sequence[str], rows: Iterable[Sequence[Any]], title: str) -> None:
    """A workbook of one sheet, of texts, whole and decimal numbers, days, moments without zone."""
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MEDIA_TYPE, ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        with archive.open("content.xml", "w", force_zip64=True) as content:
            for part in _content(header, rows, title):
                content.write(part.encode())


def _content(header: Sequence[str], rows: Iterable[Sequence[Any]], title: str) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}'
    yield f' office:version="1.3">{_STYLES}<office:body><office:spreadsheet>'
    yield f"<table:table table:name={quoteattr(title)}>"
    repeated = f'table:number-columns-repeated="{max(len(header), 1)}"'
    yield f'<table:table-column table:style-name="column" {repeated}/><table:table-header-rows>'
    yield _row(_text(name, ' table:style-name="header"') for name in header)
    yield "</table:table-header-rows>"
    for row in rows:
        yield _row(map(_cell, row))
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _row(cells: Iterable[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(value: Any) -> str:
    if isinstance(value, int | Decimal):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    if isinstance(value, datetime):
        return _dated(value.isoformat(timespec="seconds"), "moment")
    if isinstance(value, date):
        return _dated(value.isoformat(), "day")
    return _text(value) if value else "<table:table-cell/>"


def _dated(when: str, style: str) -> str:
    kind = 'office:value-type="date"'
    return f'<table:table-cell table:style-name="{style}" {kind} office:date-value="{when}"/>'


def _text(text: str, style: str = "") -> str:
    """Line by line; spaces that XML would lose are counted."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in short.split("\n"))
    return f'<table:table-cell{style} office:value-type="string">{lines}</table:table-cell>'


def _spaced(line: str) -> str:
    """A tab stays the sign it is: its element is lost on some readers, ours among them."""
    return _SPACES.sub(lambda spaces: f'<text:s text:c="{len(spaces[0])}"/>', escape(line))
