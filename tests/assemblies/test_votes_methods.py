"""Grades, approvals and ranks, from the ballots on the database to who is chosen."""

import pytest

from essaim.assemblies.actions.counts import enter_paper_result
from essaim.assemblies.actions.resolutions import close_resolution, open_resolution
from essaim.assemblies.actions.voting import cast_ballot
from essaim.assemblies.marks import checked_marks
from essaim.kernel.errors import RuleBroken
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_acting_for,
    make_meeting,
    make_option,
    make_resolution,
    make_voters,
)

pytestmark = pytest.mark.django_db

#: J1: ten judges; votes of the worst grade, then up to the best.
J1 = {"Bread": [1, 3, 4, 2], "Pizza": [3, 2, 2, 3], "Pasta": [3, 2, 3, 2], "Chips": [2, 4, 2, 2]}


def vote_among(labels, ballots, **fields):
    """One elector a ballot; a ballot is {label: mark}. Answers the resolution, closed."""
    meeting = make_meeting()
    electors = make_voters(meeting, len(ballots))
    vote = make_resolution(meeting=meeting, **fields)
    keys = {label: str(make_option(resolution=vote, label=label).key) for label in labels}
    vote = open_resolution(resolution=vote, by=house())
    for elector, ballot in zip(electors, ballots, strict=True):
        marks = {keys[label]: mark for label, mark in ballot.items()}
        cast_ballot(resolution=vote, elector=elector, marks=marks, by=make_acting_for(elector))
    return close_resolution(resolution=vote, by=house())


def test_majority_judgment_ranks_the_published_example():
    grades = ["Excellent", "Good", "Passable", "To reject"]
    columns = {
        label: [3 - grade for grade, number in enumerate(tally) for _ in range(number)]
        for label, tally in J1.items()
    }
    ballots = [{label: columns[label][judge] for label in J1} for judge in range(10)]
    vote = vote_among(J1, ballots, method="majority_judgment", grades=grades)
    assert [one["label"] for one in vote.tally["options"]] == ["Bread", "Pizza", "Pasta", "Chips"]
    assert vote.tally["options"][0]["counts"] == [2, 4, 3, 1]
    assert (vote.outcome, vote.tally["winners"]) == ("elected", ["Bread"])
    assert vote.decision.text.endswith("Bread")


def test_an_option_without_grade_has_the_last_one():
    ballots = [{"Ana": 0, "Bo": 0}, {"Ana": 0}, {"Ana": 1}]
    vote = vote_among(["Ana", "Bo"], ballots, method="majority_judgment", grades=["Oui", "Non"])
    assert [one["counts"] for one in vote.tally["options"]] == [[2, 1], [1, 2]]
    assert any("Non" in sentence for sentence in vote.explanation)


def test_a_true_tie_is_settled_by_nobody():
    vote = vote_among(["Ana", "Bo"], [{"Ana": True}, {"Bo": True}], method="approval")
    assert (vote.outcome, vote.tally["undecided"]) == ("tied", ["Ana", "Bo"])
    assert vote.decision is None


def test_the_most_approved_take_the_seats_and_an_empty_ballot_is_a_voter_s():
    ballots = [{"Ana": True, "Bo": True}, {"Ana": True}, {}]
    vote = vote_among(["Ana", "Bo", "Cy"], ballots, method="approval", seats=2)
    assert (vote.tally["winners"], vote.tally["voters"]) == (["Ana", "Bo"], 3)
    assert vote.decision.result == "choix fait\u00a0: Ana, Bo"


def test_ranks_move_on_when_a_first_choice_is_out():
    ballots = [
        *[{"Ana": 1}] * 3,
        *[{"Bo": 1, "Ana": 2}] * 2,
        *[{"Cy": 1, "Bo": 2}] * 2,
    ]
    vote = vote_among(["Ana", "Bo", "Cy"], ballots, method="ranked")
    assert len(vote.tally["rounds"]) == 2
    assert vote.outcome == "elected"


def test_where_nobody_votes_nothing_is_decided():
    meeting = make_meeting()
    make_voters(meeting, 2)
    vote = open_resolution(resolution=make_resolution(meeting=meeting), by=house())
    vote = close_resolution(resolution=vote, by=house())
    assert (vote.outcome, vote.explanation[-1]) == ("rejected", "Personne n’a voté.")


def test_papers_are_of_votes_for_or_against():
    meeting = make_meeting()
    make_voters(meeting, 2)
    vote = make_resolution(meeting=meeting, method="approval")
    for _number in range(2):
        make_option(resolution=vote)
    vote = open_resolution(resolution=vote, by=house())
    with pytest.raises(RuleBroken, match="pour ou contre"):
        enter_paper_result(resolution=vote, counts={"for": 1}, by=house())


@pytest.mark.parametrize(
    ("method", "marks", "refusal"),
    [
        ("approval", {"z": True}, "n’est pas mis au vote"),
        ("majority_judgment", {}, "une option au moins"),
        ("majority_judgment", {"a": 3}, "pas sur l’échelle"),
        ("majority_judgment", {"a": "best"}, "pas sur l’échelle"),
        ("ranked", {"a": 0}, "à partir de 1"),
        ("ranked", {"a": 1, "b": 1}, "même rang"),
    ],
)
def test_marks_that_say_nothing_are_refused(method, marks, refusal):
    with pytest.raises(RuleBroken, match=refusal):
        checked_marks(method, marks, ["a", "b"], ["Oui", "Peut-être", "Non"])


def test_ranks_are_kept_without_gaps_and_grades_in_the_order_of_the_options():
    assert checked_marks("ranked", {"a": 7, "b": 2}, ["a", "b"]) == {"b": 1, "a": 2}
    graded = checked_marks("majority_judgment", {"b": 0, "a": 1}, ["a", "b"], ["Oui", "Non"])
    assert list(graded) == ["a", "b"]
