"""Who decides between those whom the ballots leave level: the rules say so, before the vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from essaim.kernel.tally.lot import draw
from essaim.kernel.tally.words import say


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

    def told(self, language: str) -> str:
        """« par tirage au sort avec la graine … », to end a sentence."""
        return say(language, f"by_{self.by}", seed=self.seed)


#: What holds where the rules say nothing.
LEFT_OPEN = Ties()
