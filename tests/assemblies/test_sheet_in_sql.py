"""What the attendance sheet says and what the database answers are the same.

On each literal case of the sheet, then on meetings made at random.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essaim.assemblies.models import Attendance, FormerChair, Meeting, Proxy, SubjectRule
from essaim.assemblies.roll.attendance_sheet import (
    AttendanceSheet,
    Chairing,
    Given,
    Lasting,
    Sitting,
)
from essaim.assemblies.roll.queries.headcount import count_announced, count_now, count_of_quorum
from essaim.assemblies.roll.queries.presence import (
    Headcount,
    Room,
    frozen_opening,
    room_around,
    room_of,
    room_of_quorum,
    sheet_of,
    whole_sheet,
)
from essaim.assemblies.roll.queries.presence import given as given_of
from essaim.assemblies.votes.queries.voices import voice_of
from essaim.network.models import Person
from tests.assemblies.test_attendance_sheet import (
    CASES,
    CHAIR,
    NOW,
    PART,
    PERSON,
    SECOND,
    at,
    sheet,
)
from tests.factories.assemblies import make_acting_for, make_elector, make_meeting
from tests.factories.network import make_college, make_person

pytestmark = pytest.mark.django_db

LITERAL = {
    **{f"at ten: {name}": noted for name, (noted, _holder) in CASES.items()},
    **{f"now: {name}": noted for name, (noted, _holder) in NOW.items()},
    **{f"in all: {name}": noted for name, (noted, _came, _holders) in PART.items()},
}
hours = st.integers(8, 12)
lines = st.sampled_from([1, 2, 3, CHAIR])
people = st.sampled_from([PERSON, SECOND])
spans = st.tuples(hours, st.none() | hours).filter(lambda one: one[1] is None or one[0] <= one[1])


@st.composite
def sheets(draw) -> AttendanceSheet:
    """Few lines and few hours, so that much meets."""
    noted: list[Lasting] = []
    for who, person, (since, until) in draw(
        st.lists(st.tuples(lines, st.none() | people, spans), max_size=7)
    ):
        noted.append(Sitting(who, at(since), until and at(until), person))
    for giver, holder, (since, until) in draw(
        st.lists(st.tuples(lines, st.none() | lines, spans), max_size=5)
    ):
        noted.append(Given(giver, holder, at(since), until and at(until)))
    changes = sorted(draw(st.sets(hours, max_size=2)))
    for since, until in pairwise([None, *changes, None]):
        noted.append(Chairing(draw(people), "", since and at(since), until and at(until)))
    without = draw(st.sets(lines, max_size=1))
    return sheet(*noted, without=without, opened=draw(st.none() | hours))


def written(noted: AttendanceSheet) -> Meeting:
    """The line of the chair is the first person's own; what the database refuses is left out."""
    persons = {PERSON: make_person(), SECOND: make_person()}
    meeting = make_meeting(state="closed", opened_at=noted.opened_at or at(8))
    colleges = [make_college(), make_college(), None]
    answers = ["coming", "remote", "excused"]
    electors = {
        pk: make_elector(
            meeting=meeting,
            right="held" if one.may_vote else "dues",
            person=persons[PERSON] if pk == CHAIR else None,
            college=colleges[pk % 3],
            answer=answers[pk % 3],
            answered_at=at(7),
        )
        for pk, one in noted.roll.items()
    }
    for one in once_open(noted.sittings, lambda one: one.elector):
        Attendance.objects.create(
            meeting=meeting,
            elector=electors[one.elector],
            person=persons.get(one.person),
            means="remote" if one.elector == CHAIR else "onsite",
            arrived_at=one.since,
            left_at=one.until,
        )
    for one in once_open(noted.proxies, lambda one: one.giver):
        if one.giver != one.holder:
            said = {"giver": electors[one.giver], "holder": electors.get(one.holder)}
            Proxy.objects.create(given_at=one.since, withdrawn_at=one.until, **said)
    return presided(meeting, noted.chairs, persons)


def once_open(rows: Iterable[Lasting], whose) -> Iterator[Lasting]:
    going_on: set[Hashable] = set()
    for row in rows:
        if row.until is None and whose(row) in going_on:
            continue
        if row.until is None:
            going_on.add(whose(row))
        yield row


def presided(meeting: Meeting, chairs: Iterable[Chairing], persons: dict[int, Person]) -> Meeting:
    for one in chairs:
        if one.until is None:
            meeting.chair, meeting.chair_since = persons[one.person], one.since
            meeting.save()
        else:
            FormerChair.objects.create(
                meeting=meeting,
                person=persons[one.person],
                began_at=one.since,
                ended_at=one.until,
            )
    return Meeting.objects.get(pk=meeting.pk)


def compare(meeting: Meeting) -> None:
    """Who took part, and the rooms of each hour and of now."""
    electors = list(meeting.electors.all())
    told = whole_sheet(meeting, electors)
    assert set(meeting.electors.took_part()) == {
        one for one in electors if one.pk in told.took_part()
    }
    for hour in range(7, 14):
        room = room_of(meeting, at(hour))
        assert room.present == told.present(at(hour))
        assert room.holder_of == told.represented(at(hour))
    whole = room_of(meeting)
    assert (whole.present, whole.holder_of) == (told.present(), told.represented())
    came = {one.elector for one in told.sittings}
    used = {one for one in Proxy.objects.select_related("giver") if told.is_used(given_of(one))}
    sql = Proxy.objects.used().filter(giver__right="held")
    assert {one for one in sql if one.giver_id not in came} == {
        one for one in used if one.giver_id not in came
    }


def compare_parts(meeting: Meeting) -> None:
    """What one reader or one voice reads of the room is what the whole room says."""
    whole = room_of(meeting)
    for elector in meeting.electors.all():
        around = room_around(meeting, make_acting_for(elector))
        assert around.given_to.get(elector.pk, []) == whole.given_to.get(elector.pk, [])
        assert (elector.pk in around.present) == (elector.pk in whole.present)
        voice = voice_of(meeting, elector)
        is_here = elector.pk in whole.present
        expected = elector.pk if is_here else whole.holder_of.get(elector.pk)
        assert (voice and voice.holder.pk) == expected
        assert (voice is not None and voice.proxy is None) == is_here


def compare_counts(meeting: Meeting) -> None:
    """What is counted in the database is what the room holds: now, at the opening, as announced."""
    now = room_of(meeting)
    count = count_now(meeting)
    assert_same_count(count, now)
    assert count.remote == len(now.remote & now.voters)
    meeting.opening = frozen_opening(meeting)
    rule = SubjectRule(quorum_checked_at="opening")
    assert_same_count(count_of_quorum(meeting, rule, count), room_of_quorum(meeting, rule, now))
    assert_same_count(count_announced(meeting), room_as_announced(meeting))


def assert_same_count(count: Headcount, room: Room) -> None:
    assert count.overall == room.overall
    assert count.by_college == room.by_college
    assert count.college_names == room.college_names
    for code in (None, *room.by_college):
        assert count.convened(code) == room.convened(code)


def room_as_announced(meeting: Meeting) -> Room:
    """As if those who say that they come sat there, each for itself."""
    electors = {one.pk: one for one in meeting.electors.standing()}
    coming = [pk for pk, one in electors.items() if one.answer in {"coming", "remote"}]
    proxies = Proxy.objects.standing().filter(giver__meeting=meeting)
    noted = replace(
        sheet_of(meeting, electors.values(), (), proxies),
        sittings=[Sitting(pk, meeting.starts_at) for pk in coming],
    )
    return Room.at(electors, noted)


@pytest.mark.parametrize("case", LITERAL)
def test_they_agree_on_each_literal_case(case):
    meeting = written(sheet(*LITERAL[case], opened=9))
    compare(meeting)
    compare_parts(meeting)
    compare_counts(meeting)


@pytest.mark.parametrize("without", [1, 2, 3, CHAIR])
def test_they_agree_where_one_has_no_right_to_vote(without):
    noted = [
        one
        for case in ("two at once: the last given", "blank, that before their own line")
        for one in CASES[case][0]
    ]
    meeting = written(sheet(*noted, without=[without]))
    compare(meeting)
    compare_counts(meeting)


@given(noted=sheets())
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_they_agree_on_meetings_at_random(noted):
    with transaction.atomic():
        meeting = written(noted)
        compare(meeting)
        compare_parts(meeting)
        compare_counts(meeting)
        transaction.set_rollback(True)
