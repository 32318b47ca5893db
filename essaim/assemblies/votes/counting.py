"""From ballots and a frozen rule to a result: the bridge between the room and `tally`.

Pure: what is counted is given. The tally is what JSON can hold: counts are integers, parts of a
whole are words such as "8/15", never floats.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from essaim.assemblies.votes.enums import Choice, Method, Outcome
from essaim.tally.approval import ApprovalRule, approval, approvals_of
from essaim.tally.colleges import (
    CollegeBallots,
    CollegeMode,
    CollegeOutcome,
    CollegeRule,
    SilentCollege,
    WeightBase,
    vote_by_colleges,
)
from essaim.tally.lot import draw
from essaim.tally.majority_judgment import Judged, judgments_of, majority_judgment
from essaim.tally.quorum import Presence
from essaim.tally.ranked import Stage, ballots_of, stv
from essaim.tally.seals import Opened, opened
from essaim.tally.simple import Majority, SimpleBallots, simple_vote
from essaim.tally.simple import MajorityBase as TallyBase
from essaim.tally.ties import LEFT_OPEN, TieBreak, Ties


@dataclass(frozen=True)
class Cast:
    """A ballot as it is counted: no elector any more, at most a college."""

    marks: Mapping[str, Any]
    college: str = ""


@dataclass(frozen=True)
class Question:
    """All that a count needs. `rule` is the resolution's, frozen at its opening."""

    method: str
    rule: Mapping[str, Any]
    casts: Sequence[Cast]
    presence: Presence
    options: Mapping[str, str] = field(default_factory=dict)  # key → label, in their order
    grades: Sequence[str] = ()
    seats: int = 1
    paper: Mapping[str, int] = field(default_factory=dict)
    casting_vote: str | None = None
    words: str = ""  # said in the room, for lots
    secret: str = ""  # sealed at the opening; the seal is in the rule


@dataclass(frozen=True)
class Counted:
    """What came out. `winners` are labels, in their order, where options were put to the vote."""

    outcome: Outcome
    tally: dict[str, Any]
    explanation: tuple[str, ...]
    winners: tuple[str, ...] = ()


def share_in_words(share: Fraction | None) -> str:
    """ "8/15"; empty where there is none."""
    return "" if share is None else str(share)


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
    casts = [cast for cast in question.casts if college in {None, cast.college}]
    votes = Counter(str(cast.marks["vote"]) for cast in casts)
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
        "share": share_in_words(result.share),
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
        _college(college, votes_of(question, college["code"]))
        for college in question.rule["colleges"]
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
        "for_share": share_in_words(result.for_share),
        "against_share": share_in_words(result.against_share),
        "colleges_in_favour": result.colleges_in_favour,
        "colleges": [_college_tally(college) for college in result.colleges],
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


def _college_tally(college: CollegeOutcome) -> dict[str, Any]:
    return {
        "name": college.name,
        "weight": share_in_words(college.weight),
        "for": college.ballots.for_,
        "against": college.ballots.against,
        "abstention": college.ballots.abstention,
        "blank": college.ballots.blank,
        "for_share": share_in_words(college.for_share),
        "against_share": share_in_words(college.against_share),
        "is_silent": college.is_silent,
        "is_in_favour": college.is_in_favour,
    }


def ties_of(question: Question, counts: Iterable[str], language: str) -> tuple[Ties, Opened | None]:
    """Who decides between the level, and the proof of the seed where lots do.

    `counts` are what the ballots said, option by option, as the result publishes it. A rule that
    was frozen without saying who decides, or without a seal, leaves ties open.
    """
    by = TieBreak(question.rule["body"].get("tie_break", TieBreak.OPEN))
    if by != TieBreak.LOTS:
        return Ties(by), None
    seal = question.rule.get("seal", "")
    if not seal:
        return LEFT_OPEN, None
    proof = opened(seal, question.secret, "; ".join(counts), language=language)
    return Ties(by, proof.seed), proof


def proven(tally: dict[str, Any], proof: Opened | None) -> dict[str, Any]:
    """The tally with the proof of its seed, where there is one; `said` are its words."""
    if proof is None:
        return tally
    kept = {"seal": proof.seal, "secret": proof.secret, "said": proof.words, "seed": proof.seed}
    return tally | {"proof": kept}


def proof_sentences(proof: Opened | None, language: str) -> tuple[str, ...]:
    return () if proof is None else proof.in_words(language)


def count_lots(question: Question, language: str) -> Counted:
    """Nobody votes: the secret and the words of the room give the order.

    Under a rule that was frozen without a seal the words are the seed, as they were announced.
    """
    labels = tuple(question.options.values())
    seal = question.rule.get("seal", "")
    proof = opened(seal, question.secret, question.words, language=language) if seal else None
    seed = proof.seed if proof else question.words
    result = draw(labels, seed, seats=question.seats, language=language)
    drawn = zip(result.order, result.digests, strict=True)
    tally = {
        "seed": result.seed,
        "options": [{"label": name, "digest": digest} for name, digest in drawn],
        "winners": list(result.winners),
    }
    explanation = (*proof_sentences(proof, language), *result.explanation)
    return Counted(Outcome.ELECTED, proven(tally, proof), explanation, result.winners)


def _majority_to_be_chosen(question: Question) -> Majority | None:
    """A rule that was frozen without saying so asks for its majority."""
    is_asked = question.rule["subject"].get("majority_in_choices", True)
    return majority_of(question.rule) if is_asked else None


def count_judgments(question: Question, language: str) -> Counted:
    """A missing grade counts as the last of the scale, as the frozen rule says."""
    grades = tuple(reversed(question.grades))
    ballots = [
        [
            question.grades[cast.marks[key]] if key in cast.marks else None
            for key in question.options
        ]
        for cast in question.casts
    ]
    labels = list(question.options.values())
    judged = judgments_of(ballots, labels, grades, default=grades[0], language=language)
    counts = (
        f"{name} {'-'.join(map(str, reversed(votes)))}" for name, votes in judged.tallies.items()
    )
    ties, proof = ties_of(question, counts, language)
    result = majority_judgment(judged, question.seats, ties=ties, language=language)
    tally = {
        "voters": len(question.casts),
        "grades": list(question.grades),
        "options": [_judged(option) for option in result.ranking],
    }
    explanation = (*proof_sentences(proof, language), *result.explanation)
    return _chosen(proven(tally, proof), result.winners, result.undecided, explanation)


def _judged(option: Judged) -> dict[str, Any]:
    """Counts go from the best grade to the worst, as the scale of the resolution."""
    return {
        "label": option.name,
        "rank": option.rank,
        "grade": option.grade,
        "sign": option.gauge.sign,
        "counts": [int(votes) for votes in reversed(option.tally)],
    }


def count_approvals(question: Question, language: str) -> Counted:
    """A ballot that approves of nothing is a voter's too."""
    labels = question.options
    ballots = [[labels[key] for key in cast.marks] for cast in question.casts]
    approvals = approvals_of(list(labels.values()), ballots)
    counts = (f"{name} {votes}" for name, votes in approvals.counts.items())
    ties, proof = ties_of(question, counts, language)
    rule = ApprovalRule(_majority_to_be_chosen(question), question.presence, ties)
    result = approval(approvals, question.seats, rule, language=language)
    tally = {
        "voters": result.voters,
        "needed": result.needed,
        "options": [
            {
                "label": option.name,
                "rank": option.rank,
                "votes": option.votes,
                "share": share_in_words(option.share),
            }
            for option in result.ranking
        ],
    }
    explanation = (*proof_sentences(proof, language), *result.explanation)
    return _chosen(proven(tally, proof), result.winners, result.undecided, explanation)


def _chosen(
    tally: dict[str, Any],
    winners: tuple[str, ...],
    undecided: tuple[str, ...],
    explanation: tuple[str, ...],
) -> Counted:
    """Those level for the last seats are told; nothing is settled as long as a tie is open."""
    chosen = tally | {"winners": list(winners), "undecided": list(undecided)}
    outcome = Outcome.ELECTED if winners else Outcome.REJECTED
    return Counted(Outcome.TIED if undecided else outcome, chosen, explanation, winners)


def count_ranked(question: Question, language: str) -> Counted:
    labels = question.options
    rankings = [
        [labels[key] for key in sorted(cast.marks, key=lambda key: int(cast.marks[key]))]
        for cast in question.casts
    ]
    ballots = ballots_of(tuple(labels.values()), rankings)
    firsts = Counter(ranking[0] for ranking in rankings if ranking)
    counts = (f"{name} {firsts[name]}" for name in labels.values())
    ties, proof = ties_of(question, counts, language)
    result = stv(ballots, question.seats, ties=ties, language=language)
    tally = {
        "voters": len(question.casts),
        "quota": result.quota,
        "valid": result.valid,
        "invalid": result.invalid,
        "rounds": [_round(stage) for stage in result.rounds],
    }
    explanation = (*proof_sentences(proof, language), *result.explanation)
    return _chosen(proven(tally, proof), result.winners, result.undecided, explanation)


def _round(stage: Stage) -> dict[str, Any]:
    return {
        "number": stage.number,
        "votes": {name: str(votes) for name, votes in stage.votes.items()},
        "elected": list(stage.elected),
        "excluded": stage.excluded or "",
        "non_transferable": str(stage.non_transferable),
    }


_COUNTS: dict[str, Callable[[Question, str], Counted]] = {
    Method.SIMPLE: count_simple,
    Method.COLLEGES: count_colleges,
    Method.MAJORITY_JUDGMENT: count_judgments,
    Method.APPROVAL: count_approvals,
    Method.RANKED: count_ranked,
    Method.LOT: count_lots,
}


def count(question: Question, language: str = "fr") -> Counted:
    """The result whatever the quorum. Raises CannotCount where the rule allows no count."""
    return _COUNTS[question.method](question, language)
