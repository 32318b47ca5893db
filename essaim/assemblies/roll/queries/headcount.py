"""How many electors of a meeting are there, counted by the database, which reads nobody out.

What `Room` says of each of them, for whoever needs the numbers alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, FilteredRelation, Q, QuerySet

from essaim.assemblies.bodies.enums import CheckedAt
from essaim.assemblies.bodies.models import SubjectRule
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import (
    OFF_THE_ROLL,
    Answer,
    Attendance,
    Elector,
    ElectorQuerySet,
    PresentBy,
    Right,
)
from essaim.assemblies.roll.queries.presence import Headcount, room_of, told_apart, voice_word
from essaim.tally.quorum import Presence

_ENTITLED, _STANDS = Q(right=Right.HELD), ~Q(right__in=OFF_THE_ROLL)
_NOBODY = Q(pk__in=[])
_COMING = (Answer.COMING, Answer.REMOTE)
#: Who says to come, as if they were there already.
ANNOUNCED = Q(answer__in=_COMING)


@dataclass(frozen=True)
class CollegeCount:
    """Electors of one college, or of none; `remote`: of those present, who takes part by video."""

    code: str
    name: str
    convened: int
    presence: Presence
    remote: int


@dataclass(frozen=True)
class RoomCount:
    """A room in numbers, at one moment; a `Headcount`."""

    counts: Sequence[CollegeCount]

    @cached_property
    def overall(self) -> Presence:
        each = [count.presence for count in self.counts]
        return Presence(
            sum(here.registered for here in each),
            sum(here.present for here in each),
            sum(here.represented for here in each),
        )

    @cached_property
    def colleges(self) -> list[CollegeCount]:
        return [count for count in self.counts if count.code]

    @cached_property
    def by_college(self) -> dict[str, Presence]:
        return {count.code: count.presence for count in self.colleges}

    @cached_property
    def college_names(self) -> dict[str, str]:
        return told_apart({count.code: count.name for count in self.colleges})

    @property
    def remote(self) -> int:
        return sum(count.remote for count in self.counts)

    def convened(self, code: str | None = None) -> int:
        return sum(count.convened for count in self.counts if code in {None, count.code})


def count_now(meeting: Meeting) -> RoomCount:
    """Who is in the room now, and who is represented there.

    One query; three more at most where somebody gave a proxy that names nobody.
    """
    holders = Q(given__holder__in=meeting.electors.with_right().filter(in_the_room(meeting)))
    rows = _with_places(meeting.electors.all())
    here, remote = Q(stay__isnull=False), Q(stay__means=PresentBy.REMOTE)
    return _count(rows, here, holders, lambda: chair_votes(meeting), remote)


def count_announced(meeting: Meeting) -> RoomCount:
    """As if whoever says to come were there already, of those who stand: one query, or two."""
    holders = Q(given__holder__in=meeting.electors.with_right().filter(ANNOUNCED))
    rows = _with_places(meeting.electors.standing())
    return _count(rows, ANNOUNCED, holders, lambda: _chair_announced(meeting))


def count_answers(meeting: Meeting) -> tuple[dict[str, int], int]:
    """{answer: how many of those who stand gave it}, and the proxies given: one query."""
    rows = _with_places(meeting.electors.order_by("answer")).values_list("answer")
    counted = list(rows.annotate(standing=Count("pk", filter=_STANDS), proxies=Count("given")))
    answers = {answer: standing for answer, standing, _proxies in counted}
    return answers, sum(proxies for _answer, _standing, proxies in counted)


def count_of_quorum(meeting: Meeting, rule: SubjectRule, count: Headcount) -> Headcount:
    """This count, or that of the opening where the rule looks at the quorum then: one query.

    The right to vote is that of today.
    """
    if rule.quorum_checked_at != CheckedAt.OPENING or meeting.opened_at is None:
        return count
    if not meeting.opening:  # opened before it was frozen
        return room_of(meeting, meeting.opened_at)
    here = Q(key__in=meeting.opening["present"])
    return _count(meeting.electors.all(), here, Q(key__in=list(meeting.opening["represented"])))


def in_the_room(meeting: Meeting) -> Q:
    """Of electors: who is there now."""
    return Q(pk__in=_sittings(meeting).values("elector"))


def chair_votes(meeting: Meeting) -> bool:
    """Whether the proxies that name nobody may be used now; `AttendanceSheet.seat_of` in SQL.

    The chair votes as the elector for whom they sit, else as the one that they are themselves.
    """
    if _sittings(meeting).filter(person=meeting.chair_id or 0, elector__right=Right.HELD).exists():
        return True
    own = _own_line(meeting)
    return own is not None and own.attendances.in_the_room().exists()


def _chair_announced(meeting: Meeting) -> bool:
    own = _own_line(meeting)
    return own is not None and own.answer in _COMING


def _own_line(meeting: Meeting) -> Elector | None:
    """The chair, as the elector that they are."""
    if meeting.chair is None:
        return None
    own = meeting.electors.with_right().filter(voice=voice_word(meeting.chair))
    return own.order_by("folded", "pk").first()


def _sittings(meeting: Meeting) -> QuerySet[Attendance]:
    return Attendance.objects.in_the_room().filter(meeting=meeting, elector__isnull=False)


def _with_places(electors: ElectorQuerySet) -> ElectorQuerySet:
    """Joins the stay in the room and the proxy given of each, which are one at most."""
    stay = FilteredRelation("attendances", condition=Q(attendances__left_at=None))
    given = FilteredRelation("proxies_given", condition=Q(proxies_given__withdrawn_at=None))
    return electors.alias(stay=stay, given=given)


def _count(
    electors: ElectorQuerySet,
    here: Q,
    represented: Q,
    chair_votes: Callable[[], bool] | None = None,
    remote: Q = _NOBODY,
) -> RoomCount:
    """`chair_votes` is asked where a proxy names nobody."""
    away = _ENTITLED & ~here
    blank = Q(given__isnull=False, given__holder=None) if chair_votes else _NOBODY
    rows = electors.order_by("college__code").values("college__code", "college__name")
    counted = list(
        rows.annotate(
            convened=Count("pk", filter=_STANDS),
            registered=Count("pk", filter=_ENTITLED),
            present=Count("pk", filter=_ENTITLED & here),
            represented=Count("pk", filter=away & represented),
            blank=Count("pk", filter=away & blank),
            remote=Count("pk", filter=_ENTITLED & remote),
        )
    )
    uses_blank = any(row["blank"] for row in counted) and chair_votes is not None and chair_votes()
    return RoomCount([_of_college(row, uses_blank=uses_blank) for row in counted])


def _of_college(row: Mapping[str, Any], *, uses_blank: bool) -> CollegeCount:
    represented = row["represented"] + (row["blank"] if uses_blank else 0)
    return CollegeCount(
        code=row["college__code"] or "",
        name=row["college__name"] or "",
        convened=row["convened"],
        presence=Presence(row["registered"], row["present"], represented),
        remote=row["remote"],
    )
