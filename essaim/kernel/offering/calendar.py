"""What a room has on which day: actions, meetings, days that are due; for the agenda and feeds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, TypeVar
from uuid import UUID

from django.db.models import Case, DateTimeField, F, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber, TruncDate
from django.utils import timezone

from essaim.kernel.acting import Acting
from essaim.kernel.feeds import start_of

Rows = TypeVar("Rows", bound=QuerySet[Any])


@dataclass(frozen=True)
class CalendarEntry:
    """A dated thing: of days, both within, or from a moment to a moment.

    `key` is its identity in calendars for ever. What is only known to the month or the year says so
    in `precision`. `audience` is empty where only people who were asked see it. `text` and
    `video` (the address of a room) are for whoever asked.
    `sequence` grows with each change that calendars must follow, `changed_at` is the last; where a
    room keeps neither, they are None and the journal knows.
    """

    key: UUID
    title: str
    url: str  # begins with a slash
    starts: date
    ends: date
    audience: str
    state: Literal["confirmed", "tentative", "cancelled"] = "confirmed"
    precision: str = "day"
    place: str = ""
    text: str = ""
    video: str = ""
    sequence: int | None = None
    changed_at: datetime | None = None

    @property
    def has_hours(self) -> bool:
        return isinstance(self.starts, datetime)

    @property
    def first_day(self) -> date:
        return _day_of(self.starts)

    @property
    def last_day(self) -> date:
        """Midnight sharp ends the day before."""
        if not isinstance(self.ends, datetime):
            return self.ends
        last = timezone.localtime(self.ends)
        is_midnight = last.time() == time() and self.ends > self.starts
        return last.date() - timedelta(days=1) if is_midnight else last.date()


def _day_of(when: date) -> date:
    return timezone.localtime(when).date() if isinstance(when, datetime) else when


@dataclass(frozen=True)
class Asked:
    """What a calendar is asked for: the days, both within, for whom, of which body.

    `per_day`: no more than so many that begin on one day; `most`: no more than so many, the first
    ones, or the last ones where it looks `backwards`. So no query reads more than is shown.
    """

    acting: Acting
    first: date
    last: date
    body: UUID | None = None
    per_day: int = 0
    most: int = 0
    backwards: bool = False

    def of(self, rows: Rows, begins: str, ends: str, *, apart: str = "") -> Rows:
        """Of these rows, those that have a day in common with what is asked, the first before.

        `begins` and `ends` are columns of days or of moments. `apart`: a column whose values are
        counted apart, as what is only known to the month stands on its first day.
        """
        is_moment = isinstance(rows.model._meta.get_field(begins), DateTimeField)
        if is_moment:
            start, end = start_of(self.first), start_of(self.last + timedelta(days=1))
            common = rows.filter(**{f"{begins}__lt": end, f"{ends}__gte": start})
        else:
            common = rows.filter(**{f"{begins}__lte": self.last, f"{ends}__gte": self.first})
        if self.per_day:
            common = self._first_of_each_day(common, begins, apart, is_moment=is_moment)
        if self.backwards:
            return common.order_by(f"-{begins}", "-pk")[: self.most]
        common = common.order_by(begins, "pk")
        return common[: self.most] if self.most else common

    def _first_of_each_day(self, rows: Rows, begins: str, apart: str, *, is_moment: bool) -> Rows:
        """What began before is counted apart: it takes no place of what begins on the first day."""
        day: Any = TruncDate(begins) if is_moment else F(begins)
        before = start_of(self.first) if is_moment else self.first
        day = Case(When(**{f"{begins}__lt": before, "then": Value(date.min)}), default=day)
        place = Window(
            RowNumber(),
            partition_by=[day, F(apart)] if apart else [day],
            order_by=[F(begins).asc(), F("pk").asc()],
        )
        return rows.annotate(place_in_day=place).filter(place_in_day__lte=self.per_day)


@dataclass(frozen=True)
class CalendarSource:
    """Dated things of one kind that a room offers: `entries` of what is asked, in any order.

    `bodies(who reads)` are those of which one may ask for the entries alone, by key and name; a
    source without any has nothing to say of a body.
    """

    code: str
    label: Any
    entries: Callable[[Asked], Sequence[CalendarEntry]]
    bodies: Callable[[Acting], Sequence[tuple[UUID, str]]] | None = None

    def answer(self, asked: Asked) -> Sequence[CalendarEntry]:
        if asked.body is not None and self.bodies is None:
            return []
        return self.entries(asked)
