"""Ranked ballots: examples counted by hand, a plain count beside ours, and what must add up."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from math import floor
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.tally.errors import CannotCount
from essaim.tally.ranked import RankedBallots, RankedResult, ballots_of, stv
from essaim.tally.stages import Stages
from essaim.tally.ties import TieBreak, Ties

LISTED = Ties(TieBreak.LISTED)

# Twenty ballots, two seats: 20 / 3 rounded down, plus one: quota 7.
# 1. A 10 (6 then B, 3 then C, 1 alone), B 4, C 4, D 2: A is elected with a surplus of 3.
# 2. Each of A's ten leaves at 3 × 1 / 10 = 0.3: B + 1.8, C + 0.9, 0.3 without preference.
# 3. D, 2 votes, is excluded, both then C: C has 6.9.
# 4. B, 5.8, is excluded: 6 papers at 0.3 and 4 whole ones stop there.  C is left alone.
TWENTY = {"AB": 6, "AC": 3, "A": 1, "B": 4, "CD": 4, "DC": 2}


def papers(counts: dict[str, int], candidates: str = "ABCD") -> RankedBallots:
    return ballots_of(candidates, [name for name, count in counts.items() for _ in range(count)])


def test_an_election_counted_by_hand():
    result = stv(papers(TWENTY), 2)
    assert (result.winners, result.quota, result.valid) == (("A", "C"), 7, 20)
    assert [stage.surplus_of or stage.excluded for stage in result.rounds] == [None, "A", "D", "B"]
    votes = [[stage.votes[name] for name in "ABCD"] for stage in result.rounds]
    assert votes == [
        [10, 4, 4, 2],
        [7, Decimal("5.8"), Decimal("4.9"), 2],
        [7, Decimal("5.8"), Decimal("6.9"), 0],
        [7, 0, Decimal("6.9"), 0],
    ]
    kept = [stage.non_transferable for stage in result.rounds]
    assert kept == [0, Decimal("0.3"), Decimal("0.3"), Decimal("6.1")]


def test_the_same_in_words():
    told = stv(papers(TWENTY), 2, language="en").explanation
    assert told[1:5] == (
        "Valid ballots 20, invalid 0, seats 2.",
        "Quota: 20 / (2 + 1), rounded down, plus one: 7.",
        "Stage 1. First preferences.",
        "Stage 1. A has the quota with 10 votes: elected.",
    )
    assert told[-2:] == (
        "Stage 4. As many seats as candidates are left: C is elected with 6.90000 votes.",
        "Elected, in order: A, C.",
    )
    assert "Étape 2. Excédent de A\u00a0: 3 voix vont aux préférences suivantes." in (
        stv(papers(TWENTY), 2).explanation
    )


def test_the_remainder_after_five_decimals_is_ignored():
    """Quota 3; A has 7, a surplus of 4: 4 / 7 = 0.57142, seven times 3.99994."""
    stage = stv(papers({"AB": 7, "C": 1}, "ABC"), 2).rounds[1]
    assert (stage.votes["B"], stage.lost) == (Decimal("3.99994"), Decimal("0.00006"))


def test_one_seat_is_the_alternative_vote():
    """The classic one: A leads with 8 of 17, C goes, and its four votes elect B."""
    result = stv(papers({"AC": 8, "BA": 5, "CB": 4}, "ABC"))
    assert (result.winners, result.quota) == (("B",), 9)
    assert result.explanation[0].startswith("Vote alternatif")


def test_equal_at_the_bottom_the_stage_before_decides():
    """At stage 2, B and C have 5 each; at stage 1, B had 4 and C 5: B goes."""
    result = stv(papers({"A": 7, "B": 4, "C": 5, "DB": 1}))
    assert [stage.excluded for stage in result.rounds] == [None, "D", "B", "C"]
    assert any("selon les voix de l’étape 1" in told for told in result.explanation)


def test_equal_at_every_stage_the_list_decides_where_the_rule_says_so():
    result = stv(papers({"A": 2, "B": 1, "C": 1}, "ABC"), ties=LISTED)
    assert result.rounds[1].excluded == "C"
    assert any("selon l’ordre de la liste, comme le dit" in told for told in result.explanation)


def test_an_open_tie_that_changes_nothing_does_not_stop_the_count():
    result = stv(papers({"A": 2, "B": 1, "C": 1}, "ABC"))
    assert (result.winners, result.undecided) == (("A",), ())
    assert any("les mêmes seront élus" in told for told in result.explanation)


def test_an_open_tie_that_changes_who_is_elected_stops_the_count():
    result = stv(papers({"B": 2, "CA": 2, "A": 1}, "ABC"))
    assert (result.winners, result.undecided) == ((), ("B", "C"))
    assert result.explanation[-1].startswith("B, C sont à égalité à chaque étape")
    two = stv(papers({"A": 3, "B": 1, "C": 1}, "ABC"), 2)
    assert (two.winners, two.undecided) == (("A",), ("B", "C"))
    assert set(stv(papers({"A": 3, "B": 1, "C": 1}, "ABC"), 2, ties=LISTED).winners) == set("AB")


def test_equal_at_every_stage_the_seed_decides():
    excluded = {
        stv(papers({"A": 2, "B": 1, "C": 1}, "ABC"), ties=Ties(TieBreak.LOTS, str(seed)))
        .rounds[1]
        .excluded
        for seed in range(9)
    }
    assert excluded == {"B", "C"}
    lots = Ties(TieBreak.LOTS, "9 mars")
    told = stv(papers({"A": 2, "B": 1, "C": 1}, "ABC"), ties=lots).explanation
    assert any("par tirage au sort avec la graine 9 mars" in sentence for sentence in told)


def test_the_larger_surplus_goes_first():
    result = stv(papers({"AC": 6, "BD": 8, "C": 2, "D": 2}), 3)
    assert [stage.surplus_of for stage in result.rounds] == [None, "B"]
    assert result.winners == ("B", "A", "D")


def test_equal_surpluses_go_by_the_list():
    result = stv(papers({"AC": 7, "BC": 7, "C": 1, "D": 2, "E": 2}, "ABCDE"), 3, ties=LISTED)
    assert [stage.surplus_of for stage in result.rounds][1] == "A"
    assert any(told.startswith("Étape 2. Excédents égaux (A, B)") for told in result.explanation)


def test_the_withdrawn_are_passed_over():
    ballots = RankedBallots(("A", "B", "C"), {(0, 1): 5, (2,): 4, (0,): 1}, frozenset({0}))
    result = stv(ballots)
    assert (result.winners, result.valid, result.invalid) == (("B",), 9, 1)
    assert "A" not in result.rounds[0].votes


@pytest.mark.parametrize("seats", [3, 5])
def test_as_many_seats_as_candidates_elects_all_who_are_named(seats: int):
    result = stv(papers({"A": 2, "CB": 1}, "ABC"), seats)
    assert set(result.winners) == set("ABC")
    assert len(result.rounds) == 1
    without = stv(papers({"A": 2, "C": 1}, "ABC"), seats)
    assert set(without.winners) == set("AC")
    assert any(
        "Sur aucun bulletin valable" in t and t.endswith(": B.") for t in without.explanation
    )


@pytest.mark.parametrize("ties", [Ties(), LISTED, Ties(TieBreak.LOTS, "9 mars")])
@pytest.mark.parametrize("counts", [{}, {"": 9}])
def test_without_a_valid_preference_nobody_is_elected(counts: dict[str, int], ties: Ties):
    for seats in (1, 2, 5):
        result = stv(papers(counts, "AB"), seats, ties=ties)
        assert (result.winners, result.undecided, len(result.rounds)) == ((), (), 1)
        assert result.explanation[-1] == "Personne n’est élu."


def test_whom_no_paper_names_leaves_before_those_who_are_named():
    """A has the quota and no surplus; B, named second, has no more votes than C, named nowhere."""
    for order in ("ABC", "ACB", "CBA", "BCA"):
        result = stv(papers({"AB": 1}, order), 2, ties=LISTED)
        assert set(result.winners) == set("AB")


def test_eight_hundred_level_candidates_are_counted_in_time():
    many = tuple(f"candidature {place}" for place in range(800))
    level = RankedBallots(many, {(place, (place + 7) % 800): 1 for place in range(800)})
    began = process_time()
    assert len(stv(level, 3, ties=Ties(TieBreak.LOTS, "9 mars")).winners) == 3
    assert len(stv(level, 3).undecided) == 800
    assert process_time() - began < 20


def test_more_candidates_than_anybody_reads_are_refused():
    many = RankedBallots(tuple(str(place) for place in range(100_000)), {(0,): 1})
    with pytest.raises(CannotCount, match="100\u202f000 candidatures"):
        stv(many)


@pytest.mark.parametrize(
    ("ballots", "seats", "sentence"),
    [
        (RankedBallots(("A",), {(0,): 1}), 0, "pas de siège"),
        (RankedBallots((), {}), 1, "personne à élire"),
        (RankedBallots(("A",), {}, frozenset({0})), 1, "personne à élire"),
        (RankedBallots(("A", "A"), {}), 1, "deux fois"),
        (RankedBallots(("A",), {(0, 0): 1}), 1, "1 1"),
        (RankedBallots(("A",), {(1,): 1}), 1, "inconnu"),
        (RankedBallots(("A",), {(0,): -1}), 1, "inconnu"),
    ],
)
def test_what_cannot_be_counted_is_refused(ballots: RankedBallots, seats: int, sentence: str):
    with pytest.raises(CannotCount, match=sentence):
        stv(ballots, seats)


names = "ABCDEF"
rankings = st.permutations(names).flatmap(
    lambda order: st.integers(0, len(names)).map(lambda end: tuple(order[:end]))
)
profiles = st.lists(rankings, max_size=40)
seats_wished = st.integers(1, 4)


def plain_count(ballots: list[tuple[str, ...]], seats: int) -> tuple[list[str], list[dict]]:
    """Paper by paper, with fractions: the rule again, written for its reader alone."""
    live = [[Fraction(1), ballot] for ballot in ballots if ballot]
    quota = len(live) // (seats + 1) + 1
    hopeful, elected, done, history = list(names), [], set(), []
    at = {id(paper): paper[1][0] for paper in live}
    while True:
        votes = {
            name: sum((p[0] for p in live if at[id(p)] == name), Fraction(0)) for name in names
        }
        votes.update({name: Fraction(quota) for name in done})
        history.append(votes)
        for name in sorted(hopeful, key=lambda one: -votes[one]):
            if votes[name] >= quota:
                hopeful.remove(name)
                elected.append(name)
        if len(elected) >= seats:
            return elected, history
        named = [name for name in hopeful if any(name in ballot for ballot in ballots)]
        if not named or len(hopeful) <= seats - len(elected):
            return elected + sorted(named, key=lambda one: -votes[one]), history
        over = [name for name in sorted(elected) if name not in done and votes[name] > quota]
        past = {name: [votes[name] for votes in reversed(history)] for name in names}
        key = past.__getitem__
        is_named = {name: any(name in one for one in ballots) for name in names}
        last = [n for n in hopeful[::-1] if not is_named[n]] + [
            n for n in hopeful[::-1] if is_named[n]
        ]
        giver = max(over, key=key) if over else min(last, key=key)
        done |= {giver} if over else set()
        hopeful = [name for name in hopeful if name != giver]
        for paper in (p for p in live if at[id(p)] == giver):
            if over:
                share = (votes[giver] - quota) * paper[0] / votes[giver]
                paper[0] = Fraction(floor(share * 100_000), 100_000)
            rest = paper[1][paper[1].index(giver) + 1 :]
            at[id(paper)] = next((name for name in rest if name in hopeful), "")


@settings(max_examples=200)
@given(profiles, seats_wished)
def test_a_plain_count_paper_by_paper_agrees(ballots: list[tuple[str, ...]], seats: int):
    result = stv(ballots_of(names, ballots), seats, ties=LISTED)
    elected, history = plain_count(ballots, seats)
    assert list(result.winners) == elected
    assert [dict(stage.votes) for stage in result.rounds] == history


@settings(max_examples=100)
@given(profiles, seats_wished)
def test_at_each_stage_every_vote_is_somewhere(ballots: list[tuple[str, ...]], seats: int):
    result = stv(ballots_of(names, ballots), seats)
    for stage in result.rounds:
        held = sum(stage.votes.values()) + stage.non_transferable + stage.lost
        assert held == result.valid
        assert 0 <= stage.lost < 1
    named = {name for ballot in ballots for name in ballot}
    assert len(result.winners) == len(set(result.winners)) <= seats
    assert set(result.winners) <= named
    assert result.undecided or len(result.winners) == min(seats, len(named))
    assert result.valid + result.invalid == len(ballots)


@settings(max_examples=60)
@given(profiles, seats_wished, st.randoms())
def test_the_order_of_the_ballots_does_not_matter(ballots, seats: int, chance):
    shuffled = list(ballots)
    chance.shuffle(shuffled)
    assert stv(ballots_of(names, shuffled), seats) == stv(ballots_of(names, ballots), seats)


@settings(max_examples=100)
@given(profiles, seats_wished, st.permutations(names))
def test_renaming_candidates_renames_the_winners(ballots, seats: int, order: list[str]):
    """The places in the list stay, so that even the order of the list, as a lot, follows."""
    new = dict(zip(names, order, strict=True))
    renamed = [tuple(new[name] for name in ballot) for ballot in ballots]
    one = stv(ballots_of(names, ballots), seats, ties=LISTED)
    other = stv(ballots_of("".join(new[name] for name in names), renamed), seats, ties=LISTED)
    assert [new[name] for name in one.winners] == list(other.winners)


def was_by_list(result: RankedResult) -> bool:
    return any("ordre de la liste" in told for told in result.explanation)


@settings(max_examples=100)
@given(profiles, seats_wished, st.permutations(names))
def test_the_order_of_the_list_matters_only_where_it_is_told(ballots, seats: int, order):
    one = stv(ballots_of(names, ballots), seats, ties=LISTED)
    if not was_by_list(one):
        other = stv(ballots_of(order, ballots), seats, ties=LISTED)
        assert set(other.winners) == set(one.winners)


@settings(max_examples=100)
@given(profiles, seats_wished, st.permutations(names))
def test_an_open_count_does_not_depend_on_the_list(ballots, seats: int, order):
    one = stv(ballots_of(names, ballots), seats)
    other = stv(ballots_of(order, ballots), seats)
    assert bool(one.undecided) == bool(other.undecided)
    if not one.undecided:
        assert set(other.winners) == set(one.winners)
        for seed in "abc":
            lots = Ties(TieBreak.LOTS, seed)
            drawn = stv(ballots_of(names, ballots), seats, ties=lots)
            assert set(drawn.winners) == set(one.winners)


@settings(max_examples=60)
@given(profiles, seats_wished, st.integers(1, 9), st.sampled_from(TieBreak))
def test_a_blank_ballot_never_changes_who_is_elected(ballots, seats: int, blank: int, by):
    ties = Ties(by, "9 mars" if by == TieBreak.LOTS else "")
    one = stv(ballots_of(names, ballots), seats, ties=ties)
    other = stv(ballots_of(names, [*ballots, *[()] * blank]), seats, ties=ties)
    assert (one.winners, one.undecided, one.rounds) == (
        other.winners,
        other.undecided,
        other.rounds,
    )


def plainly_apart(level: list[int], history: list[list[int]], is_most: bool) -> list[int]:
    for votes in reversed(history):
        mark = (max if is_most else min)(votes[place] for place in level)
        level = [place for place in level if votes[place] == mark]
    return level


@given(
    st.integers(2, 5).flatmap(
        lambda size: st.lists(
            st.lists(st.integers(0, 2), min_size=size, max_size=size), min_size=1, max_size=8
        )
    ),
    st.booleans(),
)
def test_ties_are_told_apart_as_going_back_stage_by_stage_would(history, is_most: bool):
    past = Stages(len(history[0]))
    for votes in history:
        past.record(votes)
    level = past.level(range(len(history[0])), is_most=is_most)
    tied, stage = past.told_apart(level, is_most=is_most)
    assert tied == plainly_apart(level, history, is_most)
    assert (stage == 0) == (len(tied) > 1)


@given(profiles)
def test_more_than_half_of_first_preferences_wins_the_one_seat(ballots: list[tuple[str, ...]]):
    first = Counter(ballot[0] for ballot in ballots if ballot)
    for name, count in first.items():
        if 2 * count > first.total():
            assert stv(ballots_of(names, ballots)).winners == (name,)
