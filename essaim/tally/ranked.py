"""Ranked ballots: the alternative vote for one seat, Scottish STV for several.

The rule is that of the Scottish Local Government Elections Order 2007 (SSI 2007/42, schedule 1,
rules 45 to 52): Droop's quota; surpluses one at a time, the largest first, every paper leaving at a
value of five decimals, the remainder ignored (weighted inclusive Gregory); then the exclusion of
the candidate with fewest votes, at the value at which papers came; ties by the most recent
stage at which they differ, then as the rules say. With one seat this is the alternative vote.

One thing is not Scottish: whom no valid paper names is not elected, even where a seat stays empty.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from essaim.tally.errors import CannotCount
from essaim.tally.piles import WHOLE_VOTE, Piles, Ranking
from essaim.tally.stages import Stages
from essaim.tally.ties import LEFT_OPEN, Favour, TieBreak, Ties
from essaim.tally.words import number, say

#: A stage a candidate, each with the votes of all: more would be no result that anybody reads.
MOST_CANDIDATES = 1_000
#: Counts tried to see whether an open tie changes who is elected, fewer of large profiles, and ties
#: too wide to try.
_TRIALS, _FEWEST, _LARGE, _WIDE = 200, 8, 400_000, 12


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
    """Winners in the order of their election.

    `undecided` are level where it matters and the rules leave that open: the count stops there.
    """

    winners: tuple[str, ...]
    undecided: tuple[str, ...]
    seats: int
    quota: int
    valid: int
    invalid: int
    rounds: tuple[Stage, ...]
    explanation: tuple[str, ...]


def stv(
    ballots: RankedBallots,
    seats: int = 1,
    *,
    ties: Ties = LEFT_OPEN,
    language: str = "fr",
) -> RankedResult:
    """Fill the seats; `ties` decides between those equal at every stage.

    An open tie stops the count only where it changes who is elected. Raises CannotCount without a
    seat or a candidate, with too many of them, for lots without a seed, or where a paper names
    somebody twice or nobody known.
    """
    _check(ballots, seats, language)
    count = _counted(ballots, seats, ties, language)
    winners = tuple(ballots.candidates[place] for place in count.elected)
    undecided = tuple(ballots.candidates[place] for place in count.undecided)
    sentences = [
        say(language, "stv_rule" if seats > 1 else "alternative_vote_rule"),
        *_quota_sentences(count, ballots, language),
        *(sentence for stage in count.stages for sentence in stage.explanation),
        *_end_sentences(winners, undecided, language),
    ]
    return RankedResult(
        winners=winners,
        undecided=undecided,
        seats=seats,
        quota=count.quota // WHOLE_VOTE,
        valid=count.piles.valid,
        invalid=count.piles.invalid,
        rounds=tuple(count.stages),
        explanation=tuple(sentences),
    )


def _end_sentences(winners: Sequence[str], undecided: Sequence[str], language: str) -> list[str]:
    sentences = [say(language, "elected_in_all", names=", ".join(winners))] if winners else []
    if undecided:
        return [*sentences, say(language, "stv_tie_open", names=", ".join(undecided))]
    return sentences or [say(language, "nobody_elected")]


def _check(ballots: RankedBallots, seats: int, language: str) -> None:
    if seats < 1:
        raise CannotCount("no_seat", language)
    size = len(ballots.candidates)
    if size > MOST_CANDIDATES:
        counts = {"size": number(size, language), "most": number(MOST_CANDIDATES, language)}
        raise CannotCount("stv_too_many", language, **counts)
    if size <= len(ballots.withdrawn):
        raise CannotCount("no_candidate", language)
    if len(set(ballots.candidates)) < size:
        raise CannotCount("candidate_twice", language)
    for ranking, papers in ballots.rankings.items():
        is_known = not ranking or 0 <= min(ranking) <= max(ranking) < size
        if papers < 0 or not is_known or len(set(ranking)) < len(ranking):
            shown = " ".join(str(place + 1) for place in ranking)
            raise CannotCount("ranking_is_wrong", language, ranking=shown, papers=papers)


def _quota_sentences(count: "_Count", ballots: RankedBallots, language: str) -> list[str]:
    counts = {
        "valid": count.piles.valid,
        "invalid": count.piles.invalid,
        "seats": count.seats,
        "quota": count.quota // WHOLE_VOTE,
    }
    shown = {name: number(value, language) for name, value in counts.items()}
    sentences = [say(language, "stv_papers", **shown), say(language, "stv_quota", **shown)]
    if ballots.withdrawn:
        names = ", ".join(ballots.candidates[place] for place in sorted(ballots.withdrawn))
        sentences.append(say(language, "stv_withdrawn", names=names))
    return sentences


class _OpenTie(Exception):
    """Those who are level, which the rules leave open, and the one whom the list would choose."""

    def __init__(self, places: Sequence[int], listed: int) -> None:
        super().__init__()
        self.places, self.listed = tuple(places), listed


def _counted(ballots: RankedBallots, seats: int, ties: Ties, language: str) -> "_Count":
    """The count, begun again after each open tie that turns out to change nothing."""
    chosen: list[int] = []
    trials = _Trials(ballots, seats)
    while True:
        count = _Count(ballots, seats, ties, language, chosen)
        try:
            count.run()
        except _OpenTie as tie:
            if trials.matters(chosen, tie):
                count.stop(tie.places)
                return count
            chosen.append(tie.listed)
        else:
            return count


class _Trials:
    """Who would be elected, whoever were chosen in open ties; few are tried, then all matter."""

    def __init__(self, ballots: RankedBallots, seats: int) -> None:
        self._ballots, self._seats = ballots, seats
        size = len(ballots.rankings) + len(ballots.candidates) ** 2
        self._left = max(_FEWEST, min(_TRIALS, _LARGE // size))

    def matters(self, chosen: Sequence[int], tie: _OpenTie) -> bool:
        """Whether the choice may change who is elected."""
        first: frozenset[frozenset[int]] | None = None
        if len(tie.places) > _WIDE:
            return True
        for place in tie.places:
            possible = self._elected([*chosen, place])
            if possible is None or (first is not None and possible != first):
                return True
            first = possible
        return False

    def _elected(self, chosen: list[int]) -> frozenset[frozenset[int]] | None:
        """All who may be elected from there on; None where that is too long to find."""
        self._left -= 1
        if self._left < 0:
            return None
        count = _Count(self._ballots, self._seats, LEFT_OPEN, "en", chosen)
        try:
            count.run()
        except _OpenTie as tie:
            if len(tie.places) > _WIDE:
                return None
            possible: frozenset[frozenset[int]] = frozenset()
            for place in tie.places:
                further = self._elected([*chosen, place])
                if further is None:
                    return None
                possible |= further
            return possible
        return frozenset({frozenset(count.elected)})


class _Count:
    """The count while it goes, stage by stage; votes are in hundred-thousandths.

    `chosen` are the places taken in the open ties met so far; a further one raises `_OpenTie`.
    """

    def __init__(
        self,
        ballots: RankedBallots,
        seats: int,
        ties: Ties,
        language: str,
        chosen: Sequence[int] = (),
    ) -> None:
        self.candidates = ballots.candidates
        self.withdrawn = ballots.withdrawn
        self.seats, self.ties, self.language = seats, ties, language
        continuing = [place not in ballots.withdrawn for place in range(len(ballots.candidates))]
        self.piles = Piles(ballots.rankings, continuing)
        self.quota = (self.piles.valid // (seats + 1) + 1) * WHOLE_VOTE
        self.elected: list[int] = []
        self.undecided: tuple[int, ...] = ()
        self.stages: list[Stage] = []
        self._named = {p for ranking, papers in ballots.rankings.items() if papers for p in ranking}
        self._chosen_in_ties = list(chosen)
        self._favour = Favour(ballots.candidates, ties, language)
        self._surpluses: list[int] = []
        self._past = Stages(len(ballots.candidates))
        self._why: list[str] = [say(language, "first_preferences")]

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

    def stop(self, places: Sequence[int]) -> None:
        """At an open tie."""
        self.undecided = tuple(places)

    def _vacancies(self) -> int:
        return self.seats - len(self.elected)

    def _continuing(self) -> list[int]:
        return [place for place, goes_on in enumerate(self.piles.continuing) if goes_on]

    def _tell(self, key: str, place: int, votes: int) -> None:
        shown = number(_decimal(votes), self.language)
        self._why.append(say(self.language, key, name=self.candidates[place], votes=shown))

    def _end_stage(self, *, excluded: int | None = None, surplus_of: int | None = None) -> None:
        """Whoever has the quota is elected (rule 47); then the stage is written down."""
        self._past.record(self.piles.votes)
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
        self.stages.append(self._with_its_sentences(stage))

    def _with_its_sentences(self, stage: Stage) -> Stage:
        title = say(self.language, "stage", number=stage.number)
        explained = tuple(f"{title} {sentence}" for sentence in self._why)
        self._why = []
        return replace(stage, explanation=(*stage.explanation, *explained))

    def _elect(self, places: list[int], key: str) -> None:
        """By votes, most first; the order changes nothing of who is elected."""
        places.sort(key=lambda place: -self.piles.votes[place])
        for place in places:
            self.piles.continuing[place] = False
            self.elected.append(place)
            self._tell(key, place, self.piles.votes[place])

    def _fill_last_vacancies(self) -> bool:
        """As many vacancies as continuing candidates, or more: all are elected (rule 52).

        All but those whom no valid paper names; without anybody else the count is over.
        """
        left = self._continuing()
        named = [place for place in left if place in self._named]
        if named and len(left) > self._vacancies():
            return False
        self._elect(named, "last_vacancy")
        if len(named) < len(left):
            names = ", ".join(self.candidates[place] for place in left if place not in self._named)
            self._why.append(say(self.language, "named_by_nobody", names=names))
        last = self._with_its_sentences(self.stages.pop())
        elected = tuple(self.candidates[place] for place in named)
        self.stages.append(replace(last, elected=(*last.elected, *elected)))
        return True

    def _chosen(self, places: Sequence[int], *, is_most: bool) -> int:
        """The largest surplus, or the fewest votes; how a tie was broken is told."""
        level = self._past.level(places, is_most=is_most)
        if len(level) == 1:
            return level[0]
        tied, stage = self._past.told_apart(level, is_most=is_most)
        if len(tied) > 1:
            place, by = self._settled(tied, is_most=is_most)
        else:
            place, by = tied[0], say(self.language, "by_stage", number=stage)
        names = ", ".join(self.candidates[place] for place in level)
        key = "tie_of_surpluses" if is_most else "tie_of_exclusion"
        self._why.append(say(self.language, key, names=names, by=by, name=self.candidates[place]))
        return place

    def _settled(self, tied: list[int], *, is_most: bool) -> tuple[int, str]:
        """Between those equal at every stage, and why; whom no paper names goes before others."""
        unnamed = [place for place in tied if place not in self._named]
        if unnamed and not is_most:
            return unnamed[-1], say(self.language, "by_nobody_s_choice")
        if self.ties.order:
            return min(tied, key=self._favour.taken), say(self.language, "by_order_of_file")
        order = sorted(tied, key=self._favour)
        place = order[0] if is_most else order[-1]
        if self.ties.by != TieBreak.OPEN:
            return place, self.ties.in_words(self.language)
        are_empty = not is_most and not self.piles.votes[place]
        if not are_empty or len(self._continuing()) - len(tied) < self._vacancies():
            place = self._open_choice(tied, place)
        return place, say(self.language, "by_no_matter")

    def _open_choice(self, tied: Sequence[int], listed: int) -> int:
        if not self._chosen_in_ties:
            raise _OpenTie(tied, listed)
        return self._chosen_in_ties.pop(0)


def _decimal(votes: int) -> Decimal:
    return Decimal(votes).scaleb(-5)
