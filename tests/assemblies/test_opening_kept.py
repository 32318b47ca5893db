"""Who was there when the meeting was opened: frozen, and what the quorum of the opening counts."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.models import Elector, Meeting, Resolution
from essaim.assemblies.roll.actions.answers import give_proxy, withdraw_proxy
from essaim.assemblies.roll.actions.changes import edit_meeting
from essaim.assemblies.sitting.actions.attendance import (
    correct_attendance,
    record_arrival,
    record_departure,
    undo_arrival,
    undo_departure,
)
from essaim.assemblies.sitting.actions.sitting import open_meeting
from essaim.assemblies.sitting.queries.live import now_of
from essaim.assemblies.votes.queries.outcomes import rule_of
from essaim.assemblies.votes.queries.quorum import quorum_at_vote, room_at_vote
from essaim.assemblies.votes.queries.second_calls import may_be_called_again
from essaim.kernel.errors import RuleBroken
from tests.factories.accounts import coordinator, house
from tests.factories.assemblies import (
    make_acting_for,
    make_attendance,
    make_elector,
    make_meeting,
    make_open_vote,
    make_proxy,
    make_rules,
)
from tests.factories.network import make_person, make_representation

pytestmark = pytest.mark.django_db

SOON = timedelta(minutes=30)


def about_to_open(chair=None, number=2, **rules) -> Meeting:
    """Its quorum is of the opening; it begins in half an hour, and people are in already."""
    subject = {"quorum_kind": "number", "quorum_number": number, "quorum_checked_at": "opening"}
    body = make_rules(
        subject=subject, proxies_until="during", blank_proxies="to_chair", **rules
    ).body
    starts_at = timezone.now() + SOON
    return make_meeting(body=body, state="convened", starts_at=starts_at, chair=chair)


def elector_in(meeting, *, here: bool = False, person=None) -> Elector:
    """On the registers too, so that the roll of the opening keeps the right to vote."""
    elector = make_elector(meeting=meeting, person=person)
    if person is None:
        make_representation(organisation=elector.membership.organisation, person=make_person())
    if here:
        make_attendance(elector=elector, person=person, arrived_at=timezone.now() - SOON)
    return elector


def opened(meeting) -> Meeting:
    return open_meeting(meeting=meeting, by=coordinator())


def counted(meeting) -> int:
    """What the quorum of a vote counts, now."""
    vote = Resolution.objects.filter(meeting=meeting).first() or make_open_vote(meeting=meeting)
    vote = Resolution.objects.select_related("meeting").get(pk=vote.pk)
    return quorum_at_vote(vote, rule_of(vote.rule), room_at_vote(vote)).counted


def test_it_stays_what_it_was_whoever_comes_and_goes():
    meeting = about_to_open()
    here, *late = elector_in(meeting, here=True), elector_in(meeting), elector_in(meeting)
    meeting = opened(meeting)
    for elector in late:
        record_arrival(meeting=meeting, elector=elector, means="onsite", by=coordinator())
    assert counted(meeting) == 1
    record_departure(attendance=here.attendances.get(), by=coordinator())
    assert counted(meeting) == 1
    assert meeting.opening == {"present": [str(here.key)], "represented": {}}


@pytest.mark.parametrize("without", ["giver", "holder"])
def test_a_proxy_in_the_hands_of_somebody_without_the_right_to_vote_counts_nothing(without):
    meeting = about_to_open()
    elector_in(meeting, here=True)
    holder, giver = elector_in(meeting, here=True), elector_in(meeting)
    make_proxy(giver=giver, holder=holder)
    who = {"giver": giver, "holder": holder}[without]
    who.membership.ended_on = meeting.starts_at.date() - timedelta(days=1)
    who.membership.save()
    meeting = opened(meeting)
    assert counted(meeting) == {"giver": 2, "holder": 1}[without]
    Meeting.objects.filter(pk=meeting.pk).update(opening={})  # as before it was frozen
    assert counted(Meeting.objects.get(pk=meeting.pk)) == {"giver": 2, "holder": 1}[without]


def test_a_blank_proxy_is_counted_by_who_presided_then_even_gone_or_replaced():
    chair, other = make_person(), make_person()
    meeting = about_to_open(chair=chair)
    ours, _theirs = (elector_in(meeting, here=True, person=one) for one in (chair, other))
    make_proxy(giver=elector_in(meeting))
    meeting = opened(meeting)
    assert counted(meeting) == 3
    record_departure(attendance=ours.attendances.get(), by=coordinator())
    edit_meeting(
        meeting=meeting,
        content=MeetingContent(title="AG", mode="hybrid", chair=other),
        by=coordinator(),
    )
    assert counted(meeting) == 3


def test_one_whose_chair_came_after_the_opening_is_not():
    chair = make_person()
    meeting = about_to_open(chair=chair)
    ours = elector_in(meeting, person=chair)
    elector_in(meeting, here=True)
    make_proxy(giver=elector_in(meeting))
    meeting = opened(meeting)
    record_arrival(meeting=meeting, elector=ours, person=chair, means="onsite", by=coordinator())
    assert counted(meeting) == 1


def test_a_proxy_taken_back_since_was_there_at_the_opening():
    meeting = about_to_open()
    holder, giver = elector_in(meeting, here=True), elector_in(meeting)
    proxy = make_proxy(giver=giver, holder=holder, given_at=timezone.now() - SOON)
    meeting = opened(meeting)
    withdraw_proxy(proxy=proxy, by=coordinator())
    assert counted(meeting) == 2


def test_what_is_put_right_of_that_moment_is_frozen_again():
    meeting = about_to_open()
    elector_in(meeting, here=True)
    late, giver = elector_in(meeting), elector_in(meeting)
    wrong = elector_in(meeting, here=True)
    meeting = opened(meeting)
    by, before = coordinator(), meeting.opened_at - timedelta(seconds=1)
    came = record_arrival(meeting=meeting, elector=late, means="onsite", by=by)
    assert counted(meeting) == 2
    correct_attendance(attendance=came, arrived_at=before, by=by)
    assert counted(meeting) == 3
    undo_arrival(attendance=wrong.attendances.get(), by=by)
    assert counted(meeting) == 2
    left = record_departure(attendance=came, at=before, by=by)
    assert counted(meeting) == 1
    undo_departure(attendance=left, by=by)
    give_proxy(giver=giver, holder=late, at=before, by=by)
    assert counted(meeting) == 3


def test_the_live_page_and_the_second_call_look_at_the_opening_too():
    meeting = about_to_open(number=2)
    meeting.rules.subjects.update(second_call=True)
    elector_in(meeting, here=True)
    late = elector_in(meeting)
    meeting = opened(meeting)
    record_arrival(meeting=meeting, elector=late, means="onsite", by=coordinator())
    now = now_of(meeting.key, "fr")
    assert now.quorum is not None
    assert (now.quorum.counted, now.quorum.is_reached) == (1, False)
    assert now.room.overall.present == 2
    assert may_be_called_again(Meeting.objects.get(pk=meeting.pk))


def test_a_quorum_at_each_vote_does_not_look_at_it():
    meeting = about_to_open()
    meeting.rules.subjects.update(quorum_checked_at="vote")
    late = elector_in(meeting)
    elector_in(meeting, here=True)
    meeting = opened(meeting)
    record_arrival(meeting=meeting, elector=late, means="onsite", by=house())
    assert counted(meeting) == 2


def test_an_elector_does_not_rewrite_who_was_there_at_the_opening():
    """Times are said by who runs the meeting; who came or left marks that of now."""
    meeting = about_to_open()
    here = make_elector(meeting=meeting)
    away = make_elector(meeting=meeting)
    by = {one: make_acting_for(one) for one in (here, away)}
    arrival = record_arrival(meeting=meeting, elector=here, means="onsite", by=by[here])
    meeting = open_meeting(meeting=meeting, by=house())
    before, early = meeting.opening, meeting.opened_at
    acts = (
        partial(record_arrival, meeting=meeting, elector=away, means="onsite", at=early),
        partial(record_departure, attendance=arrival, at=early),
        partial(undo_arrival, attendance=arrival),
    )
    for act, elector in zip(acts, (away, here, here), strict=True):
        with pytest.raises(RuleBroken):
            act(by=by[elector])
    meeting.refresh_from_db()
    assert meeting.opening == before
    undo_arrival(attendance=arrival, by=house())


def test_nor_what_a_vote_that_was_opened_since_has_counted():
    meeting = make_meeting()
    elector = make_elector(meeting=meeting)
    by = make_acting_for(elector)
    arrival = record_arrival(meeting=meeting, elector=elector, means="onsite", by=by)
    record_departure(attendance=arrival, by=by)
    undo_departure(attendance=arrival, by=by)
    record_departure(attendance=arrival, by=by)
    make_open_vote(meeting=meeting)
    with pytest.raises(RuleBroken):
        undo_departure(attendance=arrival, by=by)
    record_arrival(meeting=meeting, elector=elector, means="onsite", by=by)


def test_a_giver_says_no_other_time_than_now_for_their_proxy():
    """Dated before the opening, it would be counted among those represented at it."""
    meeting = about_to_open()
    giver, holder = (make_elector(meeting=meeting, person=make_person()) for _ in range(2))
    make_attendance(elector=holder, arrived_at=timezone.now())
    meeting = open_meeting(meeting=meeting, by=coordinator(), at=timezone.now())
    earlier = timezone.now() - timedelta(hours=1)
    own = make_acting_for(giver)
    with pytest.raises(RuleBroken):
        give_proxy(giver=giver, holder=holder, by=own, at=earlier)
    proxy = give_proxy(giver=giver, holder=holder, by=own)
    with pytest.raises(RuleBroken):
        withdraw_proxy(proxy=proxy, by=own, at=earlier)
    assert Meeting.objects.get(pk=meeting.pk).opening == meeting.opening
