"""Which meetings stand in whose calendar, and where one may join by video."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from essaim.assemblies.bodies.holders import convenes, is_of_group
from essaim.assemblies.bodies.models import Body
from essaim.assemblies.meetings.holders import is_officer
from essaim.assemblies.meetings.ical import entries_of
from essaim.assemblies.meetings.models import Meeting, MeetingQuerySet
from essaim.assemblies.roll.models import Elector
from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.offering.calendar import Asked, CalendarEntry

#: What is over stays in a feed that long, since some calendars drop what a feed drops.
KEPT = timedelta(days=400)


def meetings_asked(asked: Asked) -> list[CalendarEntry]:
    """Those that the reader sees, cancelled ones too. Two queries."""
    visible = Meeting.objects.visible_to(asked.acting)
    if asked.body is not None:
        visible = visible.filter(body__key=asked.body)
    meetings = list(_with_officers(asked.of(visible, "starts_at", "ends_at")))
    return entries_of(meetings, with_video(asked.acting, meetings))


def bodies_in_calendar(acting: Acting) -> list[tuple[UUID, str]]:
    """Those that this reader sees and that still meet, by name."""
    bodies = Body.objects.visible_to(acting).filter(is_closed=False)
    return list(bodies.order_by("name", "pk").values_list("key", "name"))


def meetings_in_calendar(acting: Acting, at: datetime, *, body: Body) -> list[Meeting]:
    """Those of a body that this reader sees, cancelled ones too, in their order. One query."""
    visible = Meeting.objects.visible_to(acting).filter(ends_at__gte=at - KEPT, body=body)
    return list(_with_officers(visible).order_by("starts_at", "pk"))


def _with_officers(meetings: MeetingQuerySet) -> MeetingQuerySet:
    return meetings.with_body().select_related("chair", "secretary")


def with_video(acting: Acting, meetings: Iterable[Meeting]) -> frozenset[int]:
    """Of the meetings that this reader sees, those where they may join by video. One query.

    The rule `view_video_room` for many.
    """
    spoken_for = Elector.objects.spoken_for_by(acting).values_list("meeting", flat=True)
    theirs = set(spoken_for)
    return frozenset(
        meeting.pk for meeting in meetings if meeting.pk in theirs or _lets_in(acting, meeting)
    )


def _lets_in(acting: Acting, meeting: Meeting) -> bool:
    if convenes(acting) or is_officer(acting, meeting):
        return True
    if meeting.body.group_id is None:
        return acting.is_one_of(MEMBERS)
    return is_of_group(acting, meeting.body)
