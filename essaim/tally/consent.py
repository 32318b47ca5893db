"""Decision by consent: nobody says no, with an argument (domain reference 3.3).

Two things: the steps that a proposal goes through, and what its objection rounds amount to. The
circle judges objections; this only records, and applies what was fixed before.
"""

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from essaim.tally.errors import CannotCount
from essaim.tally.objections import Objection, Verdict
from essaim.tally.simple import Majority, SimpleBallots, SimpleResult, simple_vote
from essaim.tally.words import number, say


class Step(StrEnum):
    """Where a proposal stands."""

    DRAFT = "draft"
    PRESENTED = "presented"
    CLARIFICATION = "clarification"
    FEELINGS = "feelings"
    AMENDMENT = "amendment"
    OBJECTION_ROUND = "objection_round"
    TEST_OBJECTIONS = "test_objections"
    INTEGRATION = "integration"
    ADOPTED = "adopted"
    CELEBRATED = "celebrated"
    WITHDRAWN = "withdrawn"
    POSTPONED = "postponed"
    ESCALATED = "escalated"


_FORWARD = {
    Step.DRAFT: {Step.PRESENTED},
    Step.PRESENTED: {Step.CLARIFICATION},
    Step.CLARIFICATION: {Step.FEELINGS},
    Step.FEELINGS: {Step.AMENDMENT},
    Step.AMENDMENT: {Step.OBJECTION_ROUND},
    Step.OBJECTION_ROUND: {Step.ADOPTED, Step.TEST_OBJECTIONS},
    Step.TEST_OBJECTIONS: {Step.ADOPTED, Step.INTEGRATION},
    Step.INTEGRATION: {Step.OBJECTION_ROUND},
}
_ENDS = frozenset({Step.WITHDRAWN, Step.POSTPONED, Step.ESCALATED})


def next_steps(step: Step) -> frozenset[Step]:
    """Where a proposal may go: forward, or to an end, until it is adopted."""
    if step == Step.ADOPTED:
        return frozenset({Step.CELEBRATED})
    return frozenset(_FORWARD[step]) | _ENDS if step in _FORWARD else frozenset()


class Fallback(StrEnum):
    """What happens when the rounds are used up; fixed before the first one."""

    POSTPONE = "postpone"
    MAJORITY_2_3 = "majority_2_3"
    BACK_TO_WORKING_GROUP = "back_to_working_group"


@dataclass(frozen=True, slots=True)
class ConsentRule:
    """`participation` is the least part of the voters who must answer, counted in each round.

    Silence is no answer; it stands for consent only where `silence_is_consent`.
    """

    max_rounds: int = 3
    fallback: Fallback = Fallback.POSTPONE
    silence_is_consent: bool = False
    participation: Fraction = Fraction(1, 2)
    review_months: int = 12


@dataclass(frozen=True, slots=True)
class ConsentRound:
    """An objection round on one version of the text. Who passes has no objection, and is noted."""

    version: int
    no_objection: Collection[str] = ()
    passed: Collection[str] = ()
    objections: Sequence[Objection] = ()

    @property
    def answered(self) -> set[str]:
        return {*self.no_objection, *self.passed, *(objection.by for objection in self.objections)}


class Outcome(StrEnum):
    """What the rounds amount to."""

    ADOPTED = "adopted"
    ADOPTED_BY_VOTE = "adopted_by_vote"
    REJECTED_BY_VOTE = "rejected_by_vote"
    NOT_ENOUGH_ANSWERS = "not_enough_answers"
    TO_TEST = "to_test"
    TO_INTEGRATE = "to_integrate"
    TO_VOTE = "to_vote"
    POSTPONED = "postponed"
    BACK_TO_WORKING_GROUP = "back_to_working_group"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ConsentResult:
    """`attached` are the objections that a fallback vote overrode: they go with the decision."""

    outcome: Outcome
    is_adopted: bool
    versions: int
    rounds: int
    objections: int
    integrated: int
    set_aside: int
    attached: tuple[Objection, ...]
    vote: SimpleResult | None
    explanation: tuple[str, ...]


@dataclass(slots=True)
class _Trace:
    sentences: list[str] = field(default_factory=list)
    integrated: int = 0
    set_aside: int = 0


def consent(
    voters: Collection[str],
    rounds: Sequence[ConsentRound],
    rule: ConsentRule | None = None,
    *,
    is_withdrawn: bool = False,
    fallback_ballots: SimpleBallots | None = None,
    language: str = "fr",
) -> ConsentResult:
    """What the rounds amount to, in order; `fallback_ballots` once the rounds are used up.

    A valid objection calls for a new version and a new round; it is integrated when that round
    comes. Raises CannotCount on an objection without argument, set aside without a reason, on
    an answer by somebody who is no voter or given twice, or on a round that should not be.
    """
    rule = rule or ConsentRule()
    _check(voters, rounds, rule, language)
    trace = _traced(rounds, language)
    outcome = Outcome.WITHDRAWN if is_withdrawn else _outcome(voters, rounds, rule)
    if outcome == Outcome.NOT_ENOUGH_ANSWERS and rounds:
        trace.sentences.append(_silence_sentences(voters, rounds[-1], rule, language))
    vote = None
    if outcome == Outcome.TO_VOTE and fallback_ballots is not None:
        vote = simple_vote(fallback_ballots, Majority(2, 3, is_strict=False), language=language)
        outcome = Outcome.ADOPTED_BY_VOTE if vote.is_adopted else Outcome.REJECTED_BY_VOTE
        trace.sentences += vote.explanation
    attached = _standing(rounds) if outcome == Outcome.ADOPTED_BY_VOTE else ()
    trace.sentences.append(_outcome_sentence(outcome, attached, rule, language))
    return ConsentResult(
        outcome=outcome,
        is_adopted=outcome in {Outcome.ADOPTED, Outcome.ADOPTED_BY_VOTE},
        versions=len({round_.version for round_ in rounds}),
        rounds=len(rounds),
        objections=sum(len(round_.objections) for round_ in rounds),
        integrated=trace.integrated,
        set_aside=trace.set_aside,
        attached=attached,
        vote=vote,
        explanation=tuple(trace.sentences),
    )


def _check(
    voters: Collection[str], rounds: Sequence[ConsentRound], rule: ConsentRule, language: str
) -> None:
    if len(rounds) > rule.max_rounds:
        raise CannotCount("too_many_rounds", language, most=rule.max_rounds)
    for round_ in rounds:
        _check_answers(voters, round_, language)
    for before, after in itertools.pairwise(rounds):
        if not _valid(before) and _has_enough(voters, before, rule):
            raise CannotCount("round_after_adoption", language)
        if _valid(before) and after.version <= before.version:
            raise CannotCount("same_version_again", language)


def _check_answers(voters: Collection[str], round_: ConsentRound, language: str) -> None:
    for objection in round_.objections:
        objection.check(language)
    for name in sorted(round_.answered - set(voters)):
        raise CannotCount("not_a_voter", language, name=name)
    given = [
        *round_.no_objection,
        *round_.passed,
        *{objection.by for objection in round_.objections},
    ]
    for name in given:
        if given.count(name) > 1:
            raise CannotCount("answered_twice", language, name=name)


def _valid(round_: ConsentRound) -> tuple[Objection, ...]:
    return tuple(o for o in round_.objections if o.verdict in {Verdict.VALID, Verdict.UNTESTED})


def _standing(rounds: Sequence[ConsentRound]) -> tuple[Objection, ...]:
    return _valid(rounds[-1]) if rounds else ()


def _has_enough(voters: Collection[str], round_: ConsentRound, rule: ConsentRule) -> bool:
    return rule.silence_is_consent or len(round_.answered) >= rule.participation * len(voters)


def _outcome(voters: Collection[str], rounds: Sequence[ConsentRound], rule: ConsentRule) -> Outcome:
    if not rounds or not _has_enough(voters, rounds[-1], rule):
        return Outcome.NOT_ENOUGH_ANSWERS
    standing = _standing(rounds)
    if not standing:
        return Outcome.ADOPTED
    if any(objection.verdict == Verdict.UNTESTED for objection in standing):
        return Outcome.TO_TEST
    if len(rounds) < rule.max_rounds:
        return Outcome.TO_INTEGRATE
    return {
        Fallback.POSTPONE: Outcome.POSTPONED,
        Fallback.MAJORITY_2_3: Outcome.TO_VOTE,
        Fallback.BACK_TO_WORKING_GROUP: Outcome.BACK_TO_WORKING_GROUP,
    }[rule.fallback]


def _traced(rounds: Sequence[ConsentRound], language: str) -> _Trace:
    trace = _Trace()
    for place, round_ in enumerate(rounds, start=1):
        _follow(round_, place, trace, language, is_last=place == len(rounds))
    return trace


def _follow(
    round_: ConsentRound, place: int, trace: _Trace, language: str, *, is_last: bool
) -> None:
    counts: Mapping[str, int] = {
        "place": place,
        "version": round_.version,
        "without": len(round_.no_objection),
        "objections": len(round_.objections),
        "passed": len(round_.passed),
    }
    shown = {name: number(count, language) for name, count in counts.items()}
    trace.sentences.append(say(language, "consent_round", **shown))
    trace.sentences += [objection.in_words(language) for objection in round_.objections]
    trace.set_aside += sum(o.verdict == Verdict.NOT_VALID for o in round_.objections)
    integrated = sum(
        o.verdict == Verdict.LIFTED or (o.verdict == Verdict.VALID and not is_last)
        for o in round_.objections
    )
    trace.integrated += integrated


def _silence_sentences(
    voters: Collection[str], round_: ConsentRound, rule: ConsentRule, language: str
) -> str:
    return say(
        language,
        "silence",
        answered=number(len(round_.answered), language),
        voters=number(len(voters), language),
        share=str(rule.participation),
    )


def _outcome_sentence(
    outcome: Outcome, attached: Sequence[Objection], rule: ConsentRule, language: str
) -> str:
    names = ", ".join(objection.by for objection in attached)
    months = number(rule.review_months, language)
    return say(language, f"consent_{outcome}", names=names, months=months)
