"""Counting in calendar months, and the public holidays of France. Pure."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

#: Those that fall on the same day every year (Code du travail, article L3133-1).
_FIXED = {
    (1, 1): _("New Year’s Day"),
    (5, 1): _("Labour Day"),
    (5, 8): _("Victory Day"),
    (7, 14): _("Bastille Day"),
    (8, 15): _("Assumption"),
    (11, 1): _("All Saints’ Day"),
    (11, 11): _("Armistice Day"),
    (12, 25): _("Christmas"),
}
#: Those that follow Easter, in days.
_AFTER_EASTER = {1: _("Easter Monday"), 39: _("Ascension Day"), 50: _("Whit Monday")}


def months_after(day: date, months: int) -> date:
    """The same day so many months after; the last of a month where that one is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def holiday_on(day: date) -> Any:
    """The name of the public holiday that a day is; None on all others."""
    after = (day - easter(day.year)).days
    return _FIXED.get((day.month, day.day)) or _AFTER_EASTER.get(after)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar: the moon's age, then the Sunday that follows."""
    century = year // 100
    golden = year % 19
    lunar = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    lunar -= (lunar // 28) * (1 - (29 // (lunar + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + lunar + 2 - century + century // 4) % 7
    march = 28 + lunar - weekday
    return date(year, 3, 1) + timedelta(days=march - 1)
