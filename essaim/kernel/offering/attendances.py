"""Who gave how long, and where: what rooms know of the time that people give."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from essaim.kernel.acting import Acting

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class TimeGiven:
    """Time that somebody gave on a day: whole minutes, or None where nobody noted how long.

    `person` and `organisation` are keys of those who gave it, and for whom. Whoever asked to appear
    by a label, or to be forgotten, is None: the time stays, and names nobody.
    """

    day: date
    label: str
    url: str  # begins with a slash
    minutes: int | None
    person: UUID | None
    organisation: UUID | None = None
    precision: str = "day"  # how exactly `day` is known: day, month or year


@dataclass(frozen=True)
class TimeAsked:
    """Whose time, from which day to which, both within, and who reads.

    `people`: keys of those whose time is asked for; None for everybody. What the reader may not see
    is left out in the query.
    """

    acting: Acting
    first: date
    last: date
    people: Collection[UUID] | None = None


@dataclass(frozen=True)
class Attendances:
    """Where a room knows that people were: `given` answers in few queries, whatever is asked."""

    code: str
    label: Any
    given: Callable[[TimeAsked], Sequence[TimeGiven]]


def minutes_in(stays: Iterable[tuple[datetime, datetime]]) -> int:
    """Whole minutes within these stays; what two of them share counts once.

    Seconds are added up before what is left of a minute is dropped.
    """
    total, until = timedelta(), None
    for start, end in sorted(stays):
        begins = start if until is None else max(start, until)
        if end > begins:
            total += end - begins
        until = end if until is None else max(until, end)
    return total // _MINUTE
