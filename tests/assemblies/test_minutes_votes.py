"""What was chosen among several stands in the minutes as figures, by every method."""

import pytest

from essaim.assemblies.minutes.queries.document import document_of
from tests.assemblies.test_votes_methods import vote_among
from tests.factories.minutes import make_minutes

pytestmark = pytest.mark.django_db
CAPTION = "Votes sur la résolution 1"


def table_of(vote):
    document = document_of(make_minutes(meeting=vote.meeting), is_internal=False)
    return next(b for b in document.blocks if getattr(b, "caption", "") == CAPTION)


def test_grades_and_medians_of_a_majority_judgment():
    ballots = [{"Ana": 0, "Bo": 1}, {"Ana": 0, "Bo": 0}, {"Ana": 1, "Bo": 1}]
    vote = vote_among(["Ana", "Bo"], ballots, method="majority_judgment", grades=["Oui", "Non"])
    table = table_of(vote)
    assert table.header == ("Option", "Rang", "Mention médiane", "Oui", "Non")
    assert [row[0] for row in table.rows] == ["Ana", "Bo"]
    assert [row[3:] for row in table.rows] == [("2", "1"), ("1", "2")]
    assert table.numeric == (1, 3, 4)


def test_approvals():
    ballots = [{"Ana": True, "Bo": True}, {"Ana": True}, {}]
    table = table_of(vote_among(["Ana", "Bo"], ballots, method="approval"))
    assert [row[:3] for row in table.rows] == [("Ana", "1", "2"), ("Bo", "2", "1")]


def test_the_stages_of_a_ranked_vote():
    ballots = [*[{"Ana": 1}] * 3, *[{"Bo": 1, "Ana": 2}] * 3, *[{"Cy": 1, "Bo": 2}] * 2]
    table = table_of(vote_among(["Ana", "Bo", "Cy"], ballots, method="ranked"))
    assert len(table.header) == 3
    assert [row[:2] for row in table.rows] == [("Ana", "3"), ("Bo", "3"), ("Cy", "2")]


def test_a_vote_in_which_nobody_voted_has_no_table():
    vote = vote_among(["Ana", "Bo"], [{}], method="approval")
    vote.tally = {"voters": 0}
    vote.save()
    with pytest.raises(StopIteration):
        table_of(vote)
