"""Arrivals and departures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.assemblies.models import Attendance
from essaim.assemblies.roll.queries.presence import room_of
from essaim.assemblies.sitting.actions.attendance import (
    record_arrival,
    record_departure,
    undo_arrival,
    undo_departure,
)
from essaim.kernel.acting import Acting, capacities_of
from essaim.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import coordinator, make_acting
from tests.factories.assemblies import (
    make_attendance,
    make_ballot,
    make_elector,
    make_meeting,
    make_proxy,
    make_resolution,
    make_rules,
)
from tests.factories.network import make_delegate, make_organisation, make_person

pytestmark = pytest.mark.django_db


def arrive(elector, by=None, **fields):
    fields = {"means": "onsite", **fields}
    return record_arrival(
        meeting=elector.meeting, elector=elector, by=by or coordinator(), **fields
    )


def test_an_elector_comes_in_once_whatever_the_presses():
    elector = make_elector(meeting=make_meeting())

    first, again = arrive(elector), arrive(elector)

    assert first == again
    assert elector.attendances.count() == 1


def test_a_delegate_marks_her_own_member_and_no_other():
    organisation = make_organisation()
    delegate = make_delegate(of=organisation)
    meeting = make_meeting()
    elector = make_elector(meeting=meeting, organisation=organisation)

    arrival = arrive(elector, by=acting_as(delegate))

    assert arrival.person == delegate.person
    with pytest.raises(Forbidden):
        arrive(make_elector(meeting=meeting), by=acting_as(delegate))


def test_a_mail_link_marks_the_elector_it_was_made_for():
    elector = make_elector(meeting=make_meeting())
    by = Acting(key=None, user_id=None, capacities=capacities_of([f"elector:{elector.key}"]))

    assert arrive(elector, by=by).person is None


def test_the_secretary_of_the_meeting_marks_anybody():
    user = make_delegate()
    meeting = make_meeting(secretary=user.person)

    assert arrive(make_elector(meeting=meeting), by=acting_as(user)).person is None


def test_an_individual_member_sits_for_herself():
    person = make_person()
    assert arrive(make_elector(meeting=make_meeting(), person=person)).person == person


def test_by_video_where_the_rules_allow_it_and_else_refused_with_the_article():
    allowed = make_meeting(body=make_rules(remote_allowed=True).body)
    refused = make_meeting(body=make_rules(remote_article="Article 12 : en salle.").body)

    assert arrive(make_elector(meeting=allowed), means="remote").means == "remote"
    with pytest.raises(RuleBroken, match="Article 12"):
        arrive(make_elector(meeting=refused), means="remote")


@pytest.mark.parametrize("state", ["planned", "closed", "cancelled"])
def test_nobody_comes_to_a_meeting_that_does_not_receive(state):
    with pytest.raises(RuleBroken):
        arrive(make_elector(meeting=make_meeting(state=state)))


def test_an_elector_of_another_meeting_does_not_come_in():
    elector = make_elector(meeting=make_meeting())
    with pytest.raises(RuleBroken):
        record_arrival(meeting=make_meeting(), elector=elector, means="onsite", by=coordinator())


def test_guests_come_in_once_too_and_count_for_nothing():
    meeting, by = make_meeting(), coordinator()
    who = [{"name": "Ada", "capacity": "guest"}, {"person": make_person(), "capacity": "staff"}]
    for one in who * 2:
        record_arrival(meeting=meeting, means="remote", by=by, **one)

    assert Attendance.objects.count() == 2
    assert room_of(meeting).overall.present == 0


@pytest.mark.parametrize(
    "who", [{"capacity": "guest"}, {"capacity": "guest", "name": " "}, {"name": "Ada"}]
)
def test_nobody_in_particular_does_not_come_in(who):
    with pytest.raises(RuleBroken):
        record_arrival(meeting=make_meeting(), means="onsite", by=coordinator(), **who)


def test_an_arrival_is_not_to_come_and_a_departure_not_before_it():
    elector = make_elector(meeting=make_meeting())
    with pytest.raises(RuleBroken):
        arrive(elector, at=timezone.now() + timedelta(minutes=5))
    arrival = arrive(elector, at=timezone.now() - timedelta(minutes=5))
    with pytest.raises(RuleBroken):
        record_departure(
            attendance=arrival, at=arrival.arrived_at - timedelta(seconds=1), by=coordinator()
        )


def test_who_leaves_leaves_once_and_ends_her_turn():
    meeting = make_meeting()
    elector = make_elector(meeting=meeting, present=True)
    elector.turns.create(meeting=meeting, asked_at=meeting.starts_at)

    left = record_departure(attendance=elector.attendances.get(), by=coordinator())
    again = record_departure(attendance=left, by=coordinator())

    assert left.left_at == again.left_at
    assert elector.turns.get().ended_at == left.left_at


def test_a_departure_by_mistake_is_undone_unless_she_came_back():
    elector = make_elector(meeting=make_meeting(), present=True)
    left = record_departure(attendance=elector.attendances.get(), by=coordinator())

    assert undo_departure(attendance=left, by=coordinator()).left_at is None
    record_departure(attendance=left, by=coordinator())
    make_attendance(elector=elector, arrived_at=timezone.now())
    with pytest.raises(RuleBroken):
        undo_departure(attendance=left, by=coordinator())


def test_an_arrival_by_mistake_is_undone_unless_she_voted():
    meeting = make_meeting()
    elector, voter = (make_elector(meeting=meeting, present=True) for _ in range(2))
    make_ballot(resolution=make_resolution(meeting=meeting, state="open"), elector=voter)

    undo_arrival(attendance=elector.attendances.get(), by=coordinator())

    assert not elector.attendances.exists()
    with pytest.raises(RuleBroken):
        undo_arrival(attendance=voter.attendances.get(), by=coordinator())


def test_the_giver_who_arrives_suspends_her_proxy_until_she_leaves():
    meeting = make_meeting()
    holder, giver = make_elector(meeting=meeting, present=True), make_elector(meeting=meeting)
    make_proxy(giver=giver, holder=holder)

    arrival = arrive(giver)
    assert room_of(meeting).holder_of == {}
    record_departure(attendance=arrival, by=coordinator())

    assert room_of(meeting).holder_of == {giver.pk: holder.pk}


def test_a_stranger_undoes_nothing():
    attendance = make_attendance(elector=make_elector(meeting=make_meeting()))
    for act in (undo_arrival, undo_departure, record_departure):
        with pytest.raises(Forbidden):
            act(attendance=attendance, by=make_acting())


def test_who_takes_part_by_video_is_told_apart_in_the_room():
    meeting = make_meeting()
    make_elector(meeting=meeting, present=True)
    remote = make_elector(meeting=meeting)
    make_attendance(elector=remote, means="remote")

    assert room_of(meeting).remote == {remote.pk}
