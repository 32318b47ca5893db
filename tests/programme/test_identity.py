"""Which action a row means: literal cases, and what holds whatever the file."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.programme.imports.identity import (
    LEFT_OUT,
    NEW,
    SAME,
    Match,
    Sketch,
    Verdict,
    match_rows,
)

DAY, NEXT = date(2024, 6, 12), date(2024, 6, 13)
A, B = UUID(int=1), UUID(int=2)


def row(place: str = "", *, title: str = "fete", day: date = DAY, mark: str = "") -> Sketch:
    """`mark` is "source:identifier"."""
    source, _colon, identifier = mark.partition(":")
    return Sketch(title, day, place, source, identifier)


def noted(key: UUID, place: str = "", *, title: str = "fete", mark: str = "") -> Sketch:
    source, _colon, identifier = mark.partition(":")
    return Sketch(title, DAY, place, source, identifier, key)


V = Verdict
CASES: list[tuple[str, list[Sketch], list[Sketch], list[Match]]] = [
    ("a new one", [row()], [], [Match(V.NEW)]),
    ("another title", [row(title="bal")], [noted(A)], [Match(V.NEW)]),
    ("another day", [row(day=NEXT)], [noted(A)], [Match(V.NEW)]),
    ("all in common", [row("tours")], [noted(A, "tours")], [Match(V.SAME, (A,))]),
    ("the place is completed", [row("tours")], [noted(A)], [Match(V.SAME, (A,))]),
    ("the place is not said", [row()], [noted(A, "tours")], [Match(V.SAME, (A,))]),
    ("another place than noted", [row("blois")], [noted(A, "tours")], [Match(V.MOVED, (A,))]),
    ("two places in a file", [row("tours"), row("blois")], [], [Match(V.NEW), Match(V.NEW)]),
    (
        "two places, one of them noted",
        [row("blois"), row("tours")],
        [noted(A, "tours")],
        [Match(V.NEW), Match(V.SAME, (A,))],
    ),
    (
        "two places, one noted without any",
        [row("tours"), row("blois")],
        [noted(A)],
        [Match(V.WHICH, (A,)), Match(V.WHICH, (A,))],
    ),
    ("all twice", [row("tours"), row("tours")], [], [Match(V.NEW), Match(V.TWICE, other=0)]),
    (
        "without place beside one",
        [row(), row("tours")],
        [],
        [Match(V.TWICE, other=1), Match(V.NEW)],
    ),
    ("two are noted alike", [row()], [noted(A), noted(B)], [Match(V.WHICH, (A, B))]),
    ("two are noted, no place", [row()], [noted(A, "x"), noted(B, "y")], [Match(V.WHICH, (A, B))]),
    (
        "an identifier wins over the title",
        [row(title="bal", mark="wiki:7")],
        [noted(A, mark="wiki:7"), noted(B, title="bal")],
        [Match(V.SAME, (A,))],
    ),
    (
        "an identifier twice",
        [row(mark="w:7"), row("x", mark="w:7")],
        [],
        [Match(V.NEW), Match(V.MARKED_TWICE, other=0)],
    ),
    ("two identifiers", [row(mark="w:7"), row(mark="w:8")], [], [Match(V.NEW), Match(V.NEW)]),
    ("noted under another identifier", [row(mark="w:8")], [noted(A, mark="w:7")], [Match(V.NEW)]),
    ("noted without identifier", [row(mark="w:8")], [noted(A)], [Match(V.SAME, (A,))]),
    ("of another source", [row(mark="w:8")], [noted(A, mark="v:7")], [Match(V.SAME, (A,))]),
]


@pytest.mark.parametrize(("case", "rows", "known", "expected"), CASES, ids=[c[0] for c in CASES])
def test_a_row_means_what_the_table_says(
    case: str, rows: list[Sketch], known: list[Sketch], expected: list[Match]
) -> None:
    matches = match_rows(dict(enumerate(rows)), known, {})
    assert [matches[place] for place in range(len(rows))] == expected


ANSWERS = [
    (f"{SAME}{A}", Match(V.SAME, (A,))),
    (NEW, Match(V.NEW)),
    (LEFT_OUT, Match(V.LEFT_OUT)),
    (f"{SAME}{B}", Match(V.MOVED, (A,))),
    ("nonsense", Match(V.MOVED, (A,))),
]


@pytest.mark.parametrize(("answer", "expected"), ANSWERS)
def test_what_a_person_says_is_followed_and_nonsense_asked_again(
    answer: str, expected: Match
) -> None:
    assert match_rows({0: row("blois")}, [noted(A, "tours")], {0: answer}) == {0: expected}


def test_two_rows_are_not_the_same_action_even_if_a_person_says_so() -> None:
    rows = {0: row("blois"), 1: row("nantes")}
    matches = match_rows(rows, [noted(A, "tours")], {0: f"{SAME}{A}", 1: f"{SAME}{A}"})
    assert matches == {0: Match(V.SAME, (A,)), 1: Match(V.TWICE, other=0)}


SKETCHES = st.builds(
    row,
    st.sampled_from(["", "tours", "blois"]),
    title=st.sampled_from(["fete", "bal"]),
    mark=st.sampled_from(["", "w:7", "w:8", "v:7"]),
)
KNOWN = st.lists(
    st.builds(
        noted,
        st.uuids(),
        st.sampled_from(["", "tours", "blois"]),
        title=st.sampled_from(["fete", "bal"]),
        mark=st.sampled_from(["", "w:9"]),
    ),
    max_size=4,
)


@given(st.lists(SKETCHES, max_size=6), KNOWN)
def test_no_two_rows_mean_one_action_and_every_row_has_a_verdict(
    rows: list[Sketch], known: list[Sketch]
) -> None:
    matches = match_rows(dict(enumerate(rows)), known, {})
    assert set(matches) == set(range(len(rows)))
    same = [match.keys[0] for match in matches.values() if match.verdict is V.SAME]
    assert len(same) == len(set(same))
