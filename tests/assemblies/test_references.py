"""What decisions are called by: “AG 2024-3”, once and for ever."""

from datetime import date

import pytest
from django.db import IntegrityError

from essaim.assemblies.votes.actions.resolutions import (
    close_resolution,
    next_reference,
    reference_stem,
)
from essaim.assemblies.votes.actions.voting import enter_hand_votes
from essaim.kernel.errors import RuleBroken
from essaim.programme.actions.agreements import add_decision, edit_decision
from essaim.programme.content import DecisionContent
from tests.factories.accounts import coordinator, house
from tests.factories.assemblies import make_body, make_meeting, make_open_vote, make_voters
from tests.factories.programme import make_decision


@pytest.mark.parametrize(
    ("body", "stem"),
    [
        ("Assemblée générale", "AG 2024-"),
        ("Conseil d’administration", "CA 2024-"),
        ("Bureau", "Bureau 2024-"),
        ("B" * 120, f"{'B' * 60} 2024-"),
    ],
)
def test_a_body_is_called_by_its_initials(body, stem):
    assert reference_stem(body, 2024) == stem


@pytest.mark.parametrize(
    ("given", "following"),
    [
        ([], "AG 2024-1"),
        (["AG 2024-1", "AG 2024-2"], "AG 2024-3"),
        (["AG 2024-9", "AG 2024-10"], "AG 2024-11"),
        (["AG 2024-2", "CA 2024-7", "AG 2024-8 bis"], "AG 2024-3"),
    ],
)
def test_the_next_comes_after_the_highest(given, following):
    assert next_reference("AG 2024-", given) == following


def adopted(meeting):
    """The decision of a vote that everybody is for."""
    vote = make_open_vote(meeting=meeting)
    here = [one.elector for one in meeting.attendances.all()]
    enter_hand_votes(resolution=vote, votes=dict.fromkeys(here, "for"), by=house())
    return close_resolution(resolution=vote, by=house()).decision


def meeting_of(name):
    meeting = make_meeting(body=make_body(name=name))
    make_voters(meeting, 2)
    return meeting


@pytest.mark.django_db
def test_a_number_is_not_given_again_once_a_decision_is_of_another_year():
    meeting = meeting_of("Assemblée générale")
    first, second = adopted(meeting), adopted(meeting)
    first.decided_on = date(2023, 12, 31)
    first.save()

    assert [first.reference, second.reference] == ["AG 2024-1", "AG 2024-2"]
    assert adopted(meeting).reference == "AG 2024-3"


@pytest.mark.django_db
def test_bodies_of_the_same_initials_number_together_and_after_what_was_typed():
    make_decision(body="Assemblée permanente", reference="AP 2024-4")
    names = ("Assemblée permanente", "Assemblée plénière")

    references = [adopted(meeting_of(name)).reference for name in names]

    assert references == ["AP 2024-5", "AP 2024-6"]


@pytest.mark.django_db
def test_a_body_names_two_decisions_differently():
    said = {"text": "Réunir", "body": "Bureau", "decided_on": date(2024, 5, 21)}
    numbered = DecisionContent(**said, reference="B 2024-1")
    first = add_decision(content=numbered, by=coordinator())
    add_decision(content=DecisionContent(**said), by=coordinator())
    add_decision(content=DecisionContent(**said), by=coordinator())

    edit_decision(decision=first, content=numbered, by=coordinator())
    with pytest.raises(RuleBroken, match="désigne déjà une autre décision"):
        add_decision(content=numbered, by=coordinator())
    with pytest.raises(IntegrityError):
        make_decision(body="Bureau", reference="B 2024-1")
