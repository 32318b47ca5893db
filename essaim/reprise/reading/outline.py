"""Which blocks are the axes and objectives of the report, which its table of contents.

Headings are candidates until the whole report has been seen: a numbered list inside an objective
looks like an axis, the table of contents looks like the outline. Words ("Axe 1", "Objectif 1.1")
are believed first, then numbers ("1." and "1.1", "I." and "A."), then levels of headings.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from essaim.kernel.text import fold, likeness
from essaim.reprise.reading.blocks import Block, Kind
from essaim.reprise.reading.lines import Number, Numbering, has_page, section_name, strip_page
from essaim.reprise.reading.places import (
    Outline,
    Place,
    alone,
    number_of,
    numbering_of,
    title_of,
    under,
)
from essaim.reprise.reading.results import Role
from essaim.reprise.reading.unnumbered import judged, levelled, titled

_LONG = 250


def read_outline(blocks: Sequence[Block]) -> Outline:
    """The place of each block that has one, by its index."""
    contents = _contents(blocks)
    heads = [
        i for i, block in enumerate(blocks) if block.kind is Kind.HEADING and i not in contents
    ]
    outline = {i: Place(Role.CONTENTS) for i in contents}
    outline |= (
        _numbered(blocks, heads)
        or _stepped(blocks, heads)
        or levelled(blocks, heads)
        or judged(blocks)
        or titled(blocks)
    )
    return outline | _sections(blocks, heads, outline)


def _contents(blocks: Sequence[Block]) -> set[int]:
    """The blocks of the tables of contents: announced, or known by their page numbers."""
    paged = {i for i, block in enumerate(blocks) if has_page(block.text)}
    contents = paged if len(paged) > 2 else set()
    for i, block in enumerate(blocks):
        if (
            block.kind is Kind.HEADING
            and section_name(block.text) == "contents"
            and i not in contents
        ):
            contents |= {i, *_announced(blocks, i)}
    return contents


def _announced(blocks: Sequence[Block], start: int) -> Iterable[int]:
    """From "Sommaire" on, until an entry comes back: there the report itself begins."""
    entries: set[str] = set()
    for i in range(start + 1, len(blocks)):
        block = blocks[i]
        names = _entry_names(block)
        is_body = block.first.level or block.label or len(block.text) > _LONG
        if is_body or (names & entries and block.kind is not Kind.LAYOUT):
            return
        entries |= names
        yield i


def _entry_names(block: Block) -> set[str]:
    """What an entry and its heading share: the words, and a number that is no mere item's."""
    names = {fold(strip_page(block.text))}
    number = block.number
    if number and (len(number.parts) > 1 or number.numbering in _WORDED):
        names.add(f"{number.numbering} {number.parts}")
    return names


def _numbered(blocks: Sequence[Block], heads: Sequence[int]) -> Outline:
    """Objectives numbered 1.1, 1.2…, under axes numbered 1, 2…"""
    coded = [i for i in heads if _objective_code(blocks[i])]
    is_action = {i: numbering_of(blocks[i]) is Numbering.ACTION_WORD for i in heads}
    if any(numbering_of(blocks[i]) is Numbering.OBJECTIVE_WORD for i in heads):
        coded = [i for i in coded if not is_action[i]]
    chosen = _best(blocks, heads, coded)
    outline: Outline = {}
    if not chosen:
        return outline
    done: set[int] = set()
    last = -1
    for i, resumes in sorted(chosen.items()):
        number = number_of(blocks[i])
        group, code = number.parts[0], ".".join(map(str, number.parts))
        if group not in done:
            done.add(group)
            outline |= _axis_above(blocks, heads, range(last + 1, i), number)
        title = "" if resumes else title_of(number, blocks[i])
        is_made_up = number.numbering is Numbering.LETTERED
        outline[i] = Place(Role.OBJECTIVE, code, title, str(group), is_made_up)
        last = i
    return outline | _lone_axes(blocks, heads, outline, done)


def _objective_code(block: Block) -> tuple[int, ...] | None:
    number = block.number
    if not number or len(number.parts) != 2 or max(number.parts) > 30:
        return None
    return number.parts if number.title else None


def _best(
    blocks: Sequence[Block], heads: Sequence[int], candidates: Sequence[int]
) -> dict[int, bool]:
    """One block for each code, the one with most text below; those that resume it are marked."""
    weights = _weights(blocks, heads)
    by_code: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for i in candidates:
        by_code[number_of(blocks[i]).parts].append(i)
    chosen: dict[int, bool] = {}
    for same in by_code.values():
        best = max(same, key=lambda i: (weights[i], i))
        chosen[best] = False
        title = number_of(blocks[best]).title
        for i in same:
            if (
                i > best
                and weights[i]
                and likeness(number_of(blocks[i]).title[:100], title[:100]) > 0.7
            ):
                chosen[i] = True
    return chosen


def _weights(blocks: Sequence[Block], heads: Sequence[int]) -> dict[int, int]:
    """How much text stands below each heading, before the next one."""
    weights: dict[int, int] = {}
    for i, following in pairwise([*heads, len(blocks)]):
        weights[i] = sum(
            len(text)
            for block in blocks[i + 1 : following]
            if block.kind not in {Kind.LAYOUT, Kind.FOOTNOTE}
            for _line, text in block.pieces
        )
    return weights


def _axis_above(
    blocks: Sequence[Block], heads: Sequence[int], between: range, first: Number
) -> Outline:
    """The heading with the number of the group, nearest above; made up if there is none."""
    group, is_lettered = first.parts[0], first.numbering is Numbering.LETTERED
    numberings = _AXES | ({Numbering.LETTER} if is_lettered else set())
    near = [i for i in heads if i in between and _axis_number(blocks[i], numberings) == group]
    worded = [i for i in near if number_of(blocks[i]).numbering is Numbering.AXIS_WORD]
    labelled = max((i for i in between if blocks[i].label), default=-1)
    for i in reversed(worded or near):
        if labelled <= i:
            number = number_of(blocks[i])
            return {i: Place(Role.AXIS, str(group), title_of(number, blocks[i]))}
    return {-group: Place(Role.AXIS, str(group), is_made_up=True)}


def _axis_number(block: Block, numberings: Collection[Numbering]) -> int:
    number = block.number
    if not number or len(number.parts) != 1 or number.numbering not in numberings:
        return 0
    is_listed = number.numbering is not Numbering.AXIS_WORD and block.first.marker
    return 0 if is_listed else number.parts[0]


_AXES = frozenset({Numbering.AXIS_WORD, Numbering.SINGLE, Numbering.BARE, Numbering.ROMAN})
_WORDED = frozenset({Numbering.AXIS_WORD, Numbering.OBJECTIVE_WORD})


def _lone_axes(
    blocks: Sequence[Block], heads: Sequence[int], outline: Outline, done: set[int]
) -> Outline:
    """Axes that are named as such and hold no objective."""
    lone: Outline = {}
    for i in heads:
        number = blocks[i].number
        if (
            i not in outline
            and number
            and number.parts
            and number.numbering is Numbering.AXIS_WORD
            and number.parts[0] not in done
        ):
            done.add(number.parts[0])
            lone[i] = Place(Role.AXIS, str(number.parts[0]), title_of(number, blocks[i]))
    return lone


def _stepped(blocks: Sequence[Block], heads: Sequence[int]) -> Outline:
    """Axes with a number of their own; below them objectives with a letter, a number, a level."""
    for numbering in (Numbering.AXIS_WORD, Numbering.ROMAN, Numbering.SINGLE):
        axes = _series(blocks, heads, numbering)
        if not axes or (numbering is Numbering.SINGLE and not _are_headings(blocks, axes)):
            continue
        coded = [(i, str(number_of(blocks[i]).parts[0])) for i in axes]
        return under(blocks, coded, _below(blocks, heads, axes))
    worded = [i for i in heads if numbering_of(blocks[i]) is Numbering.OBJECTIVE_WORD]
    return {-1: Place(Role.AXIS, "1", is_made_up=True)} | alone(blocks, worded) if worded else {}


def _series(blocks: Sequence[Block], heads: Sequence[int], numbering: Numbering) -> list[int]:
    """The headings of one numbering, each number once: the one with most below it."""
    weights = _weights(
        blocks,
        [i for i in heads if (n := blocks[i].number) and n.numbering is numbering and n.parts],
    )
    best: dict[int, int] = {}
    for i in weights:
        number = number_of(blocks[i]).parts[0]
        if number not in best or weights[i] > weights[best[number]]:
            best[number] = i
    return (
        sorted(best.values())
        if 1 in best and (len(best) > 1 or numbering is Numbering.AXIS_WORD)
        else []
    )


def _are_headings(blocks: Sequence[Block], axes: Sequence[int]) -> bool:
    """Whether "1.", "2." are headings rather than a list: marked as such, or judged below."""
    return all(
        blocks[i].first.level
        or blocks[i].first.is_bold
        or any(block.label for block in blocks[i + 1 : i + 8])
        for i in axes
    )


def _below(blocks: Sequence[Block], heads: Sequence[int], axes: Sequence[int]) -> list[int]:
    """The headings that are objectives under these axes, by the first form that is used."""
    taken = set(axes)
    level = max(blocks[i].first.level for i in axes)
    levels = {blocks[i].first.level for i in heads if i > axes[0]}
    deeper = min((below for below in levels if below > level), default=0)
    axis_numbering = number_of(blocks[axes[0]]).numbering
    forms: list[Callable[[Block], bool]] = [
        lambda block: numbering_of(block) is Numbering.OBJECTIVE_WORD,
        lambda block: numbering_of(block) is Numbering.LETTER,
        lambda block: (
            numbering_of(block) is Numbering.SINGLE
            and axis_numbering is not Numbering.SINGLE
            and not block.first.marker
        ),
        lambda block: bool(level and block.first.level == deeper),
        lambda block: block.first.is_bold and block.number is None,
        lambda block: block.first.is_capital and block.number is None,
    ]
    for form in forms:
        heads_of_form = [
            i
            for i in heads
            if i > axes[0]
            and i not in taken
            and form(blocks[i])
            and not section_name(blocks[i].text)
        ]
        if heads_of_form:
            return heads_of_form
    return []


def _sections(
    blocks: Sequence[Block], heads: Sequence[int], outline: Mapping[int, Place]
) -> Outline:
    """Preamble and conclusion: the first before, the second after every objective."""
    last = max((i for i, place in outline.items() if place.role is Role.OBJECTIVE), default=-1)
    roles = {"preamble": Role.PREAMBLE, "conclusion": Role.CONCLUSION}
    sections: Outline = {}
    for i in heads:
        name = section_name(blocks[i].text if not blocks[i].number else number_of(blocks[i]).title)
        if i in outline:
            continue
        if name in roles and (name == "preamble" or i > last):
            sections[i] = Place(roles[name])
        elif i > last > -1 and _is_like_an_axis(blocks, i, outline):
            sections[i] = Place(Role.CONCLUSION)
    return sections


def _is_like_an_axis(blocks: Sequence[Block], i: int, outline: Mapping[int, Place]) -> bool:
    """Whether a heading without a place is of the form of the axes, or above them."""
    axes = [
        blocks[at].first for at, place in outline.items() if place.role is Role.AXIS and at >= 0
    ]
    first = blocks[i].first
    if blocks[i].number or not axes:
        return False
    levels = [axis.level for axis in axes if axis.level]
    if levels:
        return 0 < first.level <= max(levels)
    return first.is_capital and all(axis.is_capital for axis in axes)
