"""Quorum and proxies: example Q1 of the domain reference, by its numbers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.tally.errors import CannotCount
from essaim.tally.quorum import (
    Presence,
    QuorumKind,
    QuorumRule,
    quorum,
    valid_proxies,
)

THIRD = QuorumRule(QuorumKind.FRACTION, numerator=1, denominator=3)
SIX_PROXIES = ["Ana", "Ana", "Bo", "Ana", "Bo", "Ana"]


def test_q1_four_of_six_proxies_are_kept_at_two_by_holder():
    count = valid_proxies(SIX_PROXIES, cap=2)
    assert count.accepted == (0, 1, 2, 4)
    assert count.refused == (3, 5)


def test_q1_is_reached_with_the_represented():
    result = quorum(THIRD, Presence(registered=40, present=10, represented=4))
    assert (result.required, result.counted, result.is_reached) == (14, 14, True)
    assert result.explanation == (
        "Quorum\u00a0: 1/3 des 40 membres ayant droit de vote, arrondi au-dessus\u00a0: 14.",
        "Présents 10, représentés 4\u00a0: en tout 14.",
        "Quorum atteint\u00a0: 14 sur 14 à réunir.",
    )


def test_q1_is_missed_where_proxies_do_not_count():
    rule = QuorumRule(QuorumKind.FRACTION, numerator=1, denominator=3, counts_proxies=False)
    result = quorum(rule, Presence(40, 10, 4), language="en")
    assert (result.required, result.counted, result.is_reached) == (14, 10, False)
    assert result.explanation[1:] == (
        "Present 10; represented 4, who do not count.",
        "Quorum not reached: 10, and 14 needed; 4 lacking.",
    )


def test_a_late_arrival_reaches_it():
    rule = QuorumRule(QuorumKind.NUMBER, number=12)
    assert not quorum(rule, Presence(40, 11)).is_reached
    assert quorum(rule, Presence(40, 12)).is_reached


def test_without_a_rule_nobody_is_needed():
    result = quorum(QuorumRule(), Presence(40))
    assert (result.required, result.is_reached) == (0, True)


@pytest.mark.parametrize("is_strict", [False, True])
def test_a_part_of_nobody_is_not_met_by_nobody(is_strict: bool):
    result = quorum(replace(THIRD, is_strict=is_strict), Presence(0))
    assert not result.is_reached
    assert result.explanation == (
        "Personne n’a le droit de vote ici\u00a0: le quorum ne peut pas être atteint.",
    )


def test_each_college_must_reach_its_own():
    rule = QuorumRule(QuorumKind.FRACTION, numerator=1, denominator=2, by_college=True)
    colleges = {"réseaux": Presence(10, 7), "personnes": Presence(20, 9)}
    result = quorum(rule, Presence(30, 16), by_college=colleges)
    assert (result.counted, result.is_reached) == (16, False)
    assert result.colleges["réseaux"].is_reached
    assert result.colleges["personnes"].required == 10
    assert result.explanation[-1] == ("Sans quorum\u00a0: personnes. L’ensemble n’a pas le quorum.")


def test_a_quorum_by_college_needs_the_colleges():
    rule = QuorumRule(QuorumKind.NUMBER, number=2, by_college=True)
    with pytest.raises(CannotCount, match="donnez la présence de chacun"):
        quorum(rule, Presence(30, 16))


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 2), (1, 0), (-1, 2)])
def test_a_fraction_that_is_no_part_is_refused(numerator: int, denominator: int):
    rule = QuorumRule(QuorumKind.FRACTION, numerator=numerator, denominator=denominator)
    with pytest.raises(CannotCount, match="no part of a whole"):
        quorum(rule, Presence(30, 16), language="en")


def test_without_a_cap_all_proxies_are_kept():
    assert valid_proxies(SIX_PROXIES, cap=None).refused == ()
    assert valid_proxies(SIX_PROXIES, cap=0).accepted == ()


def test_in_writing_those_who_answered_are_told_and_nobody_is_present():
    rule = QuorumRule(QuorumKind.FRACTION, numerator=1, denominator=2, in_writing=True)
    result = quorum(rule, Presence(registered=6, present=2), language="en")
    assert result.explanation[1:] == (
        "Answered: 2.",
        "Quorum not reached: 2, and 3 needed; 1 lacking.",
    )


@pytest.mark.parametrize(
    ("registered", "at_least", "more_than"),
    [(10, 5, 6), (11, 6, 6), (1, 1, 1), (2, 1, 2)],
)
def test_more_than_half_is_not_half(registered: int, at_least: int, more_than: int):
    here = Presence(registered, present=at_least)
    for is_strict, required in ((False, at_least), (True, more_than)):
        rule = QuorumRule(QuorumKind.FRACTION, numerator=1, denominator=2, is_strict=is_strict)
        result = quorum(rule, here)
        assert (result.required, result.is_reached) == (required, at_least >= required)


def test_more_than_half_is_said_so():
    rule = QuorumRule(QuorumKind.FRACTION, numerator=1, denominator=2, is_strict=True)
    assert quorum(rule, Presence(10, 6)).explanation[0] == (
        "Quorum\u00a0: plus de 1/2 des 10 membres ayant droit de vote\u00a0: 6."
    )
    assert quorum(rule, Presence(10, 6), language="en").explanation[0] == (
        "Quorum: more than 1/2 of the 10 members who may vote: 6."
    )


def test_the_whole_must_have_its_quorum_beside_the_colleges():
    """Five of nine in each of two colleges, and those of no college are lacking."""
    rule = QuorumRule(QuorumKind.FRACTION, numerator=1, denominator=2, by_college=True)
    colleges = {"réseaux": Presence(9, 5), "personnes": Presence(9, 5)}
    result = quorum(rule, Presence(30, 10), by_college=colleges)
    assert all(one.is_reached for one in result.colleges.values())
    assert (result.required, result.counted, result.is_reached) == (15, 10, False)
    assert quorum(rule, Presence(20, 10), by_college=colleges).is_reached


@pytest.mark.parametrize(
    ("present", "is_reached"), [((5, 5), True), ((4, 6), False), ((6, 4), False), ((4, 4), False)]
)
def test_half_of_each_college_is_rounded_up(present: tuple[int, int], is_reached: bool):
    """Half of nine is five, of the whole nine of eighteen."""
    rule = QuorumRule(QuorumKind.FRACTION, numerator=1, denominator=2, by_college=True)
    colleges = {str(at): Presence(9, here) for at, here in enumerate(present)}
    result = quorum(rule, Presence(18, sum(present)), by_college=colleges)
    assert [one.required for one in result.colleges.values()] == [5, 5]
    assert result.is_reached is is_reached


@pytest.mark.parametrize(
    "rule",
    [
        QuorumRule(QuorumKind.FRACTION, numerator=1, denominator=2, by_college=True),
        QuorumRule(
            QuorumKind.FRACTION, numerator=1, denominator=2, by_college=True, is_strict=True
        ),
        QuorumRule(QuorumKind.NUMBER, number=2, by_college=True),
    ],
)
def test_a_college_without_elector_is_left_out_and_told(rule: QuorumRule):
    colleges = {"réseaux": Presence(4, 3), "personnes": Presence(0)}
    result = quorum(rule, Presence(4, 3), by_college=colleges)
    assert result.is_reached
    assert list(result.colleges) == ["réseaux"]
    assert (
        "Personne n’a le droit de vote dans personnes\u00a0: aucun quorum n’y est demandé."
        in result.explanation
    )
    alone = quorum(rule, Presence(4, 1), by_college={"personnes": Presence(0)})
    assert (alone.is_reached, dict(alone.colleges)) == (False, {})


some_presence = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)).map(
    lambda n: Presence(sum(n), n[1], n[2])
)
some_rules = st.builds(
    QuorumRule,
    kind=st.sampled_from(QuorumKind),
    number=st.integers(0, 20),
    numerator=st.integers(1, 4),
    denominator=st.integers(4, 8),
    counts_proxies=st.booleans(),
    is_strict=st.booleans(),
)


@given(some_rules, some_presence)
def test_one_more_present_never_loses_the_quorum(rule: QuorumRule, here: Presence):
    more = replace(here, registered=here.registered, present=here.present + 1)
    assert quorum(rule, more).is_reached >= quorum(rule, here).is_reached
    strict = replace(rule, is_strict=True)
    assert quorum(strict, here).required - quorum(rule, here).required in {0, 1}


@given(some_rules, st.lists(some_presence, min_size=1, max_size=4))
def test_by_college_is_the_whole_and_each(rule: QuorumRule, heres: list[Presence]):
    whole = Presence(
        sum(one.registered for one in heres),
        sum(one.present for one in heres),
        sum(one.represented for one in heres),
    )
    parts = {str(at): one for at, one in enumerate(heres)}
    result = quorum(replace(rule, by_college=True), whole, by_college=parts)
    each = [quorum(rule, one).is_reached for one in heres if one.registered]
    assert result.is_reached == (quorum(rule, whole).is_reached and all(each))
