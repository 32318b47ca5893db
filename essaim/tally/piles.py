"""Papers in piles, moved from candidate to candidate at the value that they bear.

Votes are whole hundred-thousandths. Papers that rank alike move together, so that the cost is
linear in the number of distinct rankings.
"""

from collections.abc import Iterable, Mapping

#: One vote.
WHOLE_VOTE = 100_000

#: Places in the list of candidates, from the first preference on.
Ranking = tuple[int, ...]
#: Numbers of rankings, in the order of the profile.
Papers = list[int]


class Piles:
    """One pile a candidate, sorted by the value of its papers."""

    def __init__(self, rankings: Mapping[Ranking, int], continuing: list[bool]) -> None:
        """Each paper goes to its first continuing preference, for one vote (rule 45)."""
        self.continuing = continuing
        self.votes = [0] * len(continuing)
        self.non_transferable = 0
        self.lost = 0
        self._rankings = list(rankings)
        self._counts = list(rankings.values())
        #: In each ranking, the place of the preference with which its papers now lie.
        self._lies = [-1] * len(self._rankings)
        self._papers: list[dict[int, Papers]] = [{} for _candidate in continuing]
        self.invalid = self._move(range(len(self._rankings)), WHOLE_VOTE) // WHOLE_VOTE
        self.valid = sum(self.votes) // WHOLE_VOTE

    def transfer_surplus(self, giver: int, quota: int) -> int:
        """Every paper leaves at surplus × its value ÷ votes, the remainder ignored (rule 48)."""
        total = self.votes[giver]
        surplus = total - quota
        before, without = sum(self.votes), 0
        for value, papers in self._lifted(giver).items():
            without += self._move(papers, surplus * value // total)
        self.votes[giver] = quota
        moved = sum(self.votes) - before + surplus
        self.non_transferable += without
        self.lost += surplus - moved - without
        return surplus

    def exclude(self, giver: int) -> int:
        """Papers leave at the value at which they came (rule 50). Returns the votes moved."""
        self.continuing[giver] = False
        votes, self.votes[giver] = self.votes[giver], 0
        for value, papers in self._lifted(giver).items():
            self.non_transferable += self._move(papers, value)
        return votes

    def _lifted(self, giver: int) -> dict[int, Papers]:
        lifted, self._papers[giver] = self._papers[giver], {}
        return lifted

    def _move(self, papers: Iterable[int], value: int) -> int:
        """Give each paper to its next continuing preference; returns the votes that have none."""
        continuing, votes, lies = self.continuing, self.votes, self._lies
        received: dict[int, Papers] = {}
        without = 0
        for paper in papers:
            ranking, count = self._rankings[paper], self._counts[paper]
            place, end = lies[paper] + 1, len(ranking)
            while place < end and not continuing[ranking[place]]:
                place += 1
            if place == end:
                without += count
                continue
            lies[paper] = place
            candidate = ranking[place]
            votes[candidate] += count * value
            received.setdefault(candidate, []).append(paper)
        for candidate, moved in received.items():
            self._papers[candidate].setdefault(value, []).extend(moved)
        return without * value
