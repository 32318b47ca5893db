"""The agenda: what every room has on which day, joined, by month, by day and as a feed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import get_language

from essaim.journal.models import Entry
from essaim.kernel.acting import Acting
from essaim.kernel.calendars.timetable import months_after
from essaim.kernel.feeds import start_of
from essaim.kernel.manifest import offered
from essaim.kernel.offering.calendar import Asked, CalendarEntry, CalendarSource

#: Shown of one day in its month, and on its own page.
IN_MONTH, IN_DAY = 8, 200
#: In a feed: days that are past, since some calendars drop what a feed drops; days to come; and no
#: more than so many entries of each.
PAST, TO_COME = timedelta(days=400), timedelta(days=800)
MOST_PAST, MOST_TO_COME = 100, 400
#: What lasts longer is of no day, but of its month.
LONGEST = timedelta(days=7)


@dataclass(frozen=True)
class Narrowed:
    """The entries of one source alone, or of one body: what the address asks."""

    source: str = ""
    body: UUID | None = None

    @property
    def sources(self) -> list[CalendarSource]:
        every: Iterator[CalendarSource] = offered("calendar")
        return [each for each in every if self.source in {"", each.code}]

    def answer(self, asked: Asked) -> list["Placed"]:
        asked = replace(asked, body=self.body)
        return [Placed(entry, source) for source in self.sources for entry in source.answer(asked)]


@dataclass(frozen=True)
class Placed:
    """An entry with the source that offers it."""

    entry: CalendarEntry
    source: CalendarSource

    @property
    def is_of_month(self) -> bool:
        """Of no day: only known to the month, or lasting for long."""
        days = self.entry.last_day - self.entry.first_day
        return self.entry.precision != "day" or days >= LONGEST

    @property
    def rank(self) -> tuple[bool, float, str]:
        """Whole days before hours."""
        starts = self.entry.starts
        hour = starts.timestamp() if isinstance(starts, datetime) else starts.toordinal()
        return isinstance(starts, datetime), hour, self.entry.title


@dataclass(frozen=True)
class Day:
    """A day with what it holds, its month too on its own page; `has_more`: some is left out."""

    day: date
    entries: Sequence[Placed]
    has_more: bool
    is_today: bool
    of_month: Sequence[Placed] = ()

    @property
    def when(self) -> str:
        return self.day.isoformat()


@dataclass(frozen=True)
class Month:
    """A month: what it holds as a whole, then its days."""

    first: date
    of_month: Sequence[Placed]
    has_more: bool
    days: Sequence[Day]

    @property
    def weekday(self) -> int:
        """Of its first day: 1 is a Monday."""
        return self.first.isoweekday()

    @property
    def has_no_day(self) -> bool:
        return not any(day.entries for day in self.days)

    @cached_property
    def before(self) -> date:
        return months_after(self.first, -1)

    @cached_property
    def after(self) -> date:
        return months_after(self.first, 1)


def sources() -> list[tuple[str, Any]]:
    """What one may ask for alone, by code and label."""
    return [(each.code, each.label) for each in offered("calendar")]


def public_address() -> str:
    """Where calendars follow what is public."""
    return settings.BASE_URL + reverse("portal:public_calendar")


def bodies(acting: Acting) -> list[tuple[str, str]]:
    """Those of which one may ask for the entries alone: a query a function that says them."""
    asks = {each.bodies for each in offered("calendar") if each.bodies is not None}
    return sorted(
        {(str(key), name) for ask in asks for key, name in ask(acting)}, key=lambda pair: pair[1]
    )


def month_page(acting: Acting, first: date, today: date, narrowed: Narrowed) -> Month:
    """A month from its first day: one to three queries a source, whatever they hold."""
    last = months_after(first, 1) - timedelta(days=1)
    asked = Asked(acting, first, last, per_day=IN_MONTH + 1)
    placed = sorted(narrowed.answer(asked), key=lambda each: each.rank)
    of_month = [each for each in placed if each.is_of_month]
    by_day = _by_day([each for each in placed if not each.is_of_month], first, last)
    days = [
        Day(day, entries[:IN_MONTH], len(entries) > IN_MONTH, is_today=day == today)
        for day, entries in by_day.items()
    ]
    return Month(first, of_month[:IN_MONTH], len(of_month) > IN_MONTH, days)


def _by_day(placed: Sequence[Placed], first: date, last: date) -> dict[date, list[Placed]]:
    """Every day from the first to the last, with what it holds, each on all its days."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    by_day: dict[date, list[Placed]] = {day: [] for day in days}
    for each in placed:
        day = max(each.entry.first_day, first)
        while day <= min(each.entry.last_day, last):
            by_day[day].append(each)
            day += timedelta(days=1)
    return by_day


def day_page(acting: Acting, day: date, today: date, narrowed: Narrowed) -> Day:
    """A day with all that it holds, that of its month too."""
    placed = narrowed.answer(Asked(acting, day, day, per_day=IN_DAY + 1))
    ordered = sorted(placed, key=lambda each: each.rank)
    entries = [each for each in ordered if not each.is_of_month]
    of_month = [each for each in ordered if each.is_of_month]
    has_more = max(len(entries), len(of_month)) > IN_DAY
    is_today = day == today
    return Day(day, entries[:IN_DAY], has_more, is_today, of_month[:IN_DAY])


def feed_entries(acting: Acting, today: date, narrowed: Narrowed) -> list[CalendarEntry]:
    """What this reader follows, in order: what is known to the day, the nearest where it is much.

    Each with its last change. One to three queries a source, twice, and one of the journal.
    """
    yesterday = today - timedelta(days=1)
    coming = Asked(acting, today, today + TO_COME, most=MOST_TO_COME)
    past = Asked(acting, today - PAST, yesterday, most=MOST_PAST, backwards=True)
    asked = [*narrowed.answer(past), *narrowed.answer(coming)]
    entries = {each.entry.key: each for each in asked if each.entry.precision == "day"}
    ordered = sorted(entries.values(), key=lambda each: (each.entry.first_day, each.rank))
    return _with_changes([each.entry for each in ordered])


def _with_changes(entries: Sequence[CalendarEntry]) -> list[CalendarEntry]:
    """What rooms keep no count of, the journal does: the changes of each, and the last."""
    keys = [entry.key for entry in entries if entry.sequence is None]
    lines = Entry.objects.filter(target_key__in=keys).values_list("target_key").order_by()
    changes: Mapping[UUID, tuple[int, datetime]] = {
        key: (count, at) for key, count, at in lines.annotate(Count("pk"), Max("at"))
    }
    return [
        replace(entry, sequence=changes[entry.key][0], changed_at=changes[entry.key][1])
        if entry.sequence is None and entry.key in changes
        else entry
        for entry in entries
    ]


def mark_of_feed(acting: Acting, today: date, asked: str) -> str:
    """Changes whenever what a feed holds may have changed: no need to make it to know.

    Every write is a line of the journal. An act that is long to end writes a line with an earlier
    number than one that is there already, so those of today and yesterday are counted too.
    """
    since = start_of(today - timedelta(days=1))
    last = Entry.objects.aggregate(last=Max("pk"))["last"]
    recent = Entry.objects.filter(at__gte=since).count()
    words = (asked, today, last, recent, get_language(), *sorted(acting.capacities))
    return sha256("\n".join(map(str, words)).encode()).hexdigest()[:32]
