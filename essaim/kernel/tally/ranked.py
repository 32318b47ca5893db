"""Ranked ballots: the alternative vote for one seat, Scottish STV for several.

The rule is that of the Scottish Local Government Elections Order 2007 (SSI 2007/42, schedule 1,
rules 45 to 52): Droop's quota; surpluses one at a time, the largest first, every paper leaving at a
value of five decimals, the remainder ignored (weighted inclusive Gregory); then the exclusion of
the candidate with fewest votes, at the value at which papers came; ties by the most recent
stage at which they differ, then by lot. With one seat this is the alternative vote.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from essaim.kernel.tally.errors import CannotCount
from essaim.kernel.tally.lot import draw
from essaim.kernel.tally.piles import ONE, Piles, Ranking, chosen_by_history
from essaim.kernel.tally.words import number, say


@dataclass(frozen=True, slots=True)
class RankedBallots:
    """Candidates by their place in the list, and how many papers bear each ranking of places."""

    candidates: tuple[str, ...]
    rankings: Mapping[Ranking, int]
    withdrawn: frozenset[int] = frozenset()


def ballots_of(candidates: Sequence[str], rankings: Iterable[Sequence[str]]) -> RankedBallots:
    """From papers on which names stand in order of preference."""
    places = {name: place for place, name in enumerate(candidates)}
    counted = Counter(tuple(places[name] for name in ranking) for ranking in rankings)
    return RankedBallots(tuple(candidates), counted)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the count and the votes at its end, the withdrawn left out.

    `non_transferable` and `lost`, cumulated, are papers without a further preference, and the
    remainders ignored: with the votes they add up to the valid papers.
    """

    number: int
    votes: Mapping[str, Decimal]
    elected: tuple[str, ...]
    excluded: str | None
    surplus_of: str | None
    non_transferable: Decimal
    lost: Decimal
    explanation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RankedResult:
    """Winners in the order of their election."""

    winners: tuple[str, ...]
    seats: int
    quota: int
    valid: int
    invalid: int
    rounds: tuple[Stage, ...]
    explanation: tuple[str, ...]


def stv(
    ballots: RankedBallots, seats: int = 1, *, seed: str = "", language: str = "fr"
) -> RankedResult:
    """Fill the seats. A lot follows the published `seed`; without one, the order of the list.

    Raises CannotCount without a seat or a candidate, or where a paper names somebody twice or
    nobody known.
    """
    _check(ballots, seats, language)
    count = _Count(ballots, seats, seed, language)
    count.run()
    winners = tuple(ballots.candidates[place] for place in count.elected)
    told = [
        say(language, "stv_rule" if seats > 1 else "alternative_vote_rule"),
        *_quota_told(count, ballots, language),
        *(sentence for stage in count.stages for sentence in stage.explanation),
        say(language, "elected_in_all", names=", ".join(winners)),
    ]
    return RankedResult(
        winners=winners,
        seats=seats,
        quota=count.quota // ONE,
        valid=count.piles.valid,
        invalid=count.piles.invalid,
        rounds=tuple(count.stages),
        explanation=tuple(told),
    )


def _check(ballots: RankedBallots, seats: int, language: str) -> None:
    if seats < 1:
        raise CannotCount("no_seat", language)
    size = len(ballots.candidates)
    if size <= len(ballots.withdrawn):
        raise CannotCount("no_candidate", language)
    if len(set(ballots.candidates)) < size:
        raise CannotCount("candidate_twice", language)
    for ranking, papers in ballots.rankings.items():
        is_known = not ranking or 0 <= min(ranking) <= max(ranking) < size
        if papers < 0 or not is_known or len(set(ranking)) < len(ranking):
            shown = " ".join(str(place + 1) for place in ranking)
            raise CannotCount("ranking_is_wrong", language, ranking=shown, papers=papers)


def _quota_told(count: "_Count", ballots: RankedBallots, language: str) -> list[str]:
    counts = {
        "valid": count.piles.valid,
        "invalid": count.piles.invalid,
        "seats": count.seats,
        "quota": count.quota // ONE,
    }
    shown = {name: number(value, language) for name, value in counts.items()}
    told = [say(language, "stv_papers", **shown), say(language, "stv_quota", **shown)]
    if ballots.withdrawn:
        names = ", ".join(ballots.candidates[place] for place in sorted(ballots.withdrawn))
        told.append(say(language, "stv_withdrawn", names=names))
    return told


class _Count:
    """The count while it goes, stage by stage; votes are in hundred-thousandths."""

    def __init__(self, ballots: RankedBallots, seats: int, seed: str, language: str) -> None:
        self.candidates = ballots.candidates
        self.withdrawn = ballots.withdrawn
        self.seats, self.seed, self.language = seats, seed, language
        continuing = [place not in ballots.withdrawn for place in range(len(ballots.candidates))]
        self.piles = Piles(ballots.rankings, continuing)
        self.quota = (self.piles.valid // (seats + 1) + 1) * ONE
        self.elected: list[int] = []
        self.stages: list[Stage] = []
        self._surpluses: list[int] = []
        self._history: list[list[int]] = []
        self._told: list[str] = [say(language, "first_preferences")]

    def run(self) -> None:
        self._end_stage()
        while self._vacancies() > 0 and not self._fill_last_vacancies():
            if self._surpluses:
                giver = self._chosen(self._surpluses, is_most=True)
                self._surpluses.remove(giver)
                surplus = self.piles.transfer_surplus(giver, self.quota)
                self._tell("surplus_moved", giver, surplus)
                self._end_stage(surplus_of=giver)
            else:
                giver = self._chosen(self._continuing(), is_most=False)
                votes = self.piles.exclude(giver)
                self._tell("excluded", giver, votes)
                self._end_stage(excluded=giver)

    def _vacancies(self) -> int:
        return self.seats - len(self.elected)

    def _continuing(self) -> list[int]:
        return [place for place, goes_on in enumerate(self.piles.continuing) if goes_on]

    def _tell(self, key: str, place: int, votes: int) -> None:
        shown = number(_decimal(votes), self.language)
        self._told.append(say(self.language, key, name=self.candidates[place], votes=shown))

    def _end_stage(self, *, excluded: int | None = None, surplus_of: int | None = None) -> None:
        """Whoever has the quota is elected (rule 47); then the stage is written down."""
        self._history.append(list(self.piles.votes))
        reached = [p for p in self._continuing() if self.piles.votes[p] >= self.quota]
        self._elect(reached, "reached_quota")
        self._surpluses += [p for p in reached if self.piles.votes[p] > self.quota]
        names = self.candidates
        votes = {
            name: _decimal(self.piles.votes[place])
            for place, name in enumerate(names)
            if place not in self.withdrawn
        }
        stage = Stage(
            number=len(self.stages) + 1,
            votes=votes,
            elected=tuple(names[place] for place in reached),
            excluded=None if excluded is None else names[excluded],
            surplus_of=None if surplus_of is None else names[surplus_of],
            non_transferable=_decimal(self.piles.non_transferable),
            lost=_decimal(self.piles.lost),
            explanation=(),
        )
        self.stages.append(self._with_what_was_told(stage))

    def _with_what_was_told(self, stage: Stage) -> Stage:
        title = say(self.language, "stage", number=stage.number)
        told = tuple(f"{title} {sentence}" for sentence in self._told)
        self._told = []
        return replace(stage, explanation=(*stage.explanation, *told))

    def _elect(self, places: list[int], key: str) -> None:
        """By votes, most first; the order changes nothing of who is elected."""
        places.sort(key=lambda place: -self.piles.votes[place])
        for place in places:
            self.piles.continuing[place] = False
            self.elected.append(place)
            self._tell(key, place, self.piles.votes[place])

    def _fill_last_vacancies(self) -> bool:
        """As many vacancies as continuing candidates, or more: all are elected (rule 52)."""
        left = self._continuing()
        if len(left) > self._vacancies():
            return False
        self._elect(left, "last_vacancy")
        last = self._with_what_was_told(self.stages.pop())
        names = tuple(self.candidates[place] for place in left)
        self.stages.append(replace(last, elected=(*last.elected, *names)))
        return True

    def _chosen(self, places: Sequence[int], *, is_most: bool) -> int:
        """The largest surplus, or the fewest votes; how a tie was broken is told."""
        level, _stage = chosen_by_history(places, self._history[-1:], is_most=is_most)
        if len(level) == 1:
            return level[0]
        tied, stage = chosen_by_history(level, self._history, is_most=is_most)
        if len(tied) > 1:
            by = say(self.language, "by_seed" if self.seed else "by_list", seed=self.seed)
            order = sorted(tied, key=self._lot().index)
            place = order[0] if is_most else order[-1]
        else:
            place, by = tied[0], say(self.language, "by_stage", number=stage)
        names = ", ".join(self.candidates[place] for place in level)
        key = "tie_of_surpluses" if is_most else "tie_of_exclusion"
        self._told.append(say(self.language, key, names=names, by=by, name=self.candidates[place]))
        return place

    def _lot(self) -> list[int]:
        """The whole list in the order drawn: who comes earlier is favoured."""
        if not self.seed:
            return list(range(len(self.candidates)))
        order = draw(self.candidates, self.seed, language=self.language).order
        return [self.candidates.index(name) for name in order]


def _decimal(votes: int) -> Decimal:
    return Decimal(votes).scaleb(-5)
