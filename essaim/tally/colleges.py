"""Votes by weighted colleges: four ways of adding them, which differ (domain reference 3.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from essaim.tally.errors import CannotCount
from essaim.tally.simple import (
    CastingVote,
    Majority,
    MajorityBase,
    awaits_casting_vote,
    tie_sentence,
)
from essaim.tally.words import number, percent, say


class CollegeMode(StrEnum):
    """How the colleges' votes make one result."""

    HEADS = "heads"
    PROPORTIONAL = "proportional"
    BLOC = "bloc"
    DOUBLE_MAJORITY = "double_majority"


class WeightBase(StrEnum):
    """Of what the threshold is a part: all the weight, or what went to For and Against.

    The weight that a silent college loses is in both.
    """

    TOTAL = "total"
    EXPRESSED = "expressed"


class SilentCollege(StrEnum):
    """What becomes of the weight of a college in which nobody voted, not even blank."""

    REDISTRIBUTE = "redistribute"
    LOST = "lost"
    INVALIDATE = "invalidate"


@dataclass(frozen=True, slots=True)
class CollegeBallots:
    """The ballots of one college; weights are relative to one another, 50 or 1/2 alike."""

    name: str
    weight: int | Fraction
    for_: int = 0
    against: int = 0
    abstention: int = 0
    blank: int = 0
    void: int = 0

    @property
    def voters(self) -> int:
        return self.for_ + self.against + self.abstention + self.blank + self.void


@dataclass(frozen=True, slots=True)
class CollegeRule:
    """`base`: inside a college For and Against are parts of the votes expressed, or of the voters.

    A double majority asks for the `overall` condition and for `colleges_needed` colleges in
    favour; None is more than half of them.
    """

    mode: CollegeMode = CollegeMode.PROPORTIONAL
    weight_base: WeightBase = WeightBase.TOTAL
    base: MajorityBase = MajorityBase.EXPRESSED
    silent_college: SilentCollege = SilentCollege.REDISTRIBUTE
    overall: CollegeMode = CollegeMode.PROPORTIONAL
    colleges_needed: int | None = None


@dataclass(frozen=True, slots=True)
class CollegeOutcome:
    """One college: its part of the weight, and what it gives to For and to Against."""

    name: str
    weight: Fraction
    ballots: CollegeBallots
    for_share: Fraction
    against_share: Fraction
    is_silent: bool

    @property
    def is_in_favour(self) -> bool:
        return self.ballots.for_ > self.ballots.against


@dataclass(frozen=True, slots=True)
class CollegeResult:
    """`for_share` and `against_share` are parts of the whole weight (of the heads in that mode).

    `is_tie`: as much For as Against, and a casting vote for would adopt.
    """

    is_adopted: bool
    is_valid: bool
    is_tie: bool
    mode: CollegeMode
    for_share: Fraction
    against_share: Fraction
    colleges: tuple[CollegeOutcome, ...]
    colleges_in_favour: int
    explanation: tuple[str, ...]


def vote_by_colleges(
    colleges: Sequence[CollegeBallots],
    rule: CollegeRule,
    majority: Majority | None = None,
    *,
    casting_vote: CastingVote | str | None = None,
    language: str = "fr",
) -> CollegeResult:
    """Adopted or not, and why; the threshold is `majority`'s (more than half if not given).

    As much For as Against adopts nothing, unless the threshold is below half and met, or the
    casting vote is for where it can decide (`awaits_casting_vote`). Raises CannotCount without a
    college, with a negative count or weight, where all weights are zero, and where the rule asks
    for more colleges than there are.
    """
    _check(colleges, rule, language)
    majority = majority or Majority()
    outcomes = _outcomes(colleges, rule)
    for_share, against_share = _shares(outcomes, rule)
    in_favour = sum(outcome.is_in_favour for outcome in outcomes)
    is_valid = not (_silent(outcomes) and rule.silent_college == SilentCollege.INVALIDATE)
    has_colleges = in_favour >= _colleges_needed(outcomes, rule)
    is_level = awaits_casting_vote(for_share, against_share, _weight_base(outcomes, rule), majority)
    is_tie = is_valid and has_colleges and is_level
    is_for = casting_vote == CastingVote.FOR if is_level else _is_reached(outcomes, rule, majority)
    is_adopted = is_valid and has_colleges and is_for
    is_equal = for_share == against_share > 0
    tie = tie_sentence(majority, casting_vote, is_level, language, adopts_nothing="equal_weights")
    sentences = [
        *_votes_sentences(outcomes, rule, majority, language),
        *([tie] if is_equal else []),
        *_double_sentences(in_favour, outcomes, rule, language),
        say(language, "adopted" if is_adopted else "not_adopted"),
    ]
    kinds = (is_adopted, is_valid, is_tie, rule.mode)
    return CollegeResult(*kinds, for_share, against_share, outcomes, in_favour, tuple(sentences))


def _check(colleges: Sequence[CollegeBallots], rule: CollegeRule, language: str) -> None:
    if not colleges:
        raise CannotCount("no_college", language)
    _check_rule(colleges, rule, language)
    for college in colleges:
        counts = (college.for_, college.against, college.abstention, college.blank, college.void)
        if min(college.weight, *counts) < 0:
            raise CannotCount("negative_count", language)
    if sum(college.weight for college in colleges) == 0:
        raise CannotCount("no_weight", language)


def _check_rule(colleges: Sequence[CollegeBallots], rule: CollegeRule, language: str) -> None:
    if rule.base not in {MajorityBase.EXPRESSED, MajorityBase.VOTERS}:
        raise CannotCount("college_base", language)
    needed = rule.colleges_needed
    if needed is not None and not 1 <= needed <= len(colleges):
        counts = {"needed": needed, "colleges": len(colleges)}
        raise CannotCount("colleges_needed_is_wrong", language, **counts)


def _outcomes(colleges: Sequence[CollegeBallots], rule: CollegeRule) -> tuple[CollegeOutcome, ...]:
    """The weights add up to one; those of silent colleges are shared out where the rule says so."""
    bases = [_base(college, rule) for college in colleges]
    shares_out = rule.silent_college == SilentCollege.REDISTRIBUTE
    weights = [
        Fraction(0) if shares_out and not college.voters else Fraction(college.weight)
        for college in colleges
    ]
    total = sum(weights) or Fraction(1)
    return tuple(
        CollegeOutcome(
            name=college.name,
            weight=weight / total,
            ballots=college,
            for_share=_part(college.for_, college.against, base, rule) * weight / total,
            against_share=_part(college.against, college.for_, base, rule) * weight / total,
            is_silent=not college.voters,
        )
        for college, base, weight in zip(colleges, bases, weights, strict=True)
    )


def _base(college: CollegeBallots, rule: CollegeRule) -> int:
    return college.voters if rule.base == MajorityBase.VOTERS else college.for_ + college.against


def _part(mine: int, other: int, base: int, rule: CollegeRule) -> Fraction:
    """What part of its weight a college gives to one side."""
    if _adding(rule) == CollegeMode.BLOC:
        return Fraction(int(mine > other))
    return Fraction(mine, base) if base else Fraction(0)


def _adding(rule: CollegeRule) -> CollegeMode:
    return rule.overall if rule.mode == CollegeMode.DOUBLE_MAJORITY else rule.mode


def _shares(outcomes: Sequence[CollegeOutcome], rule: CollegeRule) -> tuple[Fraction, Fraction]:
    if _adding(rule) != CollegeMode.HEADS:
        zero = Fraction(0)
        return (
            sum((outcome.for_share for outcome in outcomes), zero),
            sum((outcome.against_share for outcome in outcomes), zero),
        )
    for_, against = _heads(outcomes)
    base = sum(_base(outcome.ballots, rule) for outcome in outcomes)
    return (Fraction(for_, base), Fraction(against, base)) if base else (Fraction(0), Fraction(0))


def _heads(outcomes: Sequence[CollegeOutcome]) -> tuple[int, int]:
    ballots = [outcome.ballots for outcome in outcomes]
    return sum(college.for_ for college in ballots), sum(college.against for college in ballots)


def _is_reached(outcomes: Sequence[CollegeOutcome], rule: CollegeRule, majority: Majority) -> bool:
    """Whether For is enough by itself."""
    for_share, against_share = _shares(outcomes, rule)
    if majority.is_relative or not for_share:
        return for_share > against_share
    mark = _weight_base(outcomes, rule) * Fraction(majority.numerator, majority.denominator)
    return for_share > mark if majority.is_strict else for_share >= mark


def _weight_base(outcomes: Sequence[CollegeOutcome], rule: CollegeRule) -> Fraction:
    """Of what the threshold is a part: lost weight stays in it."""
    if rule.weight_base == WeightBase.TOTAL:
        return Fraction(1)
    return sum(_shares(outcomes, rule), _lost_weight(outcomes, rule))


def _lost_weight(outcomes: Sequence[CollegeOutcome], rule: CollegeRule) -> Fraction:
    """None where heads are counted, which weigh nothing."""
    if _adding(rule) == CollegeMode.HEADS or rule.silent_college != SilentCollege.LOST:
        return Fraction(0)
    return sum((outcome.weight for outcome in outcomes if outcome.is_silent), Fraction(0))


def _colleges_needed(outcomes: Sequence[CollegeOutcome], rule: CollegeRule) -> int:
    """More than half, unless the rule gives the number; none but for a double majority."""
    if rule.mode != CollegeMode.DOUBLE_MAJORITY:
        return 0
    return len(outcomes) // 2 + 1 if rule.colleges_needed is None else rule.colleges_needed


def _silent(outcomes: Sequence[CollegeOutcome]) -> list[str]:
    return [outcome.name for outcome in outcomes if outcome.is_silent]


def _votes_sentences(
    outcomes: Sequence[CollegeOutcome], rule: CollegeRule, majority: Majority, language: str
) -> Iterator[str]:
    """The rule, each college, those that are silent, and the whole."""
    yield _rule_sentence(rule, majority, language)
    for outcome in outcomes:
        yield _college_sentence(outcome, rule, language)
    if silent := _silent(outcomes):
        is_by_heads = _adding(rule) == CollegeMode.HEADS
        is_void = rule.silent_college == SilentCollege.INVALIDATE
        key = "silent_heads" if is_by_heads and not is_void else f"silent_{rule.silent_college}"
        yield say(language, key, names=", ".join(silent))
    yield from _shares_sentences(outcomes, rule, language)


def _rule_sentence(rule: CollegeRule, majority: Majority, language: str) -> str:
    if majority.is_relative:
        threshold = say(language, "relative_majority")
    else:
        base = "heads" if _adding(rule) == CollegeMode.HEADS else rule.weight_base
        threshold = say(
            language,
            "more_than" if majority.is_strict else "at_least",
            share=f"{majority.numerator}/{majority.denominator}",
            base=say(language, f"weight_base_{base}"),
        )
    key = f"colleges_{_adding(rule)}"
    if _adding(rule) == CollegeMode.PROPORTIONAL and rule.base == MajorityBase.VOTERS:
        key = "colleges_proportional_of_voters"
    return say(language, "colleges_rule", mode=say(language, key), threshold=threshold)


def _college_sentence(outcome: CollegeOutcome, rule: CollegeRule, language: str) -> str:
    ballots = outcome.ballots
    return say(
        language,
        "college_heads" if _adding(rule) == CollegeMode.HEADS else "college",
        name=outcome.name,
        weight=percent(outcome.weight, language),
        for_=number(ballots.for_, language),
        against=number(ballots.against, language),
        abstention=number(ballots.abstention, language),
        blank=number(ballots.blank + ballots.void, language),
        for_share=percent(outcome.for_share, language),
        against_share=percent(outcome.against_share, language),
    )


def _shares_sentences(
    outcomes: Sequence[CollegeOutcome], rule: CollegeRule, language: str
) -> list[str]:
    for_share, against_share = _shares(outcomes, rule)
    sentences = []
    if _adding(rule) == CollegeMode.HEADS:
        for_, against = _heads(outcomes)
        values = {"for_": number(for_, language), "against": number(against, language)}
        sentences.append(say(language, "heads", **values))
    else:
        shares = {
            "for_share": percent(for_share, language),
            "against_share": percent(against_share, language),
        }
        sentences.append(say(language, "weights", **shares))
        base = _weight_base(outcomes, rule)
        if 0 < base < 1 or (base and _lost_weight(outcomes, rule)):
            has_lost = _lost_weight(outcomes, rule) > 0
            key = "of_expressed_and_lost_weight" if has_lost else "of_expressed_weight"
            sentences.append(say(language, key, share=percent(for_share / base, language)))
    return sentences


def _double_sentences(
    in_favour: int, outcomes: Sequence[CollegeOutcome], rule: CollegeRule, language: str
) -> Iterator[str]:
    if rule.mode != CollegeMode.DOUBLE_MAJORITY:
        return
    needed = _colleges_needed(outcomes, rule)
    counts = {"in_favour": in_favour, "needed": needed, "colleges": len(outcomes)}
    key = "double_majority" if rule.colleges_needed is None else "double_majority_set"
    yield say(language, key, **{name: number(n, language) for name, n in counts.items()})
