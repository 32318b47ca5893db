"""What every format of a report is read as: pieces with their size, weight and place in a list.

Written out as Markdown, a line a piece, which is what `essaim.reprise.reading` reads and a person
sees beside what is proposed. A title that is only large or bold is a title all the same.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TypeVar

Cell = TypeVar("Cell")


class Kind(StrEnum):
    """What a piece is by its markup, before its look says more; MORE goes on with an item."""

    TEXT = "text"
    ITEM = "item"
    MORE = "more"
    ROW = "row"
    HEAD = "head"
    NOTE = "note"
    CONTENTS = "contents"


@dataclass(slots=True)
class Piece:
    """A paragraph, an item, or a row of a table, whose `cells` are its texts.

    `level` is that of a heading, 0 elsewhere; `size` in points, 0 where nothing tells it; `depth`
    how deep its list is.
    """

    text: str
    kind: Kind = Kind.TEXT
    level: int = 0
    size: float = 0.0
    is_bold: bool = False
    depth: int = 0
    cells: tuple[str, ...] = ()


#: Words with their size and weight, as a document tells them.
Run = tuple[str, float, bool]


def look_of(runs: Sequence[Run]) -> tuple[str, float, bool] | None:
    """The text of a paragraph, its largest size, whether all is bold; None for a blank one."""
    inked = [(size, bold) for words, size, bold in runs if words.strip()]
    if not inked:
        return None
    text = "".join(words for words, _size, _bold in runs)
    return text, max(size for size, _bold in inked), all(bold for _size, bold in inked)


def pieces_of_table(
    rows: Sequence[Sequence[Cell]], read: Callable[[Cell], Iterable[Piece]]
) -> Iterator[Piece]:
    """Its rows, `read` cell by cell; a table of one column is a frame around its text."""
    if all(len(row) < 2 for row in rows):
        for cell in chain.from_iterable(rows):
            yield from read(cell)
        return
    for at, row in enumerate(rows):
        cells = [" ".join(piece.text.strip() for piece in read(cell)) for cell in row]
        yield Piece(" ".join(cells), Kind.ROW if at else Kind.HEAD, cells=tuple(cells))


#: Of the text of a report, and the seconds of one core that reading it may take.
MOST_LETTERS, SECONDS = 2_000_000, 10
#: So many more are answered that whoever reads them sees that there are too many.
MOST_ANSWERED = MOST_LETTERS + 1_000
_LONGEST_TITLE = 160
#: A title is larger than the text by this much at least.
_LARGER = 1.08
_DEEPEST = 6
_ENDS_LIKE_PROSE = re.compile(r"[.;,…]\s*$")
_MARKS, _ESCAPED = re.compile(r"^(#{1,6} |[-*+] |>|\|)"), r"\\\1"


def as_markdown(pieces: Sequence[Piece]) -> str:
    """The pieces as Markdown; titles that nothing marks are found by their size."""
    shown = [piece for piece in map(_tidied, pieces) if piece.text or any(piece.cells)]
    levels = _levels_of_sizes(shown)
    out: list[str] = []
    before: Piece | None = None
    for piece in shown:
        if before is not None and not _goes_on(before, piece):
            out.append("")
        out += _lines(piece, before, levels)
        before = piece
    return "\n".join(out).strip("\n") + "\n"


def _tidied(piece: Piece) -> Piece:
    piece.text = " ".join(piece.text.split())
    piece.cells = tuple(" ".join(cell.split()).replace("|", "/") for cell in piece.cells)
    return piece


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Whether both stand in one list or one table: no blank line parts them."""
    rows = {Kind.ROW, Kind.HEAD}
    if before.level or piece.level or piece.kind is Kind.HEAD:
        return False
    items = {Kind.ITEM, Kind.MORE}
    return (before.kind in items and piece.kind in items) or (
        before.kind in rows and piece.kind in rows
    )


def _lines(piece: Piece, before: Piece | None, levels: dict[float, int]) -> Iterator[str]:
    level = piece.level or (levels.get(_size(piece), 0) if may_be_title(piece) else 0)
    if piece.kind in {Kind.ROW, Kind.HEAD}:
        yield from _row(piece, before)
    elif piece.kind is Kind.CONTENTS:
        yield f"- [{piece.text}](#)"
    elif level:
        yield f"{'#' * min(level, _DEEPEST)} {piece.text}"
    elif piece.kind is Kind.ITEM:
        yield f"{'  ' * piece.depth}- {piece.text}"
    elif piece.kind is Kind.MORE:
        yield f"{'  ' * piece.depth}  {_MARKS.sub(_ESCAPED, piece.text)}"
    elif piece.kind is Kind.NOTE:
        yield piece.text
    elif piece.is_bold and may_be_title(piece):
        yield f"**{piece.text}**"
    else:
        yield _MARKS.sub(_ESCAPED, piece.text)


def _row(piece: Piece, before: Piece | None) -> Iterator[str]:
    """The first row of a table is its head, as Markdown wants."""
    yield f"| {' | '.join(piece.cells)} |"
    if piece.kind is Kind.HEAD or before is None or before.kind not in {Kind.ROW, Kind.HEAD}:
        yield f"|{'---|' * len(piece.cells)}"


def may_be_title(piece: Piece) -> bool:
    return (
        piece.kind is Kind.TEXT
        and 1 < len(piece.text) <= _LONGEST_TITLE
        and not _ENDS_LIKE_PROSE.search(piece.text)
    )


def _size(piece: Piece) -> float:
    return round(piece.size * 2) / 2


def _levels_of_sizes(pieces: Iterable[Piece]) -> dict[float, int]:
    """The sizes of titles, the largest first → their levels; none where headings are marked."""
    letters: Counter[float] = Counter()
    titles: set[float] = set()
    deepest = 0
    for piece in pieces:
        letters[_size(piece)] += len(piece.text) if not piece.level else 0
        deepest = max(deepest, piece.level)
        if may_be_title(piece) and not piece.level:
            titles.add(_size(piece))
    body = letters.most_common(1)[0][0] if letters else 0
    larger = sorted((size for size in titles if body and size > body * _LARGER), reverse=True)
    if deepest:
        return {}
    return {size: rank for rank, size in enumerate(larger, 1)}
