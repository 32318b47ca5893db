"""Who was in the room, who represented whom, with what right, at what moment. Pure.

The one place that says so. Its form in SQL is `models.electors`: `at` of attendances and proxies,
`took_part` of electors; a test compares both on meetings made at random.

What lasts is there from its first moment on, and no more at its last: who leaves at ten is gone at
ten, who is back then is there. The moment None is now: what has not ended.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar

from django.utils.translation import gettext as _

Key = TypeVar("Key")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A line of the roll: the capacity that speaks for it, and whether it may vote."""

    voice: str
    may_vote: bool = True


@dataclass(frozen=True, slots=True)
class Sitting:
    """An elector was in the room; `person` is who sat for it, where that is known."""

    elector: int
    since: datetime
    until: datetime | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """An elector let another vote; without a holder, the chair."""

    giver: int
    holder: int | None
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chairing:
    """A person presided, whose own voice is `voice`; `since` None is from the beginning."""

    person: int
    voice: str
    since: datetime | None = None
    until: datetime | None = None


Lasting = Sitting | Given | Chairing


def lasts(period: Lasting, at: datetime | None) -> bool:
    """Whether it was so at that moment."""
    return covers(period.since, period.until, at)


def covers(since: datetime | None, until: datetime | None, at: datetime | None) -> bool:
    """Whether a moment is within: from the first on, and before the last."""
    if at is None:
        return until is None
    return (since is None or since <= at) and (until is None or at < until)


@dataclass(frozen=True)
class AttendanceSheet:
    """All that was noted of one meeting. Ids are those of electors, and of people for the chair.

    `opened_at` bounds who took part: a proxy that was over by then represented nobody.
    """

    roll: Mapping[int, Enrolled] = field(default_factory=dict)
    sittings: Sequence[Sitting] = ()
    proxies: Sequence[Given] = ()
    chairs: Sequence[Chairing] = ()
    opened_at: datetime | None = None

    def present(self, at: datetime | None = None) -> frozenset[int]:
        """Electors in the room, whatever their right."""
        return frozenset(sitting.elector for sitting in self.sittings if lasts(sitting, at))

    def represented(self, at: datetime | None = None) -> dict[int, int]:
        """Each giver whose proxy may be used, with who uses it."""
        users = ((giver, self.holder_of(giver, at)) for giver in self._given_by)
        return {giver: holder for giver, holder in users if holder is not None}

    def holder_of(self, giver: int, at: datetime | None = None) -> int | None:
        """Who may vote for this elector."""
        users = (self.user_of(proxy, at) for proxy in self._given_by.get(giver, ()))
        return next((pk for pk in users if pk is not None), None)

    def user_of(self, proxy: Given, at: datetime | None = None) -> int | None:
        """Who may vote with it: in the room, where the giver is not, both with the right to vote.

        It is used by whom it names and no further: who gave one's own away passes nothing on.
        """
        if not (lasts(proxy, at) and self._may_vote(proxy.giver)) or self._is_here(proxy.giver, at):
            return None
        holder = self.chair(at) if proxy.holder is None else proxy.holder
        return holder if self._may_vote(holder) and self._is_here(holder, at) else None

    def chair(self, at: datetime | None = None) -> int | None:
        """The elector as whom the chair votes; None where nobody presides, or as nobody.

        One with the right to vote before one without; among those, the one for whom they sat down
        last; else the one that they are themselves.
        """
        presiding = next((chair for chair in self.chairs if lasts(chair, at)), None)
        return None if presiding is None else self.seat_of(presiding, at)

    def seat_of(self, chair: Chairing, at: datetime | None = None) -> int | None:
        """The same of somebody, whenever they presided."""
        sat = [sitting for sitting in self._of_person.get(chair.person, ()) if lasts(sitting, at)]
        seats = [sitting.elector for sitting in sat] + self._own_lines(chair)
        return next((pk for pk in seats if self._may_vote(pk)), next(iter(seats), None))

    def holders(self, giver: int) -> list[int]:
        """All who represented an elector during the meeting, in the order of time, each once."""
        users = (self.holder_of(giver, at) for at in self._turning_points(giver))
        return list(dict.fromkeys(holder for holder in users if holder is not None))

    def is_used(self, proxy: Given) -> bool:
        """Whether somebody could vote with it at some moment of the meeting."""
        return any(self.user_of(proxy, at) is not None for at in self._turning_points(proxy.giver))

    def took_part(self) -> frozenset[int]:
        """Who was in the room at some moment, or represented there at some moment."""
        came = {sitting.elector for sitting in self.sittings}
        return frozenset(came | {giver for giver in self._given_by if self.holders(giver)})

    def _turning_points(self, giver: int) -> list[datetime]:
        """The moments at which whoever represents a giver may change, none before the opening."""
        given = self._given_by.get(giver, ())
        around: list[Lasting] = [*given, *self._of_elector.get(giver, ())]
        for proxy in given:
            if proxy.holder is not None:
                around += self._of_elector.get(proxy.holder, ())
                continue
            for chair in self.chairs:
                own = (self._of_elector.get(pk, ()) for pk in self._own_lines(chair))
                around += [chair, *self._of_person.get(chair.person, ())]
                around += [sitting for several in own for sitting in several]
        moments = {at for period in around for at in (period.since, period.until) if at is not None}
        if self.opened_at is not None:
            moments = {max(at, self.opened_at) for at in moments}
        return sorted(moments)

    def _may_vote(self, elector: int | None) -> bool:
        return elector is not None and elector in self.roll and self.roll[elector].may_vote

    def _is_here(self, elector: int | None, at: datetime | None) -> bool:
        return any(lasts(sitting, at) for sitting in self._of_elector.get(elector, ()))

    def _own_lines(self, chair: Chairing) -> list[int]:
        return self._of_voice.get(chair.voice, [])

    @cached_property
    def _of_elector(self) -> dict[int | None, list[Sitting]]:
        return _by(self.sittings, lambda sitting: sitting.elector)

    @cached_property
    def _of_person(self) -> dict[int | None, list[Sitting]]:
        """The last to sit down first."""
        lately = sorted(self.sittings, key=lambda sitting: sitting.since)[::-1]
        return _by(lately, lambda sitting: sitting.person)

    @cached_property
    def _given_by(self) -> dict[int, list[Given]]:
        """The last given first."""
        lately = sorted(self.proxies, key=lambda proxy: proxy.since)[::-1]
        return _by(lately, lambda proxy: proxy.giver)

    @cached_property
    def _of_voice(self) -> dict[str, list[int]]:
        return _by(self.roll, lambda pk: self.roll[pk].voice)


def _by(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    groups: dict[Key, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


#: The room is open so long before the meeting begins: nobody is there earlier.
DOORS = timedelta(hours=2)


@dataclass(frozen=True)
class Stay:
    """From an arrival to a departure, which is None for who is still there."""

    arrived_at: datetime
    left_at: datetime | None = None

    def overlaps(self, other: "Stay") -> bool:
        """Whether there is a moment in both; who leaves as they come back was never there twice."""
        ends_first = self.left_at is not None and self.left_at <= other.arrived_at
        ends_last = other.left_at is not None and other.left_at <= self.arrived_at
        return not ends_first and not ends_last

    def covers(self, first: datetime, last: datetime) -> bool:
        """Whether there is a moment of the stay between these two, both within."""
        return self.arrived_at <= last and (self.left_at is None or self.left_at >= first)


def refusal_of(stay: Stay, others: Iterable[Stay], *, begins_at: datetime, now: datetime) -> str:
    """Why somebody cannot have been in the room so, in a sentence; empty where they can.

    `others` are the other stays of the same elector or guest; `begins_at` is when the meeting
    began, or is to.
    """
    if max(stay.arrived_at, stay.left_at or stay.arrived_at) > now:
        return _("This time is still to come.")
    if stay.arrived_at < begins_at - DOORS:
        return _(
            "This is more than two hours before the meeting begins: an arrival is noted when the "
            "room is open."
        )
    if stay.left_at is not None and stay.left_at < stay.arrived_at:
        return _("Nobody leaves before arriving.")
    if any(stay.overlaps(other) for other in others):
        return _("Another stay in the room is noted at that time: put that one right first.")
    return ""
