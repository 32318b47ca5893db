"""Weighted colleges: examples C1 and C2 of the domain reference, by their numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.tally.colleges import (
    CollegeBallots,
    CollegeMode,
    CollegeRule,
    SilentCollege,
    WeightBase,
    vote_by_colleges,
)
from essaim.kernel.tally.errors import CannotCount
from essaim.kernel.tally.simple import Majority
from essaim.kernel.tally.words import percent

A = CollegeBallots("A", 50, for_=8, against=4, abstention=2)
B = CollegeBallots("B", 30, for_=3, against=3)
C = CollegeBallots("C", 20, for_=10, against=30)
C1 = [A, B, C]
C2 = [A, CollegeBallots("B", 30), C]


def test_c1_by_heads():
    result = vote_by_colleges(C1, CollegeRule(CollegeMode.HEADS))
    assert not result.is_adopted
    assert "En tout\u00a0: 21 pour, 37 contre." in result.explanation


def test_c1_in_proportion_to_the_votes_expressed():
    result = vote_by_colleges(C1, CollegeRule(CollegeMode.PROPORTIONAL))
    assert result.is_adopted
    assert result.for_share == Fraction(8, 15)
    assert percent(result.for_share, "fr") == "53,33\u202f%"
    assert [outcome.for_share * 100 for outcome in result.colleges] == [Fraction(100, 3), 15, 5]


def test_c1_in_proportion_with_abstentions():
    rule = CollegeRule(CollegeMode.PROPORTIONAL, with_abstentions=True)
    result = vote_by_colleges(C1, rule)
    assert not result.is_adopted
    assert percent(result.for_share, "en") == "48.57%"
    assert percent(result.against_share, "en") == "44.29%"
    assert vote_by_colleges(C1, rule, Majority(is_relative=True)).is_adopted


def test_c1_by_blocs():
    expressed = CollegeRule(CollegeMode.BLOC, WeightBase.EXPRESSED)
    result = vote_by_colleges(C1, expressed)
    assert (result.for_share, result.against_share) == (Fraction(50, 100), Fraction(20, 100))
    assert result.is_adopted
    assert "Du poids exprimé\u00a0: 71,43\u202f% pour." in result.explanation
    assert not vote_by_colleges(C1, CollegeRule(CollegeMode.BLOC)).is_adopted


def test_c1_by_double_majority():
    result = vote_by_colleges(C1, CollegeRule(CollegeMode.DOUBLE_MAJORITY))
    assert (result.is_adopted, result.colleges_in_favour) == (False, 1)
    assert result.for_share == Fraction(8, 15)
    assert "Collèges favorables\u00a0: 1 sur 3\u202f; il en faut 2." in result.explanation
    one = CollegeRule(CollegeMode.DOUBLE_MAJORITY, colleges_needed=1)
    assert vote_by_colleges(C1, one).is_adopted


@pytest.mark.parametrize("overall", [CollegeMode.HEADS, CollegeMode.BLOC])
def test_a_double_majority_needs_its_overall_condition(overall: CollegeMode):
    rule = CollegeRule(CollegeMode.DOUBLE_MAJORITY, overall=overall, colleges_needed=1)
    assert not vote_by_colleges(C1, rule).is_adopted


def test_c2_the_weight_of_the_silent_is_redistributed():
    result = vote_by_colleges(C2, CollegeRule(silent_college=SilentCollege.REDISTRIBUTE))
    assert [outcome.weight for outcome in result.colleges] == [
        Fraction(50, 70),
        0,
        Fraction(20, 70),
    ]
    assert percent(result.for_share, "en") == "54.76%"
    assert result.is_adopted


def test_c2_the_weight_of_the_silent_is_lost():
    result = vote_by_colleges(C2, CollegeRule(silent_college=SilentCollege.LOST))
    assert percent(result.for_share, "en") == "38.33%"
    assert percent(result.against_share, "en") == "31.67%"
    assert not result.is_adopted
    assert "Personne n’a voté dans B\u00a0: son poids est perdu." in result.explanation


def test_c2_a_silent_college_makes_the_vote_void():
    result = vote_by_colleges(C2, CollegeRule(silent_college=SilentCollege.INVALIDATE))
    assert (result.is_valid, result.is_adopted) == (False, False)


def test_equal_weights_adopt_nothing():
    colleges = [CollegeBallots("A", 1, for_=1), CollegeBallots("B", 1, against=9)]
    result = vote_by_colleges(colleges, CollegeRule(), Majority(is_strict=False), language="en")
    assert not result.is_adopted
    assert "As much For as Against: a tie adopts nothing." in result.explanation


def test_nobody_voted_anywhere():
    for silent in SilentCollege:
        result = vote_by_colleges([CollegeBallots("A", 1)], CollegeRule(silent_college=silent))
        assert not result.is_adopted


@pytest.mark.parametrize(
    ("colleges", "sentence"),
    [
        ([], "pas de collège"),
        ([CollegeBallots("A", 0, for_=1)], "Tous les poids sont nuls"),
        ([CollegeBallots("A", 1, for_=-1)], "inférieur à zéro"),
    ],
)
def test_what_cannot_be_counted_is_refused(colleges: list[CollegeBallots], sentence: str):
    with pytest.raises(CannotCount, match=sentence):
        vote_by_colleges(colleges, CollegeRule())


some_ballots = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)),
    min_size=1,
    max_size=5,
)
some_rules = st.builds(
    CollegeRule,
    mode=st.sampled_from(CollegeMode),
    weight_base=st.sampled_from(WeightBase),
    with_abstentions=st.booleans(),
    silent_college=st.sampled_from(SilentCollege),
    overall=st.sampled_from([CollegeMode.HEADS, CollegeMode.PROPORTIONAL, CollegeMode.BLOC]),
)


@given(some_ballots, some_rules)
def test_parts_add_up_and_order_does_not_matter(
    ballots: list[tuple[int, int, int, int]], rule: CollegeRule
):
    colleges = [CollegeBallots(str(place), *counts) for place, counts in enumerate(ballots)]
    result = vote_by_colleges(colleges, rule)
    assert sum(outcome.weight for outcome in result.colleges) in {0, 1}
    assert 0 <= result.for_share + result.against_share <= 1
    back = vote_by_colleges(colleges[::-1], rule)
    assert (back.is_adopted, back.for_share) == (result.is_adopted, result.for_share)


@given(some_ballots, some_rules)
def test_for_and_against_are_treated_alike(
    ballots: list[tuple[int, int, int, int]], rule: CollegeRule
):
    one = [CollegeBallots(str(at), w, f, a, n) for at, (w, f, a, n) in enumerate(ballots)]
    other = [CollegeBallots(str(at), w, a, f, n) for at, (w, f, a, n) in enumerate(ballots)]
    straight, turned = vote_by_colleges(one, rule), vote_by_colleges(other, rule)
    assert straight.for_share == turned.against_share
    assert not (straight.is_adopted and turned.is_adopted)
