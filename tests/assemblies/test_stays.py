"""Times in the room that can be put right: within the meeting, one stay at a time, with a trace."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from essaim.assemblies.models import Attendance
from essaim.assemblies.roll.attendance_sheet import Stay, refusal_of
from essaim.assemblies.sitting.actions.attendance import (
    correct_attendance,
    record_arrival,
    record_departure,
    undo_departure,
)
from essaim.assemblies.votes.actions.voting import cast_ballot
from essaim.journal.models import Entry, Revision
from essaim.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import coordinator, house
from tests.factories.assemblies import (
    START,
    make_acting_for,
    make_attendance,
    make_elector,
    make_meeting,
    make_open_vote,
)


def at(clock: str) -> datetime:
    """An hour of the day of the meeting, which begins at ten."""
    hours, minutes = clock.split(":")
    return START + timedelta(hours=int(hours) - 10, minutes=int(minutes))


def stay(clocks: str) -> Stay:
    """ "10:00-11:00", or "10:00-" for who is still there."""
    first, _dash, last = clocks.partition("-")
    return Stay(at(first), at(last) if last else None)


TABLE = [
    # stay, other stays, refused with
    ("10:00-11:00", [], ""),
    ("8:00-11:00", [], ""),
    ("7:59-11:00", [], "two hours"),
    ("10:00-", [], ""),
    ("12:01-", [], "still to come"),
    ("10:00-12:01", [], "still to come"),
    ("11:00-10:59", [], "before arriving"),
    ("11:00-11:00", [], ""),
    ("10:00-11:00", ["11:00-12:00"], ""),
    ("10:00-11:01", ["11:00-12:00"], "Another stay"),
    ("10:00-", ["11:00-12:00"], "Another stay"),
    ("11:59-", ["11:00-12:00"], "Another stay"),
    ("12:00-", ["11:00-12:00"], ""),
    ("11:15-11:30", ["11:00-12:00"], "Another stay"),
    ("10:00-11:00", ["9:00-10:00", "11:00-"], ""),
    ("10:00-11:01", ["9:00-10:00", "11:00-"], "Another stay"),
]


@pytest.mark.parametrize(("clocks", "others", "refused"), TABLE)
def test_a_stay_is_within_the_meeting_and_beside_no_other(clocks, others, refused):
    with override("en"):
        told = refusal_of(
            stay(clocks), [stay(one) for one in others], begins_at=START, now=at("12:00")
        )
    assert (refused in told) if refused else told == ""


minutes = st.integers(0, 30)
stays = st.tuples(minutes, st.none() | minutes).filter(
    lambda one: one[1] is None or one[1] > one[0]
)


@given(stays, stays)
def test_stays_overlap_where_a_minute_is_in_both(one, other):
    def minutes_of(first: int, last: int | None) -> set[int]:
        return set(range(first, 31 if last is None else last))

    def stay_of(first: int, last: int | None) -> Stay:
        moment = START + timedelta(minutes=first)
        return Stay(moment, None if last is None else START + timedelta(minutes=last))

    shared = bool(minutes_of(*one) & minutes_of(*other))
    assert stay_of(*one).overlaps(stay_of(*other)) == shared


@pytest.fixture
def elector(db):
    return make_elector(meeting=make_meeting())


def test_an_arrival_does_not_begin_300_days_early(elector):
    with pytest.raises(RuleBroken, match="deux heures"):
        record_arrival(
            meeting=elector.meeting,
            elector=elector,
            means="onsite",
            at=START - timedelta(days=300),
            by=coordinator(),
        )


def test_who_comes_back_does_not_do_so_before_having_left(elector):
    make_attendance(elector=elector, arrived_at=at("10:00"), left_at=at("11:00"))
    with pytest.raises(RuleBroken, match="autre présence"):
        record_arrival(
            meeting=elector.meeting,
            elector=elector,
            means="onsite",
            at=at("10:30"),
            by=coordinator(),
        )


def test_a_guest_is_there_once_at_a_time_too(db):
    meeting, by = make_meeting(), coordinator()
    who = {"meeting": meeting, "name": "Ada", "capacity": "guest", "means": "onsite", "by": by}
    first = record_arrival(at=at("10:00"), **who)
    record_departure(attendance=first, at=at("11:00"), by=by)
    with pytest.raises(RuleBroken):
        record_arrival(at=at("10:30"), **who)
    assert record_arrival(at=at("11:00"), **who).pk != first.pk


def test_a_departure_is_not_undone_where_they_came_back_and_left_again(elector):
    first = make_attendance(elector=elector, arrived_at=at("10:00"), left_at=at("10:30"))
    make_attendance(elector=elector, arrived_at=at("11:00"), left_at=at("11:30"))
    with pytest.raises(RuleBroken, match="retour"):
        undo_departure(attendance=first, by=coordinator())


def test_times_are_put_right_before_closing_and_the_history_keeps_both(elector):
    attendance = make_attendance(elector=elector, arrived_at=at("11:00"))
    by = coordinator()
    correct_attendance(attendance=attendance, arrived_at=at("9:50"), left_at=at("11:30"), by=by)
    correct_attendance(attendance=attendance, arrived_at=at("9:55"), left_at=at("11:30"), by=by)

    attendance.refresh_from_db()
    assert (attendance.arrived_at, attendance.left_at) == (at("9:55"), at("11:30"))
    line = Entry.objects.filter(verb="assemblies.correct_attendance").latest("pk")
    assert (line.target_key, line.fields) == (attendance.key, ["arrived_at"])
    assert Revision.objects.filter(target_key=attendance.key).count() == 2


def test_times_are_put_right_within_the_meeting_one_at_a_time(elector):
    make_attendance(elector=elector, arrived_at=at("10:00"), left_at=at("11:00"))
    attendance = make_attendance(elector=elector, arrived_at=at("11:30"))
    with pytest.raises(RuleBroken):
        correct_attendance(attendance=attendance, arrived_at=at("10:59"), by=coordinator())


def test_times_of_a_closed_meeting_stand(db):
    meeting = make_meeting(state="closed")
    attendance = make_elector(meeting=meeting, present=True).attendances.get()
    with pytest.raises(RuleBroken):
        correct_attendance(attendance=attendance, arrived_at=at("10:00"), by=coordinator())


def test_an_elector_does_not_put_their_own_times_right(elector):
    attendance = make_attendance(elector=elector)
    with pytest.raises(Forbidden):
        correct_attendance(
            attendance=attendance, arrived_at=at("10:00"), by=make_acting_for(elector)
        )


def test_who_voted_in_person_was_there_while_the_vote_was_open(elector):
    attendance = make_attendance(elector=elector)
    vote = make_open_vote(meeting=elector.meeting)
    cast_ballot(
        resolution=vote, elector=elector, marks={"vote": "for"}, by=make_acting_for(elector)
    )
    before = vote.opened_at - timedelta(seconds=1)
    with pytest.raises(RuleBroken, match=vote.title):
        correct_attendance(
            attendance=attendance, arrived_at=START, left_at=before, by=coordinator()
        )
    left = correct_attendance(
        attendance=attendance, arrived_at=START, left_at=vote.opened_at, by=house()
    )
    assert left.left_at == vote.opened_at


def test_the_page_puts_times_right_and_keeps_seconds_that_nobody_touched(
    as_user, coordinator, elector
):
    arrived = at("10:00") + timedelta(seconds=40)
    attendance = make_attendance(elector=elector, arrived_at=arrived)
    address = reverse("assemblies:correct_attendance", args=[attendance.key])
    client = as_user(coordinator)

    page = client.get(address)
    assert 'value="2024-10-14T10:00"' in page.content.decode()
    room = reverse("assemblies:room", args=[elector.meeting.key])
    assert address in client.get(room).content.decode()
    answer = client.post(address, {"arrived_at": "2024-10-14T10:00", "left_at": "2024-10-14T11:30"})

    assert answer.url == room
    attendance = Attendance.objects.get()
    assert (attendance.arrived_at, attendance.left_at) == (arrived, at("11:30"))


def test_a_delegate_sees_no_way_to_put_times_right(as_user, delegate_here):
    user, elector, meeting = delegate_here
    address = reverse("assemblies:correct_attendance", args=[elector.attendances.get().key])
    client = as_user(user)
    assert client.get(address).status_code == 403
    room = reverse("assemblies:room", args=[meeting.key])
    assert address not in client.get(room).content.decode()
