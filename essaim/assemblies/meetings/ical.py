"""A meeting as calendars follow it."""

from collections.abc import Sequence
from typing import Literal

from django.conf import settings
from django.utils.translation import gettext as _

from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.kernel.calendars.ical import calendar_of
from essaim.kernel.offering.calendar import CalendarEntry
from essaim.kernel.weblinks import followed

State = Literal["confirmed", "tentative", "cancelled"]
_STATES: dict[str, State] = {
    MeetingState.PLANNED: "tentative",
    MeetingState.CANCELLED: "cancelled",
}


def calendar_file(
    meetings: Sequence[Meeting],
    *,
    name: str = "",
    method: str = "",
    with_video: frozenset[int] = frozenset(),
) -> bytes:
    """The meetings with their action loaded, as `calendar_of` writes them."""
    return calendar_of(entries_of(meetings, with_video), name=name, method=method)


def entries_of(meetings: Sequence[Meeting], with_video: frozenset[int]) -> list[CalendarEntry]:
    """The address of the video room stands only in those of `with_video`, ids of meetings."""
    return [entry_of(meeting, has_video=meeting.pk in with_video) for meeting in meetings]


def entry_of(meeting: Meeting, *, has_video: bool) -> CalendarEntry:
    video = followed(meeting.video_url) if has_video else ""
    return CalendarEntry(
        key=meeting.key,
        title=meeting.action.title,
        url=meeting.get_absolute_url(),
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        audience=meeting.action.audience,
        state=_STATES.get(meeting.state, "confirmed"),
        place=meeting.action.place,
        text="\n".join(_lines(meeting, video)),
        video=video,
        sequence=meeting.sequence,
        changed_at=max(filter(None, (meeting.changed_at, meeting.convened_at))),
    )


def _lines(meeting: Meeting, video: str) -> list[str]:
    address = settings.BASE_URL + meeting.get_absolute_url()
    lines = [_("Agenda and documents: %(address)s") % {"address": address}]
    if video:
        lines.append(_("Video room: %(address)s") % {"address": video})
    if meeting.cancelled_because:
        lines.append(_("Cancelled: %(reason)s") % {"reason": meeting.cancelled_because})
    return lines
