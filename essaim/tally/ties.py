"""Who decides between those whom the ballots leave level: the rules say so, before the vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from essaim.tally.lot import draw
from essaim.tally.words import say


class TieBreak(StrEnum):
    """Nobody, so that the tie stays open; the order of the list; or lots."""

    OPEN = "open"
    LISTED = "listed"
    LOTS = "lots"


@dataclass(frozen=True, slots=True)
class Ties:
    """`seed` is for lots alone: published, with the proof that nobody could choose or know it.

    `order` is what a BLT file gives for ranked votes: of those who are level, the first in it is
    taken, whether a surplus is to be moved or somebody to be excluded.
    """

    by: TieBreak = TieBreak.OPEN
    seed: str = ""
    order: tuple[int, ...] = ()

    def in_order(self, names: Sequence[str], *, language: str = "fr") -> tuple[str, ...]:
        """From the one who is favoured; `names` come in the order of the list.

        Raises CannotCount for lots without a seed.
        """
        if self.by == TieBreak.LOTS:
            return draw(names, self.seed, language=language).order
        return tuple(names)

    def in_words(self, language: str) -> str:
        """« par tirage au sort avec la graine … », to end a sentence."""
        return say(language, f"by_{self.by}", seed=self.seed)


#: What holds where the rules say nothing.
LEFT_OPEN = Ties()


class Favour:
    """Each place's own in the order of favour: the list's, or the one drawn from it when asked."""

    def __init__(self, candidates: Sequence[str], ties: Ties, language: str) -> None:
        self._candidates, self._ties, self._language = candidates, ties, language

    def __call__(self, place: int) -> int:
        if self._ties.by != TieBreak.LOTS:
            return place
        return self._drawn[self._candidates[place]]

    def taken(self, place: int) -> int:
        """The order of ties that a file gives."""
        return self._order[place]

    @cached_property
    def _order(self) -> dict[int, int]:
        return {place: rank for rank, place in enumerate(self._ties.order)}

    @cached_property
    def _drawn(self) -> dict[str, int]:
        order = self._ties.in_order(self._candidates, language=self._language)
        return {name: rank for rank, name in enumerate(order)}
