"""Elections without candidate through the actions: E1, changes, who speaks last."""

import pytest

from essaim.assemblies.models import Objection
from essaim.assemblies.rounds.actions.deliberations import (
    advance_deliberation,
    answer_round,
    begin_round,
    end_round,
    judge_objection,
)
from essaim.assemblies.rounds.actions.elections import (
    amend_proposal,
    change_nomination,
    conclude_election,
    nominate,
    propose_person,
)
from essaim.assemblies.votes.actions.openings import prepare_election
from essaim.assemblies.votes.actions.resolutions import open_resolution
from essaim.kernel.errors import RuleBroken
from tests.factories.accounts import house
from tests.factories.assemblies import make_elector, make_meeting, make_resolution
from tests.factories.network import make_college

pytestmark = pytest.mark.django_db
NAMED = ("Ana", "Ana", "Ana", "Bo", "Bo", "Cy", "Di")


def open_election():
    """Seven voters, Ana among them; each has named somebody and said why."""
    meeting, college = make_meeting(), make_college()
    names = ("Ana", "Deux", "Trois", "Quatre", "Cinq", "Six", "Sept")
    voters = [
        make_elector(meeting=meeting, college=college, name=name, present=True) for name in names
    ]
    role = make_resolution(meeting=meeting, method="no_candidate", title="Animation du réseau")
    prepare_election(resolution=role, role="Animer", duration="deux ans", by=house())
    role = open_resolution(resolution=role, by=house())
    for voter, named in zip(voters, NAMED, strict=True):
        nominate(resolution=role, elector=voter, nominee=named, reason="Elle sait.", by=house())
    for _step in range(2):
        advance_deliberation(resolution=role, by=house())
    return role, voters


def answer_all(role, voters, objector=None):
    begin_round(resolution=role, by=house())
    for voter in reversed(voters):
        how = {"answer": "no_objection"}
        if voter == objector:
            argument = "Je suis prise jusqu’en juin."
            how = {"answer": "objection", "kind": "limit_of_member", "argument": argument}
        answer_round(resolution=role, elector=voter, by=house(), **how)
    end_round(resolution=role, by=house())


def test_e1_the_runner_up_is_elected_on_a_condition_and_both_counts_are_kept():
    role, voters = open_election()
    for voter in voters[5:]:
        change_nomination(resolution=role, elector=voter, to="Bo", reason="Entendu.", by=house())
    advance_deliberation(resolution=role, by=house())
    proposal = propose_person(resolution=role, name="Ana", reason="Disponible.", by=house())
    answer_all(role, voters, objector=voters[0])
    found = Objection.objects.get()
    judge_objection(objection=found, verdict="valid", reason="Une limite.", by=house())
    condition = "Mandat dès juillet, Bo assure l’intérim."
    amend_proposal(proposal=proposal, condition=condition, by=house())
    answer_all(role, voters)
    closed = conclude_election(resolution=role, by=house())
    assert (closed.outcome, closed.tally["elected"]) == ("elected", "Ana")
    assert closed.tally["first_count"] == {"Ana": 3, "Bo": 2, "Cy": 1, "Di": 1}
    assert closed.tally["second_count"] == {"Bo": 4, "Ana": 3, "Cy": 0, "Di": 0}
    assert (closed.tally["leaders"], closed.tally["condition"]) == (["Bo"], condition)
    assert condition in closed.decision.text


def test_one_changes_only_for_somebody_already_named():
    role, voters = open_election()
    with pytest.raises(RuleBroken, match="Eve"):
        change_nomination(resolution=role, elector=voters[0], to="Eve", reason="Oui", by=house())
    advance_deliberation(resolution=role, by=house())
    with pytest.raises(RuleBroken, match="Eve"):
        propose_person(resolution=role, name="Eve", reason="Oui", by=house())


def test_the_person_proposed_speaks_last():
    role, voters = open_election()
    advance_deliberation(resolution=role, by=house())
    propose_person(resolution=role, name="Ana", reason="Disponible.", by=house())
    begin_round(resolution=role, by=house())
    with pytest.raises(RuleBroken):
        answer_round(resolution=role, elector=voters[0], answer="pass", by=house())


def test_each_names_somebody_before_the_ballots_are_read():
    meeting = make_meeting()
    voter = make_elector(meeting=meeting, present=True)
    role = make_resolution(meeting=meeting, method="no_candidate")
    with pytest.raises(RuleBroken):
        open_resolution(resolution=role, by=house())
    prepare_election(resolution=role, role="Animer", duration="un an", by=house())
    role = open_resolution(resolution=role, by=house())
    with pytest.raises(RuleBroken, match=voter.name):
        advance_deliberation(resolution=role, by=house())
