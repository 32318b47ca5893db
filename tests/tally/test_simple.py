"""Bases, thresholds and ties: examples M1 and M2 of the domain reference, by their numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.tally.errors import CannotCount
from essaim.tally.quorum import Presence
from essaim.tally.simple import (
    CastingVote,
    Majority,
    MajorityBase,
    SimpleBallots,
    TooManyPapers,
    awaits_casting_vote,
    refuse_too_many,
    simple_vote,
)

M1 = SimpleBallots(for_=6, against=5, abstention=2, blank=1)
HERE = Presence(registered=40, present=10, represented=4)


@pytest.mark.parametrize(
    ("base", "denominator", "needed", "is_adopted"),
    [
        ("expressed", 11, 6, True),
        ("voters", 14, 8, False),
        ("present_and_represented", 14, 8, False),
        ("registered", 40, 21, False),
    ],
)
def test_m1_the_same_ballots_by_each_base(
    base: str, denominator: int, needed: int, is_adopted: bool
):
    result = simple_vote(M1, Majority(base=MajorityBase(base)), presence=HERE)
    assert (result.base, result.needed, result.is_adopted) == (denominator, needed, is_adopted)
    assert result.share == Fraction(6, denominator)


def test_m1_in_words():
    assert simple_vote(M1, Majority()).explanation == (
        "Pour 6, contre 5, abstentions 2, blancs 1, nuls 0.",
        "Règle\u00a0: plus de 1/2 des suffrages exprimés. La base est de 11\u00a0: il faut 6 pour.",
        "Pour\u00a0: 6 sur 11, soit 54,55\u202f%.",
        "Adopté.",
    )
    assert simple_vote(M1, Majority(), language="en").explanation[1:3] == (
        "Rule: more than 1/2 of the votes expressed. The base is 11: 6 For are needed.",
        "For: 6 out of 11, that is 54.55%.",
    )


@pytest.mark.parametrize(
    ("is_strict", "needed", "is_adopted"), [(False, 8, True), (True, 9, False)]
)
def test_m2_two_thirds_exactly(is_strict: bool, needed: int, is_adopted: bool):
    result = simple_vote(SimpleBallots(for_=8, against=4), Majority(2, 3, is_strict))
    assert (result.needed, result.is_adopted, result.share) == (needed, is_adopted, Fraction(2, 3))


@pytest.mark.parametrize(
    "majority", [Majority(), Majority(is_strict=False), Majority(is_relative=True)]
)
def test_a_tie_adopts_nothing(majority: Majority):
    result = simple_vote(SimpleBallots(for_=5, against=5), majority)
    assert (result.is_tie, result.is_adopted) == (True, False)
    assert "Autant de pour que de contre\u00a0: l’égalité n’adopte rien." in result.explanation


@pytest.mark.parametrize(
    ("casting_vote", "is_adopted"), [(CastingVote.FOR, True), ("for", True), ("against", False)]
)
def test_a_casting_vote_decides_a_tie(casting_vote: str, is_adopted: bool):
    tie = SimpleBallots(for_=5, against=5)
    assert simple_vote(tie, Majority(), casting_vote=casting_vote).is_adopted is is_adopted


def test_a_casting_vote_lends_no_ballot():
    ballots = SimpleBallots(for_=5, against=5, abstention=4)
    majority = Majority(base=MajorityBase.VOTERS)
    result = simple_vote(ballots, majority, casting_vote="for", language="en")
    assert not result.is_adopted
    assert result.explanation[-2] == (
        "As many For as Against: the casting vote is for, but the threshold is not met."
    )


EXPRESSED, VOTERS = MajorityBase.EXPRESSED, MajorityBase.VOTERS
PRESENT, REGISTERED = MajorityBase.PRESENT, MajorityBase.REGISTERED
REPRESENTED = MajorityBase.PRESENT_AND_REPRESENTED


@pytest.mark.parametrize(
    ("majority", "others", "presence", "is_tie"),
    [
        (Majority(1, 2, True, EXPRESSED), 0, Presence(30, 10), True),
        (Majority(1, 2, True, EXPRESSED), 4, Presence(30, 14), True),
        (Majority(2, 4, False, EXPRESSED), 4, Presence(30, 14), True),
        (Majority(2, 3, True, EXPRESSED), 0, Presence(30, 10), False),
        (Majority(2, 3, False, EXPRESSED), 0, Presence(30, 10), False),
        (Majority(51, 100, False, EXPRESSED), 0, Presence(30, 10), False),
        (Majority(1, 1, False, EXPRESSED), 0, Presence(30, 10), False),
        (Majority(1, 2, True, VOTERS), 0, Presence(30, 10), True),
        (Majority(1, 2, True, VOTERS), 1, Presence(30, 11), False),
        (Majority(1, 2, False, VOTERS), 1, Presence(30, 11), False),
        (Majority(1, 2, True, PRESENT), 0, Presence(30, 10), True),
        (Majority(1, 2, True, PRESENT), 0, Presence(30, 11), False),
        (Majority(1, 2, True, REPRESENTED), 0, Presence(30, 8, 2), True),
        (Majority(1, 2, True, REPRESENTED), 0, Presence(30, 8, 3), False),
        (Majority(1, 2, True, REGISTERED), 0, Presence(10, 10), True),
        (Majority(1, 2, True, REGISTERED), 0, Presence(11, 10), False),
        (Majority(2, 3, True, REGISTERED), 0, Presence(10, 10), False),
        (Majority(is_relative=True), 7, Presence(30, 17), True),
        (Majority(1, 3, True, EXPRESSED), 0, Presence(30, 10), False),
    ],
)
def test_five_for_and_five_against_are_a_tie_only_where_a_casting_vote_can_decide(
    majority: Majority, others: int, presence: Presence, is_tie: bool
):
    level = SimpleBallots(for_=5, against=5, abstention=others)
    alone = simple_vote(level, majority, presence=presence, language="en")
    chair_is_for = simple_vote(level, majority, presence=presence, casting_vote="for")
    assert (alone.is_tie, chair_is_for.is_tie) == (is_tie, is_tie)
    assert (alone.is_adopted, chair_is_for.is_adopted) == (
        (False, is_tie) if not majority.is_below_half else (True, True)
    )
    assert ("tie adopts nothing" in " ".join(alone.explanation)) is is_tie
    in_vain = "the threshold is not met, and no casting vote could meet it"
    assert (in_vain in " ".join(alone.explanation)) is not (is_tie or majority.is_below_half)


def test_two_ballots_that_differ_are_no_two_thirds_with_the_voice_of_the_chair():
    """One for, one against: a voice counted twice would make two of three, and is not lent."""
    result = simple_vote(SimpleBallots(1, 1), Majority(2, 3, False), casting_vote="for")
    assert (result.is_tie, result.is_adopted) == (False, False)


@given(
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(1, 8).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.booleans(),
    st.sampled_from(MajorityBase),
    st.booleans(),
)
def test_a_tie_is_what_a_casting_vote_for_adopts_and_nothing_else_does(
    for_: int, against: int, others: int, part, is_strict: bool, base: MajorityBase, relative: bool
):
    majority = Majority(*part, is_strict, base, relative)
    ballots = SimpleBallots(for_, against, others)
    presence = Presence(registered=ballots.voters + 1, present=ballots.voters)
    said = (None, "against", "for")
    alone, against_it, for_it = (
        simple_vote(ballots, majority, presence=presence, casting_vote=vote) for vote in said
    )
    assert alone.is_adopted == against_it.is_adopted
    assert alone.is_tie is (for_it.is_adopted and not alone.is_adopted)


@pytest.mark.parametrize(
    ("for_", "against", "base", "majority", "awaits"),
    [
        (Fraction(1, 2), Fraction(1, 2), 1, Majority(), True),
        (Fraction(1, 3), Fraction(1, 3), Fraction(2, 3), Majority(), True),
        (Fraction(1, 3), Fraction(1, 3), 1, Majority(), False),
        (Fraction(1, 2), Fraction(1, 2), 1, Majority(2, 3), False),
        (Fraction(1, 2), Fraction(1, 3), 1, Majority(), False),
        (0, 0, 0, Majority(), False),
        (0, 0, 0, Majority(is_relative=True), False),
        (2, 2, 9, Majority(is_relative=True), True),
    ],
)
def test_what_awaits_a_casting_vote(for_, against, base, majority: Majority, awaits: bool):
    assert awaits_casting_vote(for_, against, base, majority) is awaits


def test_a_casting_vote_is_not_read_where_there_is_no_tie():
    assert simple_vote(M1, Majority(), casting_vote="against").is_adopted


def test_a_relative_majority_is_one_more():
    result = simple_vote(
        SimpleBallots(for_=3, against=2, abstention=30), Majority(is_relative=True)
    )
    assert (result.is_adopted, result.needed) == (True, 3)


def test_a_base_of_zero_adopts_nothing():
    result = simple_vote(SimpleBallots(abstention=7), Majority())
    assert (result.is_adopted, result.base, result.share) == (False, 0, None)
    assert (
        "La base est nulle\u00a0: aucune voix ne compte, et rien n’est adopté."
        in result.explanation
    )


def test_unanimity_is_all_of_the_base():
    unanimity = Majority(1, 1, is_strict=False)
    assert simple_vote(SimpleBallots(for_=7), unanimity).is_adopted
    assert not simple_vote(SimpleBallots(for_=7, against=1), unanimity).is_adopted


def test_a_threshold_of_zero_still_needs_somebody():
    assert not simple_vote(SimpleBallots(against=2), Majority(0, 1, is_strict=False)).is_adopted


@pytest.mark.parametrize(
    ("base", "presence", "most"),
    [
        (MajorityBase.PRESENT, Presence(0, 3, 3), 3),
        (MajorityBase.PRESENT, Presence(9, 5, 1), 5),
        (MajorityBase.PRESENT_AND_REPRESENTED, Presence(9, 3, 2), 5),
        (MajorityBase.REGISTERED, Presence(5), 5),
        (MajorityBase.EXPRESSED, Presence(5, 5), 5),
        (MajorityBase.VOTERS, Presence(5, 2), 5),
    ],
)
def test_more_papers_than_the_base_allows_are_refused(base, presence: Presence, most: int):
    """Abstentions, blank and void papers are papers too."""
    papers = SimpleBallots(for_=2, against=1, abstention=1, blank=1, void=1)
    with pytest.raises(TooManyPapers, match=f"6 bulletins.*qui est de {most}"):
        simple_vote(papers, Majority(base=base), presence=presence)
    with pytest.raises(TooManyPapers, match=f"There are 6 ballots, and {most} is the number"):
        refuse_too_many(6, Majority(base=base), presence, language="en")
    refuse_too_many(most, Majority(base=base), presence)


def test_of_those_present_alone_the_ballots_fit():
    mine = SimpleBallots(for_=6, against=3, abstention=1)
    result = simple_vote(mine, Majority(base=MajorityBase.PRESENT), presence=HERE)
    assert (result.base, result.needed, result.is_adopted) == (10, 6, True)


def test_with_nobody_here_no_paper_is_counted():
    with pytest.raises(TooManyPapers):
        refuse_too_many(1, Majority(base=MajorityBase.PRESENT), Presence())
    refuse_too_many(1, Majority(), Presence(present=3))


@pytest.mark.parametrize(
    ("majority", "votes", "is_adopted"),
    [
        (Majority(1, 4, is_strict=False), 10, True),
        (Majority(1, 3), 10, True),
        (Majority(1, 2, is_strict=False), 10, False),
        (Majority(49, 100), 10, True),
        (Majority(1, 4, is_strict=False, base=MajorityBase.REGISTERED), 10, True),
        (Majority(1, 4, is_strict=False, base=MajorityBase.REGISTERED), 9, False),
        (Majority(1, 4, is_strict=True, base=MajorityBase.REGISTERED), 10, False),
    ],
)
def test_a_tie_under_a_threshold_below_half_is_decided_by_it(majority, votes: int, is_adopted):
    tie = SimpleBallots(for_=votes, against=votes)
    result = simple_vote(tie, majority, presence=Presence(40, 20), language="en")
    assert result.is_adopted is is_adopted
    assert result.is_tie is not majority.is_below_half
    assert result.is_tie is ("tie adopts nothing" in " ".join(result.explanation))
    assert simple_vote(
        tie, majority, presence=Presence(40, 20), casting_vote="against"
    ).is_adopted is (is_adopted)


def test_an_empty_vote_is_no_tie():
    for ballots in (SimpleBallots(), SimpleBallots(abstention=3), SimpleBallots(blank=2, void=1)):
        for casting_vote in (None, "for", "against"):
            result = simple_vote(ballots, Majority(), casting_vote=casting_vote)
            assert (result.is_tie, result.is_adopted) == (False, False)
            assert not any("Autant" in told for told in result.explanation)


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(CannotCount, match="inscrits, présents et représentés"):
        simple_vote(M1, Majority(base=MajorityBase.REGISTERED))
    with pytest.raises(CannotCount, match="inférieur à zéro"):
        simple_vote(SimpleBallots(for_=-1), Majority())
    with pytest.raises(ValueError, match="5/4"):
        simple_vote(M1, Majority(5, 4))


@given(
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(1, 12).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.booleans(),
)
def test_needed_is_the_smallest_count_that_adopts(
    for_: int, rest: int, threshold: tuple[int, int], is_strict: bool
):
    """With the voters as base and nobody against, so that no tie comes in."""
    majority = Majority(*threshold, is_strict, MajorityBase.VOTERS)
    result = simple_vote(SimpleBallots(for_=for_, abstention=rest), majority)
    assert result.is_adopted == (for_ + rest > 0 and for_ >= result.needed)
    if result.needed > 1:
        part, mark = Fraction(result.needed - 1), Fraction(*threshold) * (for_ + rest)
        assert part <= mark if is_strict else part < mark


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_one_more_for_never_unadopts(for_: int, against: int, abstention: int):
    for base in (MajorityBase.EXPRESSED, MajorityBase.VOTERS):
        before = simple_vote(SimpleBallots(for_, against, abstention), Majority(base=base))
        after = simple_vote(SimpleBallots(for_ + 1, against, abstention), Majority(base=base))
        assert after.is_adopted >= before.is_adopted
