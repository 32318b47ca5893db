"""Weighted colleges: examples C1 and C2 of the domain reference, by their numbers."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.tally.colleges import (
    CollegeBallots,
    CollegeMode,
    CollegeRule,
    SilentCollege,
    WeightBase,
    vote_by_colleges,
)
from essaim.tally.errors import CannotCount
from essaim.tally.simple import Majority, MajorityBase, SimpleBallots, simple_vote
from essaim.tally.words import percent

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
    rule = CollegeRule(CollegeMode.PROPORTIONAL, base=MajorityBase.VOTERS)
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
    assert (
        "Collèges favorables\u00a0: 1 sur 3\u202f; il en faut plus de la moitié\u00a0: 2."
        in result.explanation
    )
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
    assert "Personne n’a voté dans B\u00a0: son poids est perdu, et reste dans le total." in (
        result.explanation
    )


def test_c2_a_silent_college_makes_the_vote_void():
    result = vote_by_colleges(C2, CollegeRule(silent_college=SilentCollege.INVALIDATE))
    assert (result.is_valid, result.is_adopted) == (False, False)


@pytest.mark.parametrize("weight_base", [*WeightBase])
@pytest.mark.parametrize(
    ("silent", "is_adopted", "is_valid", "share"),
    [
        ("redistribute", True, True, 1),
        ("lost", False, True, Fraction(1, 5)),
        ("invalidate", False, False, Fraction(1, 5)),
    ],
)
def test_one_vote_in_a_fifth_of_the_weight(weight_base, silent, is_adopted, is_valid, share):
    """Weights 20 and 80, one vote for in the first, nobody in the second."""
    colleges = [CollegeBallots("A", 20, for_=1), CollegeBallots("B", 80)]
    rule = CollegeRule(weight_base=weight_base, silent_college=SilentCollege(silent))
    result = vote_by_colleges(colleges, rule)
    assert (result.is_adopted, result.is_valid, result.for_share) == (is_adopted, is_valid, share)


def test_c2_lost_weight_stays_in_the_denominator_of_the_weight_expressed():
    rule = CollegeRule(weight_base=WeightBase.EXPRESSED, silent_college=SilentCollege.LOST)
    result = vote_by_colleges(C2, rule)
    assert not result.is_adopted
    assert "Du poids exprimé ou perdu\u00a0: 38,33\u202f% pour." in result.explanation
    relative = vote_by_colleges(C2, rule, Majority(is_relative=True))
    assert relative.is_adopted


@pytest.mark.parametrize(
    "here",
    [
        CollegeBallots("B", 80, abstention=9),
        CollegeBallots("B", 80, blank=9),
        CollegeBallots("B", 80, void=1),
        CollegeBallots("B", 80, abstention=1, blank=1),
    ],
)
@pytest.mark.parametrize("silent", [*SilentCollege])
def test_whoever_abstains_or_votes_blank_is_not_silent(here: CollegeBallots, silent):
    rule = CollegeRule(silent_college=silent)
    result = vote_by_colleges([CollegeBallots("A", 20, for_=1), here], rule)
    assert [one.is_silent for one in result.colleges] == [False, False]
    assert (result.is_valid, result.is_adopted) == (True, False)
    assert result.for_share == Fraction(1, 5)
    assert not any("Personne" in told for told in result.explanation)


@pytest.mark.parametrize(
    "dilute", [{"blank": 9}, {"void": 9}, {"abstention": 9}, {"blank": 5, "abstention": 4}]
)
def test_inside_a_college_the_base_is_that_of_the_rule(dilute: dict[str, int]):
    """One for and nine blank, of the voters: a tenth of the weight, as the simple vote finds."""
    rule = CollegeRule(base=MajorityBase.VOTERS)
    one = [CollegeBallots("A", 60, for_=1, **dilute), CollegeBallots("B", 40, against=1)]
    result = vote_by_colleges(one, rule)
    assert result.for_share == Fraction(6, 100)
    assert not result.is_adopted
    alone = vote_by_colleges([CollegeBallots("A", 60, for_=1, **dilute)], rule)
    majority = Majority(base=MajorityBase.VOTERS)
    simple = simple_vote(SimpleBallots(for_=1, **dilute), majority)
    assert (alone.is_adopted, alone.for_share) == (simple.is_adopted, simple.share)
    expressed = vote_by_colleges(one, CollegeRule())
    assert expressed.for_share == Fraction(60, 100)


@pytest.mark.parametrize("base", ["registered", "present", "present_and_represented"])
def test_a_base_that_no_college_knows_is_refused(base: str):
    with pytest.raises(CannotCount, match="suffrages exprimés ou sur les votants"):
        vote_by_colleges(C1, CollegeRule(base=MajorityBase(base)))


@pytest.mark.parametrize(
    ("colleges", "in_favour", "is_adopted"),
    [
        (1, 1, True),
        (2, 1, False),
        (2, 2, True),
        (3, 1, False),
        (3, 2, True),
        (4, 2, False),
        (4, 3, True),
        (5, 2, False),
        (5, 3, True),
        (6, 3, False),
    ],
)
def test_a_double_majority_asks_for_more_than_half_of_the_colleges(
    colleges: int, in_favour: int, is_adopted: bool
):
    """Those in favour are many, so that the heads always agree."""
    ballots = [
        CollegeBallots(str(at), 1, for_=9 * (at < in_favour), against=int(at >= in_favour))
        for at in range(colleges)
    ]
    rule = CollegeRule(CollegeMode.DOUBLE_MAJORITY, overall=CollegeMode.HEADS)
    assert vote_by_colleges(ballots, rule).is_adopted is is_adopted
    needed = CollegeRule(
        CollegeMode.DOUBLE_MAJORITY, overall=CollegeMode.HEADS, colleges_needed=in_favour
    )
    result = vote_by_colleges(ballots, needed, language="en")
    assert result.is_adopted
    assert f"of {colleges}; the rules ask for {in_favour}." in result.explanation[-2]


@pytest.mark.parametrize("needed", [0, 4, -1])
def test_colleges_that_there_are_not_cannot_be_asked_for(needed: int):
    rule = CollegeRule(CollegeMode.DOUBLE_MAJORITY, colleges_needed=needed)
    with pytest.raises(CannotCount, match=r"favorables? sur 3"):
        vote_by_colleges(C1, rule)


@pytest.mark.parametrize(("said", "is_adopted"), [("for", True), ("against", False), (None, False)])
@pytest.mark.parametrize("mode", [CollegeMode.HEADS, CollegeMode.PROPORTIONAL, CollegeMode.BLOC])
def test_a_casting_vote_decides_between_equal_weights(mode, said, is_adopted: bool):
    colleges = [CollegeBallots("A", 1, for_=1), CollegeBallots("B", 1, against=1)]
    result = vote_by_colleges(colleges, CollegeRule(mode), casting_vote=said)
    assert (result.is_tie, result.is_adopted) == (True, is_adopted)


def test_a_casting_vote_lends_neither_weight_nor_college():
    tied = [CollegeBallots("A", 1, for_=1), CollegeBallots("B", 1, against=1)]
    both = CollegeRule(CollegeMode.DOUBLE_MAJORITY)
    result = vote_by_colleges(tied, both, casting_vote="for")
    assert (result.is_tie, result.is_adopted) == (False, False)
    third = [*tied, CollegeBallots("C", 1, abstention=1)]
    assert not vote_by_colleges(third, CollegeRule(), casting_vote="for").is_adopted
    assert not vote_by_colleges(third, CollegeRule(), Majority(2, 3), casting_vote="for").is_adopted


LEVEL = (CollegeBallots("A", 1, for_=1), CollegeBallots("B", 1, against=1))
BLANK, SILENT = CollegeBallots("C", 1, blank=1), CollegeBallots("C", 1)


@pytest.mark.parametrize(
    ("colleges", "rule", "majority", "is_tie"),
    [
        (LEVEL, CollegeRule(), Majority(), True),
        (LEVEL, CollegeRule(), Majority(is_strict=False), True),
        (LEVEL, CollegeRule(), Majority(2, 3), False),
        (LEVEL, CollegeRule(CollegeMode.HEADS), Majority(2, 3), False),
        (LEVEL, CollegeRule(CollegeMode.BLOC), Majority(2, 3, is_strict=False), False),
        (LEVEL, CollegeRule(), Majority(1, 3), False),
        (LEVEL, CollegeRule(), Majority(is_relative=True), True),
        ((*LEVEL, BLANK), CollegeRule(), Majority(), False),
        ((*LEVEL, BLANK), CollegeRule(), Majority(is_relative=True), True),
        ((*LEVEL, BLANK), CollegeRule(weight_base=WeightBase.EXPRESSED), Majority(), True),
        ((*LEVEL, BLANK), CollegeRule(weight_base=WeightBase.EXPRESSED), Majority(3, 5), False),
        ((*LEVEL, BLANK), CollegeRule(CollegeMode.HEADS), Majority(), True),
        (
            (*LEVEL, BLANK),
            CollegeRule(CollegeMode.HEADS, base=MajorityBase.VOTERS),
            Majority(),
            False,
        ),
        ((*LEVEL, SILENT), CollegeRule(), Majority(), True),
        (
            (*LEVEL, SILENT),
            CollegeRule(weight_base=WeightBase.EXPRESSED, silent_college=SilentCollege.LOST),
            Majority(),
            False,
        ),
        (
            (*LEVEL, SILENT),
            CollegeRule(silent_college=SilentCollege.INVALIDATE),
            Majority(),
            False,
        ),
        (LEVEL, CollegeRule(CollegeMode.DOUBLE_MAJORITY), Majority(), False),
        (
            LEVEL,
            CollegeRule(CollegeMode.DOUBLE_MAJORITY, colleges_needed=1),
            Majority(),
            True,
        ),
    ],
)
def test_equal_weights_are_a_tie_only_where_a_casting_vote_can_decide(
    colleges, rule: CollegeRule, majority: Majority, is_tie: bool
):
    said = (None, "against", "for")
    alone, against_it, for_it = (
        vote_by_colleges(colleges, rule, majority, casting_vote=vote, language="en")
        for vote in said
    )
    assert (alone.is_tie, against_it.is_tie, for_it.is_tie) == (is_tie, is_tie, is_tie)
    assert alone.is_adopted == against_it.is_adopted
    assert is_tie is (for_it.is_adopted and not alone.is_adopted)


def test_weights_level_under_two_thirds_say_that_no_casting_vote_helps():
    result = vote_by_colleges(LEVEL, CollegeRule(), Majority(2, 3), language="en")
    assert (
        "As many For as Against: the threshold is not met, and no casting vote could meet it."
        in result.explanation
    )


def test_a_tie_under_a_threshold_below_half_is_decided_by_it():
    tied = [CollegeBallots("A", 1, for_=1), CollegeBallots("B", 1, against=1)]
    result = vote_by_colleges(tied, CollegeRule(), Majority(1, 4, is_strict=False))
    assert (result.is_tie, result.is_adopted) == (False, True)
    rule = CollegeRule()
    third = [*tied, CollegeBallots("C", 6, abstention=1)]
    assert not vote_by_colleges(third, rule, Majority(1, 4, is_strict=False)).is_adopted


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
    base=st.sampled_from([MajorityBase.EXPRESSED, MajorityBase.VOTERS]),
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


@given(some_ballots, some_rules, st.integers(0, 9))
def test_to_abstain_never_makes_a_college_silent(ballots, rule: CollegeRule, more: int):
    colleges = [CollegeBallots(str(at), w, f, a, n) for at, (w, f, a, n) in enumerate(ballots)]
    before = vote_by_colleges(colleges, rule)
    first = replace(colleges[0], abstention=colleges[0].abstention + more, blank=1)
    after = vote_by_colleges([first, *colleges[1:]], rule)
    assert not after.colleges[0].is_silent
    assert [one.is_silent for one in after.colleges[1:]] == [
        one.is_silent for one in before.colleges[1:]
    ]


@given(some_ballots, some_rules)
def test_one_more_for_never_unadopts(ballots, rule: CollegeRule):
    """In a college that voted already: one that was silent brings its weight with it."""
    colleges = [CollegeBallots(str(at), w, f, a, n + 1) for at, (w, f, a, n) in enumerate(ballots)]
    more = [replace(colleges[0], for_=colleges[0].for_ + 1), *colleges[1:]]
    before, after = vote_by_colleges(colleges, rule), vote_by_colleges(more, rule)
    assert after.is_adopted >= before.is_adopted


@given(some_ballots, st.sampled_from(WeightBase))
def test_lost_weight_never_helps(ballots, weight_base: WeightBase):
    colleges = [CollegeBallots(str(at), w, f, a, n) for at, (w, f, a, n) in enumerate(ballots)]
    ways = {
        silent: vote_by_colleges(
            colleges, CollegeRule(weight_base=weight_base, silent_college=silent)
        ).is_adopted
        for silent in SilentCollege
    }
    assert ways[SilentCollege.REDISTRIBUTE] >= ways[SilentCollege.LOST]
    assert ways[SilentCollege.LOST] >= ways[SilentCollege.INVALIDATE]


@pytest.mark.parametrize("mode", [*CollegeMode])
@pytest.mark.parametrize("here", [{}, {"abstention": 3}, {"blank": 2, "void": 1}])
def test_an_empty_vote_is_no_tie(mode: CollegeMode, here: dict[str, int]):
    colleges = [CollegeBallots(name, 1, **here) for name in "AB"]
    for casting_vote in (None, "for", "against"):
        result = vote_by_colleges(colleges, CollegeRule(mode), casting_vote=casting_vote)
        assert (result.is_tie, result.is_adopted) == (False, False)
        assert not any("Autant" in told for told in result.explanation)
