"""Consent: examples K1 and K2 of the domain reference, withdrawal, silence."""

from dataclasses import replace
from fractions import Fraction

import pytest

from essaim.tally.consent import (
    ConsentRound,
    ConsentRule,
    Fallback,
    Outcome,
    Step,
    consent,
    next_steps,
)
from essaim.tally.errors import CannotCount
from essaim.tally.objections import Objection, ObjectionKind, Verdict
from essaim.tally.simple import SimpleBallots

NINE = "ABCDEFGHI"
O1 = Objection("H", ObjectionKind.RISK_FOR_NETWORK, "le budget est dépassé", Verdict.VALID)
O2 = Objection(
    "I", ObjectionKind.LIMIT_OF_MEMBER, "je préfère juillet", Verdict.NOT_VALID, "Une préférence."
)
V1 = ConsentRound(1, no_objection="ABCDEFG", objections=[O1, O2])
V2 = ConsentRound(2, no_objection=NINE)


def test_k1_one_objection_integrated_one_set_aside():
    result = consent(NINE, [V1, V2])
    assert (result.outcome, result.is_adopted) == (Outcome.ADOPTED, True)
    assert (result.versions, result.objections, result.rounds) == (2, 2, 2)
    assert (result.integrated, result.set_aside) == (1, 1)
    assert result.explanation == (
        "Tour 1, version 1\u00a0: sans objection 7, objections 2, passent 0.",
        (
            "Objection (H, risque pour le réseau)\u00a0: le budget est dépassé → "
            "jugée recevable par le cercle."
        ),
        (
            "Objection (I, limite d’un membre)\u00a0: je préfère juillet → "
            "jugée non recevable par le cercle. Une préférence."
        ),
        "Tour 2, version 2\u00a0: sans objection 9, objections 0, passent 0.",
        "Plus d’objection\u00a0: adopté par consentement, à revoir dans 12 mois.",
    )


def three_rounds() -> list[ConsentRound]:
    return [ConsentRound(n, no_objection="ABCDEFGI", objections=[O1]) for n in (1, 2, 3)]


BY_VOTE = ConsentRule(max_rounds=3, fallback=Fallback.MAJORITY_2_3)


def test_k2_adopted_by_fallback_vote_with_the_objection_attached():
    ballots = SimpleBallots(for_=8, against=1)
    result = consent(NINE, three_rounds(), BY_VOTE, fallback_ballots=ballots, language="en")
    assert (result.outcome, result.is_adopted) == (Outcome.ADOPTED_BY_VOTE, True)
    assert result.vote.share == Fraction(8, 9)
    assert "For: 8 out of 9, that is 88.89%." in result.explanation
    assert result.attached == (O1,)
    assert result.explanation[-1] == "Adopted by fallback vote, objection of H attached."


def test_k2_the_vote_waits_for_its_ballots_and_may_reject():
    assert consent(NINE, three_rounds(), BY_VOTE).outcome == Outcome.TO_VOTE
    ballots = SimpleBallots(for_=5, against=4)
    result = consent(NINE, three_rounds(), BY_VOTE, fallback_ballots=ballots)
    assert (result.outcome, result.attached) == (Outcome.REJECTED_BY_VOTE, ())


@pytest.mark.parametrize(
    ("fallback", "outcome"),
    [
        (Fallback.POSTPONE, Outcome.POSTPONED),
        (Fallback.BACK_TO_WORKING_GROUP, Outcome.BACK_TO_WORKING_GROUP),
    ],
)
def test_when_rounds_are_used_up_the_fallback_applies(fallback: Fallback, outcome: Outcome):
    result = consent(NINE, three_rounds(), ConsentRule(fallback=fallback))
    assert (result.outcome, result.is_adopted) == (outcome, False)


def test_the_proposer_may_withdraw():
    result = consent(NINE, [V1], is_withdrawn=True)
    assert (result.outcome, result.is_adopted) == (Outcome.WITHDRAWN, False)
    assert result.explanation[-1] == "Retiré par qui l’a proposé."


def test_silence_is_not_consent():
    rule = ConsentRule(participation=Fraction(2, 3))
    result = consent(NINE, [ConsentRound(1, no_objection="ABCDE")], rule)
    assert (result.outcome, result.is_adopted) == (Outcome.NOT_ENOUGH_ANSWERS, False)
    assert result.explanation[-2] == (
        "Réponses 5 sur 9, et il en faut 2/3\u00a0: se taire n’est pas consentir."
    )
    assert consent(NINE, [ConsentRound(1, no_objection="ABCDEF")], rule).is_adopted


def test_silence_is_consent_where_the_body_says_so():
    rule = ConsentRule(silence_is_consent=True)
    assert consent(NINE, [ConsentRound(1, no_objection="A")], rule).is_adopted


def test_passing_is_no_objection_and_an_answer():
    result = consent(NINE, [ConsentRound(1, no_objection="ABC", passed="DE")])
    assert result.is_adopted
    assert result.explanation[0].endswith("passent 2.")


def test_an_objection_waits_for_the_circle():
    untested = replace(V1, objections=[replace(O1, verdict=Verdict.UNTESTED)])
    assert consent(NINE, [untested]).outcome == Outcome.TO_TEST
    assert consent(NINE, [V1]).outcome == Outcome.TO_INTEGRATE


def test_all_objections_set_aside_adopts():
    result = consent(NINE, [ConsentRound(1, no_objection="ABCDEFGH", objections=[O2])])
    assert (result.is_adopted, result.set_aside) == (True, 1)


def test_nothing_is_decided_before_the_first_round():
    assert consent(NINE, []).outcome == Outcome.NOT_ENOUGH_ANSWERS
    assert consent(NINE, [], is_withdrawn=True).outcome == Outcome.WITHDRAWN


@pytest.mark.parametrize(
    ("rounds", "sentence"),
    [
        ([replace(V1, objections=[replace(O1, argument=" ")])], "n’a pas d’argument"),
        ([replace(V1, objections=[replace(O2, reason="")])], "écartée sans raison"),
        ([replace(V2, no_objection="AZ")], "Z répond sans avoir voix"),
        ([replace(V1, passed="A")], "A répond deux fois"),
        ([V2, V2], "Un tour suit"),
        ([V1, replace(V2, version=1)], "nouvelle version"),
        ([V1] * 4, "plus de tours"),
    ],
)
def test_rounds_that_cannot_be_are_refused(rounds: list[ConsentRound], sentence: str):
    with pytest.raises(CannotCount, match=sentence):
        consent(NINE, rounds)


def test_a_proposal_goes_forward_or_ends():
    assert Step.OBJECTION_ROUND in next_steps(Step.INTEGRATION)
    assert next_steps(Step.TEST_OBJECTIONS) == {
        Step.ADOPTED,
        Step.INTEGRATION,
        Step.WITHDRAWN,
        Step.POSTPONED,
        Step.ESCALATED,
    }
    assert next_steps(Step.ADOPTED) == {Step.CELEBRATED}
    for end in (Step.CELEBRATED, Step.WITHDRAWN, Step.POSTPONED, Step.ESCALATED):
        assert next_steps(end) == frozenset()
