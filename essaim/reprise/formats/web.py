"""`python -m essaim.reprise.formats.web < FILE`: a report from HTML as Markdown, read apart.

What browsers show of a page, good or bad, with its size and weight. A page may be built to take all
the time of whoever reads it.
"""

import re
import sys
from html.parser import HTMLParser

from essaim.files.apart import bound_this_process
from essaim.reprise.formats.layout import Kind, Piece, as_markdown

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    [*_HEADINGS, "p", "div", "section", "article", "header", "footer", "main", "aside", "ul", "ol",
     "li", "dl", "dt", "dd", "table", "tr", "figure", "figcaption", "blockquote", "pre", "address",
     "form", "fieldset", "hr", "br", "caption"]
)  # fmt: skip
#: What no reader of the page reads as its text: links to other pages, programs, names of the file.
_UNSEEN = frozenset(
    ["script", "style", "head", "title", "template", "textarea", "select", "svg", "math", "object",
     "nav"]
)  # fmt: skip
_VOID = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "col", "source", "wbr", "area", "base", "embed",
     "track"]
)  # fmt: skip
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d{1,3})?)\s*(pt|px|r?em|%)?", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_POINTS = {"pt": 1.0, "px": 0.75, "em": 12.0, "rem": 12.0, "%": 0.12}
_DEEPEST = 400


def read_web(html: str) -> list[Piece]:
    """The pieces of a page, in its order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.pieces


class _Reader(HTMLParser):
    """Follows open tags for what they say of size, weight, lists and tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.open: list[tuple[str, float, bool]] = []
        self.unseen = 0
        self.words: list[tuple[str, float, bool]] = []
        self.cells: list[str] | None = None
        self.is_first = False
        self.level = 0
        self.item = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN
        if tag in _BLOCKS and self.cells is None:
            self.flush()
        self._begin(tag)
        if tag not in _VOID and len(self.open) < _DEEPEST:
            style = dict(attrs).get("style") or ""
            size, is_bold = self._look()
            if sized := _SIZE.search(style):
                size = float(sized[1]) * _POINTS[(sized[2] or "px").lower()]
            is_bold = is_bold or tag in {"b", "strong"} or bool(_WEIGHT.search(style))
            self.open.append((tag, size, is_bold))

    def _begin(self, tag: str) -> None:
        """What a tag opens besides its look: a table, a row, a cell, an item, a heading."""
        self.level = _HEADINGS.get(tag, self.level)
        if tag == "table":
            self.is_first = True
        elif tag == "tr":
            self.cells = []
        elif tag in {"td", "th"} and self.cells is not None:
            self.words = []
        elif tag == "li":
            self.item = 0
        elif tag == "br":
            self.words.append((" ", 0, False))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        if tag in {"td", "th"} and self.cells is not None:
            self.cells.append("".join(word for word, _size, _bold in self.words))
            self.words = []
        elif tag == "tr" and self.cells is not None:
            kind = Kind.HEAD if self.is_first else Kind.ROW
            self.pieces.append(Piece(" ".join(self.cells), kind, cells=tuple(self.cells)))
            self.cells, self.words, self.is_first = None, [], False
        elif tag in _BLOCKS and self.cells is None:
            self.flush()
        if tag in _HEADINGS:
            self.level = 0
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at][0] == tag:
                del self.open[at:]
                break

    def handle_data(self, data: str) -> None:
        if not self.unseen and data:
            self.words.append((data, *self._look()))

    def flush(self) -> None:
        """The piece that ends here."""
        text = "".join(word for word, _size, _bold in self.words)
        if text.strip():
            inked = [(word, size, bold) for word, size, bold in self.words if word.strip()]
            item = any(tag == "li" for tag, _size, _bold in self.open)
            depth = sum(tag in {"ul", "ol"} for tag, _size, _bold in self.open)
            kind = Kind.TEXT
            if item and not self.level:
                kind = Kind.MORE if self.item else Kind.ITEM
                self.item += 1
            self.pieces.append(
                Piece(
                    text,
                    kind,
                    self.level,
                    max(size for _word, size, _bold in inked),
                    all(bold for _word, _size, bold in inked),
                    max(0, depth - 1),
                )
            )
        self.words = []

    def _look(self) -> tuple[float, bool]:
        _tag, size, is_bold = self.open[-1] if self.open else ("", 12.0, False)
        return size, is_bold


def main() -> None:
    bound_this_process()
    text = as_markdown(read_web(sys.stdin.buffer.read().decode("utf-8", "replace")))
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
