"""What is erased of who voted and who stood, and what her export holds."""

import pytest

from essaim.accounts.queries import acting_as
from essaim.assemblies.models import Ballot
from essaim.assemblies.votes.actions.voting import cast_ballot
from essaim.journal.models import Revision
from tests.factories.assemblies import (
    make_elector,
    make_meeting,
    make_open_vote,
    make_option,
    make_resolution,
)
from tests.factories.network import make_delegate, make_organisation, make_person
from tests.personal import forget_in, held_in

pytestmark = pytest.mark.django_db


def cast_by_a_delegate():
    organisation = make_organisation()
    user = make_delegate(of=organisation)
    meeting = make_meeting()
    elector = make_elector(meeting=meeting, organisation=organisation, present=True)
    vote = make_open_vote(meeting=meeting)
    marks = {"vote": "against"}
    return cast_ballot(resolution=vote, elector=elector, marks=marks, by=acting_as(user))


def test_the_vote_of_the_elector_stays_and_who_pressed_goes():
    ballot = cast_by_a_delegate()
    forget_in("assemblies", ballot.cast_by.pk)
    assert Ballot.objects.get().cast_by is None
    assert Revision.objects.get(target_key=ballot.key).record["cast_by"] == ""


def test_her_export_holds_the_votes_that_she_pressed():
    ballot = cast_by_a_delegate()
    (row,) = held_in("assemblies.ballots", ballot.cast_by.pk)
    assert (row["for"], row["marks"]) == (ballot.elector.name, {"vote": "against"})


@pytest.mark.parametrize(("state", "left", "said"), [("draft", 0, 0), ("open", 1, 1)])
def test_who_stood_stays_in_the_minutes_once_one_has_voted(state, left, said):
    person = make_person()
    vote = make_resolution(method="approval", state=state)
    make_option(resolution=vote, person=person)
    kept = forget_in("assemblies", person.pk)
    assert (vote.options.count(), len(kept)) == (left, said)
