"""A file counted by a method: what `essaim tally` does, without its printing."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from essaim.tally.approval import ApprovalRule, Approvals, approval
from essaim.tally.colleges import CollegeRule, vote_by_colleges
from essaim.tally.files.blt import RankedFile, is_blt, read_blt
from essaim.tally.files.choices import read_approvals, read_rankings
from essaim.tally.files.judgments import read_judgments
from essaim.tally.files.overvotes import Overvotes
from essaim.tally.files.sheets import read_colleges, read_simple
from essaim.tally.majority_judgment import majority_judgment
from essaim.tally.plain import as_json
from essaim.tally.quorum import Presence
from essaim.tally.ranked import stv
from essaim.tally.simple import Majority, simple_vote
from essaim.tally.ties import LEFT_OPEN, Ties


class Method(StrEnum):
    """As the command calls them."""

    SIMPLE = "simple"
    WEIGHTED = "weighted"
    MAJORITY_JUDGMENT = "majority-judgment"
    APPROVAL = "approval"
    STV = "stv"


@dataclass(frozen=True)
class Choices:
    """The rule under which the file is counted; `seats` 0 is what the file says, else one.

    Without `ties` they are left open, or go by the order that a BLT file gives. Without a
    `majority`, votes for and against are counted with more than half of those expressed,
    and the most approved are chosen.
    """

    seats: int = 0
    majority: Majority | None = None
    presence: Presence | None = None
    casting_vote: str | None = None
    colleges: CollegeRule = field(default_factory=CollegeRule)
    grades: tuple[str, ...] = ()
    default_grade: str | None = None
    ties: Ties | None = None
    overvotes: Overvotes = Overvotes.REFUSE
    language: str = "fr"


@dataclass(frozen=True)
class Counted:
    """`detail` is the method's own result, as JSON, without what stands beside it here."""

    method: Method
    winners: tuple[str, ...]
    undecided: tuple[str, ...]
    detail: Mapping[str, object]
    explanation: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "method": str(self.method),
            "winners": list(self.winners),
            "undecided": list(self.undecided),
            **self.detail,
            "explanation": list(self.explanation),
        }


def count_file(method: Method, data: bytes, name: str, choices: Choices) -> Counted:
    """Raises CannotCount, in one sentence, where the file or the rule does not allow it."""
    return _COUNTS[method](data, name, choices)


def _counted(method: Method, result: object) -> Counted:
    plain = as_json(result)
    detail = dict(plain) if isinstance(plain, dict) else {}
    winners, undecided = detail.pop("winners", None), detail.pop("undecided", [])
    explanation = detail.pop("explanation")
    if winners is None:
        winners = ["for"] if detail["is_adopted"] else []
    return Counted(method, tuple(winners), tuple(undecided), detail, tuple(explanation))


def _simple(data: bytes, name: str, choices: Choices) -> Counted:
    ballots = read_simple(data, name, language=choices.language)
    result = simple_vote(
        ballots,
        choices.majority or Majority(),
        presence=choices.presence,
        casting_vote=choices.casting_vote,
        language=choices.language,
    )
    return _counted(Method.SIMPLE, result)


def _weighted(data: bytes, name: str, choices: Choices) -> Counted:
    colleges = read_colleges(data, name, language=choices.language)
    result = vote_by_colleges(
        colleges, choices.colleges, choices.majority, language=choices.language
    )
    return _counted(Method.WEIGHTED, result)


def _judgment(data: bytes, name: str, choices: Choices) -> Counted:
    judgments = read_judgments(
        data,
        name,
        grades=choices.grades,
        default=choices.default_grade,
        language=choices.language,
    )
    result = majority_judgment(
        judgments, choices.seats or 1, ties=choices.ties or LEFT_OPEN, language=choices.language
    )
    return _counted(Method.MAJORITY_JUDGMENT, result)


def _approval(data: bytes, name: str, choices: Choices) -> Counted:
    seats = choices.seats or 1
    if is_blt(data, name, language=choices.language):
        file = read_blt(
            data, name, approval=True, overvotes=choices.overvotes, language=choices.language
        )
        seats = choices.seats or file.seats
        approvals = _approvals_in(file)
    else:
        approvals = read_approvals(
            data, name, overvotes=choices.overvotes, language=choices.language
        )
    rule = ApprovalRule(choices.majority, choices.presence, choices.ties or LEFT_OPEN)
    return _counted(Method.APPROVAL, approval(approvals, seats, rule, language=choices.language))


def _approvals_in(file: RankedFile) -> Approvals:
    counts: Counter[int] = Counter()
    for approved, papers in file.ballots.rankings.items():
        counts.update(dict.fromkeys(approved, papers))
    names = file.ballots.candidates
    withdrawn = file.ballots.withdrawn
    rankings = file.ballots.rankings
    return Approvals(
        {name: counts[place] for place, name in enumerate(names) if place not in withdrawn},
        sum(rankings.values()),
        sum(papers for approved, papers in rankings.items() if set(approved) <= withdrawn),
    )


def _stv(data: bytes, name: str, choices: Choices) -> Counted:
    language = choices.language
    if is_blt(data, name, with_commas=True, language=language):
        file = read_blt(data, name, overvotes=choices.overvotes, language=language)
    else:
        ballots = read_rankings(data, name, overvotes=choices.overvotes, language=language)
        file = RankedFile(ballots, 1)
    ties = choices.ties or Ties(order=file.tie_order)
    result = stv(file.ballots, choices.seats or file.seats, ties=ties, language=language)
    result = replace(result, explanation=(*file.notes, *result.explanation))
    counted = _counted(Method.STV, result)
    return replace(counted, detail={"title": file.title, **counted.detail})


_COUNTS: dict[Method, Callable[[bytes, str, Choices], Counted]] = {
    Method.SIMPLE: _simple,
    Method.WEIGHTED: _weighted,
    Method.MAJORITY_JUDGMENT: _judgment,
    Method.APPROVAL: _approval,
    Method.STV: _stv,
}
