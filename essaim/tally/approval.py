"""Approval: each voter approves as many options as they like; the most approved take the seats.

Where the rule has a majority, nobody is chosen without it; nobody whom nobody approves ever is.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from essaim.tally.errors import CannotCount
from essaim.tally.quorum import Presence
from essaim.tally.seating import seats_of
from essaim.tally.simple import Majority, base_of, needed_of, refuse_too_many
from essaim.tally.ties import LEFT_OPEN, Ties
from essaim.tally.words import number, percent, say


@dataclass(frozen=True, slots=True)
class Approvals:
    """How many of the `voters` approve each option; `blank` of them approve none."""

    counts: Mapping[str, int]
    voters: int
    blank: int = 0


def approvals_of(options: Sequence[str], ballots: Iterable[Collection[str]]) -> Approvals:
    """From ballots that hold the options approved, each once; an empty one is a voter's too."""
    counted: Counter[str] = Counter()
    voters = blank = 0
    for ballot in ballots:
        counted.update(set(ballot))
        voters += 1
        blank += not ballot
    return Approvals({option: counted[option] for option in options}, voters, blank)


@dataclass(frozen=True, slots=True)
class Approved:
    """An option, its place (level ones share it), its approvals and their part of the voters."""

    rank: int
    name: str
    votes: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class ApprovalResult:
    """`undecided` are level for the last seats, where the rules leave that open.

    `needed` is the smallest number of approvals that elects.
    """

    winners: tuple[str, ...]
    undecided: tuple[str, ...]
    ranking: tuple[Approved, ...]
    voters: int
    needed: int
    explanation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """Without a `majority` the most approved are chosen, whatever their number."""

    majority: Majority | None = None
    presence: Presence | None = None
    ties: Ties = LEFT_OPEN


def approval(
    approvals: Approvals,
    seats: int = 1,
    rule: ApprovalRule = ApprovalRule(),
    *,
    language: str = "fr",
) -> ApprovalResult:
    """Rank by approvals. Raises CannotCount without an option, a seat or a possible count."""
    _check(approvals, seats, language)
    needed, needed_sentence = _needed(approvals, rule, language)
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
    enough = [level for level in levels if approvals.counts[level[0]] >= needed]
    seated = seats_of(enough, seats, [*approvals.counts], rule.ties, language=language)
    counts = {"voters": approvals.voters, "blank": approvals.blank}
    sentences = [
        say(language, "approval_voters", **{key: number(n, language) for key, n in counts.items()}),
        needed_sentence,
        *(_line(approved, language) for approved in ranking),
        *seated.explanation,
    ]
    shown = (tuple(ranking), approvals.voters, needed, tuple(sentences))
    return ApprovalResult(seated.winners, seated.undecided, *shown)


def _needed(approvals: Approvals, rule: ApprovalRule, language: str) -> tuple[int, str]:
    """How many approvals elect, and why: one at least."""
    majority, presence = rule.majority, rule.presence
    if majority is None or majority.is_relative:
        return 1, say(language, "approval_without_majority")
    if presence is not None:
        refuse_too_many(approvals.voters, majority, presence, language=language)
    expressed = approvals.voters - approvals.blank
    base = base_of(majority, expressed, approvals.voters, presence, language=language)
    needed = needed_of(majority, base)
    counts = {"base": number(base, language), "needed": number(needed, language)}
    return needed, say(language, "approval_majority", rule=majority.in_words(language), **counts)


def _check(approvals: Approvals, seats: int, language: str) -> None:
    if not approvals.counts:
        raise CannotCount("no_option", language)
    if seats < 1:
        raise CannotCount("no_seat", language)
    for name, votes in approvals.counts.items():
        if not 0 <= votes <= approvals.voters:
            raise CannotCount("too_many_approvals", language, name=name, votes=votes)


def _line(approved: Approved, language: str) -> str:
    votes, share = number(approved.votes, language), percent(approved.share, language)
    return say(
        language, "approval_line", rank=approved.rank, name=approved.name, votes=votes, share=share
    )
