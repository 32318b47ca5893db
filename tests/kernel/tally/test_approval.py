"""Approval: counts, seats, and ties that are kept."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.tally.approval import Approvals, approval, approvals_of
from essaim.kernel.tally.errors import CannotCount

BALLOTS = [{"A", "B"}, {"A"}, {"B", "C"}, set(), {"A", "D"}]


def test_the_most_approved_take_the_seats():
    result = approval(approvals_of("ABCD", BALLOTS), 2)
    assert result.winners == ("A", "B")
    assert [(one.rank, one.name, one.votes) for one in result.ranking] == [
        (1, "A", 3),
        (2, "B", 2),
        (3, "C", 1),
        (3, "D", 1),
    ]
    assert result.ranking[0].share == Fraction(3, 5)
    assert result.explanation[1] == "1. A\u00a0: approuvé par 3, 60,00\u202f% des votants."


def test_a_tie_at_the_last_seat_stays_undecided():
    result = approval(approvals_of("ABCD", BALLOTS), 3)
    assert (result.winners, result.undecided) == (("A", "B"), ("C", "D"))
    assert result.explanation[-1].startswith("Indécis, à égalité pour le reste (1)\u00a0: C, D.")


def test_one_option_approved_twice_on_a_ballot_counts_once():
    assert approvals_of(["A"], [["A", "A"]]) == Approvals({"A": 1}, 1)


def test_nobody_voted():
    assert approval(Approvals({"A": 0, "B": 0}, 0)).undecided == ("A", "B")


@pytest.mark.parametrize(
    ("approvals", "seats", "sentence"),
    [
        (Approvals({}, 3), 1, "rien à choisir"),
        (Approvals({"A": 1}, 3), 0, "pas de siège"),
        (Approvals({"A": 4}, 3), 1, "approuvé par 4"),
        (Approvals({"A": -1}, 3), 1, "approuvé par -1"),
    ],
)
def test_what_cannot_be_counted_is_refused(approvals: Approvals, seats: int, sentence: str):
    with pytest.raises(CannotCount, match=sentence):
        approval(approvals, seats)


some_ballots = st.lists(st.sets(st.sampled_from("ABCD")), max_size=12)


@given(some_ballots, st.permutations("ABCD"), st.randoms())
def test_neither_order_nor_names_matter(ballots: list[set[str]], order: list[str], chance):
    new = dict(zip("ABCD", order, strict=True))
    renamed = [{new[name] for name in ballot} for ballot in ballots]
    chance.shuffle(renamed)
    one = {new[a.name]: (a.rank, a.votes) for a in approval(approvals_of("ABCD", ballots)).ranking}
    other = approval(approvals_of(order, renamed)).ranking
    assert {a.name: (a.rank, a.votes) for a in other} == one


@given(some_ballots, st.integers(1, 4))
def test_votes_add_up_and_no_seat_is_given_twice(ballots: list[set[str]], seats: int):
    result = approval(approvals_of("ABCD", ballots), seats)
    assert sum(one.votes for one in result.ranking) == sum(len(ballot) for ballot in ballots)
    assert len(result.winners) <= seats
    assert not set(result.winners) & set(result.undecided)
    assert result.undecided or len(result.winners) == seats
