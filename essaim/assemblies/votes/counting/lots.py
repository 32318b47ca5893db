"""Lots, of a question or of a tie: from the sealed secret and what was said since."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from essaim.assemblies.votes.counting.questions import Counted, Question
from essaim.assemblies.votes.enums import Outcome
from essaim.tally.lot import draw
from essaim.tally.seals import Opened, opened
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
