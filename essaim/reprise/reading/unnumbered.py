"""Axes and objectives of a report that numbers none: by level, by what is judged, by their look."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from essaim.kernel.dates import find_dates
from essaim.reprise.reading.blocks import Block, Kind
from essaim.reprise.reading.lines import section_name
from essaim.reprise.reading.places import Outline, Place, alone, under
from essaim.reprise.reading.results import Role


def levelled(blocks: Sequence[Block], heads: Sequence[int]) -> Outline:
    """No numbers, but levels: what is judged is an objective, what stands above it an axis."""
    levels = {i: _rank(blocks[i]) for i in heads if _has_level(blocks[i])}
    titled = list(levels)
    counted = Counter(levels.values())
    several = sorted(level for level in counted if counted[level] > 1)
    likely = sorted(level for level in counted if level > min(counted) or counted[level] > 1)
    steps = several if len(several) > 1 else likely
    if not steps:
        return {}
    judged = Counter(levels[above] for above in _judges(blocks, titled))
    deep = judged.most_common(1)[0][0] if judged else steps[min(1, len(steps) - 1)]
    above = max((level for level in steps if level < deep), default=0)
    axes = [
        (i, str(n)) for n, i in enumerate((i for i in titled if above and levels[i] == above), 1)
    ]
    below = [i for i in titled if levels[i] == deep and (not axes or i > axes[0][0])]
    if axes:
        return under(blocks, axes, below)
    return {-1: Place(Role.AXIS, "1", is_made_up=True)} | alone(blocks, below)


def _rank(block: Block) -> float:
    """Levels that are marked come first, then capitals, then bold lines."""
    return block.first.level or (_CAPITALS if block.first.is_capital else _BOLD)


_CAPITALS, _BOLD = 6.5, 7.0


def _has_level(block: Block) -> bool:
    first = block.first
    is_marked = first.level or ((first.is_bold or first.is_capital) and not first.marker)
    return bool(is_marked) and not section_name(block.text)


def _judges(blocks: Sequence[Block], heads: Sequence[int]) -> Iterable[int]:
    """The nearest heading above each *Evaluation* or *Moyens*."""
    known = set(heads)
    last: int | None = None
    for i, block in enumerate(blocks):
        if i in known:
            last = i
        elif block.label and last is not None:
            yield last


def judged(blocks: Sequence[Block]) -> Outline:
    """No headings at all: the short line just above an *Evaluation* is its objective."""
    below: list[int] = []
    axes: list[tuple[int, str]] = []
    shown = [i for i, block in enumerate(blocks) if block.kind not in {Kind.LAYOUT, Kind.FOOTNOTE}]
    for at, i in enumerate(shown):
        if not blocks[i].label or not at or not _is_title(blocks[shown[at - 1]]):
            continue
        below.append(shown[at - 1])
        if at > 1 and _is_title(blocks[shown[at - 2]]):
            axes.append((shown[at - 2], str(len(axes) + 1)))
    if axes and axes[0][0] < below[0]:
        return under(blocks, axes, below)
    return {-1: Place(Role.AXIS, "1", is_made_up=True)} | alone(blocks, below) if below else {}


def titled(blocks: Sequence[Block]) -> Outline:
    """Nothing marks a heading: short lines that stand apart are, and one above another its axis."""
    shown = [i for i, block in enumerate(blocks) if block.kind not in {Kind.LAYOUT, Kind.FOOTNOTE}]
    titles = [i for at, i in enumerate(shown) if _stands_apart(blocks, shown, at)]
    known = set(titles)
    following = dict(pairwise(shown))
    axes = [i for i in titles if following.get(i) in known and i != shown[0]]
    coded = [(i, str(n)) for n, i in enumerate(axes, 1)]
    below = [i for i in titles if i not in axes and following.get(i, i) not in known | {i}]
    if not below:
        return {}
    if coded and coded[0][0] < below[0]:
        return under(blocks, coded, below)
    return {-1: Place(Role.AXIS, "1", is_made_up=True)} | alone(blocks, below)


def _stands_apart(blocks: Sequence[Block], shown: Sequence[int], at: int) -> bool:
    block = blocks[shown[at]]
    is_last = at + 1 == len(shown)
    is_alone = block.is_apart and len(block.pieces) == 1 and not is_last
    if not is_alone or not blocks[shown[at + 1]].is_apart or not _is_title(block):
        return False
    is_short = len(block.text) < _SHORT and block.text[:1].isupper()
    return is_short and not section_name(block.text) and not find_dates(block.text, year=_ANY_YEAR)


_SHORT, _ANY_YEAR = 80, 2024


def _is_title(block: Block) -> bool:
    is_plain = block.kind in {Kind.PARAGRAPH, Kind.HEADING}
    return is_plain and len(block.text) < 160 and not block.text.endswith((".", ":", ";", ",", "!"))
