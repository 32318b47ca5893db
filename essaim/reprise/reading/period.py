"""The year that a report tells, whenever it begins, and the days that its words mean."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from essaim.kernel.dates import DateSpan, Precision, find_dates, month_end

_TITLE_YEAR = re.compile(
    r"(?<!par )\b(?:bilan|rapport|activit[ée]s?|ann[ée]e|exercice|saison|compte[ -]rendu"
    r"|report|review|year)\b"
    r"[^\d\n]{0,60}((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])", re.ASCII)
_CLOSED = re.compile(
    r"\b(?:exercice|ann[ée]e|year)\s(?:clos|close|termin[ée]e?|arr[êe]t[ée]e?|ended|ending)\b[^\n]{0,60}",
    re.IGNORECASE,
)
_OVER_TWO_YEARS = re.compile(
    r"\b(?:saison|ann[ée]e\sscolaire|ann[ée]e\suniversitaire|exercice|season|school\syear)\s?:?\s"
    r"(?P<first>(?:19|20)\d\d)\s?[-–—/]\s?(?P<last>(?:19|20)?\d\d)(?!\d)",
    re.IGNORECASE,
)
_HEAD, _FIRST_LINES, _COVER, _LONGEST_TITLE = 20_000, 8, 2_000, 100
_FEWEST_DAYS, _MOST_DAYS = 350, 380
_DAYS_ALONE = re.compile(
    r"(?<![\w./])(?:le|les|du|on\sthe|the|from\sthe)\s(?P<first>(?:1\s?er|[0-3]?\d(?:st|nd|rd|th)?))(?![\w/.,]\d)"
    r"(?:\s(?P<link>au|et|à|to|and|-|–)\s(?:l[ea]s?\s|the\s)?"
    r"(?P<last>(?:1\s?er|[0-3]?\d(?:st|nd|rd|th)?))(?!\d))?(?=\s{0,2}(?:$|[.,;:)(]|à\b|au\b|chez\b|en\b"
    r"|at\b|in\b|avec\b|with\b|pour\b|puis\b|et\b|and\b|devant\b))",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Period:
    """The year of a report, from `first` to `last`; `month` is that of the heading above."""

    year: int | None
    first: date | None = None
    last: date | None = None
    month: date | None = None

    def under(self, month: date | None) -> "Period":
        """The same below the heading of a month."""
        return replace(self, month=month)

    def days(self, text: str) -> list[DateSpan]:
        """The days that a text tells; those without a year are of the report's."""
        year = self.first.year if self.first else self.year
        days = find_dates(text, year=year, first_month=self.first.month if self.first else 1)
        if self.month is None:
            return days
        taken = [(day.start, day.end) for day in days]
        alone = [day for day in _alone(text, self.month) if not _meets(day, taken)]
        return sorted([*days, *alone], key=lambda day: day.start)

    def month_of_heading(self) -> DateSpan | None:
        """The month of the heading above, for what tells no day."""
        if self.month is None:
            return None
        last = month_end(self.month.year, self.month.month)
        return DateSpan(self.month, last, Precision.MONTH, 0, 0, year_is_given=False)

    def holds(self, day: DateSpan) -> bool:
        """Whether a day is of the year that the report tells."""
        if self.first is None or self.last is None:
            return True
        return self.first <= day.ends_on and day.starts_on <= self.last


def read_period(text: str, year: int | None) -> Period:
    """The year that the report tells, by `year` where it is given; from its head otherwise."""
    around = _over_two_years(text[:_COVER])
    if around is not None and year in {None, around[0].year, around[1].year}:
        named = guess_year(text) if year is None else year
        inside = named in {around[0].year, around[1].year}
        return Period(named if inside else around[0].year, *around)
    year = guess_year(text) if year is None else year
    if year is None:
        return Period(None)
    return Period(year, date(year, 1, 1), date(year, 12, 31))


def guess_year(text: str) -> int | None:
    """The year that the title tells, else one of the first lines, else the one named most."""
    first = [line for line in text[:_COVER].splitlines() if line.strip()][:_FIRST_LINES]
    cover = "\n".join(line for line in first if len(line) < _LONGEST_TITLE)
    if title := _TITLE_YEAR.search(cover):
        return int(title[1])
    for years in (Counter(_ANY_YEAR.findall(cover)), _titles_and_all(text)):
        if years:
            return int(years.most_common(1)[0][0])
    return None


def _titles_and_all(text: str) -> Counter[str]:
    """The year that a title further on tells; without one, how often each is named."""
    if title := _TITLE_YEAR.search(text[:_HEAD]):
        return Counter([title[1]])
    return Counter(_ANY_YEAR.findall(text))


def _over_two_years(head: str) -> tuple[date, date] | None:
    """An exercise that does not begin with the year: told by its end, by both, or by its name."""
    if closed := _CLOSED.search(head):
        days = [day for day in find_dates(closed.group(), year=None) if day.year_is_given]
        if days and days[0].precision is Precision.DAY:
            return _unless_calendar(_year_before(days[0].ends_on), days[0].ends_on)
    for day in find_dates(head, year=None):
        length = (day.ends_on - day.starts_on).days
        if day.precision is not Precision.YEAR and _FEWEST_DAYS <= length <= _MOST_DAYS:
            return _unless_calendar(day.starts_on, day.ends_on)
    if named := _OVER_TWO_YEARS.search(head):
        first = int(named["first"])
        if int(named["last"]) % 100 == (first + 1) % 100:
            return date(first, 9, 1), date(first + 1, 8, 31)
    return None


def _year_before(last: date) -> date:
    """The first day of the year that ends on this one."""
    following = last + timedelta(days=1)
    return following.replace(year=following.year - 1, day=min(following.day, 28))


def _unless_calendar(first: date, last: date) -> tuple[date, date] | None:
    return None if first.year == last.year else (first, last)


def _alone(text: str, month: date) -> list[DateSpan]:
    """ "le 29", "du 15 au 17" below the heading of a month."""
    spans = []
    length = month_end(month.year, month.month).day
    for match in _DAYS_ALONE.finditer(text):
        first, last = (
            int(digits.group()) if written and (digits := _DIGITS.match(written)) else 0
            for written in (match["first"], match["last"])
        )
        last = last or first
        if not 1 <= first <= last <= length:
            continue
        days = (month.replace(day=first), month.replace(day=last))
        if match["link"] in {"et", "and"} and last > first + 1:
            places = [(days[0], days[0]), (days[1], days[1])]
        else:
            places = [days]
        spans += [
            DateSpan(*place, Precision.DAY, match.start(), match.end(), year_is_given=False)
            for place in places
        ]
    return spans


def _meets(day: DateSpan, taken: list[tuple[int, int]]) -> bool:
    return any(day.start < end and start < day.end for start, end in taken)
