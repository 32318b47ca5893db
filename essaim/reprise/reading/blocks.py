"""Lines gathered into blocks: a wrapped bullet is one, a paragraph cut by a page is one."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate, pairwise

from essaim.reprise.reading.lines import (
    MID_LABEL,
    Label,
    Line,
    Number,
    Numbering,
    has_page,
    is_footnote,
    is_layout,
    is_month,
    read_label,
    read_number,
    section_name,
)


class Kind(StrEnum):
    """What a block looks like, before the outline says what it is."""

    HEADING = "heading"
    LABEL = "label"
    BULLET = "bullet"
    PARAGRAPH = "paragraph"
    FOOTNOTE = "footnote"
    LAYOUT = "layout"
    ROW = "row"
    MONTH = "month"


@dataclass(slots=True)
class Block:
    """Consecutive lines that read as one: `pieces` are (line, text), `text` joins them.

    `is_apart`: a blank line stands before. `head` is that of the table whose row it is.
    """

    kind: Kind
    first: Line
    pieces: list[tuple[int, str]] = field(default_factory=list)
    number: Number | None = None
    label: Label | None = None
    is_apart: bool = False
    head: tuple[str, ...] = ()
    _joined: tuple[int, str, list[int]] = field(default=(0, "", []), repr=False, compare=False)

    @property
    def text(self) -> str:
        return self._whole()[1]

    @property
    def line(self) -> int:
        return self.pieces[0][0] if self.pieces else self.first.number

    @property
    def lines(self) -> list[int]:
        return [line for line, _text in self.pieces]

    def lines_at(self, offsets: Sequence[int]) -> list[int]:
        """The lines that hold these offsets of `text`."""
        last, ends = len(self.pieces) - 1, self._whole()[2]
        return [self.pieces[min(bisect_right(ends, offset), last)][0] for offset in offsets]

    def _whole(self) -> tuple[int, str, list[int]]:
        """How many pieces, their text, and where each ends in it; joined anew when one was added.

        A block of thousands of lines is asked for its text by each of its sentences.
        """
        if self._joined[0] != len(self.pieces):
            ends = list(accumulate(len(text) + 1 for _line, text in self.pieces))
            whole = " ".join(text for _line, text in self.pieces)
            self._joined = (len(self.pieces), whole, ends)
        return self._joined


_TITLE_LINES = 4
_SPLITS = 20
_WITH_LABELS = frozenset({Kind.BULLET, Kind.PARAGRAPH, Kind.LABEL})
_ENDS = re.compile(r"[.!?:;…»”\")]\s*$")
_GOES_ON = re.compile(r"[a-zà-öø-ÿœ(]|(?:19|20)\d\d(?:\s?[:.,;)]|\s[a-zà-ÿ])")
_OPEN_END = re.compile(
    r"(?:,|\b(?:de|du|des|la|le|les|et|ou|à|au|aux|en|pour|par|sur|avec|un|une|d['’]|l['’]))\s*$"
)


def read_blocks(lines: Sequence[Line]) -> list[Block]:
    """The blocks of a report, in order; blank lines belong to none."""
    blocks: list[Block] = []
    after_blank = True
    for line in lines:
        if line.is_blank:
            after_blank = True
            continue
        fresh = _begin(line, after_blank=after_blank)
        if _continues(blocks, line, fresh, after_blank=after_blank):
            blocks[-1].pieces.append((line.number, line.text))
            _complete_title(blocks[-1], line)
        elif _underlines(blocks, line, after_blank=after_blank):
            blocks[-1] = _raised(blocks[-1], line)
        else:
            fresh.is_apart = after_blank
            blocks.append(fresh)
        after_blank = False
    _give_heads(blocks)
    return list(_split_labels(_join_broken(blocks)))


def _give_heads(blocks: Sequence[Block]) -> None:
    """The row above a table's rule is its head; without a rule it has none."""
    head: tuple[str, ...] = ()
    for above, block in pairwise(blocks):
        if block.kind is Kind.ROW:
            block.head = head if above.kind in {Kind.ROW, Kind.LAYOUT} else ()
        elif block.kind is Kind.LAYOUT and above.kind is Kind.ROW and "|" in block.first.text:
            head = above.first.cells
            above.kind = Kind.LAYOUT


def _begin(line: Line, *, after_blank: bool) -> Block:
    """The block that this line would open."""
    pieces = [(line.number, line.text)]
    if is_layout(line):
        return Block(Kind.LAYOUT, line, pieces)
    if line.cells:
        return Block(Kind.ROW, line, pieces)
    if is_month(line.text) and (after_blank or line.level or line.is_bold):
        return Block(Kind.MONTH, line, pieces)
    if is_footnote(line) and not line.marker:
        return Block(Kind.FOOTNOTE, line, pieces)
    label = read_label(line.text)
    if label and label[0] is not Label.RESULTS:
        return Block(Kind.LABEL, line, [(line.number, label[1])], label=label[0])
    number = _heading_number(line, after_blank=after_blank)
    is_marked = line.level or ((line.is_bold or line.is_capital) and not line.marker)
    if number or is_marked or section_name(line.text):
        return Block(Kind.HEADING, line, pieces, number=number)
    return Block(Kind.BULLET if line.marker else Kind.PARAGRAPH, line, pieces)


def _heading_number(line: Line, *, after_blank: bool) -> Number | None:
    """The number of a line that it may head; "• Chantier n° 8" is an item of a list."""
    number = read_number(line)
    if number is None:
        return None
    if line.marker and number.numbering in {Numbering.AXIS_WORD, Numbering.ACTION_WORD}:
        return None
    is_weak = number.numbering in {Numbering.ROMAN, Numbering.LETTER}
    return number if not is_weak or after_blank or line.level or line.is_bold else None


def _continues(blocks: list[Block], line: Line, fresh: Block, *, after_blank: bool) -> bool:
    """Whether the line is the rest of a wrapped block."""
    if after_blank or not blocks:
        return False
    last = blocks[-1]
    if last.kind is Kind.BULLET and line.indent > last.first.indent and not line.marker:
        return True  # a further paragraph of the item, whatever it looks like
    if fresh.kind is not Kind.PARAGRAPH:
        return False
    if has_page(last.pieces[-1][1]):
        return False
    if last.kind is Kind.HEADING:
        if len(last.pieces) > _TITLE_LINES:
            return False
        is_title_open = not (
            last.first.level
            or last.first.is_bold
            or last.first.is_capital
            or section_name(last.text)
        )
        no_title = last.number is not None and not last.number.title
        return no_title or (is_title_open and line.text[:1].islower())
    return last.kind not in {Kind.LAYOUT, Kind.ROW, Kind.MONTH}


def _complete_title(block: Block, line: Line) -> None:
    if block.number:
        title = f"{block.number.title} {line.text}".strip()
        block.number = Number(block.number.numbering, block.number.parts, title)


def _underlines(blocks: list[Block], line: Line, *, after_blank: bool) -> bool:
    """A title underlined with === or ---, as Markdown allows."""
    is_rule = len(line.text) >= 3 and set(line.text) in ({"="}, {"-"}) and not line.marker
    if not is_rule or after_blank or not blocks or len(blocks[-1].pieces) > _TITLE_LINES:
        return False
    last = blocks[-1]
    return (
        last.kind in {Kind.PARAGRAPH, Kind.HEADING}
        and not last.first.level
        and len(last.text) < 200
    )


def _raised(block: Block, line: Line) -> Block:
    level = 1 if line.text[0] == "=" else 2
    first = Line(block.first.number, block.first.text, level=level)
    whole = Line(block.first.number, block.text, level=level)
    return Block(Kind.HEADING, first, [*block.pieces, (line.number, "")], number=read_number(whole))


def _join_broken(blocks: Sequence[Block]) -> Iterator[Block]:
    """A page's end cuts paragraphs: one that does not end and one that does not begin are one."""
    unfinished: Block | None = None
    aside: list[Block] = []
    for block in blocks:
        if unfinished and block.kind is Kind.PARAGRAPH and _is_broken(unfinished, block):
            unfinished.pieces += block.pieces
            continue
        if unfinished and block.kind is Kind.LAYOUT and block.first.text.strip("- ").isdigit():
            aside.append(block)
            continue
        if unfinished:
            yield unfinished
        yield from aside
        unfinished, aside = block, []
    if unfinished:
        yield unfinished
    yield from aside


def _is_broken(unfinished: Block, block: Block) -> bool:
    if (
        unfinished.kind not in {Kind.PARAGRAPH, Kind.BULLET, Kind.LABEL}
        or not unfinished.pieces[-1][1]
    ):
        return False
    end, start = unfinished.pieces[-1][1][-40:], block.first.text
    return not _ENDS.search(end) and bool(
        _GOES_ON.match(start) or (_OPEN_END.search(end) and unfinished.label)
    )


def _split_labels(blocks: Iterable[Block]) -> Iterator[Block]:
    """ "…, Moyens = …" at the end of a bullet is a block of its own."""
    for block in blocks:
        whole = block
        for _turn in range(_SPLITS if block.kind in _WITH_LABELS else 0):
            text = whole.text
            cut = MID_LABEL.search(text)
            label = read_label(text[cut.start() :]) if cut else None
            if not cut or not label:
                break
            before, after = _cut(whole.pieces, cut.start())
            yield Block(whole.kind, whole.first, before, label=whole.label)
            rest = len(text) - len(label[1])
            whole = Block(
                Kind.LABEL, whole.first, _cut(whole.pieces, rest)[1] or after, label=label[0]
            )
        yield whole


def _cut(
    pieces: Sequence[tuple[int, str]], offset: int
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    before: list[tuple[int, str]] = []
    after: list[tuple[int, str]] = []
    at = 0
    for line, text in pieces:
        if at + len(text) <= offset:
            before.append((line, text))
        elif at >= offset:
            after.append((line, text))
        else:
            before.append((line, text[: offset - at].rstrip(" ,;")))
            after.append((line, text[offset - at :]))
        at += len(text) + 1
    return before, after
