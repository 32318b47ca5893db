"""Rows of a meeting, brought onto the attendance sheet that says who represented whom."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from essaim.assemblies.meetings.models import FormerChair, Meeting
from essaim.assemblies.roll.attendance_sheet import (
    AttendanceSheet,
    Chairing,
    Enrolled,
    Given,
    Sitting,
    covers,
)
from essaim.assemblies.roll.models import Attendance, Elector, Proxy
from essaim.network.models import Person


def whole_sheet(meeting: Meeting, electors: Iterable[Elector]) -> AttendanceSheet:
    """All that was noted of a meeting, under way or over, with its roll: in two queries more."""
    stays = meeting.attendances.filter(elector__isnull=False)
    given = Proxy.objects.filter(giver__meeting=meeting)
    return sheet_of(meeting, electors, stays, given, chairs_of(meeting))


def sheet_of(
    meeting: Meeting,
    electors: Iterable[Elector | None],
    attendances: Iterable[Attendance],
    proxies: Iterable[Proxy] = (),
    chairs: Sequence[Chairing] | None = None,
) -> AttendanceSheet:
    """Rows that were read, as `AttendanceSheet` takes them; who presides now, unless it is said.

    What guests did is left out.
    """
    return AttendanceSheet(
        roll={one.pk: Enrolled(one.voice, one.may_vote) for one in electors if one is not None},
        sittings=[
            Sitting(one.elector_id, one.arrived_at, one.left_at, one.person_id)
            for one in sorted(attendances, key=lambda one: one.pk)
            if one.elector_id is not None
        ],
        proxies=[given(one) for one in sorted(proxies, key=lambda one: one.pk)],
        chairs=chairs_now(meeting) if chairs is None else chairs,
        opened_at=meeting.opened_at,
    )


def given(proxy: Proxy) -> Given:
    """A row as the sheet takes it."""
    return Given(proxy.giver_id, proxy.holder_id, proxy.given_at, proxy.withdrawn_at)


def chairs_now(meeting: Meeting) -> list[Chairing]:
    """Who presides, if anybody does."""
    if meeting.chair is None:
        return []
    return [Chairing(meeting.chair.pk, voice_word(meeting.chair), meeting.chair_since)]


def chairs_of(meeting: Meeting) -> list[Chairing]:
    """Who presided, one after the other."""
    return chairs_among(meeting, former_chairs(meeting))


def former_chairs(meeting: Meeting) -> list[FormerChair]:
    """In one query where the chair changed in the meeting, else in none."""
    if meeting.chair_since is None:
        return []
    return list(meeting.former_chairs.select_related("person").order_by("ended_at", "pk"))


def chairs_among(meeting: Meeting, former: Iterable[FormerChair]) -> list[Chairing]:
    """Those and the one who presides now."""
    before = [
        Chairing(one.person_id, voice_word(one.person), one.began_at, one.ended_at)
        for one in former
    ]
    return [*before, *chairs_now(meeting)]


def presiding(meeting: Meeting) -> Callable[[datetime], Person | None]:
    """Who presided at a moment: as many queries whatever the moments asked."""
    former = former_chairs(meeting)

    def at(moment: datetime) -> Person | None:
        found = (one.person for one in former if covers(one.began_at, one.ended_at, moment))
        is_now = covers(meeting.chair_since, None, moment)
        return next(found, meeting.chair if is_now else None)

    return at


def voice_word(person: Person) -> str:
    """The capacity by which somebody votes as the elector that they are."""
    return f"person:{person.key}"
