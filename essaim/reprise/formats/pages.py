"""`python -m essaim.reprise.formats.pages < FILE`: a report from PDF as Markdown, read apart.

A PDF has no paragraphs: words are placed one by one. Those of one height make a line, lines that
follow one another a paragraph, and gaps in several lines a table. Neither settings nor database are
at hand here.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from typing import Any

from pypdf import PageObject, PdfReader

from essaim.files.apart import bound_this_process
from essaim.reprise.formats.layout import MOST_ANSWERED, SECONDS, Kind, Piece, as_markdown
from essaim.reprise.formats.tagged import BOLD, place_of, read_tagged, width_of

#: Of the letters of a page that hold a text; a scan has none, or a stamp.
FEWEST_LETTERS = 25
_MARKER = re.compile(r"^\s*([•●○◦▪▫■□◆‣⁃–—✓➢➤►→\uf0b7\uf0a7]|-(?=\s))\s*")
_NUMBER = re.compile(r"\d+")
_ENDS = re.compile(r"[.!?:;»”)]\s*$")
_HYPHENATED = re.compile(r"[^\W\d_]{2}[-\u00ad]$")
_LEADERS = re.compile(r"(?:\s?\.){4,}\s*|(?:\s·){4,}\s*|_{4,}\s*")
#: How far apart, in sizes of its letters: what one line is, what one paragraph is, what cells are.
_SAME_LINE, _SAME_PARAGRAPH, _CELL, _ALIGNED = 0.45, 1.75, 1.6, 0.5
#: What is more than the space between two words.
_GAP = 0.4
#: Of the pages that bear a line at their head or foot for it to belong to all.
_MANY_PAGES = 0.5
#: Of the letters of all pages, heads and feet among them.
_MOST = 0.6


@dataclass(slots=True)
class _Line:
    """Words of one height: `cells` are (left end, text, gap before it in sizes of its letters)."""

    page: int
    x: float
    y: float
    size: float
    cells: list[tuple[float, str, float]]
    bold: int = 0
    letters: int = 0
    end: float = 0.0

    @property
    def text(self) -> str:
        return " ".join(" ".join(text.split()) for _x, text, _gap in self.cells).strip()

    @property
    def is_bold(self) -> bool:
        return self.bold * 10 >= self.letters * 9 > 0


@dataclass(slots=True)
class _Page:
    """The lines of a page, as they are met."""

    number: int
    lines: list[_Line] = field(default_factory=list)

    def take(self, text: str, cm: Any, tm: Any, font: Any, font_size: float) -> None:
        """Words at their place; called by pypdf in the order in which they are drawn."""
        if not text.strip():
            return
        x, y, size = place_of(cm, tm, font_size)
        name = str((font or {}).get("/BaseFont", ""))
        for part in text.split("\n"):
            if part.strip():
                self._put(part, x, y, size, is_bold=bool(BOLD.search(name)))

    def _put(self, text: str, x: float, y: float, size: float, *, is_bold: bool) -> None:
        last = self.lines[-1] if self.lines else None
        letters = sum(sign.isalpha() for sign in text)
        end = x + width_of(text.rstrip()) * size
        height = max(size, last.size) if last else size
        if last is None or abs(last.y - y) > height * _SAME_LINE or x < last.x - size:
            self.lines.append(_Line(self.number, x, y, size, [(x, text, 0.0)], 0, 0, end))
            last = self.lines[-1]
        elif x - last.end > _GAP * size and text.startswith(" "):
            last.cells.append((x, text, (x - last.end) / (size or 1.0)))
        else:
            before, so_far, gap = last.cells[-1]
            last.cells[-1] = (before, so_far + text, gap)
        last.letters += letters
        last.bold += letters if is_bold else 0
        last.size = max(last.size, size) if letters else last.size
        last.end = max(last.end, end)


def read_pages(data: bytes) -> list[Piece]:
    """The pieces of a PDF; none where its pages are pictures.

    Its own tree of tags is believed where it holds most of the letters of the pages.
    """
    reader = PdfReader(BytesIO(data))
    tagged, letters = read_tagged(reader)
    if tagged and sum(sign.isalpha() for piece in tagged for sign in piece.text) > letters * _MOST:
        return tagged
    pages = [_read(page, number) for number, page in enumerate(reader.pages)]
    if sum(line.letters for page in pages for line in page.lines) < FEWEST_LETTERS:
        return []
    running = _running(pages)
    lines = [line for page in pages for line in page.lines if _place(line) not in running]
    return list(_pieces(lines))


def _read(page: PageObject, number: int) -> _Page:
    taken = _Page(number)
    page.extract_text(visitor_text=taken.take)
    _settle(taken.lines)
    return taken


def _settle(lines: Sequence[_Line]) -> None:
    """Words are a cell after a wide gap, or where those of the line above or below begin too."""
    starts = [[x for x, _text, gap in line.cells if gap] for line in lines]
    for at, line in enumerate(lines):
        near = [*(starts[at - 1] if at else ()), *(starts[at + 1] if at + 1 < len(lines) else ())]
        cells = line.cells[:1]
        for x, text, gap in line.cells[1:]:
            is_aligned = any(abs(x - other) < _ALIGNED * line.size for other in near)
            if gap > _CELL or is_aligned:
                cells.append((x, text, gap))
            else:
                before, so_far, width = cells[-1]
                cells[-1] = (before, so_far + text, width)
        line.cells = cells


def _running(pages: Sequence[_Page]) -> set[tuple[str, int]]:
    """What stands on most pages at one height: their heads and feet, numbers aside."""
    heights: Counter[tuple[str, int]] = Counter()
    for page in pages:
        heights.update({_place(line) for line in page.lines})
    fewest = max(2, len(pages) * _MANY_PAGES)
    return {place for place, count in heights.items() if count >= fewest}


def _place(line: _Line) -> tuple[str, int]:
    return _NUMBER.sub("#", line.text), round(line.y)


def _pieces(lines: Sequence[_Line]) -> Iterator[Piece]:
    """Tables where several lines in a row have gaps, else paragraphs."""
    for is_table, group in groupby(lines, key=lambda line: len(line.cells) > 1):
        rows = list(group)
        if is_table and len(rows) > 1:
            yield from _table(rows)
        else:
            yield from _paragraphs(rows)


def _table(rows: Sequence[_Line]) -> Iterator[Piece]:
    """Cells go to the column of the row with most cells whose left end is nearest."""
    widest = max(rows, key=lambda row: len(row.cells))
    columns = [x for x, _text, _gap in widest.cells]
    for at, row in enumerate(rows):
        cells = [""] * len(columns)
        for x, text, _gap in row.cells:
            place = min(range(len(columns)), key=lambda column: abs(columns[column] - x))
            cells[place] = f"{cells[place]} {text}".strip()
        yield Piece(row.text, Kind.ROW if at else Kind.HEAD, cells=tuple(cells))


def _paragraphs(lines: Sequence[_Line]) -> Iterator[Piece]:
    piece: Piece | None = None
    last: _Line | None = None
    for line in lines:
        if piece and last and _continues(piece, last, line):
            glued = bool(_HYPHENATED.search(piece.text)) and line.text[:1].islower()
            piece.text = piece.text[:-1] + line.text if glued else f"{piece.text} {line.text}"
        else:
            if piece:
                yield piece
            piece = _begun(line)
        last = line
    if piece:
        yield piece


def _begun(line: _Line) -> Piece:
    text = line.text
    if _LEADERS.search(text):
        return Piece(_LEADERS.sub(" ", text), Kind.CONTENTS, size=line.size)
    marker = _MARKER.match(text)
    kind = Kind.ITEM if marker else Kind.TEXT
    bare = text[marker.end() :] if marker else text
    return Piece(bare, kind, size=line.size, is_bold=line.is_bold)


def _continues(piece: Piece, last: _Line, line: _Line) -> bool:
    """Whether the line goes on with the paragraph: as large, as bold, near, and not a new item."""
    if piece.kind is Kind.CONTENTS or _MARKER.match(line.text) or _LEADERS.search(line.text):
        return False
    if abs(last.size - line.size) > 0.6 or last.is_bold != line.is_bold:
        return False
    if last.page != line.page or line.y > last.y:
        return not _ENDS.search(piece.text) and line.text[:1].islower()
    return last.y - line.y <= _SAME_PARAGRAPH * _leading(last, line)


def _leading(last: _Line, line: _Line) -> float:
    return max(last.size, line.size, 1.0)


def main() -> None:
    bound_this_process(seconds=SECONDS)
    text = as_markdown(read_pages(sys.stdin.buffer.read()))
    sys.stdout.buffer.write(text[:MOST_ANSWERED].encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
