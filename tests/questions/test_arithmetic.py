"""What answers sum up to, exactly, and what is withheld."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.questions.arithmetic import FEWEST, median, percent, summarised, withheld
from essaim.questions.schema import Choice
from tests.factories.questions import asked

FOUR = tuple(Choice(code, code.upper()) for code in "abcd")


def counts_of(summary) -> list[int | None]:
    return [line.count for line in summary.counts]


def answers(**chosen: int) -> list[dict[str, str]]:
    return [{"q": code} for code, times in chosen.items() for _ in range(times)]


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 8, "12.5"),
        (1, 16, "6.3"),
        (0, 7, "0.0"),
        (7, 7, "100.0"),
    ],
)
def test_shares_are_exact_to_a_tenth_halves_up(part: int, whole: int, share: str):
    assert percent(part, whole) == Decimal(share)


@pytest.mark.parametrize(
    ("values", "middle"),
    [
        ([], None),
        ([3], 3),
        ([5, 1, 3], 3),
        ([1, 2], Decimal("1.5")),
        ([Decimal("0.1")] * 3, Decimal("0.1")),
    ],
)
def test_the_median_is_the_middle(values, middle):
    assert median(values) == middle


def test_choices_are_counted_of_those_who_answered():
    rows = [*answers(a=1, b=2), {}]
    summary = summarised(asked("q", "choice", choices=FOUR), rows)
    assert (summary.answered, summary.put) == (3, 4)
    assert counts_of(summary) == [1, 2, 0, 0]
    assert [line.percent for line in summary.counts[:2]] == [Decimal("33.3"), Decimal("66.7")]


def test_of_several_choices_each_is_counted_by_itself():
    rows = [{"q": ["a", "b"]}, {"q": ["a"]}, {"q": []}]
    summary = summarised(asked("q", "several", choices=FOUR), rows)
    assert counts_of(summary) == [2, 1, 0, 0]
    assert summary.counts[0].percent == Decimal("66.7")


def test_scales_and_rows_of_a_matrix_have_a_median():
    scale = summarised(asked("q", "scale"), [{"q": 1}, {"q": 4}])
    assert (counts_of(scale), scale.median) == ([1, 0, 0, 1, 0], Decimal("2.5"))
    rows = [{"q": {"accueil": 4}}, {"q": {"accueil": 2, "repas": 5}}, {}]
    matrix = summarised(asked("q", "matrix"), rows)
    assert [(part.label, part.answered, part.median) for part in matrix.parts] == [
        ("Accueil", 2, 3),
        ("Repas", 1, 5),
    ]


def test_numbers_have_a_median_and_an_exact_total():
    summary = summarised(asked("q", "number"), [{"q": "0.1"}, {"q": "0.2"}])
    assert (summary.median, summary.total) == (Decimal("0.15"), Decimal("0.3"))


def test_words_are_only_counted():
    summary = summarised(asked("q"), [{"q": "Merci"}])
    assert (summary.answered, list(summary.counts), summary.median) == (1, [], None)


def test_of_a_personal_question_small_groups_are_withheld_with_the_next_smallest():
    personal = asked("q", "choice", choices=FOUR, is_personal=True)
    assert counts_of(summarised(personal, answers(a=2, b=9, c=6))) == [None, 9, None, 0]
    assert counts_of(summarised(personal, answers(a=2, b=3, c=6))) == [None, None, 6, 0]
    assert counts_of(summarised(personal, answers(a=5, b=6))) == [5, 6, 0, 0]


def test_of_a_personal_question_that_few_answered_nothing_is_told():
    number = asked("q", "number", is_personal=True)
    few = summarised(number, [{"q": "3"}] * (FEWEST - 1))
    assert (few.is_withheld, few.median, few.total) == (True, None, None)
    enough = summarised(number, [{"q": "3"}] * FEWEST)
    assert (enough.is_withheld, enough.median, enough.total) == (False, 3, None)
    choice = summarised(asked("q", "yes_no", is_personal=True), [{"q": True}] * 4)
    assert (choice.is_withheld, list(choice.counts)) == (True, [])


@given(st.lists(st.integers(0, 12), min_size=2, max_size=6))
def test_what_is_withheld_cannot_be_worked_out_from_the_total(counts: list[int]):
    hidden = withheld(counts)
    assert all(place in hidden for place, count in enumerate(counts) if 0 < count < FEWEST)
    told_of = [count for count in counts if count]
    assert len(hidden) != 1 or len(told_of) == 1
