"""Meetings in the calendars of others: read back with the same library."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override
from icalendar import Calendar

from essaim.accounts.queries import acting_as
from essaim.assemblies.meetings.ical import calendar_file
from essaim.assemblies.roll.actions.changes import cancel_meeting, move_meeting
from essaim.assemblies.roll.queries.calendars import meetings_in_calendar, with_video
from essaim.kernel.acting import VISITOR
from tests.factories.accounts import coordinator, make_acting
from tests.factories.assemblies import START, make_body, make_elector, make_meeting
from tests.factories.network import make_delegate, make_group, make_organisation

pytestmark = pytest.mark.django_db

ROOM = "https://visio.example/essaim"


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def events(made):
    return {str(one["uid"]): one for one in Calendar.from_ical(made).walk("VEVENT")}


def event(meeting, **options):
    (found,) = events(calendar_file([meeting], **options)).values()
    return found


def test_an_entry_is_the_same_each_time_and_links_back():
    meeting = make_meeting(state="convened", video_url=ROOM)

    one = event(meeting)

    assert str(one["uid"]) == f"{meeting.key}@localhost"
    assert one["sequence"] == 0
    assert str(one["status"]) == "CONFIRMED"
    assert str(one["url"]) == f"http://localhost:8000{meeting.get_absolute_url()}"
    assert one.decoded("dtstamp") == meeting.changed_at.replace(microsecond=0)
    assert calendar_file([meeting]) == calendar_file([meeting])
    assert ROOM not in calendar_file([meeting]).decode()


def test_the_address_of_the_video_room_is_for_those_who_may_join():
    meeting = make_meeting(state="convened", video_url=ROOM)

    one = event(meeting, with_video=frozenset({meeting.pk}))

    assert str(one["conference"]) == ROOM
    assert one["conference"].params["VALUE"] == "URI"
    assert str(one["location"]) == "By video"
    assert f"Video room: {ROOM}" in str(one["description"])


def test_hours_are_those_of_paris_on_both_sides_of_the_clock_change():
    autumn = make_meeting(state="planned")
    winter = make_meeting(state="planned", starts_at=datetime(2024, 11, 11, 9, tzinfo=UTC))

    made = calendar_file([autumn, winter])

    begins = [one.decoded("dtstart") for one in Calendar.from_ical(made).walk("VEVENT")]
    assert [one.hour for one in begins] == [10, 10]
    assert [one.astimezone(UTC).hour for one in begins] == [8, 9]
    assert b"DTSTART;TZID=Europe/Paris:20241014T100000" in made
    assert b"BEGIN:VTIMEZONE" in made
    assert b"TZID:Europe/Paris" in made


def test_a_planned_meeting_is_tentative_and_a_cancelled_one_stays():
    meeting = make_meeting(state="planned")
    assert str(event(meeting)["status"]) == "TENTATIVE"

    later = START + timedelta(days=1)
    moved = move_meeting(
        meeting=meeting, starts_at=later, ends_at=later + timedelta(hours=1), by=coordinator()
    )
    assert event(moved)["sequence"] == 1
    cancelled = event(cancel_meeting(meeting=moved, reason="Grève.", by=coordinator()))

    assert (str(cancelled["status"]), cancelled["sequence"]) == ("CANCELLED", 2)
    assert "Cancelled: Grève." in str(cancelled["description"])


def test_a_feed_has_a_name_and_a_mail_a_method():
    feed = Calendar.from_ical(calendar_file([], name="Assemblées"))
    mail = Calendar.from_ical(calendar_file([make_meeting()], method="REQUEST"))

    assert str(feed["name"]) == str(feed["x-wr-calname"]) == "Assemblées"
    assert "method" not in feed
    assert str(mail["method"]) == "REQUEST"


def test_a_calendar_holds_what_its_reader_may_see():
    at, body = START, make_body()
    seen, hidden = make_meeting(body=body), make_meeting(body=body)
    hidden.action.audience = "bureau"
    hidden.action.save()
    old = make_meeting(body=body, starts_at=START - timedelta(days=500))
    cancelled = make_meeting(body=body, state="cancelled", starts_at=START + timedelta(days=1))
    other = make_meeting()
    acting = acting_as(make_delegate())

    assert meetings_in_calendar(acting, at, body=body) == [seen, cancelled]
    assert meetings_in_calendar(acting, at, body=other.body) == [other]
    assert meetings_in_calendar(VISITOR, at, body=body) == []
    assert old not in meetings_in_calendar(coordinator(), at, body=body)


def test_one_joins_by_video_where_one_sits_votes_or_presides():
    user = make_delegate()
    acting = acting_as(user)
    all_members = make_meeting()
    sits = make_meeting(body=make_body(group=make_group(people=(user.person,))))
    of_others = make_meeting(body=make_body(group=make_group()))
    organisation = make_organisation()
    votes = make_meeting(body=make_body(group=make_group()))
    make_elector(meeting=votes, organisation=organisation)
    voter = acting_as(make_delegate(of=organisation))
    acting = acting_as(user)
    meetings = [all_members, sits, of_others, votes]

    assert with_video(acting, meetings) == {all_members.pk, sits.pk}
    assert with_video(voter, meetings) == {all_members.pk, votes.pk}
    assert with_video(coordinator(), meetings) == {one.pk for one in meetings}
    assert with_video(make_acting(), meetings) == set()
