"""Votes by weighted colleges: four ways of adding them, which differ (domain reference 3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from essaim.kernel.tally.errors import CannotCount
from essaim.kernel.tally.simple import Majority
from essaim.kernel.tally.words import number, percent, say


class CollegeMode(StrEnum):
    """How the colleges' votes make one result."""

    HEADS = "heads"
    PROPORTIONAL = "proportional"
    BLOC = "bloc"
    DOUBLE_MAJORITY = "double_majority"


class WeightBase(StrEnum):
    """Of what the threshold is a part: all the weight, or what went to For and Against."""

    TOTAL = "total"
    EXPRESSED = "expressed"


class SilentCollege(StrEnum):
    """What becomes of the weight of a college in which nobody voted."""

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


@dataclass(frozen=True, slots=True)
class CollegeRule:
    """`with_abstentions`: a college's abstentions dilute its For and Against.

    A double majority asks for the `overall` condition and for `colleges_needed` colleges in
    favour; None is half of them, rounded up.
    """

    mode: CollegeMode = CollegeMode.PROPORTIONAL
    weight_base: WeightBase = WeightBase.TOTAL
    with_abstentions: bool = False
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
    """`for_share` and `against_share` are parts of the whole weight (of the heads in that mode)."""

    is_adopted: bool
    is_valid: bool
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
    language: str = "fr",
) -> CollegeResult:
    """Adopted or not, and why; the threshold is `majority`'s (more than half if not given).

    As much For as Against adopts nothing. Raises CannotCount without a college, with a negative
    count or weight, or where all weights are zero.
    """
    _check(colleges, language)
    majority = majority or Majority()
    outcomes = _outcomes(colleges, rule)
    told = [_rule_told(rule, majority, language)]
    told += [_college_told(outcome, rule, language) for outcome in outcomes]
    silent = [outcome.name for outcome in outcomes if outcome.is_silent]
    if silent:
        key = f"silent_{rule.silent_college}"
        told.append(say(language, key, names=", ".join(silent)))
    is_valid = not (silent and rule.silent_college == SilentCollege.INVALIDATE)
    for_share, against_share = _shares(outcomes, rule)
    is_adopted = is_valid and _is_reached(for_share, against_share, rule, majority)
    told += _shares_told(outcomes, rule, language)
    in_favour = sum(outcome.is_in_favour for outcome in outcomes)
    if rule.mode == CollegeMode.DOUBLE_MAJORITY:
        needed = _colleges_needed(outcomes, rule)
        is_adopted = is_adopted and in_favour >= needed
        told.append(_double_told(in_favour, needed, len(outcomes), language))
    told.append(say(language, "adopted" if is_adopted else "not_adopted"))
    return CollegeResult(
        is_adopted, is_valid, rule.mode, for_share, against_share, outcomes, in_favour, tuple(told)
    )


def _check(colleges: Sequence[CollegeBallots], language: str) -> None:
    if not colleges:
        raise CannotCount("no_college", language)
    if any(min(one.weight, one.for_, one.against, one.abstention) < 0 for one in colleges):
        raise CannotCount("negative_count", language)
    if sum(one.weight for one in colleges) == 0:
        raise CannotCount("no_weight", language)


def _outcomes(colleges: Sequence[CollegeBallots], rule: CollegeRule) -> tuple[CollegeOutcome, ...]:
    """The weights add up to one; those of silent colleges are shared out where the rule says so."""
    bases = [
        one.for_ + one.against + (one.abstention if rule.with_abstentions else 0)
        for one in colleges
    ]
    shares_out = rule.silent_college == SilentCollege.REDISTRIBUTE
    weights = [
        Fraction(0) if shares_out and not base else Fraction(one.weight)
        for one, base in zip(colleges, bases, strict=True)
    ]
    total = sum(weights) or Fraction(1)
    return tuple(
        CollegeOutcome(
            name=one.name,
            weight=weight / total,
            ballots=one,
            for_share=_part(one.for_, one.against, base, rule) * weight / total,
            against_share=_part(one.against, one.for_, base, rule) * weight / total,
            is_silent=not base,
        )
        for one, base, weight in zip(colleges, bases, weights, strict=True)
    )


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
    for_, against, abstention = _heads(outcomes)
    base = for_ + against + (abstention if rule.with_abstentions else 0)
    return (Fraction(for_, base), Fraction(against, base)) if base else (Fraction(0), Fraction(0))


def _heads(outcomes: Sequence[CollegeOutcome]) -> tuple[int, int, int]:
    ballots = [outcome.ballots for outcome in outcomes]
    return (
        sum(one.for_ for one in ballots),
        sum(one.against for one in ballots),
        sum(one.abstention for one in ballots),
    )


def _is_reached(
    for_share: Fraction, against_share: Fraction, rule: CollegeRule, majority: Majority
) -> bool:
    if for_share == against_share:
        return False
    if majority.is_relative:
        return for_share > against_share
    is_total = rule.weight_base == WeightBase.TOTAL
    base = Fraction(1) if is_total else for_share + against_share
    mark = base * Fraction(majority.numerator, majority.denominator)
    return for_share > mark if majority.is_strict else for_share >= mark


def _colleges_needed(outcomes: Sequence[CollegeOutcome], rule: CollegeRule) -> int:
    return (len(outcomes) + 1) // 2 if rule.colleges_needed is None else rule.colleges_needed


def _rule_told(rule: CollegeRule, majority: Majority, language: str) -> str:
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
    if _adding(rule) == CollegeMode.PROPORTIONAL and rule.with_abstentions:
        key = "colleges_proportional_with_abstentions"
    return say(language, "colleges_rule", mode=say(language, key), threshold=threshold)


def _college_told(outcome: CollegeOutcome, rule: CollegeRule, language: str) -> str:
    ballots = outcome.ballots
    return say(
        language,
        "college_heads" if _adding(rule) == CollegeMode.HEADS else "college",
        name=outcome.name,
        weight=percent(outcome.weight, language),
        for_=number(ballots.for_, language),
        against=number(ballots.against, language),
        abstention=number(ballots.abstention, language),
        for_share=percent(outcome.for_share, language),
        against_share=percent(outcome.against_share, language),
    )


def _shares_told(outcomes: Sequence[CollegeOutcome], rule: CollegeRule, language: str) -> list[str]:
    for_share, against_share = _shares(outcomes, rule)
    told = []
    if _adding(rule) == CollegeMode.HEADS:
        for_, against, _abstention = _heads(outcomes)
        values = {"for_": number(for_, language), "against": number(against, language)}
        told.append(say(language, "heads", **values))
    else:
        shares = {
            "for_share": percent(for_share, language),
            "against_share": percent(against_share, language),
        }
        told.append(say(language, "weights", **shares))
        expressed = for_share + against_share
        if rule.weight_base == WeightBase.EXPRESSED and 0 < expressed < 1:
            share = percent(for_share / expressed, language)
            told.append(say(language, "of_expressed_weight", share=share))
    return [*told, *([say(language, "equal_weights")] if for_share == against_share else [])]


def _double_told(in_favour: int, needed: int, colleges: int, language: str) -> str:
    counts = {"in_favour": in_favour, "needed": needed, "colleges": colleges}
    return say(
        language, "double_majority", **{key: number(n, language) for key, n in counts.items()}
    )
