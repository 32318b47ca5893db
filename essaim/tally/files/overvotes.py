"""Papers on which a preference is skipped, shared or repeated: refused, unless it is said how."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Overvotes(StrEnum):
    """What becomes of an unclear preference, in every file alike.

    Refused with its line; or passed over, the next ones counting; or the paper counts as far as it
    is clear, as the Scottish rule has it.
    """

    REFUSE = "refuse"
    SKIP = "skip"
    EXHAUST = "exhaust"


def ranking_of(ranks: Sequence[Sequence[T]], overvotes: Overvotes) -> tuple[list[T], bool]:
    """Whom each rank names in turn, and whether some rank was unclear.

    A rank is unclear where it names nobody though a later one does, several, or somebody again.
    """
    ranking: list[T] = []
    ranked: set[T] = set()
    is_unclear = False
    for rank in ranks:
        if len(rank) == 1 and rank[0] not in ranked:
            ranking.append(rank[0])
            ranked.add(rank[0])
            continue
        is_unclear = True
        if overvotes == Overvotes.EXHAUST:
            break
    return ranking, is_unclear
