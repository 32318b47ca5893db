"""For or against a text: by heads, or by colleges."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from essaim.assemblies.votes.counting.questions import Counted, Question, told_share
from essaim.assemblies.votes.enums import Choice, Outcome
from essaim.tally.colleges import (
    CollegeBallots,
    CollegeMode,
    CollegeOutcome,
    CollegeRule,
    SilentCollege,
    WeightBase,
    vote_by_colleges,
)
from essaim.tally.simple import Majority, SimpleBallots, simple_vote
from essaim.tally.simple import MajorityBase as TallyBase


def majority_of(rule: Mapping[str, Any]) -> Majority:
    subject = rule["subject"]
    return Majority(
        numerator=subject["majority_numerator"],
        denominator=subject["majority_denominator"],
        is_strict=subject["majority_is_strict"],
        base=TallyBase(subject["majority_base"]),
    )


def votes_of(question: Question, college: str | None = None) -> Counter[str]:
    """How many said what, those of one college or all; papers are of no college."""
    casts = [one for one in question.casts if college in {None, one.college}]
    votes = Counter(str(one.marks["vote"]) for one in casts)
    if college is None:
        votes.update(question.paper)
    return votes


def count_simple(question: Question, language: str) -> Counted:
    """Raises TooManyPapers where there are more ballots than the majority has members."""
    votes = votes_of(question)
    result = simple_vote(
        SimpleBallots(
            for_=votes[Choice.FOR],
            against=votes[Choice.AGAINST],
            abstention=votes[Choice.ABSTENTION],
            blank=votes[Choice.BLANK],
        ),
        majority_of(question.rule),
        presence=question.presence,
        casting_vote=question.casting_vote,
        language=language,
    )
    tally = _votes(votes) | {
        "base": result.base,
        "needed": result.needed,
        "share": told_share(result.share),
        "is_tie": result.is_tie,
    }
    is_open = result.is_tie and question.casting_vote is None
    return Counted(_outcome(result.is_adopted, is_open), tally, result.explanation)


def _outcome(is_adopted: bool, is_tie: bool) -> Outcome:
    if is_adopted:
        return Outcome.ADOPTED
    return Outcome.TIED if is_tie else Outcome.REJECTED


def _votes(votes: Mapping[str, int]) -> dict[str, Any]:
    counts = {str(choice): votes.get(choice, 0) for choice in Choice.values}
    return {**counts, "voters": sum(counts.values())}


def count_colleges(question: Question, language: str) -> Counted:
    by_college = [
        _college(one, votes_of(question, one["code"])) for one in question.rule["colleges"]
    ]
    result = vote_by_colleges(
        by_college,
        _college_rule(question.rule),
        majority_of(question.rule),
        casting_vote=question.casting_vote,
        language=language,
    )
    tally = _votes(votes_of(question)) | {
        "mode": str(result.mode),
        "is_valid": result.is_valid,
        "for_share": told_share(result.for_share),
        "against_share": told_share(result.against_share),
        "colleges_in_favour": result.colleges_in_favour,
        "colleges": [_college_tally(one) for one in result.colleges],
    }
    is_open = result.is_tie and question.casting_vote is None
    outcome = _outcome(result.is_adopted, is_open) if result.is_valid else Outcome.VOID
    return Counted(outcome, tally, result.explanation)


def _college(college: Mapping[str, Any], votes: Mapping[str, int]) -> CollegeBallots:
    return CollegeBallots(
        name=college["name"],
        weight=college["weight"],
        for_=votes[Choice.FOR],
        against=votes[Choice.AGAINST],
        abstention=votes[Choice.ABSTENTION],
        blank=votes[Choice.BLANK],
    )


def _college_rule(rule: Mapping[str, Any]) -> CollegeRule:
    """Of the votes expressed, weights are compared with those expressed; else with all of them.

    A rule that was frozen before it could give a number of colleges asks for more than half.
    """
    base = TallyBase(rule["subject"]["majority_base"])
    return CollegeRule(
        mode=CollegeMode(rule["body"]["aggregation"]),
        weight_base=WeightBase.EXPRESSED if base == TallyBase.EXPRESSED else WeightBase.TOTAL,
        base=base,
        silent_college=SilentCollege(rule["body"]["silent_college"]),
        overall=CollegeMode.HEADS,
        colleges_needed=rule["body"].get("colleges_needed"),
    )


def _college_tally(one: CollegeOutcome) -> dict[str, Any]:
    return {
        "name": one.name,
        "weight": told_share(one.weight),
        "for": one.ballots.for_,
        "against": one.ballots.against,
        "abstention": one.ballots.abstention,
        "blank": one.ballots.blank,
        "for_share": told_share(one.for_share),
        "against_share": told_share(one.against_share),
        "is_silent": one.is_silent,
        "is_in_favour": one.is_in_favour,
    }
