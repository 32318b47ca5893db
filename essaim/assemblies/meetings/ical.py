"""Meetings as an iCalendar file (RFC 5545, 7986): what a calendar needs to follow them.

The identity of an entry is the meeting's key; SEQUENCE and DTSTAMP move when it changes, and a
meeting that is cancelled stays, so that calendars cross it out.
"""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Component, Event, Timezone

from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.documents.vtimezones import vtimezone
from essaim.kernel.signs import in_lines, on_one_line
from essaim.kernel.weblinks import followed

PRODUCT = "-//Essaim//Assemblies//FR"
CONTENT_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=6)
_STATUS = {MeetingState.PLANNED: "TENTATIVE", MeetingState.CANCELLED: "CANCELLED"}


def calendar_file(
    meetings: Sequence[Meeting],
    *,
    name: str = "",
    method: str = "",
    with_video: frozenset[int] = frozenset(),
) -> bytes:
    """The meetings with their action loaded. `name` makes it a feed; `method` is for mails alone.

    The address of the video room stands only in those of `with_video`, ids of meetings.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("name", on_one_line(name))
        calendar.add("x-wr-calname", on_one_line(name))
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
    for clock in _clocks(meetings):
        calendar.add_component(clock)
    for meeting in meetings:
        calendar.add_component(_event(meeting, has_video=meeting.pk in with_video))
    made: bytes = calendar.to_ical()
    return made


def _clocks(meetings: Sequence[Meeting]) -> list[Component]:
    """The clock of the network over the years of these meetings; UTC needs none."""
    zone = timezone.get_default_timezone_name()
    if not meetings or zone == "UTC":
        return []
    years = [one.local_start.year for one in meetings] + [one.local_end.year for one in meetings]
    return [Timezone.from_ical(vtimezone(zone, min(years), max(years)))]


def uid_of(meeting: Meeting) -> str:
    return f"{meeting.key}@{urlsplit(settings.BASE_URL).hostname}"


def _event(meeting: Meeting, *, has_video: bool) -> Event:
    event = Event()
    changed_at = max(filter(None, (meeting.changed_at, meeting.convened_at)))
    event.add("uid", uid_of(meeting))
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", meeting.sequence)
    event.add("status", _STATUS.get(MeetingState(meeting.state), "CONFIRMED"))
    event.add("dtstart", meeting.local_start)
    event.add("dtend", meeting.local_end)
    event.add("summary", on_one_line(meeting.action.title))
    address = settings.BASE_URL + meeting.get_absolute_url()
    event.add("url", address)
    video = followed(meeting.video_url) if has_video else ""
    where = meeting.action.place or (_("By video") if video else "")
    if where:
        event.add("location", on_one_line(where))
    if video:
        event.add("conference", video, parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    event.add("description", in_lines("\n".join(_said(meeting, address, video))))
    return event


def _said(meeting: Meeting, address: str, video: str) -> list[str]:
    said = [_("Agenda and documents: %(address)s") % {"address": address}]
    if video:
        said.append(_("Video room: %(address)s") % {"address": video})
    if meeting.cancelled_because:
        said.append(_("Cancelled: %(reason)s") % {"reason": meeting.cancelled_because})
    return said
