"""Whoever voted, in their own name or for another, was there: the record of it is not undone."""

from datetime import timedelta

import pytest

from essaim.assemblies.models import Elector, Resolution
from essaim.assemblies.sitting.actions.attendance import (
    correct_attendance,
    record_departure,
    undo_arrival,
)
from essaim.assemblies.votes.actions.voting import cast_ballot, cast_secret_ballot
from essaim.kernel.errors import RuleBroken
from tests.assemblies.circles import open_consent, take_round, talked_about
from tests.factories.accounts import coordinator
from tests.factories.assemblies import (
    make_acting_for,
    make_attendance,
    make_elector,
    make_meeting,
    make_open_vote,
    make_proxy,
    make_rules,
    make_voters,
)
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db

FOR = {"vote": "for"}


def cast(vote: Resolution, elector: Elector, by: Elector) -> None:
    acting = make_acting_for(by)
    if vote.is_secret:
        cast_secret_ballot(resolution=vote, votes={elector: FOR}, by=acting)
    else:
        cast_ballot(resolution=vote, elector=elector, marks=FOR, by=acting)


def voting(*, is_secret: bool = False) -> tuple[Elector, Elector, Elector, Resolution]:
    """Who presides, who holds, who gave a proxy, and an open vote; others make it secret enough."""
    chair = make_person()
    body = make_rules(subject={"secrecy": "on_request"}, proxies_may_split=True).body
    meeting = make_meeting(body=body, chair=chair)
    holder, *others = make_voters(meeting, 8)
    college = others[0].college
    presiding = make_elector(meeting=meeting, person=chair, college=college)
    make_attendance(elector=presiding, person=chair)
    giver = make_elector(meeting=meeting, college=college)
    return presiding, holder, giver, make_open_vote(meeting=meeting, is_secret=is_secret)


def undo(elector: Elector) -> None:
    undo_arrival(attendance=elector.attendances.get(), by=coordinator())


def to_long_ago(elector: Elector) -> None:
    """Put right as if they had been there for one minute, at the beginning."""
    stay = elector.attendances.get()
    times = {"arrived_at": stay.arrived_at, "left_at": stay.arrived_at + timedelta(minutes=1)}
    correct_attendance(attendance=stay, by=coordinator(), **times)


def leaves_long_ago(elector: Elector) -> None:
    stay = elector.attendances.get()
    left = stay.arrived_at + timedelta(minutes=1)
    record_departure(attendance=stay, at=left, by=coordinator())


ACTS = pytest.mark.parametrize("act", [undo, to_long_ago, leaves_long_ago])


@ACTS
@pytest.mark.parametrize("is_secret", [False, True])
@pytest.mark.parametrize("how", ["own", "held", "blank"])
def test_who_voted_is_not_taken_out_of_the_room(act, how, is_secret):
    presiding, holder, giver, vote = voting(is_secret=is_secret)
    who = presiding if how == "blank" else holder
    if how != "own":
        make_proxy(giver=giver, holder=holder if how == "held" else None)
    cast(vote, holder if how == "own" else giver, who)
    with pytest.raises(RuleBroken, match=vote.title):
        act(who)
    assert who.attendances.get().left_at is None
    rows = vote.sign_offs if is_secret else vote.ballots
    assert rows.count() == 1


@ACTS
def test_who_answered_in_a_round_is_not_either(act):
    meeting = make_meeting()
    one, other = make_voters(meeting, 2)
    text = talked_about(open_consent(meeting, one))
    take_round(text, [one, other])
    with pytest.raises(RuleBroken, match=text.title):
        act(other)


@pytest.mark.parametrize("is_secret", [False, True])
def test_who_was_voted_for_by_proxy_and_others_are(is_secret):
    presiding, holder, giver, vote = voting(is_secret=is_secret)
    make_proxy(giver=giver, holder=holder)
    cast(vote, giver, holder)
    make_attendance(elector=giver)
    for elector in (giver, presiding):
        undo(elector)
        assert not elector.attendances.exists()


def test_the_refusal_says_what_to_do():
    _presiding, holder, giver, vote = voting()
    make_proxy(giver=giver, holder=holder)
    cast(vote, giver, holder)
    with pytest.raises(RuleBroken, match="notez plutôt son départ"):
        undo(holder)
