"""A report from Word (DOCX): styles, sizes, lists, tables, text boxes and notes."""

from collections.abc import Collection, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from essaim.reprise.formats.layout import Kind, Piece, Run, look_of, pieces_of_table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: Words that are struck out, or that a machine reads: no text of the report.
_UNSEEN = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", _FALLBACK})
_WITHIN = frozenset({f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml"})
_NOTES = {"word/footnotes.xml": "footnote", "word/endnotes.xml": "endnote"}
_BODY_SIZE = 11.0
_OFF = frozenset({"0", "false", "none"})
_MOST_STYLES = 20


def read_word(data: bytes) -> list[Piece]:
    """The pieces of a document, its notes last. Raises KeyError, ParseError where it is none."""
    with ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
        styles = _Styles(_part(archive, names, "word/styles.xml"))
        reader = _Reader(styles, set(_unmarked(_part(archive, names, "word/numbering.xml"))))
        body = fromstring(archive.read("word/document.xml")).find(f"{_W}body")
        pieces = list(reader.blocks(body)) if body is not None else []
        for name, kind in _NOTES.items():
            pieces += _notes(reader, _part(archive, names, name), kind)
    return pieces


def _part(archive: ZipFile, names: set[str], name: str) -> Any:
    return fromstring(archive.read(name)) if name in names else None


def _unmarked(root: Any) -> Iterator[str]:
    """The numbers of lists without a mark: what goes on with an item is put in one."""
    blank = set()
    for abstract in root.iter(f"{_W}abstractNum") if root is not None else ():
        marks = [level.get(f"{_W}val", "") for level in abstract.iter(f"{_W}lvlText")]
        if marks and not any(mark.strip() for mark in marks):
            blank.add(abstract.get(f"{_W}abstractNumId"))
    for number in root.iter(f"{_W}num") if root is not None else ():
        if _value(number, "abstractNumId") in blank:
            yield number.get(f"{_W}numId", "")


def _notes(reader: "_Reader", root: Any, kind: str) -> Iterator[Piece]:
    """Those that Word itself uses to draw a line have no text."""
    for note in root.iter(f"{_W}{kind}") if root is not None else ():
        text = " ".join(piece.text.strip() for piece in reader.blocks(note)).strip()
        if text:
            yield Piece(f"[^{note.get(f'{_W}id', '')}]: {text}", Kind.NOTE)


class _Styles:
    """What the styles of a document say: level, size, weight, list."""

    def __init__(self, root: Any) -> None:
        self.by_id: dict[str, Any] = {}
        self.size, self.first = _BODY_SIZE, ""
        if root is None:
            return
        for style in root.iter(f"{_W}style"):
            self.by_id[style.get(f"{_W}styleId", "")] = style
            if style.get(f"{_W}default") == "1" and style.get(f"{_W}type") == "paragraph":
                self.first = style.get(f"{_W}styleId", "")
        usual = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self.size = _size(usual) or _BODY_SIZE

    def chain(self, style: str) -> Iterator[Any]:
        """The style, then those that it stands on."""
        for _turn in range(_MOST_STYLES):
            row = self.by_id.get(style)
            if row is None:
                return
            yield row
            based = row.find(f"{_W}basedOn")
            style = based.get(f"{_W}val", "") if based is not None else ""

    def level(self, style: str) -> int:
        for row in self.chain(style):
            outline = row.find(f"{_W}pPr/{_W}outlineLvl")
            if outline is not None:
                level = int(outline.get(f"{_W}val", "9"))
                return level + 1 if level < 9 else 0
            words = _name(row).split()
            if len(words) == 2 and words[0] in {"heading", "titre"} and words[1].isdecimal():
                return int(words[1])
        return 0

    def look(self, style: str) -> tuple[float, bool]:
        """Its size, and whether it is bold."""
        size, is_bold = 0.0, None
        for row in self.chain(style):
            properties = row.find(f"{_W}rPr")
            size = size or _size(properties)
            is_bold = _is_bold(properties) if is_bold is None else is_bold
        return size or self.size, bool(is_bold)

    def is_listed(self, style: str) -> bool:
        """Word's own subtitle has a level of a list, and no list."""
        numbers = (_value(row, "pPr/numPr/numId") for row in self.chain(style))
        return any(number not in {"", "0"} for number in numbers)

    def is_of_contents(self, style: str) -> bool:
        return any(_name(row).startswith("toc ") for row in self.chain(style))


def _name(style: Any) -> str:
    name = style.find(f"{_W}name")
    return name.get(f"{_W}val", "").lower() if name is not None else ""


def _size(properties: Any) -> float:
    """In points; Word counts half points."""
    size = properties.find(f"{_W}sz") if properties is not None else None
    value = size.get(f"{_W}val", "") if size is not None else ""
    return int(value) / 2 if value.isdecimal() else 0.0


def _is_bold(properties: Any) -> bool | None:
    bold = properties.find(f"{_W}b") if properties is not None else None
    return None if bold is None else bold.get(f"{_W}val", "1") not in _OFF


class _Reader:
    """Reads paragraphs and tables; text boxes come after the paragraph that holds them."""

    def __init__(self, styles: _Styles, unmarked: Collection[str]) -> None:
        self.styles, self.unmarked = styles, unmarked

    def blocks(self, parent: Any) -> Iterator[Piece]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag in _WITHIN:
                yield from self.blocks(child)

    def _table(self, table: Any) -> Iterator[Piece]:
        rows = [list(_own(row, "tc")) for row in _own(table, "tr")]
        return pieces_of_table(rows, self.blocks)

    def _paragraph(self, paragraph: Any) -> Iterator[Piece]:
        properties = paragraph.find(f"{_W}pPr")
        style = _value(properties, "pStyle") or self.styles.first
        written = look_of(list(self._runs(paragraph, self.styles.look(style))))
        level = self.styles.level(style)
        outline = _value(properties, "outlineLvl")
        if outline.isdecimal() and int(outline) < 9:
            level = int(outline) + 1
        if written is not None:
            text, size, is_bold = written
            depth = int(_value(properties, "numPr/ilvl") or 0)
            yield Piece(text, self._kind(style, properties), level, size, is_bold, depth)
        for box in _boxes(paragraph):
            yield from self.blocks(box)

    def _kind(self, style: str, properties: Any) -> Kind:
        if self.styles.is_of_contents(style):
            return Kind.CONTENTS
        number = _value(properties, "numPr/numId")
        if number in self.unmarked:
            return Kind.MORE
        is_item = number != "0" if number else self.styles.is_listed(style)
        return Kind.ITEM if is_item else Kind.TEXT

    def _runs(self, parent: Any, look: tuple[float, bool]) -> Iterator[Run]:
        for child in parent:
            if child.tag == f"{_W}r":
                properties = child.find(f"{_W}rPr")
                bold = _is_bold(properties)
                if properties is not None and properties.find(f"{_W}vanish") is not None:
                    continue
                is_bold = look[1] if bold is None else bold
                yield "".join(_words(child)), _size(properties) or look[0], is_bold
            elif child.tag not in _UNSEEN:
                yield from self._runs(child, look)


def _value(properties: Any, path: str) -> str:
    """The value of a property, by its path of names; empty where there is none."""
    if properties is None:
        return ""
    value = properties.find("/".join(f"{_W}{name}" for name in path.split("/")))
    return value.get(f"{_W}val", "") if value is not None else ""


def _own(parent: Any, name: str) -> Iterator[Any]:
    """The rows of a table, the cells of a row: not those of the tables inside."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in _WITHIN:
            yield from _own(child, name)


def _words(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
            yield f"[^{child.get(f'{_W}id', '')}]"


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes of a paragraph: each once, though Word writes it in two ways."""
    for child in element:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag not in _UNSEEN:
            yield from _boxes(child)
