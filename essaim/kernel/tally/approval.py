"""Approval: each voter approves as many options as she likes; the most approved take the seats."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from essaim.kernel.tally.errors import CannotCount
from essaim.kernel.tally.seating import seated, seats_told
from essaim.kernel.tally.words import number, percent, say


@dataclass(frozen=True, slots=True)
class Approvals:
    """How many of the `voters` approve each option."""

    counts: Mapping[str, int]
    voters: int


def approvals_of(options: Sequence[str], ballots: Iterable[Collection[str]]) -> Approvals:
    """From ballots that hold the options approved, each once; an empty one is a voter's too."""
    counted: Counter[str] = Counter()
    voters = 0
    for ballot in ballots:
        counted.update(set(ballot))
        voters += 1
    return Approvals({option: counted[option] for option in options}, voters)


@dataclass(frozen=True, slots=True)
class Approved:
    """An option, its place (level ones share it), its approvals and their part of the voters."""

    rank: int
    name: str
    votes: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class ApprovalResult:
    """`undecided` are level for the last seats: the rules say who decides between them."""

    winners: tuple[str, ...]
    undecided: tuple[str, ...]
    ranking: tuple[Approved, ...]
    voters: int
    explanation: tuple[str, ...]


def approval(approvals: Approvals, seats: int = 1, *, language: str = "fr") -> ApprovalResult:
    """Rank by approvals. Raises CannotCount without an option, a seat or a possible count."""
    _check(approvals, seats, language)
    ordered = sorted(approvals.counts.items(), key=lambda item: -item[1])
    levels = [
        [name for name, _votes in level] for _votes, level in groupby(ordered, lambda i: i[1])
    ]
    ranking: list[Approved] = []
    for level in levels:
        rank = len(ranking) + 1
        for name in level:
            votes = approvals.counts[name]
            ranking.append(Approved(rank, name, votes, Fraction(votes, approvals.voters or 1)))
    winners, undecided = seated(levels, seats)
    told = [say(language, "approval_voters", voters=number(approvals.voters, language))]
    told += [_line(one, language) for one in ranking]
    told += seats_told(winners, undecided, seats, language)
    return ApprovalResult(winners, undecided, tuple(ranking), approvals.voters, tuple(told))


def _check(approvals: Approvals, seats: int, language: str) -> None:
    if not approvals.counts:
        raise CannotCount("no_option", language)
    if seats < 1:
        raise CannotCount("no_seat", language)
    for name, votes in approvals.counts.items():
        if not 0 <= votes <= approvals.voters:
            raise CannotCount("too_many_approvals", language, name=name, votes=votes)


def _line(one: Approved, language: str) -> str:
    votes, share = number(one.votes, language), percent(one.share, language)
    return say(language, "approval_line", rank=one.rank, name=one.name, votes=votes, share=share)
