"""Figures computed from meetings that were held: how many, who was there or represented, how long.

A meeting serves the objectives of its action, and counts in the year in which that began.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essaim.assemblies.meetings.enums import MeetingMode, MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import Attendance, Elector, ElectorQuerySet
from essaim.kernel.acting import Acting
from essaim.kernel.feeds import start_of
from essaim.kernel.manifest import Measure
from essaim.kernel.offering.attendances import TimeAsked, TimeGiven, minutes_in
from essaim.kernel.offering.records import Record
from essaim.kernel.periods import Period
from essaim.network.models import Person
from essaim.network.queries.clusters import named_people, root_key_of
from essaim.programme.enums import ActionState
from essaim.programme.queries.measures import Counted, Values, measure, number_of_period

#: People met: an answer in writing is a vote, and no attendance.
MET = Q(meeting__state=MeetingState.CLOSED) & ~Q(meeting__mode=MeetingMode.WRITTEN)


def took_part() -> ElectorQuerySet:
    """Electors present or represented, in meetings that were held."""
    return Elector.objects.took_part().filter(MET, meeting__action__state=ActionState.HELD)


def count_attendances_each(periods: Sequence[Period]) -> Sequence[Values]:
    """One query for all objectives and for periods that do not overlap."""
    nothing = Value(None, output_field=BigIntegerField())
    served = F("meeting__action__objective_links__objective_id")
    number = number_of_period(periods, "meeting__action__")
    within = took_part().annotate(period=number).exclude(period=None).order_by()
    serving = within.filter(meeting__action__objective_links__isnull=False)
    parts = [
        attended.annotate(served=objective).values_list("period", "served").annotate(n=Count("pk"))
        for attended, objective in ((within, nothing), (serving, served))
    ]
    tally: list[dict[int | None, Decimal]] = [{None: Decimal(0)} for _period in periods]
    for period, objective, counted in parts[0].union(parts[1], all=True):
        tally[period][objective] = Decimal(counted)
    return tally


def count_attendances(period: Period) -> Values:
    return count_attendances_each([period])[0]


def attendance_records(period: Period, objective: int | None, acting: Acting) -> Sequence[Record]:
    """One record for each elector of each meeting; without a name where the meeting is not seen."""
    attended = took_part().filter(
        meeting__action__starts_on__gte=period.starts_on,
        meeting__action__starts_on__lte=period.ends_on,
    )
    if objective is not None:
        attended = attended.filter(meeting__action__objective_links__objective=objective)
    electors = attended.select_related("meeting__action", "membership", "seat", "college")
    return [
        _record(elector, acting)
        for elector in electors.order_by("meeting__action__starts_on", "meeting", "name", "pk")
    ]


def _record(elector: Elector, acting: Acting) -> Record:
    action = elector.meeting.action
    if not acting.is_one_of(action.audience):
        return Record(title="", on=None, url="", is_visible=False)
    room = reverse("assemblies:room", args=[elector.meeting.key])
    query = urlencode({"q": elector.name})
    return Record(
        title=f"{elector.name} ({action.title})",
        on=action.starts_on,
        url=f"{room}?{query}#elector-{elector.key}",
        is_visible=True,
        label=f"{label} ({action.title})" if (label := _label_of(elector)) else "",
    )


def _label_of(elector: Elector) -> str:
    """Of somebody who sits for themselves: their office, else their college."""
    if elector.membership is not None and elector.membership.organisation_id:
        return ""
    office = elector.seat.title if elector.seat else ""
    return str(office or elector.college or Person.published_as)


MEASURES = (
    measure(
        "assemblies.meetings",
        _("Meetings of the bodies"),
        pgettext_lazy("unit", "meetings"),
        _("meetings of a body that were held, each in the year in which it began"),
        Counted(MET),
    ),
    Measure(
        code="assemblies.attendances",
        label=_("Attendances at meetings"),
        unit=pgettext_lazy("unit", "attendances"),
        formula=_("electors present or represented, added up over the meetings that were held"),
        compute=count_attendances,
        compute_each=count_attendances_each,
        records=attendance_records,
    ),
    measure(
        "assemblies.organisations_present",
        _("Member organisations present at meetings"),
        pgettext_lazy("unit", "organisations"),
        _("member organisations that were present at a meeting at least once, each once"),
        Counted(MET, ends=("meeting__attendances__elector__membership__organisation",)),
    ),
)

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
