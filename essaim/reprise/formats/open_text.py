"""A report from OpenDocument (ODT): styles, sizes, lists, tables, frames and notes."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from essaim.reprise.formats.layout import Kind, Piece, Run, look_of, pieces_of_table

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE, _DRAW, _STYLE, _FO = (
    f"{{{_NAMES}{name}:1.0}}"
    for name in ("office", "text", "table", "drawing", "style", "xsl-fo-compatible")
)
_UNSEEN = frozenset(
    {
        f"{_TEXT}tracked-changes",
        f"{_OFFICE}annotation",
        f"{_TEXT}sequence-decls",
        f"{_OFFICE}forms",
        f"{_TEXT}ruby-text",
    }
)
_CONTENTS = frozenset({f"{_TEXT}table-of-content", f"{_TEXT}alphabetical-index"})
_GROUPS = frozenset(
    f"{_TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")
)
_CELL = f"{_TABLE}table-cell"
_BODY_SIZE = 12.0
_MOST_STYLES = 20


def read_open_text(data: bytes) -> list[Piece]:
    """The pieces of a document, its notes last. Raises KeyError, ParseError where it is none."""
    with ZipFile(BytesIO(data)) as archive:
        content = fromstring(archive.read("content.xml"))
        names = archive.namelist()
        shared = fromstring(archive.read("styles.xml")) if "styles.xml" in names else None
    reader = _Reader(_Styles(shared, content))
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    pieces = list(reader.blocks(body)) if body is not None else []
    return [*pieces, *reader.notes]


class _Styles:
    """What styles say of size and weight, each with those that it stands on."""

    def __init__(self, *roots: Any) -> None:
        self.by_name: dict[str, Any] = {}
        self.size = _BODY_SIZE
        for root in roots:
            if root is None:
                continue
            for style in root.iter(f"{_STYLE}style"):
                self.by_name[style.get(f"{_STYLE}name", "")] = style
            for style in root.iter(f"{_STYLE}default-style"):
                if style.get(f"{_STYLE}family") == "paragraph":
                    self.size = self._size(style) or self.size

    def look(self, name: str, around: tuple[float, bool]) -> tuple[float, bool]:
        """Its size and whether it is bold; what it does not say is as around it."""
        size, weight, scale = 0.0, "", 1.0
        for _turn in range(_MOST_STYLES):
            style = self.by_name.get(name)
            if style is None:
                break
            properties = style.find(f"{_STYLE}text-properties")
            written = properties.get(f"{_FO}font-size", "") if properties is not None else ""
            if written.endswith("%") and not size and written[:-1].isdecimal():
                scale *= int(written[:-1]) / 100
            size = size or self._size(style)
            if properties is not None and not weight:
                weight = properties.get(f"{_FO}font-weight", "")
            name = style.get(f"{_STYLE}parent-style-name", "")
        is_bold = weight in {"bold", "600", "700", "800", "900"} if weight else around[1]
        return (size or around[0]) * scale, is_bold

    def _size(self, style: Any) -> float:
        properties = style.find(f"{_STYLE}text-properties")
        written = properties.get(f"{_FO}font-size", "") if properties is not None else ""
        number = written.removesuffix("pt")
        is_points = written.endswith("pt") and number.replace(".", "", 1).isdecimal()
        return float(number) if is_points else 0.0


class _Reader:
    """Reads blocks; frames come after the paragraph that holds them, notes at the end."""

    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
        self.notes: list[Piece] = []

    def blocks(self, parent: Any, depth: int = 0) -> Iterator[Piece]:
        """`depth` counts the lists around."""
        is_item = parent.tag == f"{_TEXT}list-item"
        for child in parent:
            if child.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
                for piece in self._paragraph(child, depth):
                    if piece.kind is Kind.ITEM and not is_item:
                        piece.kind = Kind.MORE
                    yield piece
                    is_item = False
            elif child.tag == f"{_TABLE}table":
                yield from self._table(child)
            elif child.tag in _CONTENTS:
                yield from self._contents(child)
            elif child.tag not in _UNSEEN:
                yield from self.blocks(child, depth + (child.tag == f"{_TEXT}list"))

    def _contents(self, contents: Any) -> Iterator[Piece]:
        for line in contents.iter(f"{_TEXT}p"):
            text = "".join(words for words, _size, _bold in self._runs(line, (0, False), []))
            yield Piece(text, Kind.CONTENTS)

    def _table(self, table: Any) -> Iterator[Piece]:
        rows = [[cell for cell in row if cell.tag == _CELL] for row in _rows(table)]
        return pieces_of_table(rows, self.blocks)

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[Piece]:
        boxes: list[Any] = []
        style = paragraph.get(f"{_TEXT}style-name", "")
        look = self.styles.look(style, (self.styles.size, False))
        written = look_of(list(self._runs(paragraph, look, boxes)))
        level = paragraph.get(f"{_TEXT}outline-level", "1") if paragraph.tag == f"{_TEXT}h" else "0"
        if written is not None:
            text, size, is_bold = written
            kind = Kind.ITEM if depth and level == "0" else Kind.TEXT
            rank = int(level) if level.isdecimal() else 1
            yield Piece(text, kind, rank, size, is_bold, max(0, depth - 1))
        for box in boxes:
            yield from self.blocks(box)

    def _runs(self, parent: Any, look: tuple[float, bool], boxes: list[Any]) -> Iterator[Run]:
        """Words with their look; `boxes` takes the frames that they hold."""
        yield parent.text or "", *look
        for child in parent:
            if child.tag in {f"{_TEXT}tab", f"{_TEXT}line-break", f"{_TEXT}s"}:
                yield " ", *look
            elif child.tag == f"{_DRAW}text-box":
                boxes.append(child)
            elif child.tag == f"{_TEXT}note":
                yield self._note(child), *look
            elif child.tag not in _UNSEEN:
                inner = look
                if child.tag == f"{_TEXT}span":
                    inner = self.styles.look(child.get(f"{_TEXT}style-name", ""), look)
                yield from self._runs(child, inner, boxes)
            yield child.tail or "", *look

    def _note(self, note: Any) -> str:
        """Its mark in the text; what it says comes at the end."""
        mark = f"[^{len(self.notes) + 1}]"
        body = note.find(f"{_TEXT}note-body")
        text = (
            " ".join(piece.text.strip() for piece in self.blocks(body)) if body is not None else ""
        )
        self.notes.append(Piece(f"{mark}: {text}", Kind.NOTE))
        return mark


def _rows(table: Any) -> Iterator[Any]:
    """Those of a table, in groups or not: not those of the tables inside."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)
