"""Election without candidate: example E1 of the domain reference, and what is refused."""

from dataclasses import replace

import pytest

from essaim.tally.errors import CannotCount
from essaim.tally.no_candidate import (
    Nomination,
    Proposal,
    election_without_candidate,
)
from essaim.tally.objections import Objection, ObjectionKind, Verdict

E1 = [
    Nomination("un", "Ana", "elle connaît les membres"),
    Nomination("deux", "Ana"),
    Nomination("trois", "Ana"),
    Nomination("quatre", "Bo"),
    Nomination("cinq", "Bo"),
    Nomination("six", "Cy", changed_to="Bo", change_reason="convaincu"),
    Nomination("sept", "Di", changed_to="Bo"),
]
FULL = Objection(
    "Ana",
    ObjectionKind.LIMIT_OF_MEMBER,
    "prise jusqu’en juin",
    Verdict.LIFTED,
    "Elle commence en juillet.",
)
ANA = Proposal("Ana", "elle est disponible", [FULL], "à partir de juillet, Bo assure l’intérim.")


def test_e1_the_runner_up_is_elected_on_condition():
    result = election_without_candidate(E1, [ANA])
    assert (result.elected, result.condition) == (
        "Ana",
        "à partir de juillet, Bo assure l’intérim.",
    )
    assert result.first_count == {"Ana": 3, "Bo": 2, "Cy": 1, "Di": 1}
    assert result.second_count == {"Bo": 4, "Ana": 3, "Cy": 0, "Di": 0}
    assert result.leaders == ("Bo",)


def test_e1_in_words():
    told = election_without_candidate(E1, [ANA]).explanation
    assert told == (
        "Premier décompte\u00a0: Ana 3, Bo 2, Cy 1, Di 1.",
        "Après les changements\u00a0: Bo 4, Ana 3, Cy 0, Di 0.",
        "Proposition\u00a0: Ana, sans avoir le plus de voix\u202f; les arguments comptent.",
        "Parce que\u00a0: elle est disponible",
        (
            "Objection (Ana, limite d’un membre)\u00a0: prise jusqu’en juin → levée."
            " Elle commence en juillet."
        ),
        (
            "Plus d’objection\u00a0: Ana reçoit le mandat, à condition\u00a0: "
            "à partir de juillet, Bo assure l’intérim."
        ),
    )


def test_a_valid_objection_calls_for_a_new_proposal():
    stopped = replace(ANA, objections=[replace(FULL, verdict=Verdict.VALID)])
    assert election_without_candidate(E1, [stopped]).elected == ""
    result = election_without_candidate(E1, [stopped, Proposal("Bo")], language="en")
    assert (result.elected, result.condition) == ("Bo", "")
    assert "The proposal of Ana stops at an objection." in result.explanation


def test_before_a_proposal_nobody_is_elected():
    result = election_without_candidate(E1)
    assert (result.elected, result.leaders) == ("", ("Bo",))
    assert election_without_candidate([]).leaders == ()


def test_a_change_to_a_person_not_named_is_refused():
    ballots = [*E1[:-1], replace(E1[-1], changed_to="Eve")]
    with pytest.raises(ValueError, match="sept ne peut pas se reporter sur Eve"):
        election_without_candidate(ballots)


@pytest.mark.parametrize(
    ("ballots", "proposals", "sentence"),
    [
        ([*E1, Nomination("un", "Bo")], [], "un donne deux bulletins"),
        ([*E1, Nomination("huit", "Eve")], [], "Eve ne peut pas recevoir ce mandat"),
        (E1, [Proposal("Eve")], "Eve ne peut pas être proposé"),
        (E1, [Proposal("Bo"), ANA], "Une proposition suit"),
        (E1, [replace(ANA, objections=[replace(FULL, argument="")])], "n’a pas d’argument"),
    ],
)
def test_what_cannot_be_is_refused(ballots, proposals, sentence: str):
    with pytest.raises(CannotCount, match=sentence):
        election_without_candidate(ballots, proposals, eligible={"Ana", "Bo", "Cy", "Di"})
