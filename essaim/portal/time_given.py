"""The time that somebody gave in a year, as every room knows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from essaim.kernel.acting import Acting
from essaim.kernel.offering.attendances import Attendances, TimeAsked, TimeGiven
from essaim.kernel.offers import time_given
from essaim.kernel.periods import Period


@dataclass(frozen=True)
class TimeOfYear:
    """What somebody gave in a year, line by line, and added up where it is known how long."""

    year: int
    lines: Sequence[tuple[Attendances, TimeGiven]]

    @property
    def minutes(self) -> int:
        return sum(time.minutes or 0 for _source, time in self.lines)

    @property
    def unknown(self) -> int:
        """Lines of which nobody noted how long it took."""
        return sum(time.minutes is None for _source, time in self.lines)


def my_time(acting: Acting, year: int) -> TimeOfYear:
    """Of whoever reads: six queries at most, whatever they did."""
    period = Period.of_year(year)
    people = acting.keys_of("person")
    if not people:
        return TimeOfYear(year, [])
    asked = TimeAsked(acting, period.starts_on, period.ends_on, people)
    return TimeOfYear(year, time_given(asked))
