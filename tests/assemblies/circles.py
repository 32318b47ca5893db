"""Questions decided round by round, as the tests of their pages begin with them."""

from typing import Any

from django.urls import reverse

from essaim.assemblies.models import Elector, Meeting, Objection, Resolution
from essaim.assemblies.rounds.actions.deliberations import (
    advance_deliberation,
    answer_round,
    begin_round,
    end_round,
    judge_objection,
)
from essaim.assemblies.rounds.actions.elections import nominate
from essaim.assemblies.votes.actions.openings import prepare_consent, prepare_election
from essaim.assemblies.votes.actions.resolutions import open_resolution
from tests.factories.accounts import house
from tests.factories.assemblies import make_resolution

RISK = "Le budget est dépassé."


def address(name: str, thing: Any, query: str = "") -> str:
    return reverse(f"assemblies:{name}", args=[thing.key]) + query


def open_consent(meeting: Meeting, proposer: Elector, **fields: Any) -> Resolution:
    """A text at its presentation."""
    text = make_resolution(meeting=meeting, method="consent", **fields)
    prepare_consent(resolution=text, elector=proposer, by=house())
    return open_resolution(resolution=text, by=house())


def talked_about(text: Resolution) -> Resolution:
    """Ready for its first round."""
    for _step in range(3):
        advance_deliberation(resolution=text, by=house())
    return text


def take_round(text: Resolution, voters: list[Elector], objector: Elector | None = None) -> None:
    """Each answers; one objects, and the objection is valid."""
    begin_round(resolution=text, by=house())
    for voter in voters:
        how = {"answer": "no_objection"}
        if voter == objector:
            how = {"answer": "objection", "kind": "risk_for_network", "argument": RISK}
        answer_round(resolution=text, elector=voter, by=house(), **how)
    end_round(resolution=text, by=house())
    for one in Objection.objects.filter(verdict="untested"):
        judge_objection(objection=one, verdict="valid", reason="Un tort réel.", by=house())


def open_election(meeting: Meeting, **fields: Any) -> Resolution:
    """A role for which nobody is named yet."""
    role = make_resolution(
        meeting=meeting, method="no_candidate", title="Animation du réseau", **fields
    )
    prepare_election(resolution=role, role="Animer le réseau.", duration="deux ans", by=house())
    return open_resolution(resolution=role, by=house())


def all_named(role: Resolution, named: dict[Elector, str], steps: int = 2) -> Resolution:
    """Each has named somebody and said why; two steps later come the changes."""
    for voter, name in named.items():
        nominate(resolution=role, elector=voter, nominee=name, reason="Elle sait.", by=house())
    for _step in range(steps):
        advance_deliberation(resolution=role, by=house())
    return role
