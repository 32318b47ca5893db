"""Workbooks in the dialects that are met: XLSX rewritten, ODS and XLS written by hand."""

import struct
from collections.abc import Callable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
SHEET = "xl/worksheets/sheet1.xml"


def xlsx(*rows: Sequence[object], change: Callable[[Workbook], None] | None = None) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Actions"
    for row in rows:
        book.active.append(list(row))
    if change:
        change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(data: bytes, change: Callable[[str, str], tuple[str, str]]) -> bytes:
    """The archive with names and texts of its parts changed."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            renamed, text = change(name, source.read(name).decode())
            target.writestr(renamed, text)
    return out.getvalue()


def with_sheet(rows: str, before: str = "") -> bytes:
    """A workbook whose only sheet is this XML."""
    xml = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'
    return with_parts(xlsx(("a",)), lambda name, text: (name, xml if name == SHEET else text))


def strict(name: str, text: str) -> tuple[str, str]:
    for loose, name_of_strict in STRICT.items():
        text = text.replace(loose, name_of_strict)
    return name, text


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
ODS_SPACES = (
    f'xmlns:office="{OFFICE}office:1.0" xmlns:table="{OFFICE}table:1.0" '
    f'xmlns:text="{OFFICE}text:1.0" xmlns:calcext="urn:org:documentfoundation:names:calc:1.0"'
)


def ods_cell(text: str, extra: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string"{extra}>'
        f"<text:p>{escape(text)}</text:p></table:table-cell>"
    )


def ods_row(*cells: str, extra: str = "") -> str:
    return f"<table:table-row{extra}>{''.join(cells)}</table:table-row>"


def ods(*rows: str, columns: str = "") -> bytes:
    """An OpenDocument workbook of one sheet."""
    content = (
        f'<?xml version="1.0"?><office:document-content {ODS_SPACES} office:version="1.3">'
        f'<office:body><office:spreadsheet><table:table table:name="Actions">{columns}'
        f"{''.join(rows)}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def xls_text(row: int, column: int, text: str) -> bytes:
    head = struct.pack("<HHHHB", row, column, 0, len(text), 1)
    return record(0x0204, head + text.encode("utf-16-le"))


def xls_number(row: int, column: int, number: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, number))


def xls(*cells: bytes, hidden_row: int | None = None, hidden_column: int | None = None) -> bytes:
    """A workbook of Excel 97: one sheet of the given records, in a container."""
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0x0600))
    title = b"Actions"
    size_of_sheet_record = 4 + 8 + len(title)
    where = len(start) + size_of_sheet_record + 4
    sheets = record(0x0085, struct.pack("<IHBB", where, 0, len(title), 0) + title)
    body = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0x0600))
    if hidden_column is not None:
        body += record(0x007D, struct.pack("<6H", hidden_column, hidden_column, 9, 0, 1, 0))
    if hidden_row is not None:
        body += record(0x0208, struct.pack("<8H", hidden_row, 0, 9, 255, 0, 0, 0x20, 0))
    stream = start + sheets + record(0x000A, b"") + body + b"".join(cells) + record(0x000A, b"")
    return container(stream.ljust(4096, b"\0"))


def container(stream: bytes) -> bytes:
    """Sectors of 512 bytes: what follows what, the folder, then the stream “Workbook”."""
    stream += b"\0" * (-len(stream) % 512)
    count = len(stream) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    head = struct.pack("<8s16xHHHHH6x", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, -1, 2, len(stream))
    return head + struct.pack("<128I", *table) + folder.ljust(512, b"\0") + stream


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBiii", len(text), kind, 1, -1, -1, child)
        + b"\0" * 36
        + struct.pack("<III", start, size, 0)
    )
