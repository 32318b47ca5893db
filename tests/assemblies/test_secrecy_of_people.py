"""Secrecy counts people: the ballots of one person hide nobody among themselves."""

from datetime import date, timedelta

import pytest

from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.roll.actions.changes import edit_meeting
from essaim.assemblies.votes.actions.ballot_boxes import TooFewVoters
from essaim.assemblies.votes.actions.resolutions import close_resolution
from essaim.assemblies.votes.actions.voting import cast_secret_ballot
from essaim.assemblies.votes.queries.people import people_behind
from essaim.kernel.errors import RuleBroken
from tests.factories.accounts import coordinator, house
from tests.factories.assemblies import (
    START,
    make_acting_for,
    make_attendance,
    make_elector,
    make_meeting,
    make_open_vote,
    make_proxy,
    make_rules,
    make_voters,
)
from tests.factories.network import make_organisation, make_person

pytestmark = pytest.mark.django_db

FOR = {"vote": "for"}


@pytest.fixture
def meeting():
    return make_meeting(body=make_rules(subject={"secrecy": "on_request"}).body)


def cast(vote, holder, *electors):
    cast_secret_ballot(
        resolution=vote, votes=dict.fromkeys(electors, FOR), by=make_acting_for(holder)
    )


def represented_by(person, *, meeting, **fields):
    """A member organisation whose titular this person is."""
    organisation = make_organisation()
    organisation.representatives.create(
        person=person, standing="titular", starts_on=date(2020, 1, 1)
    )
    return make_elector(meeting=meeting, organisation=organisation, **fields)


@pytest.mark.parametrize("named", [True, False])
def test_one_person_with_four_proxies_is_one_voter(meeting, named):
    """Blank proxies are the chair's, who is one person too."""
    chair = make_person()
    holder = make_elector(meeting=meeting, person=chair, present=True)
    meeting.chair = chair
    meeting.save()
    others = make_voters(meeting, 2)
    givers = [make_elector(meeting=meeting) for _number in range(4)]
    for giver in givers:
        make_proxy(giver=giver, holder=holder if named else None)
    vote = make_open_vote(meeting=meeting, is_secret=True)

    cast(vote, holder, holder, *givers)
    with pytest.raises(TooFewVoters):
        close_resolution(resolution=vote, by=house())
    cast(vote, others[0], others[0])
    with pytest.raises(TooFewVoters):
        close_resolution(resolution=vote, by=house())
    cast(vote, others[1], others[1])
    assert close_resolution(resolution=vote, by=house()).outcome == "adopted"


def test_a_roll_of_five_electors_behind_whom_stand_four_people_is_too_small(meeting):
    delegate = make_person()
    for _number in range(2):
        represented_by(delegate, meeting=meeting)
    make_voters(meeting, 3)
    with pytest.raises(RuleBroken, match="4 personnes"):
        make_open_vote(meeting=meeting, is_secret=True)
    make_voters(meeting, 1)
    assert make_open_vote(meeting=meeting, is_secret=True).state == "open"


def test_who_sat_for_an_elector_goes_before_who_represents_it(meeting):
    titular, stand_in = make_person(), make_person()
    first = represented_by(titular, meeting=meeting)
    second = represented_by(titular, meeting=meeting)
    make_attendance(elector=second, person=stand_in)
    himself = make_elector(meeting=meeting, person=stand_in)
    nobody = make_elector(meeting=meeting)

    assert people_behind(meeting.electors.all(), meeting) == {
        first.pk: titular.pk,
        second.pk: stand_in.pk,
        himself.pk: stand_in.pk,
        nobody.pk: nobody.voice,
    }


def test_merged_people_are_one(meeting):
    kept = make_person()
    merged = make_person(canonical=kept)
    for person in (kept, merged):
        represented_by(person, meeting=meeting)
    assert set(people_behind(meeting.electors.all(), meeting).values()) == {kept.pk}


def test_a_blank_proxy_used_before_another_presided_hides_nobody(meeting):
    """Of three ballots one person cast two: with that of another they are two people."""
    chair, following = make_person(), make_person()
    holder = make_elector(meeting=meeting, person=chair, present=True)
    make_elector(meeting=meeting, person=following, present=True)
    meeting.chair = chair
    meeting.save()
    others = make_voters(meeting, 5)
    giver = make_elector(meeting=meeting)
    make_proxy(giver=giver)
    vote = make_open_vote(meeting=meeting, is_secret=True)
    cast(vote, holder, holder, giver)
    cast(vote, others[0], others[0])
    edit_meeting(
        meeting=meeting,
        content=MeetingContent(title="AG", mode="hybrid", chair=following),
        by=coordinator(),
    )

    with pytest.raises(TooFewVoters):
        close_resolution(resolution=vote, by=house())
    cast(vote, others[1], others[1])
    assert close_resolution(resolution=vote, by=house()).tally["voters"] == 4


def test_who_follows_in_a_seat_hides_nobody_who_voted_from_it_before(meeting):
    """One person voted for two members; another sits for one of these since."""
    delegate, following = make_person(), make_person()
    both = [represented_by(delegate, meeting=meeting) for _number in range(2)]
    for elector in both:
        make_attendance(elector=elector, person=delegate)
    others = make_voters(meeting, 5)
    vote = make_open_vote(meeting=meeting, is_secret=True)
    cast(vote, both[0], both[0])
    cast(vote, both[1], both[1])
    cast(vote, others[0], others[0])
    left = START + timedelta(hours=1)
    both[0].attendances.update(left_at=left)
    make_attendance(elector=both[0], person=following, arrived_at=left)

    with pytest.raises(TooFewVoters):
        close_resolution(resolution=vote, by=house())
    cast(vote, others[1], others[1])
    assert close_resolution(resolution=vote, by=house()).tally["voters"] == 4
