"""Planning meetings, one or a year of them; moving, cancelling, calling again."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils.translation import override

from essaim.assemblies.meetings.actions.meetings import plan_meeting, plan_series
from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.models import Meeting
from essaim.assemblies.roll.actions.changes import cancel_meeting, edit_meeting, move_meeting
from essaim.assemblies.votes.actions.second_calls import second_call
from essaim.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import coordinator, make_acting
from tests.factories.assemblies import (
    START,
    make_body,
    make_elector,
    make_item,
    make_meeting,
    make_proxy,
    make_resolution,
    make_rules,
)
from tests.factories.programme import make_objective

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


NOON = START + timedelta(hours=2)
HALF = {
    "quorum_kind": "fraction",
    "quorum_numerator": 1,
    "quorum_denominator": 2,
    "second_call": True,
    "second_call_days": 15,
}


def planned(body=None, by=None, **fields):
    said = {"starts_at": START, "ends_at": NOON, "by": by or coordinator()}
    content = MeetingContent(**{"mode": "remote", **fields})
    return plan_meeting(body=body or make_body(), content=content, **said)


def test_a_meeting_is_a_planned_action_of_the_programme():
    body = make_body(name="Assemblée permanente", kind="permanent_assembly", audience="bureau")
    objective = make_objective()

    meeting = planned(body, place="Nantes", objectives=[objective])

    action = meeting.action
    assert action.title == "Assemblée permanente du 14 octobre 2024"
    assert (action.kind, action.state, action.origin) == ("permanent_assembly", "planned", "room")
    assert (action.starts_on, action.audience, action.place) == (START.date(), "bureau", "Nantes")
    assert list(action.objectives.all()) == [objective]
    assert (meeting.state, meeting.sequence) == ("planned", 0)


@pytest.mark.parametrize(
    ("kind", "counted_as"),
    [("general_assembly", "general_assembly"), ("bureau", "body_meeting")],
)
def test_the_programme_counts_it_by_the_kind_of_its_body(kind, counted_as):
    assert planned(make_body(kind=kind)).action.kind == counted_as


def test_a_body_does_not_meet_twice_at_once_nor_once_it_is_closed():
    body = make_body()
    planned(body)

    with pytest.raises(RuleBroken, match="already meets"):
        planned(body)
    with pytest.raises(RuleBroken, match="no longer meets"):
        planned(make_body(is_closed=True))


def test_a_member_plans_nothing():
    with pytest.raises(Forbidden):
        planned(by=make_acting())


def test_a_year_of_meetings_is_planned_in_one_gesture_at_the_local_hour():
    body = make_body()
    days = [date(2024, 10, 14), date(2024, 11, 11), date(2024, 12, 9)]

    plan_series(
        body=body,
        days=days,
        begins=time(10),
        ends=time(12),
        content=MeetingContent(mode="remote"),
        by=coordinator(),
    )

    meetings = list(body.meetings.order_by("starts_at"))
    assert [one.local_start.hour for one in meetings] == [10, 10, 10]
    assert [one.starts_at.hour for one in meetings] == [8, 9, 9]
    assert len({one.series for one in meetings}) == 1
    assert meetings[0].series is not None


def test_a_series_with_a_day_that_cannot_be_plans_nothing():
    days = [date(2024, 3, 3), date(2024, 3, 31)]

    with pytest.raises(RuleBroken, match="does not exist"):
        plan_series(
            body=make_body(),
            days=days,
            begins=time(2, 30),
            ends=time(5),
            content=MeetingContent(mode="remote"),
            by=coordinator(),
        )

    assert not Meeting.objects.exists()


def test_moving_says_the_new_day_and_calendars_follow():
    meeting = planned(make_body(name="Bureau"))
    later = START + timedelta(days=28)

    meeting = move_meeting(
        meeting=meeting, starts_at=later, ends_at=later + timedelta(hours=2), by=coordinator()
    )

    assert meeting.sequence == 1
    assert meeting.action.title == "Bureau du 11 novembre 2024"
    assert meeting.action.starts_on == date(2024, 11, 11)


def test_an_open_meeting_is_neither_moved_nor_cancelled():
    meeting = make_meeting()

    with pytest.raises(RuleBroken, match="open"):
        move_meeting(
            meeting=meeting, starts_at=NOON, ends_at=NOON + (NOON - START), by=coordinator()
        )
    with pytest.raises(RuleBroken, match="open"):
        cancel_meeting(meeting=meeting, reason="Grève.", by=coordinator())


def test_cancelling_says_why_and_cancels_the_action():
    meeting = planned()
    with pytest.raises(RuleBroken, match="Say why"):
        cancel_meeting(meeting=meeting, reason="  ", by=coordinator())

    meeting = cancel_meeting(meeting=meeting, reason="Grève des trains.", by=coordinator())

    assert (meeting.state, meeting.action.state) == ("cancelled", "cancelled")
    assert (meeting.sequence, meeting.cancelled_because) == (1, "Grève des trains.")
    with pytest.raises(RuleBroken, match="is cancelled"):
        edit_meeting(meeting=meeting, content=MeetingContent(mode="remote"), by=coordinator())


def test_editing_changes_both_and_the_calendar_only_where_it_shows():
    meeting = planned()
    objective = make_objective()
    content = MeetingContent(
        title="AG fondatrice",
        mode="onsite",
        place="Lyon",
        objectives=[objective],
        audience="public",
    )
    said = {"by": coordinator(), "shows_more": True}

    meeting = edit_meeting(meeting=meeting, content=content, **said)
    again = edit_meeting(meeting=meeting, content=replace(content, objectives=()), **said)

    assert (again.action.title, again.action.place) == ("AG fondatrice", "Lyon")
    assert (again.action.audience, again.action.state) == ("public", "planned")
    assert again.sequence == 1
    assert not again.action.objectives.exists()


def without_quorum(**fields):
    """Four electors, two needed, nobody there; closed."""
    body = make_rules(subject={**HALF, **fields}).body
    meeting = make_meeting(body=body, state="closed")
    for _number in range(4):
        make_elector(meeting=meeting)
    make_item(meeting=meeting, title="Comptes", source="minutes:x")
    return meeting


def test_the_second_call_takes_the_same_agenda_after_the_delay():
    meeting = without_quorum()
    early, late = START + timedelta(days=14), START + timedelta(days=15)

    with pytest.raises(RuleBroken, match="29 octobre 2024 at the earliest"):
        second_call(
            meeting=meeting, starts_at=early, ends_at=early + timedelta(hours=1), by=coordinator()
        )
    second = second_call(
        meeting=meeting, starts_at=late, ends_at=late + timedelta(hours=1), by=coordinator()
    )

    assert second.second_call_of == meeting
    assert [item.title for item in second.items.all()] == ["Comptes"]


def refusal_of_second_call(meeting):
    late = datetime(2024, 12, 1, 9, tzinfo=UTC)
    with pytest.raises(RuleBroken) as refusal:
        second_call(
            meeting=meeting, starts_at=late, ends_at=late + timedelta(hours=1), by=coordinator()
        )
    return str(refusal.value)


def test_a_meeting_that_had_its_quorum_is_not_called_again():
    meeting = without_quorum()
    first, second = meeting.electors.order_by("pk")[:2]
    first.attendances.create(
        meeting=meeting, means="onsite", arrived_at=START, left_at=meeting.closed_at
    )
    make_proxy(giver=second, holder=first)

    assert "had its quorum" in refusal_of_second_call(meeting)

    void = {"state": "closed", "outcome": "no_quorum", "opened_at": START, "closed_at": NOON}
    make_resolution(meeting=meeting, **void)
    late = datetime(2024, 12, 1, 9, tzinfo=UTC)
    again = second_call(
        meeting=meeting, starts_at=late, ends_at=late + timedelta(hours=1), by=coordinator()
    )
    assert "already planned" in refusal_of_second_call(meeting)
    cancel_meeting(meeting=again, reason="Salle prise.", by=coordinator())
    assert Meeting.objects.get(pk=again.pk).second_call_of is None


def test_there_is_no_second_call_without_a_rule_or_before_the_meeting():
    assert "know no second call" in refusal_of_second_call(without_quorum(second_call=False))
    assert "after a meeting that was opened" in refusal_of_second_call(
        make_meeting(state="convened")
    )
