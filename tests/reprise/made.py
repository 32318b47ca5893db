"""Reports in the formats of word processors and printers, made from sources that one reads.

A `.words` file has a piece a line: what it is, a colon, its text. Both Word and OpenDocument are
made of it, so that each must be read as well as the other.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import typst
from docx import Document
from docx.oxml import parse_xml
from PIL import Image

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
Lines = list[tuple[str, str]]


def lines_of(source: str) -> Lines:
    """What each line is, and its text."""
    pairs = (line.split(": ", 1) for line in source.splitlines() if line.strip())
    return [(what, text) for what, text in pairs]


def pdf_of(source: Path) -> bytes:
    made: bytes = typst.compile(str(source))
    return made


def scan() -> bytes:
    """A page that is a picture."""
    file = BytesIO()
    Image.new("L", (620, 877), 245).save(file, "PDF")
    return file.getvalue()


# --- Word ---------------------------------------------------------------------------------------


def docx_made_of(lines: Lines) -> bytes:
    document = Document()
    rows: list[list[str]] = []
    notes: list[str] = []
    for what, text in [*lines, ("", "")]:
        if what != "row" and rows:
            _table(document, rows)
            rows = []
        if what == "row":
            rows.append(text.split(" | "))
        elif what == "box":
            document.paragraphs[-1]._p.append(parse_xml(_box(text)))
        elif what == "note":
            notes.append(text)
            mark = f'<w:r {_W}><w:footnoteReference w:id="{len(notes) + 1}"/></w:r>'
            document.paragraphs[-1]._p.append(parse_xml(mark))
        elif what:
            _paragraph(document, what, text)
    file = BytesIO()
    document.save(file)
    return _with_notes(file.getvalue(), notes)


def _paragraph(document: Any, what: str, text: str) -> None:
    style = {"title": "Title", "subtitle": "Subtitle", "li": "List Bullet"}.get(what, "Normal")
    level = what.removeprefix("l").removeprefix("h")
    made = document.add_paragraph(style=f"Heading {level}" if level.isdecimal() else style)
    run = made.add_run(text)
    if what in {"b", "big"}:
        run.bold = True
    if what == "big":
        run.font.size = 228600
    if what.startswith("lh"):
        number = f'<w:numPr {_W}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        made._p.get_or_add_pPr().append(parse_xml(number))


def _table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            table.cell(at, column).text = cell


def _box(text: str) -> str:
    inner = f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
    box = f"<v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>"
    return f"<w:r {_W} {_V}><w:pict>{box}</w:pict></w:r>"


def _with_notes(data: bytes, notes: list[str]) -> bytes:
    """Added as a part of its own, which python-docx does not know."""
    inner = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:footnote>'
        for at, text in enumerate(notes, 2)
    )
    file = BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/footnotes.xml", f"<w:footnotes {_W}>{inner}</w:footnotes>")
    return file.getvalue()


# --- OpenDocument -------------------------------------------------------------------------------

_NAMES = ("office", "text", "table", "style")
_XMLNS = " ".join(
    [f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES]
    + [
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    ]
)
_STYLES = """<style:style style:name="B" style:family="paragraph">
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Big" style:family="paragraph">
<style:text-properties fo:font-size="18pt" fo:font-weight="bold"/></style:style>"""


def odt_made_of(lines: Lines) -> bytes:
    body = "".join(_bodies(lines))
    content = (
        f"<office:document-content {_XMLNS}><office:automatic-styles>{_STYLES}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return file.getvalue()


def _bodies(lines: Lines) -> Iterator[str]:
    rows: list[str] = []
    for at, (what, raw) in enumerate([*lines, ("", "")]):
        text = escape(raw)
        if what != "row" and rows:
            yield f"<table:table>{''.join(rows)}</table:table>"
            rows = []
        after = lines[at + 1] if at + 1 < len(lines) else ("", "")
        if after[0] == "note":
            body = f"<text:note-body><text:p>{escape(after[1])}</text:p></text:note-body>"
            text += f"<text:note>{body}</text:note>"
        if what == "row":
            cells = text.split(" | ")
            inner = "".join(
                f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells
            )
            rows.append(f"<table:table-row>{inner}</table:table-row>")
        elif what and what != "note":
            yield _open_paragraph(what, text)


def _open_paragraph(what: str, text: str) -> str:
    level = what.removeprefix("l").removeprefix("h")
    if level.isdecimal():
        heading = f'<text:h text:outline-level="{level}">{text}</text:h>'
        item = f"<text:list-item>{heading}</text:list-item>"
        return f"<text:list>{item}</text:list>" if what.startswith("lh") else heading
    if what == "li":
        return f"<text:list><text:list-item><text:p>{text}</text:p></text:list-item></text:list>"
    if what == "box":
        inner = f"<draw:text-box><text:p>{text}</text:p></draw:text-box>"
        return f"<text:p><draw:frame>{inner}</draw:frame></text:p>"
    style = {"b": "B", "big": "Big"}.get(what, "")
    return f'<text:p text:style-name="{style}">{text}</text:p>'
