"""Which days the dues of a year cover, and who is paid up on a day. Pure.

A network asks for dues by civil year, by school year (September to August), or by rolling year,
from the day of each admission. The year of dues is the one in which its days begin.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from essaim.kernel.days import run_together
from essaim.network.enums import DuesRhythm

_DAY = timedelta(days=1)


def anniversary(day: date, year: int) -> date:
    """The same day in that year; of 29 February the day after, where the year has none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def period_of(rhythm: str, year: int, admitted_on: date) -> tuple[date, date]:
    """First and last day that the dues of a year cover."""
    begins = {
        DuesRhythm.SCHOOL: (date(year, 9, 1), date(year + 1, 9, 1)),
        DuesRhythm.ROLLING: (anniversary(admitted_on, year), anniversary(admitted_on, year + 1)),
    }
    first, following = begins.get(DuesRhythm(rhythm), (date(year, 1, 1), date(year + 1, 1, 1)))
    return first, following - _DAY


@dataclass(frozen=True)
class Rhythms:
    """How a network asked for dues, from which year on each; by civil year before the first."""

    changes: Sequence[tuple[int, str]] = ()

    def of(self, year: int) -> DuesRhythm:
        in_force = [(since, rhythm) for since, rhythm in self.changes if since <= year]
        return DuesRhythm(max(in_force)[1]) if in_force else DuesRhythm.CIVIL

    def period(self, year: int, admitted_on: date) -> tuple[date, date]:
        """The last dues before a change of rhythm last until the first ones after it."""
        first, last = period_of(self.of(year), year, admitted_on)
        following, _end = period_of(self.of(year + 1), year + 1, admitted_on)
        return first, max(last, following - _DAY)

    def are_due(self, year: int, admitted_on: date, ended_on: date | None) -> bool:
        """Whether a membership owes for the year: it ran on a day of its dues."""
        return run_together(admitted_on, ended_on, *self.period(year, admitted_on))

    def year_on(self, day: date, admitted_on: date) -> int:
        """The year of the dues that are called on a day."""
        first, _last = self.period(day.year, admitted_on)
        return day.year if first <= day else day.year - 1

    def label(self, year: int) -> str:
        """2024, or 2024–2025 where the dues of a year end in the next."""
        return str(year) if self.of(year) == DuesRhythm.CIVIL else f"{year}–{year + 1}"


@dataclass(frozen=True)
class Owed:
    """What a membership owes for some days, in euros, and what came in on which day."""

    starts_on: date
    ends_on: date
    amount: Decimal
    is_exempt: bool = False
    payments: Sequence[tuple[date, Decimal]] = ()

    def is_settled(self, by: date) -> bool:
        came_in = sum((amount for paid_on, amount in self.payments if paid_on <= by), Decimal(0))
        return self.is_exempt or came_in >= self.amount


def is_paid_up(owed: Iterable[Owed], cutoff: date) -> bool:
    """Whether dues that cover the cut-off day were settled by it. Nothing asked is not settled.

    Where two cover it, as when a network changes its year, one of them is enough.
    """
    return any(dues.is_settled(cutoff) for dues in owed if dues.starts_on <= cutoff <= dues.ends_on)
