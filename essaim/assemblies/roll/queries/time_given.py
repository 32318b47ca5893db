"""How long people were in meetings that were held."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import Attendance
from essaim.assemblies.roll.queries.measures import MET
from essaim.kernel.feeds import start_of
from essaim.kernel.offering.attendances import TimeAsked, TimeGiven, minutes_in
from essaim.network.queries.clusters import named_people, root_key_of
from essaim.programme.enums import ActionState

#: Who sat there: by name, or themselves as the elector whose voice is theirs.
WHO = Coalesce(
    *map(root_key_of, ("person", "elector__membership__person", "elector__seat__person"))
)
FOR_WHOM = root_key_of("elector__membership__organisation")
#: A meeting may last so much longer than planned; one that nobody closed by then ended as planned.
OVERRUN = timedelta(hours=12)


def time_in_meetings(asked: TimeAsked) -> list[TimeGiven]:
    """Of each meeting that the reader sees, how long each was there, once. Two queries.

    Who came back, or sat for two electors at a time, was there once.
    """
    stays: dict[Any, list[Any]] = defaultdict(list)
    rows: Iterable[Any] = _attendances(asked)
    for row in rows:
        stays[row.meeting, row.who, row.for_whom if row.who is None else None].append(row)
    named = named_people(asked.acting, {who for _meeting, who, _whom in stays if who})
    return [
        TimeGiven(
            day=meeting.local_start.date(),
            label=str(meeting),
            url=meeting.get_absolute_url(),
            minutes=minutes_in(map(_stay, theirs)),
            person=who if who in named else None,
            organisation=theirs[0].for_whom,
        )
        for (meeting, who, _whom), theirs in stays.items()
    ]


def _attendances(asked: TimeAsked) -> QuerySet[Attendance]:
    begun = Q(
        meeting__starts_at__gte=start_of(asked.first),
        meeting__starts_at__lt=start_of(asked.last + timedelta(days=1)),
    )
    rows = (
        Attendance.objects.filter(MET, begun, meeting__action__state=ActionState.HELD)
        .filter(meeting__in=Meeting.objects.visible_to(asked.acting))
        .annotate(who=WHO, for_whom=FOR_WHOM)
        .select_related("meeting__action")
    )
    if asked.people is not None:
        rows = rows.filter(who__in=asked.people)
    return rows.order_by("meeting__starts_at", "arrived_at", "pk")


def _stay(attendance: Attendance) -> tuple[datetime, datetime]:
    """From the opening on, until they left or until it ended."""
    meeting = attendance.meeting
    closed_at = meeting.closed_at or meeting.ends_at
    end = closed_at if closed_at <= meeting.ends_at + OVERRUN else meeting.ends_at
    start = max(attendance.arrived_at, meeting.opened_at or attendance.arrived_at)
    return start, min(attendance.left_at or end, end)
