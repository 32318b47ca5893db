"""`python -m essaim.reprise.formats.web < FILE`: a report from HTML as Markdown, read apart.

What browsers show of a page, good or bad, with its size and weight. A page may be built to take all
the time of whoever reads it.
"""

import re
import sys
from html.parser import HTMLParser

import nh3

from essaim.files.apart import bound_this_process
from essaim.reprise.formats.layout import MOST_ANSWERED, SECONDS, Kind, Piece, as_markdown

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    [*_HEADINGS, "p", "div", "section", "article", "header", "footer", "main", "aside", "ul", "ol",
     "li", "dl", "dt", "dd", "table", "tr", "figure", "figcaption", "blockquote", "pre", "address",
     "form", "fieldset", "hr", "br", "caption"]
)  # fmt: skip
#: What no reader of the page reads as its text: links to other pages, programs, names of the file.
_UNSEEN = frozenset(
    ["script", "style", "title", "template", "textarea", "select", "svg", "math", "object", "nav",
     "del", "s", "strike"]
)  # fmt: skip
_INLINE = frozenset(["font", "big", "label", "button", "tbody", "thead", "tfoot", "td", "th"])
_VOID = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "col", "source", "wbr", "area", "base", "embed",
     "track"]
)  # fmt: skip
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d{1,3})?)\s*(pt|px|r?em|%)?", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_CELLS = frozenset({"td", "th"})
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_POINTS = {"pt": 1.0, "px": 0.75, "em": 12.0, "rem": 12.0, "%": 0.12}
_DEEPEST = 400


def read_web(html: str) -> list[Piece]:
    """The pieces of a page, in its order; tags that HTML lets out are there."""
    reader = _Reader()
    reader.feed(
        nh3.clean(
            html,
            tags=(set(nh3.ALLOWED_TAGS) | _BLOCKS | _INLINE) - _UNSEEN,
            clean_content_tags=set(_UNSEEN),
            attributes={"*": {"style", "hidden"}},
            link_rel=None,
        )
    )
    reader.close()
    reader.flush()
    return reader.pieces


class _Reader(HTMLParser):
    """Follows open tags for what they say of size, weight, lists and tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.open: list[tuple[str, float, bool]] = []
        self.hidden: int | None = None
        self.words: list[tuple[str, float, bool]] = []
        self.cells: list[str] | None = None
        #: Of each table around, whether it lays the page out instead of telling rows.
        self.tables: list[bool] = []
        self.is_first = False
        self.level = 0
        self.item = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.cells is not None and self._lays_out(tag):
            self._lay_out()
        if tag in _BLOCKS and self.cells is None:
            self.flush()
        elif tag in _BLOCKS:
            self.words.append((" ", 0, False))
        self._begin(tag)
        if tag not in _VOID and len(self.open) < _DEEPEST:
            style = dict(attrs).get("style") or ""
            size, is_bold = self._look()
            if sized := _SIZE.search(style):
                size = float(sized[1]) * _POINTS[(sized[2] or "px").lower()]
            is_bold = is_bold or tag in {"b", "strong"} or bool(_WEIGHT.search(style))
            if self.hidden is None and ("hidden" in dict(attrs) or _HIDDEN.search(style)):
                self.hidden = len(self.open)
            self.open.append((tag, size, is_bold))

    def _begin(self, tag: str) -> None:
        """What a tag opens besides its look: a table, a row, a cell, an item, a heading."""
        self.level = _HEADINGS.get(tag, self.level)
        if tag == "table":
            self.tables.append(False)
            self.is_first = True
        elif tag == "tr" and self.tables and not self.tables[-1]:
            self.cells = []
        elif tag in _CELLS and self.cells is not None:
            self.words = []
        elif tag == "li":
            self.item = 0
        elif tag == "br":
            self.words.append((" ", 0, False))

    def _lays_out(self, tag: str) -> bool:
        """Whether what begins inside a cell shows that its table only places parts of the page."""
        is_start = not self.cells and self.is_first
        has_words = any(word.strip() for word, _size, _bold in self.words)
        return (
            tag == "table"
            or tag in _HEADINGS
            or (is_start and (tag in {"ul", "ol"} or (tag in {"p", "div"} and has_words)))
        )

    def _lay_out(self) -> None:
        """Read the cells of this table as parts of the page from here on."""
        self.pieces += [Piece(cell) for cell in self.cells or ()]
        self.cells, self.tables[-1] = None, True

    def handle_endtag(self, tag: str) -> None:
        if self.cells is None:
            if tag in _BLOCKS or tag in _CELLS:
                self.flush()
        elif tag in _CELLS:
            self.cells.append("".join(word for word, _size, _bold in self.words))
            self.words = []
        elif tag == "tr":
            kind = Kind.HEAD if self.is_first else Kind.ROW
            self.pieces.append(Piece(" ".join(self.cells), kind, cells=tuple(self.cells)))
            self.cells, self.words, self.is_first = None, [], False
        if tag == "table" and self.tables:
            self.tables.pop()
        if tag in _HEADINGS:
            self.level = 0
        self._close(tag)

    def _close(self, tag: str) -> None:
        """End what this tag opened, with all that was opened inside."""
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at][0] == tag:
                del self.open[at:]
                if self.hidden is not None and at <= self.hidden:
                    self.hidden = None
                break

    def handle_data(self, data: str) -> None:
        if self.hidden is None and data:
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
    bound_this_process(seconds=SECONDS)
    text = as_markdown(read_web(sys.stdin.buffer.read().decode("utf-8", "replace")))
    sys.stdout.buffer.write(text[:MOST_ANSWERED].encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
