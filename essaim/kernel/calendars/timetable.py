"""Days and hours of meetings, on the clock of the network (settings.TIME_ZONE), in calendar months
and around the public holidays of France. Pure.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.kernel.datewords import date_words
from essaim.kernel.errors import RuleBroken

#: Those that fall on the same day every year (Code du travail, article L3133-1).
_FIXED = {
    (1, 1): gettext_lazy("New Year’s Day"),
    (5, 1): gettext_lazy("Labour Day"),
    (5, 8): gettext_lazy("Victory Day"),
    (7, 14): gettext_lazy("Bastille Day"),
    (8, 15): gettext_lazy("Assumption"),
    (11, 1): gettext_lazy("All Saints’ Day"),
    (11, 11): gettext_lazy("Armistice Day"),
    (12, 25): gettext_lazy("Christmas"),
}
#: Those that follow Easter, in days.
_AFTER_EASTER = {
    1: gettext_lazy("Easter Monday"),
    39: gettext_lazy("Ascension Day"),
    50: gettext_lazy("Whit Monday"),
}


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


#: A series is planned for two years at most, and never for more days than a year of weeks.
LONGEST = timedelta(days=731)
MOST = 53
#: A meeting that ends by this hour of the next day is one that lasted into the night.
SMALL_HOURS = time(6)


class Rhythm(TextChoices):
    """How often a body meets."""

    WEEKDAY = "weekday", gettext_lazy("each month, on the same weekday (the second Monday)")
    MONTHDAY = "monthday", gettext_lazy("each month, on the same day (the 14th)")
    WEEKS = "weeks", gettext_lazy("every so many weeks")


def local_moment(day: date, clock: time) -> datetime:
    """That hour of that day. Of an hour that the clock shows twice, the first.

    Raises RuleBroken for an hour that the clock skips in spring.
    """
    moment = datetime.combine(day, clock, timezone.get_default_timezone())
    if moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) != moment.replace(
        tzinfo=None
    ):
        sentence = _(
            "%(time)s does not exist on %(day)s: that night the clock goes forward an hour. Choose "
            "another time."
        )
        raise RuleBroken(sentence % {"time": f"{clock:%H:%M}", "day": in_words(day)})
    return moment


def moments(day: date, begins: time, ends: time) -> tuple[datetime, datetime]:
    """Beginning and end; one in the small hours is on the next day. Raises RuleBroken."""
    last = day + timedelta(days=1) if ends <= begins and ends <= SMALL_HOURS else day
    first, second = local_moment(day, begins), local_moment(last, ends)
    if second.astimezone(UTC) <= first.astimezone(UTC):
        raise RuleBroken(_("The meeting ends before it begins."))
    return first, second


def in_words(day: date) -> str:
    """14 octobre 2024: in the language of the network, as titles keep it."""
    return date_words(day, language=settings.LANGUAGE_CODE)


def days_of_series(first: date, until: date, rhythm: str, weeks: int = 1) -> list[date]:
    """The days of a series, both ends within. Raises RuleBroken where they are too many."""
    if until < first:
        raise RuleBroken(_("The series ends before it begins."))
    if until - first > LONGEST:
        raise RuleBroken(_("A series is planned for two years at most."))
    days = []
    for day in _days_from(first, rhythm, weeks):
        if day > until:
            break
        days.append(day)
    if len(days) > MOST:
        raise RuleBroken(_("A series holds %(most)s meetings at most.") % {"most": MOST})
    return days


def _days_from(first: date, rhythm: str, weeks: int) -> Iterator[date]:
    """Without end."""
    step = 0
    while True:
        if rhythm == Rhythm.WEEKS:
            yield first + timedelta(weeks=step * max(1, weeks))
        elif rhythm == Rhythm.MONTHDAY:
            yield months_after(first, step)
        else:
            yield _same_weekday(first, step)
        step += 1


def _same_weekday(first: date, months: int) -> date:
    """The second Monday stays the second Monday; a fifth one is the last of its month."""
    month = months_after(first.replace(day=1), months)
    place = (first.day - 1) // 7
    day = 1 + (first.weekday() - month.weekday()) % 7 + 7 * place
    longest = monthrange(month.year, month.month)[1]
    return month.replace(day=day if day <= longest else day - 7)
