"""The places that blocks have in the outline: axes, and objectives with the codes of both."""

from collections.abc import Sequence
from dataclasses import dataclass

from essaim.reprise.reading.blocks import Block
from essaim.reprise.reading.lines import Number, Numbering, strip_page
from essaim.reprise.reading.results import Role


@dataclass(frozen=True, slots=True)
class Place:
    """What a block is in the outline. A resumed objective has the code of the one before."""

    role: Role
    code: str = ""
    title: str = ""
    axis: str = ""
    is_made_up: bool = False


Outline = dict[int, Place]


def under(
    blocks: Sequence[Block], axes: Sequence[tuple[int, str]], below: Sequence[int]
) -> Outline:
    """Objectives coded after their axis: "II" and "B" give 2.2; without number they are counted."""
    outline: Outline = {}
    codes: set[str] = set()
    current, rank = "", 0
    axis_at = dict(axes)
    for i in sorted([*axis_at, *below]):
        number = blocks[i].number
        if i in axis_at:
            current, rank = axis_at[i], 0
            outline[i] = Place(
                Role.AXIS, current, title_of(number, blocks[i]), is_made_up=number is None
            )
            continue
        rank += 1
        code = f"{current}.{number.parts[-1]}" if number and number.parts else ""
        if not code or code in codes:
            rank = _free(codes, current, rank)
            code = f"{current}.{rank}"
        codes.add(code)
        is_printed = number is not None and code == ".".join(map(str, number.parts))
        outline[i] = Place(
            Role.OBJECTIVE, code, title_of(number, blocks[i]), current, not is_printed
        )
    return outline


def _free(codes: set[str], axis: str, rank: int) -> int:
    """The first rank from this one on that no objective of the axis has."""
    while f"{axis}.{rank}" in codes:
        rank += 1
    return rank


def alone(blocks: Sequence[Block], below: Sequence[int]) -> Outline:
    """Objectives without any axis stand under one that is made up."""
    return {
        i: Place(
            Role.OBJECTIVE, f"1.{n}", title_of(blocks[i].number, blocks[i]), "1", is_made_up=True
        )
        for n, i in enumerate(below, 1)
    }


def numbering_of(block: Block) -> Numbering:
    return block.number.numbering if block.number else Numbering.NONE


def number_of(block: Block) -> Number:
    return block.number or Number(Numbering.NONE, (0,), block.text)


def title_of(number: Number | None, block: Block) -> str:
    title = number.title if number and number.title else block.text
    return " ".join(strip_page(title).strip("*_ ").rstrip(":").split())
