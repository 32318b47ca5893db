"""Dated things as an iCalendar file (RFC 5545, 7986): what a calendar needs to follow them.

The identity of an entry is its key for ever; SEQUENCE and DTSTAMP move when it changes, and what is
cancelled stays, so that calendars cross it out. The same entries make the same bytes.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Component, Event, Timezone

from essaim.kernel.calendars.vtimezones import vtimezone
from essaim.kernel.offering.calendar import CalendarEntry
from essaim.kernel.signs import in_lines, on_one_line

PRODUCT = "-//Essaim//Agenda//FR"
CONTENT_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=6)
#: DTSTAMP of what nobody noted a change of.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def calendar_of(entries: Sequence[CalendarEntry], *, name: str = "", method: str = "") -> bytes:
    """`name` makes it a feed; `method` is for mails alone: a calendar that is followed has none."""
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
    for clock in _clocks(entries):
        calendar.add_component(clock)
    for entry in entries:
        calendar.add_component(_event(entry))
    made: bytes = calendar.to_ical()
    return made


def _clocks(entries: Sequence[CalendarEntry]) -> list[Component]:
    """The clock of the network over the years of what has hours; UTC needs none."""
    zone = timezone.get_default_timezone_name()
    timed = [entry for entry in entries if entry.has_hours]
    if not timed or zone == "UTC":
        return []
    years = [day.year for entry in timed for day in (entry.first_day, entry.last_day)]
    return [Timezone.from_ical(vtimezone(zone, min(years), max(years)))]


def uid_of(entry: CalendarEntry) -> str:
    return f"{entry.key}@{urlsplit(settings.BASE_URL).hostname}"


def _event(entry: CalendarEntry) -> Event:
    changed_at = entry.changed_at or LONG_AGO
    address = settings.BASE_URL + entry.url
    event = Event()
    event.add("uid", uid_of(entry))
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", entry.sequence or 0)
    event.add("status", entry.state.upper())
    _add_days(event, entry)
    event.add("summary", on_one_line(entry.title))
    event.add("url", address)
    where = entry.place or (_("By video") if entry.video else "")
    if where:
        event.add("location", on_one_line(where))
    if entry.video:
        event.add("conference", entry.video, parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    text = entry.text if address in entry.text else f"{entry.text}\n\n{address}"
    event.add("description", in_lines(text).strip())
    return event


def _add_days(event: Event, entry: CalendarEntry) -> None:
    """Of whole days, the end is the day after; they leave one free for what has hours."""
    if isinstance(entry.starts, datetime) and isinstance(entry.ends, datetime):
        event.add("dtstart", timezone.localtime(entry.starts))
        event.add("dtend", timezone.localtime(entry.ends))
        return
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
