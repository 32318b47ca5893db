"""Among options or people: by grades, by approval, by ranks, by lot."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from essaim.assemblies.votes.counting.questions import Counted, Question, told_share
from essaim.assemblies.votes.counting.yes_or_no import majority_of
from essaim.assemblies.votes.enums import Outcome
from essaim.tally.approval import ApprovalRule, approval, approvals_of
from essaim.tally.lot import draw
from essaim.tally.majority_judgment import Judged, judgments_of, majority_judgment
from essaim.tally.ranked import Stage, ballots_of, stv
from essaim.tally.seals import Opened, opened
from essaim.tally.simple import Majority
from essaim.tally.ties import LEFT_OPEN, TieBreak, Ties


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
    """The tally with the proof of its seed, where there is one."""
    return tally if proof is None else tally | {"proof": asdict(proof)}


def proof_told(proof: Opened | None, language: str) -> tuple[str, ...]:
    return () if proof is None else proof.told(language)


def count_lots(question: Question, language: str) -> Counted:
    """Nobody votes: the secret and the words of the room give the order.

    Under a rule that was frozen without a seal the words are the seed, as they were announced.
    """
    labels = tuple(question.options.values())
    seal = question.rule.get("seal", "")
    proof = opened(seal, question.secret, question.said, language=language) if seal else None
    seed = proof.seed if proof else question.said
    result = draw(labels, seed, seats=question.seats, language=language)
    drawn = zip(result.order, result.digests, strict=True)
    tally = {
        "seed": result.seed,
        "options": [{"label": name, "digest": digest} for name, digest in drawn],
        "winners": list(result.winners),
    }
    told = (*proof_told(proof, language), *result.explanation)
    return Counted(Outcome.ELECTED, proven(tally, proof), told, result.winners)


def _majority_to_be_chosen(question: Question) -> Majority | None:
    """A rule that was frozen without saying so asks for its majority."""
    is_asked = question.rule["subject"].get("majority_in_choices", True)
    return majority_of(question.rule) if is_asked else None


def count_judgments(question: Question, language: str) -> Counted:
    """A missing grade counts as the last of the scale, as the frozen rule says."""
    grades = tuple(reversed(question.grades))
    ballots = [
        [question.grades[one.marks[key]] if key in one.marks else None for key in question.options]
        for one in question.casts
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
        "options": [_judged(one) for one in result.ranking],
    }
    told = (*proof_told(proof, language), *result.explanation)
    return _chosen(proven(tally, proof), result.winners, result.undecided, told)


def _judged(one: Judged) -> dict[str, Any]:
    """Counts go from the best grade to the worst, as the scale of the resolution."""
    return {
        "label": one.name,
        "rank": one.rank,
        "grade": one.grade,
        "sign": one.gauge.sign,
        "counts": [int(votes) for votes in reversed(one.tally)],
    }


def count_approvals(question: Question, language: str) -> Counted:
    """A ballot that approves of nothing is a voter's too."""
    labels = question.options
    ballots = [[labels[key] for key in one.marks] for one in question.casts]
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
                "label": one.name,
                "rank": one.rank,
                "votes": one.votes,
                "share": told_share(one.share),
            }
            for one in result.ranking
        ],
    }
    told = (*proof_told(proof, language), *result.explanation)
    return _chosen(proven(tally, proof), result.winners, result.undecided, told)


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
        [labels[key] for key in sorted(one.marks, key=lambda key: int(one.marks[key]))]
        for one in question.casts
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
    told = (*proof_told(proof, language), *result.explanation)
    return _chosen(proven(tally, proof), result.winners, result.undecided, told)


def _round(stage: Stage) -> dict[str, Any]:
    return {
        "number": stage.number,
        "votes": {name: str(votes) for name, votes in stage.votes.items()},
        "elected": list(stage.elected),
        "excluded": stage.excluded or "",
        "non_transferable": str(stage.non_transferable),
    }
