"""Enough members to decide? (domain reference 2.2)"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from essaim.tally.errors import CannotCount
from essaim.tally.words import number, say


class QuorumKind(StrEnum):
    """How the quorum is stated in the rules."""

    NONE = "none"
    NUMBER = "number"
    FRACTION = "fraction"


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """`number` members, or `numerator / denominator` of them, rounded up.

    `is_strict`: more than the fraction, as in « more than half ». `counts_proxies` says whether the
    represented count; `by_college` asks the same of each college.
    `in_writing`: those who answered are counted as present, and are told as such.
    """

    kind: QuorumKind = QuorumKind.NONE
    number: int = 0
    numerator: int = 0
    denominator: int = 1
    counts_proxies: bool = True
    by_college: bool = False
    in_writing: bool = False
    is_strict: bool = False


@dataclass(frozen=True, slots=True)
class Presence:
    """Members with the right to vote, those of them who are here, those validly represented."""

    registered: int = 0
    present: int = 0
    represented: int = 0


@dataclass(frozen=True, slots=True)
class QuorumResult:
    """How many were needed and counted; with a quorum by college, each college's own result.

    A college without elector has none: it is named in the explanation.
    """

    required: int
    counted: int
    is_reached: bool
    explanation: tuple[str, ...]
    colleges: Mapping[str, "QuorumResult"] = field(default_factory=dict)


def quorum(
    rule: QuorumRule,
    presence: Presence,
    *,
    by_college: Mapping[str, Presence] | None = None,
    language: str = "fr",
) -> QuorumResult:
    """Count, and each college where the rule asks for it: the whole and all must reach theirs.

    A college in which nobody may vote is left out, and told. Raises CannotCount where the rule
    asks for colleges and none is given.
    """
    overall = _quorum(rule, presence, language)
    if not rule.by_college or rule.kind == QuorumKind.NONE:
        return overall
    if not by_college:
        raise CannotCount("quorum_without_colleges", language)
    empty = [name for name, here in by_college.items() if not here.registered]
    colleges = {
        name: _quorum(rule, here, language) for name, here in by_college.items() if here.registered
    }
    sentences = [say(language, "college_without_elector", names=", ".join(empty))] if empty else []
    sentences += [
        say(language, "of_college", name=name, sentence=sentence)
        for name, result in colleges.items()
        for sentence in result.explanation
    ]
    lacking = [name for name, result in colleges.items() if not result.is_reached]
    if lacking:
        sentences.append(say(language, "colleges_lack_quorum", names=", ".join(lacking)))
    return QuorumResult(
        required=overall.required,
        counted=overall.counted,
        is_reached=overall.is_reached and not lacking,
        explanation=(*overall.explanation, *sentences),
        colleges=colleges,
    )


def _quorum(rule: QuorumRule, presence: Presence, language: str) -> QuorumResult:
    counted = presence.present + (presence.represented if rule.counts_proxies else 0)
    if rule.kind == QuorumKind.NONE:
        return QuorumResult(0, counted, True, (say(language, "quorum_none"),))
    if rule.kind == QuorumKind.NUMBER:
        required = rule.number
        rule_sentence = say(language, "quorum_number", required=number(required, language))
    else:
        share = _share(rule, language)
        if share and not presence.registered:  # a part of nobody is not met by nobody
            return QuorumResult(1, counted, False, (say(language, "quorum_of_nobody"),))
        mark = presence.registered * share
        required = math.floor(mark) + 1 if rule.is_strict else math.ceil(mark)
        rule_sentence = say(
            language,
            "quorum_more_than" if rule.is_strict else "quorum_fraction",
            share=f"{rule.numerator}/{rule.denominator}",
            registered=number(presence.registered, language),
            required=number(required, language),
        )
    is_reached = counted >= required
    sentences = (
        rule_sentence,
        _counted(rule, presence, language),
        _verdict(counted, required, language),
    )
    return QuorumResult(required, counted, is_reached, sentences)


def _share(rule: QuorumRule, language: str) -> Fraction:
    if rule.denominator <= 0 or not 0 <= rule.numerator <= rule.denominator:
        fraction = f"{rule.numerator}/{rule.denominator}"
        raise CannotCount("not_a_part", language, fraction=fraction)
    return Fraction(rule.numerator, rule.denominator)


def _counted(rule: QuorumRule, presence: Presence, language: str) -> str:
    if rule.in_writing:
        return say(language, "counted_answers", total=number(presence.present, language))
    return say(
        language,
        "counted_with_proxies" if rule.counts_proxies else "counted_without_proxies",
        present=number(presence.present, language),
        represented=number(presence.represented, language),
        total=number(presence.present + presence.represented, language),
    )


def _verdict(counted: int, required: int, language: str) -> str:
    key = "quorum_reached" if counted >= required else "quorum_missed"
    return say(
        language,
        key,
        counted=number(counted, language),
        required=number(required, language),
        missing=number(required - counted, language),
    )


@dataclass(frozen=True, slots=True)
class ProxyCount:
    """Places, in the order of receipt, of the proxies kept and of those over their holder's cap."""

    accepted: tuple[int, ...]
    refused: tuple[int, ...]


def valid_proxies(holders: Sequence[object], cap: int | None) -> ProxyCount:
    """Keep the first `cap` proxies that each holder received; None keeps them all."""
    received: dict[object, int] = {}
    accepted: list[int] = []
    refused: list[int] = []
    for place, holder in enumerate(holders):
        received[holder] = received.get(holder, 0) + 1
        (accepted if cap is None or received[holder] <= cap else refused).append(place)
    return ProxyCount(tuple(accepted), tuple(refused))
