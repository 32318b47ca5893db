"""Votes that are counted after people left: presence is that of the moment when they were taken."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.assemblies.sitting.actions.attendance import (
    correct_attendance,
    record_arrival,
    record_departure,
    undo_arrival,
    undo_departure,
)
from essaim.assemblies.votes.actions.counts import enter_paper_result, time_vote
from essaim.assemblies.votes.actions.resolutions import close_resolution
from essaim.assemblies.votes.actions.voting import (
    cast_ballot,
    cast_ballots,
    cast_secret_ballot,
    enter_hand_votes,
)
from essaim.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import house
from tests.factories.assemblies import (
    START,
    make_acting_for,
    make_attendance,
    make_elector,
    make_meeting,
    make_open_vote,
    make_proxy,
    make_resolution,
    make_rules,
    make_voters,
)

pytestmark = pytest.mark.django_db

HALF = {"quorum_kind": "fraction", "quorum_numerator": 1, "quorum_denominator": 2}
TAKEN = START + timedelta(hours=1)


@pytest.fixture
def vote():
    """Four of six are in the room from ten to half past eleven; then nobody is."""
    meeting = make_meeting(body=make_rules(subject=HALF).body)
    here = make_voters(meeting, 4, registered=6)
    vote = make_open_vote(meeting=meeting)
    for elector in here:
        attendance = elector.attendances.get()
        record_departure(attendance=attendance, at=START + timedelta(minutes=90), by=house())
    return vote


def test_papers_counted_after_people_left_are_refused_until_it_is_said_when_they_were_taken(vote):
    with pytest.raises(RuleBroken, match="à quelle heure"):
        enter_paper_result(resolution=vote, counts={"for": 4}, by=house())

    time_vote(resolution=vote, taken_at=TAKEN, by=house())
    with pytest.raises(RuleBroken):
        enter_paper_result(resolution=vote, counts={"for": 5}, by=house())
    enter_paper_result(resolution=vote, counts={"for": 3, "against": 1}, by=house())
    vote = close_resolution(resolution=vote, by=house())

    assert (vote.outcome, vote.presence["present"]) == ("adopted", 4)
    assert any("11:00" in sentence for sentence in vote.explanation)


def test_hands_are_noted_of_who_was_there_when_they_were_raised(vote):
    voter = vote.meeting.electors.filter(attendances__isnull=False).order_by("pk")[0]
    giver = vote.meeting.electors.filter(attendances=None).order_by("pk")[0]
    make_proxy(giver=giver, holder=voter)
    votes = {voter: "for", giver: "for"}
    with pytest.raises(RuleBroken):
        enter_hand_votes(resolution=vote, votes=votes, by=house())

    time_vote(resolution=vote, taken_at=TAKEN, by=house())
    enter_hand_votes(resolution=vote, votes=votes, by=house())

    assert set(vote.ballots.values_list("elector", flat=True)) == {voter.pk, giver.pk}


def test_who_left_before_the_vote_was_taken_does_not_count(vote):
    time_vote(resolution=vote, taken_at=START + timedelta(minutes=90), by=house())
    assert close_resolution(resolution=vote, by=house()).presence["present"] == 0


def test_arrivals_noted_late_with_their_time_count_for_a_vote_that_is_open():
    """The secretary was busy: five people came at ten, and are noted during the vote."""
    meeting = make_meeting(body=make_rules(subject=HALF).body)
    electors = [make_elector(meeting=meeting) for _number in range(5)]
    vote = make_open_vote(meeting=meeting)
    for elector in electors:
        record_arrival(meeting=meeting, elector=elector, means="onsite", at=START, by=house())

    enter_paper_result(resolution=vote, counts={"for": 5}, by=house())
    assert close_resolution(resolution=vote, by=house()).presence["present"] == 5


@pytest.mark.parametrize("moment", [START - timedelta(seconds=1), None])
def test_a_vote_was_taken_during_the_meeting(vote, moment):
    moment = moment or timezone.now() + timedelta(minutes=1)
    with pytest.raises(RuleBroken):
        time_vote(resolution=vote, taken_at=moment, by=house())


def test_when_a_closed_vote_was_taken_stands(vote):
    vote = close_resolution(resolution=vote, by=house())
    with pytest.raises(RuleBroken):
        time_vote(resolution=vote, taken_at=TAKEN, by=house())


def test_an_elector_does_not_say_when_a_vote_was_taken(vote):
    elector = vote.meeting.electors.order_by("pk")[0]
    with pytest.raises(Forbidden):
        time_vote(resolution=vote, taken_at=TAKEN, by=make_acting_for(elector))


def test_the_page_of_the_vote_leads_to_its_moment(as_user, coordinator, vote):
    client = as_user(coordinator)
    address = reverse("assemblies:time_vote", args=[vote.key])
    assert address in client.get(vote.get_absolute_url()).content.decode()

    answer = client.post(address, {"taken_at": "2024-10-14T11:00"})

    assert answer.url == vote.get_absolute_url()
    vote.refresh_from_db()
    assert vote.taken_at == TAKEN
    assert "11:00" in client.get(vote.get_absolute_url()).content.decode()


@pytest.fixture
def late():
    """One of twelve is in the room from ten; five more come at eleven. The vote opens later."""
    meeting = make_meeting(body=make_rules(subject=HALF).body)
    make_voters(meeting, 1, registered=7)
    late = [make_elector(meeting=meeting) for _number in range(5)]
    for elector in late:
        make_attendance(elector=elector, arrived_at=TAKEN)
    return make_open_vote(meeting=meeting), late


def test_no_moment_at_which_fewer_were_there_than_the_papers_count(late):
    vote, _electors = late
    enter_paper_result(resolution=vote, counts={"for": 6}, by=house())
    with pytest.raises(RuleBroken, match="6 bulletins sont saisis pour 1 "):
        time_vote(resolution=vote, taken_at=START + timedelta(minutes=30), by=house())


def test_papers_of_who_is_said_not_to_have_come_are_not_counted(late):
    vote, electors = late
    enter_paper_result(resolution=vote, counts={"for": 6}, by=house())
    undo_arrival(attendance=electors[0].attendances.get(), by=house())
    with pytest.raises(RuleBroken, match="6 bulletins sont saisis pour 5 "):
        close_resolution(resolution=vote, by=house())
    enter_paper_result(resolution=vote, counts={"for": 5}, by=house())
    assert close_resolution(resolution=vote, by=house()).outcome == "no_quorum"


def test_no_moment_at_which_a_hand_that_is_entered_was_not_there(late):
    vote, electors = late
    enter_hand_votes(resolution=vote, votes=dict.fromkeys(electors, "for"), by=house())
    with pytest.raises(RuleBroken, match=electors[0].name):
        time_vote(resolution=vote, taken_at=START + timedelta(minutes=30), by=house())
    time_vote(resolution=vote, taken_at=TAKEN, by=house())


@pytest.mark.parametrize("is_secret", [False, True])
def test_votes_on_devices_borrow_no_presence_from_before_the_vote_was_opened(is_secret):
    """Six of ten were there at ten, one is left who votes: that makes no quorum."""
    meeting = make_meeting(body=make_rules(subject={**HALF, "secrecy": "on_request"}).body)
    voter, *others = make_voters(meeting, 6, registered=10)
    for elector in others:
        record_departure(attendance=elector.attendances.get(), at=TAKEN, by=house())
    vote = make_open_vote(meeting=meeting, is_secret=is_secret)
    by, said = make_acting_for(voter), {voter: {"vote": "for"}}
    cast = cast_secret_ballot if is_secret else cast_ballots
    cast(resolution=vote, votes=said, by=by)
    with pytest.raises(RuleBroken):
        time_vote(resolution=vote, taken_at=START + timedelta(minutes=30), by=house())


def test_nobody_votes_on_a_device_once_the_vote_was_taken_before_it_was_opened(late):
    vote, electors = late
    time_vote(resolution=vote, taken_at=TAKEN, by=house())
    by = make_acting_for(electors[0])
    with pytest.raises(RuleBroken):
        cast_ballot(resolution=vote, elector=electors[0], marks={"vote": "for"}, by=by)


def test_who_raised_a_hand_was_there_when_hands_were_raised(vote):
    attendance = vote.meeting.attendances.order_by("pk")[0]
    time_vote(resolution=vote, taken_at=TAKEN, by=house())
    enter_hand_votes(resolution=vote, votes={attendance.elector: "for"}, by=house())
    came = TAKEN + timedelta(minutes=10)
    with pytest.raises(RuleBroken):
        correct_attendance(attendance=attendance, arrived_at=came, by=house())
    came, left = START + timedelta(minutes=5), START + timedelta(minutes=85)
    correct_attendance(attendance=attendance, arrived_at=came, left_at=left, by=house())


@pytest.mark.parametrize("is_secret", [False, True])
def test_votes_that_all_came_on_devices_are_counted_with_who_is_there_at_the_closing(is_secret):
    meeting = make_meeting(body=make_rules(subject={"secrecy": "on_request"}).body)
    voters = make_voters(meeting, 5)
    vote = make_open_vote(meeting=meeting, is_secret=is_secret)
    cast = cast_secret_ballot if is_secret else cast_ballots
    for voter in voters:
        cast(resolution=vote, votes={voter: {"vote": "for"}}, by=make_acting_for(voter))
    time_vote(resolution=vote, taken_at=timezone.now(), by=house())
    with pytest.raises(RuleBroken):
        close_resolution(resolution=vote, by=house())
    time_vote(resolution=vote, taken_at=None, by=house())
    assert close_resolution(resolution=vote, by=house()).outcome == "adopted"


@pytest.mark.parametrize("method", ["approval", "ranked", "majority_judgment", "lot"])
def test_what_is_neither_by_hand_nor_on_paper_has_no_moment_of_its_own(method):
    question = make_resolution(meeting=make_meeting(), method=method, state="open")
    with pytest.raises(RuleBroken):
        time_vote(resolution=question, taken_at=TAKEN, by=house())


@pytest.fixture
def represented():
    """A giver who left at half past eleven, and whose holder voted for them at noon."""
    meeting = make_meeting()
    holder, giver = make_voters(meeting, 2)
    make_proxy(giver=giver, holder=holder)
    attendance = giver.attendances.get()
    record_departure(attendance=attendance, at=START + timedelta(minutes=90), by=house())
    vote = make_open_vote(meeting=meeting)
    by = make_acting_for(holder)
    cast_ballot(resolution=vote, elector=giver, marks={"vote": "for"}, by=by)
    return attendance, vote


def test_nobody_is_said_to_have_been_there_while_another_voted_for_them(represented):
    attendance, vote = represented
    giver, meeting = attendance.elector, attendance.meeting
    refused = (
        partial(undo_departure, attendance=attendance),
        partial(correct_attendance, attendance=attendance, arrived_at=START),
        partial(
            record_arrival,
            meeting=meeting,
            elector=giver,
            means="onsite",
            at=START + timedelta(minutes=90),
        ),
    )
    for act in refused:
        with pytest.raises(RuleBroken, match="Un pouvoir a servi"):
            act(by=house())

    record_arrival(meeting=meeting, elector=giver, means="onsite", by=house())
    by = make_acting_for(giver)
    cast_ballot(resolution=vote, elector=giver, marks={"vote": "against"}, by=by)
    back = giver.attendances.order_by("-arrived_at")[0]
    left = START + timedelta(minutes=90)
    correct_attendance(attendance=back, arrived_at=left, by=house())
    assert close_resolution(resolution=vote, by=house()).outcome == "rejected"


def test_the_minute_in_which_the_meeting_opened_is_within_it(vote):
    opened = START + timedelta(seconds=18)
    type(vote.meeting).objects.filter(pk=vote.meeting_id).update(opened_at=opened)
    assert time_vote(resolution=vote, taken_at=START, by=house()).taken_at == opened
    with pytest.raises(RuleBroken):
        time_vote(resolution=vote, taken_at=START - timedelta(minutes=1), by=house())
