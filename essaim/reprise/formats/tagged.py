"""A PDF that says what its words are: headings, items, rows, as screen readers hear them.

Word processors and typst write such a tree; what belongs to each element is marked in the pages by
a number. Heads and feet of pages are not in it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from essaim.reprise.formats.layout import Kind, Piece

BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_HEADING = re.compile(r"/H([1-6])$")
_GROUPS = frozenset(
    {"/Document", "/Part", "/Art", "/Sect", "/Div", "/Aside", "/BlockQuote", "/NonStruct"}
)
_UNSEEN = frozenset({"/Lbl", "/Artifact"})
_DEEPEST = 60
_NARROW, _WIDE = frozenset("iljtfr.,;:'’|!()[] "), frozenset("mwMWœŒ@%—")
#: In sizes of its letters: what parts two words of one line.
_SPACE = 0.13


@dataclass(slots=True)
class Marked:
    """The words of one mark of a page."""

    text: str = ""
    size: float = 0.0
    letters: int = 0
    bold: int = 0
    x: float = 0.0
    y: float = 0.0

    def add(self, text: str, x: float, y: float, size: float, *, is_bold: bool) -> None:
        """Words that are drawn next: a space before them where there is a gap or a new line."""
        if self.text and not self.text[-1].isspace() and not text[0].isspace():
            is_line = abs(y - self.y) > size / 2
            if (is_line and self.text[-1] not in "-\u00ad") or (
                not is_line and x - self.x > _SPACE * size
            ):
                self.text += " "
        self.text = self.text.removesuffix("\u00ad") + text
        letters = sum(sign.isalpha() for sign in text)
        self.letters += letters
        self.bold += letters if is_bold else 0
        self.size = max(self.size, size)
        self.x, self.y = x + width_of(text.rstrip()) * size, y


@dataclass(slots=True)
class _Marks:
    """Follows the marks of a page while its words are drawn."""

    words: dict[int, Marked] = field(default_factory=dict)
    letters: int = 0
    open: list[int | None] = field(default_factory=list)

    def operand(self, operator: bytes, operands: Any, _cm: Any, _tm: Any) -> None:
        if operator == b"BDC":
            properties = operands[1] if len(operands) > 1 else None
            number = properties.get("/MCID") if isinstance(properties, dict) else None
            self.open.append(int(number) if number is not None else None)
        elif operator == b"BMC":
            self.open.append(None)
        elif operator == b"EMC" and self.open:
            self.open.pop()

    def take(self, text: str, cm: Any, tm: Any, font: Any, font_size: float) -> None:
        self.letters += sum(sign.isalpha() for sign in text)
        number = next((mark for mark in reversed(self.open) if mark is not None), None)
        if number is None or not text.strip():
            return
        x, y, size = place_of(cm, tm, font_size)
        is_bold = bool(BOLD.search(str((font or {}).get("/BaseFont", ""))))
        marked = self.words.setdefault(number, Marked())
        marked.add(text.replace("\n", " "), x, y, size, is_bold=is_bold)


def place_of(cm: Any, tm: Any, font_size: float) -> tuple[float, float, float]:
    """Where words stand on the page, and the size of their letters, in points."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    return x, y, font_size * (abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0)


def width_of(text: str) -> float:
    """Of a text, in sizes of its letters; a PDF seldom says it in a way that one can read."""
    return sum(
        0.28 if sign in _NARROW else 0.8 if sign in _WIDE else 0.66 if sign.isupper() else 0.48
        for sign in text
    )


def read_tagged(reader: PdfReader) -> tuple[list[Piece], int]:
    """The pieces that the tree of a PDF tells, if it has one; and the letters of its pages."""
    root = _object(reader.trailer["/Root"]).get("/StructTreeRoot")
    if root is None:
        return [], 0
    tree = _Tree(reader, _object(root))
    pieces = list(tree.pieces(tree.root, None, 0, 0))
    for page in tree.pages:
        tree.marks_of(page)
    return pieces, tree.letters


class _Once:
    """Gives each object of a file once, however many others name it."""

    def __init__(self) -> None:
        self.met: set[int] = set()

    def children(self, node: Any) -> list[Any]:
        """What stands below an element; what stands below several, below the first alone."""
        children = node.raw_get("/K") if "/K" in node else None
        if children is None or not self.is_new(children):
            return []
        listed = _object(children)
        if not isinstance(listed, list):
            return [children]
        return [child for child in listed if self.is_new(child)]

    def is_new(self, value: Any) -> bool:
        if not isinstance(value, IndirectObject):
            return True
        is_new = value.idnum not in self.met
        self.met.add(value.idnum)
        return is_new


class _Tree:
    """Walks the tree; each page is read once, when one of its marks is asked for."""

    def __init__(self, reader: PdfReader, root: Any) -> None:
        self.root = root
        self.roles = _object(root.get("/RoleMap")) or {}
        self.pages = {
            page.indirect_reference.idnum: page for page in reader.pages if page.indirect_reference
        }
        self.marks: dict[int, dict[int, Marked]] = {}
        self.letters = 0
        self.once = _Once()
        self.marks_read: set[tuple[int | None, int]] = set()

    def pieces(self, node: Any, page: int | None, depth: int, lists: int) -> Iterator[Piece]:
        """`lists` counts those around."""
        node = _object(node)
        if not isinstance(node, DictionaryObject) or depth > _DEEPEST:
            return
        page, role = _page_of(node, page), self._role(node)
        if role in _UNSEEN:
            return
        if role in {"/TOC", "/TOCI"}:
            yield from self._contents(node, page, depth)
        elif role == "/L":
            for child in self.once.children(node):
                yield from self._item(child, page, depth + 1, lists + 1)
        elif role == "/Table":
            yield from self._table(node, page, depth)
        else:
            yield from self._group_or_text(node, page, depth, lists)

    def _group_or_text(
        self, node: Any, page: int | None, depth: int, lists: int
    ) -> Iterator[Piece]:
        if self._role(node) in _GROUPS or node is self.root:
            for child in self.once.children(node):
                yield from self.pieces(child, page, depth + 1, lists)
        else:
            yield from self._text(node, page, depth)

    def _role(self, node: Any) -> str:
        """The usual name of what an element is; a role of its own stands for one."""
        role = str(node.get("/S", ""))
        return str(self.roles.get(role, role))

    def _text(self, node: Any, page: int | None, depth: int) -> Iterator[Piece]:
        heading = _HEADING.match(self._role(node))
        yield from _piece(
            self._marked(node, page, depth), Kind.TEXT, int(heading[1]) if heading else 0
        )

    def _contents(self, node: Any, page: int | None, depth: int) -> Iterator[Piece]:
        if self._role(node) == "/TOC" and depth < _DEEPEST:
            for child in self.once.children(node):
                child = _object(child)
                if isinstance(child, DictionaryObject):
                    yield from self._contents(child, _page_of(child, page), depth + 1)
        else:
            yield from _piece(self._marked(node, page, depth), Kind.CONTENTS)

    def _item(self, node: Any, page: int | None, depth: int, lists: int) -> Iterator[Piece]:
        """An item's first paragraph, those that follow, then the lists inside it."""
        node = _object(node)
        if not isinstance(node, DictionaryObject):
            return
        page = _page_of(node, page)
        kind = Kind.ITEM
        for role, part in self._parts(node, page, depth):
            if role == "/L":
                yield from self.pieces(part, page, depth + 1, lists)
                continue
            marked = part if isinstance(part, list) else list(self._marked(part, page, depth))
            for piece in _piece(marked, kind):
                piece.depth, kind = lists - 1, Kind.MORE
                yield piece

    def _parts(self, node: Any, page: int | None, depth: int) -> Iterator[tuple[str, Any]]:
        """The paragraphs and lists of an item; words that stand in none are one paragraph."""
        loose: list[Marked] = []
        for child in self.once.children(node):
            inner = _object(child)
            role = self._role(inner) if isinstance(inner, DictionaryObject) else ""
            if role in {"/L", "/P", *_GROUPS, "/LBody"}:
                if loose:
                    yield "", loose
                    loose = []
                if role == "/LBody" or role in _GROUPS:
                    yield from self._parts(inner, _page_of(inner, page), depth + 1)
                else:
                    yield role, inner
            elif role not in _UNSEEN:
                loose += self._marked(child, page, depth)
        if loose:
            yield "", loose

    def _table(self, node: Any, page: int | None, depth: int) -> Iterator[Piece]:
        kind = Kind.HEAD
        for row in self._rows(node, depth):
            cells = tuple(
                " ".join(marked.text for marked in self._marked(cell, _page_of(row, page), depth))
                for cell in self.once.children(row)
            )
            yield Piece(" ".join(cells), kind, cells=cells)
            kind = Kind.ROW

    def _rows(self, node: Any, depth: int) -> Iterator[Any]:
        for child in self.once.children(node):
            inner = _object(child)
            if isinstance(inner, DictionaryObject) and depth < _DEEPEST:
                if self._role(inner) == "/TR":
                    yield inner
                else:
                    yield from self._rows(inner, depth + 1)

    def _marked(self, node: Any, page: int | None, depth: int) -> list[Marked]:
        """The words of an element and of all that it holds, in its order."""
        node = _object(node)
        if isinstance(node, int):
            if (page, int(node)) in self.marks_read:
                return []
            self.marks_read.add((page, int(node)))
            words = self.marks_of(page).get(int(node))
            return [words] if words else []
        if not isinstance(node, DictionaryObject) or depth > _DEEPEST:
            return []
        page = _page_of(node, page)
        if "/MCID" in node:
            return self._marked(int(str(node["/MCID"])), page, depth)
        if self._role(node) in _UNSEEN:
            return []
        return [
            marked
            for child in self.once.children(node)
            for marked in self._marked(child, page, depth + 1)
        ]

    def marks_of(self, page: int | None) -> dict[int, Marked]:
        """The words of a page by their mark."""
        if page is None or page not in self.pages:
            return {}
        if page not in self.marks:
            marks = _Marks()
            self.pages[page].extract_text(
                visitor_operand_before=marks.operand, visitor_text=marks.take
            )
            self.marks[page] = marks.words
            self.letters += marks.letters
        return self.marks[page]


def _piece(marked: Sequence[Marked], kind: Kind, level: int = 0) -> Iterator[Piece]:
    whole = Marked()
    for part in marked:
        if part.text:
            start = part.x - width_of(part.text.rstrip()) * part.size
            whole.add(part.text, start, part.y, part.size, is_bold=False)
    letters = sum(part.letters for part in marked)
    is_bold = sum(part.bold for part in marked) * 10 >= letters * 9 > 0
    if whole.text.strip():
        yield Piece(whole.text, kind, level, whole.size, is_bold)


def _object(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _page_of(node: Any, page: int | None) -> int | None:
    reference = node.raw_get("/Pg") if "/Pg" in node else None
    return reference.idnum if isinstance(reference, IndirectObject) else page
