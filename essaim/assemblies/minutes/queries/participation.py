"""How members took part in a body over twelve months, and what became of what it decided.

Shown to the member first: a line is read by who speaks for it, and by who convenes to its meetings.
Attendance rate = meetings attended / meetings convened while on the roll (domain reference 2.3).
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Max, Q
from django.utils import timezone

from essaim.assemblies.bodies.holders import convenes
from essaim.assemblies.bodies.models import Body
from essaim.assemblies.meetings.enums import MeetingMode, MeetingState
from essaim.assemblies.meetings.models import Meeting, MeetingQuerySet
from essaim.assemblies.minutes.models import (
    Undertaking,
    UndertakingState,
)
from essaim.assemblies.roll.models import Attendance, Elector
from essaim.kernel.acting import Acting
from essaim.kernel.calendars.timetable import months_after
from essaim.kernel.text import fold, holds, search_words

MONTHS = 12


@dataclass(frozen=True)
class Taking:
    """One voice in one body. `rate` is exact; a member convened to nothing has no line."""

    name: str
    voice: str
    body: str
    convened: int
    present: int
    represented: int

    @property
    def rate(self) -> Fraction:
        return Fraction(self.present, self.convened)

    @property
    def percent(self) -> int:
        """Rounded half up, for the eye alone."""
        return _percent(self.rate)


@dataclass(frozen=True)
class BodyLife:
    """What a body did in the period: notices in days, decisions with owner and day, carried out."""

    body: Body
    meetings: int
    notice_days: Fraction | None
    decisions: int
    with_owner_and_date: int
    carried_out: int
    lines: Sequence[Taking]

    @property
    def percent_with_owner_and_date(self) -> int | None:
        return _share(self.with_owner_and_date, self.decisions)

    @property
    def percent_carried_out(self) -> int | None:
        return _share(self.carried_out, self.decisions)

    @property
    def notice_in_days(self) -> str:
        """Days, with one half where the middle falls between two."""
        if self.notice_days is None:
            return ""
        whole, half = divmod(self.notice_days, 1)
        return f"{whole}½" if half else str(whole)


def find_lines(
    lives: Sequence[BodyLife], *, words: str = "", body: str = "", until: date | None = None
) -> list[Taking]:
    """Lines of these bodies, body by body; `until` chose the months, before."""
    sought = search_words(words)
    return [
        line
        for life in lives
        for line in life.lines
        if body in {"", str(life.body.key)} and holds(line.name, sought)
    ]


def participation(acting: Acting, on: date) -> list[BodyLife]:
    """One part a body that met in the twelve months until that day, as this reader may see it."""
    meetings = list(_meetings(on).with_body().order_by("starts_at"))
    lines = _lines(acting, on)
    decided = _decided(on)
    by_body: dict[Body, list[Meeting]] = {}
    for meeting in meetings:
        by_body.setdefault(meeting.body, []).append(meeting)
    return [
        _life(body, of_body, decided.get(body.pk, (0, 0, 0)), lines.get(body.pk, []))
        for body, of_body in sorted(by_body.items(), key=lambda pair: pair[0].name)
        if body.audience in acting.capacities or body.pk in lines
    ]


def last_day_met(acting: Acting) -> date | None:
    """Of the meetings that this reader sees: where to look, when the last months hold none."""
    closed = Meeting.objects.visible_to(acting).filter(state=MeetingState.CLOSED)
    last = closed.exclude(mode=MeetingMode.WRITTEN).order_by("starts_at").last()
    return last.local_start.date() if last else None


def _meetings(on: date) -> MeetingQuerySet:
    """Those where one meets: a vote in writing is taken part in by voting, not by coming."""
    since = months_after(on, -MONTHS)
    closed = Meeting.objects.filter(state=MeetingState.CLOSED).exclude(mode=MeetingMode.WRITTEN)
    return closed.filter(starts_at__date__gt=since, starts_at__date__lte=on)


def _life(
    body: Body, meetings: Sequence[Meeting], decided: tuple[int, int, int], lines: list[Taking]
) -> BodyLife:
    notices = [days for meeting in meetings if (days := _notice(meeting)) is not None]
    return BodyLife(body, len(meetings), median(notices), *decided, lines)


def _notice(meeting: Meeting) -> int | None:
    """Whole days between the day of the convocation and that of the meeting."""
    if meeting.convened_at is None:
        return None
    return (timezone.localdate(meeting.starts_at) - timezone.localdate(meeting.convened_at)).days


def median(numbers: Sequence[int]) -> Fraction | None:
    """The middle one, or the half of the two in the middle; exact."""
    return statistics.median(map(Fraction, numbers)) if numbers else None


def _lines(acting: Acting, on: date) -> dict[int, list[Taking]]:
    """By body, the voices that this reader may see, by name."""
    met = _meetings(on).values("pk")
    electors = Elector.objects.standing().filter(meeting__in=met)
    if convenes(acting):
        electors = electors.filter(meeting__in=Meeting.objects.visible_to(acting).values("pk"))
    else:
        electors = electors.filter(voice__in=acting.capacities)
    inside = Attendance.objects.filter(meeting__in=met, elector__isnull=False)
    took_part = Elector.objects.took_part().filter(meeting__in=met)
    present = Q(pk__in=inside.values("elector"))
    counted = electors.values("meeting__body", "meeting__body__name", "voice").annotate(
        label=Max("name"),
        convened=Count("pk"),
        present=Count("pk", filter=present),
        took_part=Count("pk", filter=Q(pk__in=took_part.values("pk"))),
    )
    by_body: dict[int, list[Taking]] = {}
    for row in counted.order_by("meeting__body", "voice"):
        line = Taking(
            name=row["label"],
            voice=row["voice"],
            body=row["meeting__body__name"],
            convened=row["convened"],
            present=row["present"],
            represented=row["took_part"] - row["present"],
        )
        by_body.setdefault(row["meeting__body"], []).append(line)
    return {
        body: sorted(lines, key=lambda line: fold(line.name)) for body, lines in by_body.items()
    }


def _decided(on: date) -> dict[int, tuple[int, int, int]]:
    """By body: decisions, those with owner and day, those carried out."""
    rows = Undertaking.objects.filter(meeting__in=_meetings(on).values("pk"))
    counted = rows.values("meeting__body").annotate(
        all=Count("pk"),
        ready=Count("pk", filter=Q(owner__isnull=False, due_on__isnull=False)),
        done=Count("pk", filter=Q(state=UndertakingState.DONE)),
    )
    return {row["meeting__body"]: (row["all"], row["ready"], row["done"]) for row in counted}


def _share(part: int, whole: int) -> int | None:
    return _percent(Fraction(part, whole)) if whole else None


def _percent(share: Fraction) -> int:
    return int(share * 100 + Fraction(1, 2))
