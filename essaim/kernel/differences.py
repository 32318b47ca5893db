"""Two texts beside one another, with what only one of them says marked. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe
from rapidfuzz.distance import Indel

from essaim.kernel.hypertext import read_html, write_html
from essaim.kernel.nodes import BREAK, Block, Run

#: A stretch of the one, a stretch of the other, and whether they are alike.
Stretch = tuple[slice, slice, bool]

#: Above this many comparisons of words, a stretch is marked as a whole: some 4 000 words each.
MOST_COMPARED = 16_000_000
_PIECE = re.compile(r"\s+|\S+")


def compared_html(
    before: str, after: str, shown: Callable[[Run], Run] = lambda run: run
) -> tuple[SafeString, SafeString]:
    """Rich texts, safe to show. `shown` says how a run reads, once it was compared.

    Safe: `read_html` keeps of them what the house knows, and `write_html` writes nothing else.
    """
    both = compared(read_html(before), read_html(after))
    return _written(both[0], shown), _written(both[1], shown)


def compared_texts(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Plain texts: their lines stay lines, their blank lines part paragraphs."""
    return compared_html(_as_html(before), _as_html(after))


def compared(before: Sequence[Block], after: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks of each; the words that the other has not are `changed`.

    Whole blocks are paired first, then the words between two pairs.
    """
    mine, theirs = list[Block](), list[Block]()
    for here, there, is_same in _stretches(before, after):
        blocks = before[here], after[there]
        if not is_same:
            blocks = _marked(*blocks)
        mine += blocks[0]
        theirs += blocks[1]
    return mine, theirs


def _stretches(
    before: Sequence[object], after: Sequence[object]
) -> Iterator[tuple[slice, slice, bool]]:
    """What both have alike, and between that what differs: pairs of stretches, in order."""
    if len(before) * len(after) > MOST_COMPARED:
        yield slice(0, len(before)), slice(0, len(after)), False
        return
    steps = Indel.opcodes(_numbered(before, after, before), _numbered(before, after, after))
    for is_same, group in groupby(steps, key=lambda step: step.tag == "equal"):
        same = list(group)
        first, last = same[0], same[-1]
        here = slice(first.src_start, last.src_end)
        yield here, slice(first.dest_start, last.dest_end), is_same


def _numbered(before: Iterable[object], after: Iterable[object], of: Iterable[object]) -> list[int]:
    """Equal things under one number, so that they are compared as fast as letters are."""
    numbers: dict[object, int] = {}
    for thing in (*before, *after):
        numbers.setdefault(thing, len(numbers))
    return [numbers[thing] for thing in of]


def _marked(before: Sequence[Block], after: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    mine, theirs = _words(before), _words(after)
    is_new = [True] * len(mine), [True] * len(theirs)
    for here, there, is_same in _stretches(
        [run for _at, run in mine], [run for _at, run in theirs]
    ):
        if is_same:
            is_new[0][here] = [False] * (here.stop - here.start)
            is_new[1][there] = [False] * (there.stop - there.start)
    return _joined(before, mine, is_new[0]), _joined(after, theirs, is_new[1])


def _words(blocks: Iterable[Block]) -> list[tuple[int, Run]]:
    """Each word of each block, as a run of its own."""
    return [
        (at, run._replace(text=piece))
        for at, block in enumerate(blocks)
        for run in block.runs
        for piece in (_PIECE.findall(run.text) if run.is_plain else [run.text])
    ]


def _joined(
    blocks: Sequence[Block], words: Sequence[tuple[int, Run]], is_new: Sequence[bool]
) -> list[Block]:
    """The blocks again, neighbours of one kind in one run; a space between new words is new."""
    runs: list[list[Run]] = [[] for _block in blocks]
    for number, (at, run) in enumerate(words):
        around = is_new[max(0, number - 1)] and is_new[min(number + 1, len(words) - 1)]
        is_marked = around if run.text.isspace() else is_new[number]
        marks = run.marks._replace(changed=is_marked and run.text != BREAK)
        before = runs[at]
        if run.is_plain and before and before[-1].is_plain and before[-1].marks == marks:
            before[-1] = before[-1]._replace(text=before[-1].text + run.text)
        else:
            before.append(run._replace(marks=marks))
    return [block._replace(runs=tuple(joined)) for block, joined in zip(blocks, runs, strict=True)]


def _written(blocks: Iterable[Block], shown: Callable[[Run], Run]) -> SafeString:
    read = (block._replace(runs=tuple(shown(run) for run in block.runs)) for block in blocks)
    return mark_safe(write_html(read, is_shown=True))  # noqa: S308


def _as_html(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text)
    return "".join(f"<p>{escape(paragraph).replace(BREAK, '<br>')}</p>" for paragraph in paragraphs)
