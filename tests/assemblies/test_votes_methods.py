"""Grades, approvals and ranks, from the ballots on the database to who is chosen."""

import pytest

from essaim.assemblies.votes.actions.counts import enter_paper_result
from essaim.assemblies.votes.actions.resolutions import close_resolution, open_resolution
from essaim.assemblies.votes.actions.voting import cast_ballot
from essaim.assemblies.votes.marks import checked_marks
from essaim.assemblies.votes.queries.results import result_of
from essaim.kernel.errors import RuleBroken
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_acting_for,
    make_meeting,
    make_option,
    make_resolution,
    make_rules,
    make_voters,
)

pytestmark = pytest.mark.django_db

#: J1: ten judges; votes of the worst grade, then up to the best.
J1 = {"Bread": [1, 3, 4, 2], "Pizza": [3, 2, 2, 3], "Pasta": [3, 2, 3, 2], "Chips": [2, 4, 2, 2]}


def vote_among(labels, ballots, *, subject=None, rules=None, **fields):
    """One elector a ballot; a ballot is {label: mark}. Answers the resolution, closed."""
    ruled = make_rules(subject=subject, **(rules or {}))
    meeting = make_meeting(body=ruled.body)
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
    level = [{"Ana": True}, {"Bo": True}]
    free = {"majority_in_choices": False}
    vote = vote_among(["Ana", "Bo"], level, subject=free, method="approval")
    assert (vote.outcome, vote.tally["undecided"]) == ("tied", ["Ana", "Bo"])
    assert vote.decision is None


def test_the_most_approved_take_the_seats_and_an_empty_ballot_is_a_voter_s():
    ballots = [{"Ana": True, "Bo": True}, {"Ana": True, "Bo": True}, {}]
    vote = vote_among(["Ana", "Bo", "Cy"], ballots, method="approval", seats=2)
    assert (vote.tally["winners"], vote.tally["voters"]) == (["Ana", "Bo"], 3)
    assert vote.decision.result == "choix fait\u00a0: Ana, Bo"


def test_ranks_move_on_when_a_first_choice_is_out():
    ballots = [
        *[{"Ana": 1}] * 3,
        *[{"Bo": 1, "Ana": 2}] * 3,
        *[{"Cy": 1, "Bo": 2}] * 2,
    ]
    vote = vote_among(["Ana", "Bo", "Cy"], ballots, method="ranked")
    assert len(vote.tally["rounds"]) == 2
    assert (vote.outcome, vote.tally["winners"]) == ("elected", ["Bo"])


@pytest.mark.parametrize(
    ("subject", "outcome", "winners"),
    [
        ({}, "rejected", []),
        ({"majority_in_choices": False}, "elected", ["Ana"]),
        ({"majority_base": "expressed"}, "rejected", []),
        ({"majority_numerator": 1, "majority_denominator": 10}, "rejected", []),
        (
            {"majority_numerator": 1, "majority_denominator": 10, "majority_is_strict": False},
            "elected",
            ["Ana"],
        ),
    ],
)
def test_one_approval_of_ten_elects_only_where_the_rule_is_content(subject, outcome, winners):
    ballots = [{"Ana": True}, *[{}] * 9]
    subject = {"majority_base": "voters", **subject}
    if subject["majority_base"] == "expressed":
        ballots = [{"Ana": True}, *[{name: True} for name in ("Bo", "Cy", "Bo", "Cy")]]
    vote = vote_among(["Ana", "Bo", "Cy"], ballots, subject=subject, method="approval")
    assert (vote.outcome, vote.tally["winners"]) == (outcome, winners)
    assert (vote.decision is not None) == (outcome == "elected")
    told = "sont retenus, quel que" if "majority_in_choices" in subject else "pour être retenu"
    assert any(told in sentence for sentence in vote.explanation)


@pytest.mark.parametrize("method", ["approval", "ranked"])
@pytest.mark.parametrize("tie_break", ["open", "listed", "lots"])
@pytest.mark.parametrize("asks", [True, False])
def test_blank_ballots_elect_nobody(method, tie_break, asks):
    subject, rules = {"majority_in_choices": asks}, {"tie_break": tie_break}
    ballots = [{}, {}, {}]
    vote = vote_among(["Ana", "Bo"], ballots, subject=subject, rules=rules, method=method)
    assert (vote.outcome, vote.tally["winners"]) == ("rejected", [])
    assert (vote.decision, vote.tally["voters"]) == (None, 3)
    (table,) = result_of(vote).tables
    assert [row[0] for row in table.rows] == ["Ana", "Bo"]


def test_whom_nobody_grades_is_not_chosen():
    grades = ["Très bien", "À rejeter"]
    ballots = [{"Ana": 1}, {"Ana": 1}]
    vote = vote_among(["Ana", "Bo"], ballots, method="majority_judgment", grades=grades)
    assert (vote.outcome, vote.tally["winners"]) == ("rejected", [])


@pytest.mark.parametrize(("tie_break", "outcome"), [("open", "tied"), ("listed", "elected")])
@pytest.mark.parametrize(
    ("method", "mark", "grades"),
    [
        ("approval", True, ()),
        ("ranked", 1, ()),
        ("majority_judgment", 0, ["Très bien", "À rejeter"]),
    ],
)
def test_who_decides_between_the_level_is_said_by_the_rule(
    method, mark, grades, tie_break, outcome
):
    level = [{"Bo": mark}, {"Ana": mark}, {}]
    if grades:
        level = [{"Bo": mark, "Ana": mark}]
    given = {"subject": {"majority_in_choices": False}, "rules": {"tie_break": tie_break}}
    vote = vote_among(["Bo", "Ana"], level, method=method, grades=grades, **given)
    assert vote.outcome == outcome
    assert vote.tally["winners"] == (["Bo"] if outcome == "elected" else [])
    assert vote.tally["undecided"] == (["Bo", "Ana"] if outcome == "tied" else [])


def test_a_vote_opened_before_rules_said_it_asks_the_majority_and_leaves_ties_open():
    meeting = make_meeting()
    electors = make_voters(meeting, 2)
    vote = make_resolution(meeting=meeting, method="approval")
    keys = [str(make_option(resolution=vote, label=label).key) for label in ("Ana", "Bo")]
    vote = open_resolution(resolution=vote, by=house())
    for name in ("colleges_needed", "tie_break"):
        del vote.rule["body"][name]
    for name in ("majority_in_choices", "quorum_is_strict"):
        del vote.rule["subject"][name]
    vote.save(update_fields=["rule"])
    for elector in electors:
        marks = dict.fromkeys(keys, True)
        cast_ballot(resolution=vote, elector=elector, marks=marks, by=make_acting_for(elector))
    vote = close_resolution(resolution=vote, by=house())
    assert (vote.outcome, vote.tally["needed"]) == ("tied", 2)


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
