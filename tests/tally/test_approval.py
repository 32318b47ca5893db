"""Approval: counts, seats, and ties that are kept."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.tally.approval import ApprovalRule, Approvals, approval, approvals_of
from essaim.tally.errors import CannotCount
from essaim.tally.quorum import Presence
from essaim.tally.simple import Majority, MajorityBase, TooManyPapers
from essaim.tally.ties import TieBreak, Ties

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
    assert result.explanation[2] == "1. A\u00a0: approuvé par 3, 60,00\u202f% des votants."


def test_a_tie_at_the_last_seat_stays_undecided():
    result = approval(approvals_of("ABCD", BALLOTS), 3)
    assert (result.winners, result.undecided) == (("A", "B"), ("C", "D"))
    assert result.explanation[-1].startswith("Indécis, à égalité pour le reste (1)\u00a0: C, D.")


def test_one_option_approved_twice_on_a_ballot_counts_once():
    assert approvals_of(["A"], [["A", "A"]]) == Approvals({"A": 1}, 1)


@pytest.mark.parametrize("ties", [Ties(), Ties(TieBreak.LISTED), Ties(TieBreak.LOTS, "9 mars")])
@pytest.mark.parametrize("blank", [0, 5])
def test_whom_nobody_approves_is_not_chosen(blank: int, ties: Ties):
    result = approval(Approvals({"A": 0, "B": 0}, blank, blank), rule=ApprovalRule(ties=ties))
    assert (result.winners, result.undecided) == ((), ())
    assert result.explanation[-1] == "Personne n’est retenu."
    one = approval(Approvals({"A": 1, "B": 0}, 6, 5), 2, ApprovalRule(ties=ties))
    assert (one.winners, one.undecided) == (("A",), ())
    assert one.explanation[-1] == "Sièges que personne ne prend\u00a0: 1."


@pytest.mark.parametrize(
    ("majority", "votes", "needed", "is_chosen"),
    [
        (None, 1, 1, True),
        (Majority(is_relative=True), 1, 1, True),
        (Majority(), 1, 4, False),
        (Majority(), 4, 4, True),
        (Majority(base=MajorityBase.VOTERS), 5, 6, False),
        (Majority(base=MajorityBase.VOTERS), 6, 6, True),
        (Majority(1, 2, is_strict=False, base=MajorityBase.VOTERS), 5, 5, True),
        (Majority(base=MajorityBase.REGISTERED), 10, 11, False),
        (Majority(base=MajorityBase.PRESENT_AND_REPRESENTED), 6, 7, False),
        (Majority(2, 3, is_strict=False), 4, 4, True),
    ],
)
def test_the_majority_of_the_rule_is_asked(majority, votes: int, needed: int, is_chosen: bool):
    """Ten voters, four of them blank, twelve here, twenty registered."""
    blank = 4 if votes <= 6 else 0
    approvals = Approvals({"A": votes, "B": 0}, 10, blank)
    result = approval(approvals, 1, ApprovalRule(majority, Presence(20, 9, 3)))
    assert (result.needed, result.winners) == (needed, ("A",) if is_chosen else ())


def test_the_majority_is_said():
    told = approval(Approvals({"A": 1}, 10, 9), 1, ApprovalRule(Majority()), language="en")
    assert told.explanation[1] == (
        "Rule: more than 1/2 of the votes expressed. The base is 1: 1 approval is needed to be "
        "chosen."
    )
    alone = approval(Approvals({"A": 1}, 10, 9))
    assert alone.explanation[1] == "Les plus approuvés sont retenus, quel que soit leur nombre."


def test_more_papers_than_the_base_allows_are_refused():
    rule = ApprovalRule(Majority(base=MajorityBase.PRESENT), Presence(9, 3))
    with pytest.raises(TooManyPapers):
        approval(Approvals({"A": 1}, 4), 1, rule)


def test_between_the_level_the_list_or_the_seed_decides_where_the_rule_says_so():
    level = approvals_of("ABCD", BALLOTS)
    listed = approval(level, 3, ApprovalRule(ties=Ties(TieBreak.LISTED)))
    assert (listed.winners, listed.undecided) == (("A", "B", "C"), ())
    lots = {
        approval(level, 3, ApprovalRule(ties=Ties(TieBreak.LOTS, str(seed)))).winners[2]
        for seed in range(9)
    }
    assert lots == {"C", "D"}
    told = approval(level, 3, ApprovalRule(ties=Ties(TieBreak.LOTS, "x"))).explanation
    assert any("par tirage au sort avec la graine x" in one for one in told)
    with pytest.raises(CannotCount, match="graine"):
        approval(level, 3, ApprovalRule(ties=Ties(TieBreak.LOTS)))


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
    approved = {name for ballot in ballots for name in ballot}
    assert {*result.winners, *result.undecided} <= approved
    assert result.undecided or len(result.winners) == min(seats, len(approved))


@given(some_ballots, st.integers(1, 4), st.integers(0, 9), st.booleans())
def test_a_blank_ballot_never_changes_who_is_chosen(ballots, seats: int, blank: int, asks: bool):
    rule = ApprovalRule(Majority() if asks else None)
    one = approval(approvals_of("ABCD", ballots), seats, rule)
    other = approval(approvals_of("ABCD", [*ballots, *[set()] * blank]), seats, rule)
    assert (one.winners, one.undecided) == (other.winners, other.undecided)
