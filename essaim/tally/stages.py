"""The votes of every candidate at every stage, kept where they change, and ties told apart by them.

Going back costs a step for each change of those who are level, and not one for each stage: eight
hundred level candidates are counted as fast as eight hundred others.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence


class Stages:
    """Votes by place; the first stage is 1."""

    def __init__(self, size: int) -> None:
        self.number = 0
        self._since: list[list[int]] = [[] for _place in range(size)]
        self._votes: list[list[int]] = [[] for _place in range(size)]

    def record(self, votes: Sequence[int]) -> None:
        """The votes at the end of the next stage."""
        self.number += 1
        for place, now in enumerate(votes):
            if not self._votes[place] or self._votes[place][-1] != now:
                self._since[place].append(self.number)
                self._votes[place].append(now)

    def level(self, places: Iterable[int], *, is_most: bool) -> list[int]:
        """Who has most votes, or fewest, at the last stage: one or more."""
        among = list(places)
        return self._foremost(among, self.number, is_most=is_most)

    def told_apart(self, level: Sequence[int], *, is_most: bool) -> tuple[list[int], int]:
        """Level at the last stage: the most recent one at which they differ (rules 49 and 51).

        Returns those still level, one or more, and the stage that decided; 0 where none does.
        """
        tied, stage = list(level), self.number
        while len(tied) > 1:
            stage = max(self._began(place, stage) for place in tied) - 1
            if stage < 1:
                return tied, 0
            tied = self._foremost(tied, stage, is_most=is_most)
        return tied, stage

    def _began(self, place: int, stage: int) -> int:
        """The stage since which the candidate has had the votes of that one."""
        since = self._since[place]
        return since[bisect_right(since, stage) - 1]

    def _at(self, place: int, stage: int) -> int:
        return self._votes[place][bisect_right(self._since[place], stage) - 1]

    def _foremost(self, places: list[int], stage: int, *, is_most: bool) -> list[int]:
        votes = [self._at(place, stage) for place in places]
        mark = max(votes) if is_most else min(votes)
        return [place for place, now in zip(places, votes, strict=True) if now == mark]
