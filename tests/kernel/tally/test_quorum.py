"""Quorum and proxies: example Q1 of the domain reference, by its numbers."""

import pytest

from essaim.kernel.tally.errors import CannotCount
from essaim.kernel.tally.quorum import (
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
