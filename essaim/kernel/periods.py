"""What a figure is about: days that follow each other, most often a year or a month of it."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MONTHS_OF_A_YEAR = 12
_CODE = re.compile(r"(?P<year>(?:19|2[01])\d\d)(?:-(?P<month>0[1-9]|1[0-2]))?", re.ASCII)


class Granularity(TextChoices):
    """What a reading covers, from its first day."""

    YEAR = "year", _("year")
    MONTH = "month", _("month")
    DAY = "day", _("day")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days, the first and the last within."""

    starts_on: date
    ends_on: date

    @classmethod
    def of_year(cls, year: int) -> "Period":
        return cls(date(year, 1, 1), date(year, MONTHS_OF_A_YEAR, 31))

    @classmethod
    def of_month(cls, year: int, month: int) -> "Period":
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def around(cls, granularity: str, day: date) -> "Period":
        """The year, the month, or the day alone."""
        match granularity:
            case Granularity.YEAR:
                return cls.of_year(day.year)
            case Granularity.MONTH:
                return cls.of_month(day.year, day.month)
            case _:
                return cls(day, day)

    @classmethod
    def read(cls, code: str) -> "Period":
        """From "2024" or "2024-03". Raises ValueError."""
        match = _CODE.fullmatch(code)
        if match is None:
            raise ValueError(f"not a period: {code}")
        year, month = match.groups()
        return cls.of_month(int(year), int(month)) if month else cls.of_year(int(year))

    def __str__(self) -> str:
        """The code that `read` takes; of a day, its date."""
        text = self.starts_on.isoformat()
        return {Granularity.YEAR: text[:4], Granularity.MONTH: text[:7]}.get(self.granularity, text)

    @property
    def granularity(self) -> Granularity:
        """Raises ValueError where the days are neither a year nor a month nor one day."""
        for granularity in Granularity:
            if self == Period.around(granularity, self.starts_on):
                return granularity
        raise ValueError(f"neither a year nor a month nor a day: {self.starts_on}, {self.ends_on}")

    @property
    def is_month(self) -> bool:
        return self == Period.of_month(self.year, self.starts_on.month)

    @property
    def year(self) -> int:
        """The one in which it begins."""
        return self.starts_on.year

    @property
    def year_before(self) -> "Period":
        """The same year or month, a year sooner."""
        first = self.starts_on.replace(year=self.year - 1, day=1)
        return Period.around(self.granularity, first)

    @property
    def before(self) -> "Period":
        """The year or the month just before."""
        return Period.around(self.granularity, self.starts_on - timedelta(days=1))

    @property
    def after(self) -> "Period":
        """The year or the month just after."""
        return Period.around(self.granularity, self.ends_on + timedelta(days=1))

    @property
    def months(self) -> "tuple[Period, ...]":
        """Those of its year."""
        months = range(1, MONTHS_OF_A_YEAR + 1)
        return tuple(Period.of_month(self.year, month) for month in months)
