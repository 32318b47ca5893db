"""Majority judgment: examples J1 to J4 of the domain reference, and its definition by removal."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.tally.errors import CannotCount
from essaim.tally.majority_judgment import (
    JudgmentResult,
    Judgments,
    judgments_of,
    majority_judgment,
    score,
    weighted_judgments,
)
from essaim.tally.ties import TieBreak, Ties
from essaim.tally.words import percent

FOUR = ("À rejeter", "Passable", "Bien", "Excellent")
J1 = Judgments(
    FOUR,
    {"Pâtes": (3, 2, 3, 2), "Frites": (2, 4, 2, 2), "Pain": (1, 3, 4, 2), "Pizza": (3, 2, 2, 3)},
)
#: Option → its score, and its majority value by removal.
J1_TOLD = {
    "Pain": ([(2, 6), (1, 12), (3, 9), (0, 10)], [2, 2, 1, 2, 1, 2, 1, 3, 0, 3]),
    "Pizza": ([(1, 15), (2, 7), (0, 13), (3, 10)], [1, 2, 1, 2, 0, 3, 0, 3, 0, 3]),
    "Pâtes": ([(1, 15), (2, 7), (0, 12), (3, 10)], [1, 2, 1, 2, 0, 2, 0, 3, 0, 3]),
    "Frites": ([(1, 14), (2, 8), (0, 12), (3, 10)], [1, 1, 1, 2, 1, 2, 0, 3, 0, 3]),
}


def majority_value(tally: Sequence[int]) -> list[int]:
    """Balinski and Laraki's own words: take the lower median, remove one vote of it, go on."""
    votes = [grade for grade, count in enumerate(tally) for _vote in range(count)]
    removed = []
    while votes:
        removed.append(votes.pop((len(votes) - 1) // 2))
    return removed


def order(result: JudgmentResult) -> list[str]:
    return [one.name for one in result.ranking]


def ranks(result: JudgmentResult) -> dict[str, int]:
    return {one.name: one.rank for one in result.ranking}


def of_grades(**grades: list[int]) -> Judgments:
    size = 1 + max(max(given_) for given_ in grades.values())
    tallies = {name: [g.count(place) for place in range(size)] for name, g in grades.items()}
    return Judgments(tuple(str(place) for place in range(size)), tallies)


def test_j1_scores_and_majority_values():
    for name, (steps, removed) in J1_TOLD.items():
        assert list(score(J1.tallies[name])) == steps
        assert majority_value(J1.tallies[name]) == removed


def test_j1_ranks():
    result = majority_judgment(J1)
    assert ranks(result) == {"Pain": 1, "Pizza": 2, "Pâtes": 3, "Frites": 4}
    assert result.winners == ("Pain",)


def test_j1_in_words():
    told = majority_judgment(J1).explanation
    assert told[0] == (
        "Jugement majoritaire. Juges\u00a0: 10\u202f; mentions de la pire à la meilleure\u00a0: "
        "À rejeter, Passable, Bien, Excellent."
    )
    assert told[1] == "1. Pain\u00a0: Bien −, au-dessus 20,00\u202f%, au-dessous 40,00\u202f%."
    assert told[2] == (
        "2. Pizza\u00a0: Passable +, au-dessus 50,00\u202f%, au-dessous 30,00\u202f%."
    )
    assert told[5].startswith(
        "Pizza et Pâtes ont la même mention\u00a0: Pizza passe devant au pas 3"
    )
    assert told[-1] == "Retenus\u00a0: Pain."


def test_j1_gauges():
    gauge = majority_judgment(J1).ranking[1].gauge
    assert (percent(gauge.above, "en"), gauge.sign, percent(gauge.below, "en")) == (
        "50.00%",
        "+",
        "30.00%",
    )


def test_j2_three_judges_three_grades():
    tallies = {"A": [1, 1, 1], "B": [1, 0, 2], "C": [3, 0, 0], "D": [2, 0, 1], "E": [0, 3, 0]}
    result = majority_judgment(Judgments(("0", "1", "2"), tallies))
    assert ranks(result) == {"A": 3, "B": 1, "C": 5, "D": 4, "E": 2}


def test_j3_the_third_position_decides():
    judgments = of_grades(first=[7, 11, 9, 9, 11], other=[8, 11, 9, 9, 10])
    assert majority_value(judgments.tallies["first"]) == [9, 9, 11, 7, 11]
    assert majority_value(judgments.tallies["other"]) == [9, 9, 10, 8, 11]
    assert order(majority_judgment(judgments)) == ["first", "other"]


def test_j4_one_removal_decides():
    judgments = of_grades(Y=[3, 1, 1, 1], X=[2, 2, 1, 0])
    assert majority_value(judgments.tallies["X"]) == [1, 2, 0, 2]
    assert majority_value(judgments.tallies["Y"]) == [1, 1, 1, 3]
    assert order(majority_judgment(judgments)) == ["X", "Y"]


def test_one_judge():
    result = majority_judgment(judgments_of([["Bien", "Passable"]], ["A", "B"], FOUR))
    assert [(one.name, one.grade) for one in result.ranking] == [("A", "Bien"), ("B", "Passable")]


def test_with_an_even_number_of_judges_the_median_is_the_lower_one():
    result = majority_judgment(judgments_of([["Bien"], ["Passable"]], ["A"], FOUR))
    assert result.ranking[0].grade == "Passable"


def test_all_the_same_grade():
    result = majority_judgment(judgments_of([["Bien", "Passable"]] * 5, ["A", "B"], FOUR))
    gauge = result.ranking[0].gauge
    assert (gauge.above, gauge.sign, gauge.below) == (0, "−", 0)
    assert result.ranking[0].score == ((2, 5), (0, 5), (0, 5), (0, 5))


def test_a_true_tie_is_kept():
    judgments = Judgments(FOUR, {"A": (1, 2, 2, 0), "B": (1, 2, 2, 0), "C": (0, 0, 5, 0)})
    result = majority_judgment(judgments, 2)
    assert ranks(result) == {"C": 1, "A": 2, "B": 2}
    assert (result.winners, result.undecided) == (("C",), ("A", "B"))
    assert (
        "A et B sont jugés à l’identique jusqu’au bout\u00a0: vraie égalité." in result.explanation
    )
    assert majority_judgment(judgments, 3).undecided == ()
    assert majority_judgment(judgments, 1).undecided == ()


def test_a_missing_judgment_gets_the_grade_fixed_before():
    ballots = [["Bien", ""], ["Bien", "Excellent"], [None, "Excellent"]]
    judgments = judgments_of(ballots, ["A", "B"], FOUR, default="À rejeter")
    assert judgments.tallies == {"A": (1, 0, 2, 0), "B": (1, 0, 0, 2)}
    assert sum(judgments.missing.values()) == 2
    assert majority_judgment(judgments).explanation[1] == (
        "Sans réponse vaut «\u00a0À rejeter\u00a0», comme fixé d’avance\u202f; "
        "jugements manquants\u00a0: 2."
    )


def test_without_a_default_grade_an_incomplete_ballot_is_refused():
    with pytest.raises(CannotCount, match="Un jugement manque"):
        judgments_of([["Bien", None]], ["A", "B"], FOUR)


def test_grades_may_be_given_by_their_place():
    assert judgments_of([[0, 3], [2, 3]], ["A", "B"], FOUR).tallies == {
        "A": (1, 0, 1, 0),
        "B": (0, 0, 0, 2),
    }


@pytest.mark.parametrize(
    ("ballots", "default", "sentence"),
    [
        ([["Bien"]], None, "une mention à chaque option"),
        ([["Bien", "Bien"], ["Bien"]], None, "une mention à chaque option"),
        ([["Bien", "Nul"]], None, "Nul"),
        ([["Bien", "Bien"]], "Moyen", "Moyen"),
    ],
)
def test_a_ballot_that_cannot_be_read_is_refused(ballots, default, sentence: str):
    with pytest.raises(CannotCount, match=sentence):
        judgments_of(ballots, ["A", "B"], FOUR, default=default)


@pytest.mark.parametrize(
    ("tallies", "seats", "sentence"),
    [
        ({}, 1, "rien à choisir"),
        ({"A": (1, 0, 0, 0)}, 0, "pas de siège"),
        ({"A": (1, 0, 0, 0), "B": (1, 1, 0, 0)}, 1, "même nombre de juges"),
        ({"A": (0, 0, 0, 0)}, 1, "Personne n’a jugé"),
        ({"A": (1, 0)}, 1, "un nombre"),
        ({"A": (1, 0, -1, 0)}, 1, "un nombre"),
    ],
)
def test_what_cannot_be_counted_is_refused(tallies, seats: int, sentence: str):
    with pytest.raises(CannotCount, match=sentence):
        majority_judgment(Judgments(FOUR, tallies), seats)


def test_colleges_weigh_what_their_rule_says():
    """Two judges at 3/4 of the weight say Good, three at 1/4 say Poor: the median is Good."""
    two = Judgments(("Poor", "Good"), {"A": (0, 2), "B": (1, 1)})
    three = Judgments(("Poor", "Good"), {"A": (3, 0), "B": (3, 0)})
    one = weighted_judgments([(3, two), (1, three), (9, Judgments(("Poor", "Good"), {}))])
    assert one.tallies["A"] == (Fraction(1, 4), Fraction(3, 4))
    assert one.tallies["B"] == (Fraction(5, 8), Fraction(3, 8))
    result = majority_judgment(one, language="en")
    assert [(j.name, j.grade) for j in result.ranking] == [("A", "Good"), ("B", "Poor")]
    assert result.explanation[0].startswith("Majority judgment, colleges weighted")


def test_colleges_must_judge_the_same():
    one, other = Judgments(("0", "1"), {"A": (0, 2)}), Judgments(("0", "1"), {"B": (0, 2)})
    with pytest.raises(CannotCount, match="mêmes options"):
        weighted_judgments([(1, one), (1, other)])
    with pytest.raises(CannotCount, match="Personne"):
        weighted_judgments([])


@st.composite
def pairs(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Two tallies of the same judges."""
    size, judges = draw(st.integers(2, 7)), draw(st.integers(1, 14))
    grades = st.lists(st.integers(0, size - 1), min_size=judges, max_size=judges)
    return tuple([g.count(p) for p in range(size)] for g in (draw(grades), draw(grades)))  # type: ignore[return-value]


@settings(max_examples=200)
@given(pairs())
def test_the_score_orders_as_the_definition_by_removal(pair: tuple[list[int], list[int]]):
    one, other = pair
    assert (score(one) > score(other)) == (majority_value(one) > majority_value(other))
    assert (score(one) == score(other)) == (majority_value(one) == majority_value(other))


@given(pairs(), st.integers(2, 5))
def test_fractions_order_as_integers(pair: tuple[list[int], list[int]], parts: int):
    one, other = ([Fraction(n, parts) for n in tally] for tally in pair)
    assert (score(one) > score(other)) == (score(pair[0]) > score(pair[1]))


some_ballots = st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=12)


@given(some_ballots, st.randoms())
def test_the_order_of_the_ballots_does_not_matter(ballots, chance):
    shuffled = list(ballots)
    chance.shuffle(shuffled)
    assert judgments_of(shuffled, "ABC", FOUR) == judgments_of(ballots, "ABC", FOUR)


@given(some_ballots, st.permutations([0, 1, 2]))
def test_renaming_options_renames_the_ranking(ballots, places: list[int]):
    turned = [[ballot[place] for place in places] for ballot in ballots]
    names = ["ABC"[place] for place in places]
    one = majority_judgment(judgments_of(ballots, "ABC", FOUR))
    assert ranks(one) == ranks(majority_judgment(judgments_of(turned, names, FOUR)))


@given(some_ballots)
def test_a_better_grade_from_somebody_never_harms(ballots):
    better = [(min(3, ballots[0][0] + 1), *ballots[0][1:]), *ballots[1:]]
    before = ranks(majority_judgment(judgments_of(ballots, "ABC", FOUR)))["A"]
    assert ranks(majority_judgment(judgments_of(better, "ABC", FOUR)))["A"] <= before


THREE = ("Reject", "Good", "Excellent")


def test_an_option_that_nobody_wants_is_not_chosen():
    result = majority_judgment(Judgments(THREE, {"A": (3, 0, 0), "B": (3, 0, 0)}))
    assert (result.winners, result.undecided) == ((), ())
    assert result.explanation[-2:] == (
        "Personne n’y donne plus que la pire mention, et donc non retenu\u00a0: A, B.",
        "Personne n’est retenu.",
    )
    one = majority_judgment(Judgments(THREE, {"A": (3, 0, 0), "B": (2, 1, 0)}), 2)
    assert (one.winners, one.undecided) == (("B",), ())


def test_a_default_grade_is_nobody_s_judgment():
    judgments = judgments_of([[None, 1], [None, 1]], "AB", THREE, default="Excellent")
    result = majority_judgment(judgments)
    assert [one.name for one in result.ranking] == ["A", "B"]
    assert result.winners == ("B",)


@pytest.mark.parametrize("empty", [[None, None], ["", ""], [None, ""]])
@pytest.mark.parametrize("default", [None, "Reject", "Excellent"])
def test_a_blank_ballot_is_left_out_and_told(empty, default):
    judgments = judgments_of([[2, 1], empty, [1, 0], empty], "AB", THREE, default=default)
    assert judgments.tallies == {"A": (0, 1, 1), "B": (1, 1, 0)}
    assert (judgments.blank, sum(judgments.missing.values())) == (2, 0)
    told = majority_judgment(judgments).explanation
    assert "Bulletins blancs, laissés de côté\u00a0: 2." in told


def test_only_blank_ballots_choose_nobody():
    judgments = judgments_of([[None, None]] * 3, "AB", THREE, default="Reject")
    with pytest.raises(CannotCount, match="Personne n’a jugé"):
        majority_judgment(judgments)


def test_between_the_truly_tied_the_list_or_the_seed_decides_where_the_rule_says_so():
    level = Judgments(THREE, {"A": (0, 2, 0), "B": (0, 2, 0)})
    assert majority_judgment(level).undecided == ("A", "B")
    listed = majority_judgment(level, ties=Ties(TieBreak.LISTED))
    assert (listed.winners, listed.undecided) == (("A",), ())
    lots = {
        majority_judgment(level, ties=Ties(TieBreak.LOTS, str(seed))).winners for seed in range(9)
    }
    assert lots == {("A",), ("B",)}


@given(
    st.lists(st.lists(st.integers(0, 2), min_size=3, max_size=3), min_size=1, max_size=9),
    st.integers(0, 9),
    st.integers(1, 3),
)
def test_blank_ballots_change_nothing_and_the_unwanted_are_never_chosen(ballots, blank, seats):
    judged = judgments_of(ballots, "ABC", THREE, default="Reject")
    more = judgments_of([*ballots, *[[None] * 3] * blank], "ABC", THREE, default="Reject")
    one, other = majority_judgment(judged, seats), majority_judgment(more, seats)
    assert (one.winners, one.undecided) == (other.winners, other.undecided)
    wanted = {name for at, name in enumerate("ABC") if any(ballot[at] for ballot in ballots)}
    assert {*one.winners, *one.undecided} <= wanted
