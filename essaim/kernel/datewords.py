"""Dates as a sentence says them: "12 et 13 juin 2024", "du 21 au 23 mai 2024", "mars 2024", "2024".

Pure: the language is given, so that a report in French stays French whoever prints it. Reading
dates back is the work of `essaim.kernel.dates`, whose `Precision` is given here as its word, so
that what only writes dates does not load what reads them.
"""

from datetime import date, datetime, timedelta

MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def date_range(
    start: date,
    end: date | None = None,
    precision: str = "day",
    *,
    language: str = "fr",
) -> str:
    """A day, a month, a year or a stretch of them, in words; both ends are included.

    `precision` is `day`, `month` or `year`. Any language but English reads as French.
    """
    last = end or start
    words = _English() if language.startswith("en") else _French()
    if precision == "year":
        return words.years(start.year, last.year)
    if precision == "month":
        return words.months(start, last)
    return words.days(start, last)


def date_words(day: date, *, language: str = "fr") -> str:
    """One day: "1er mars 2024", "1 March 2024"."""
    return date_range(day, language=language)


def moment_words(at: datetime, *, language: str = "fr") -> str:
    """A moment, by its own clock: "1er mars 2024 à 14:30", "1 March 2024 at 14:30"."""
    between = " à " if language.startswith("fr") else " at "
    return f"{date_words(at.date(), language=language)}{between}{at:%H:%M}"


class _French:
    """The first of a month is an ordinal; "au" takes no article before a month's name."""

    def day(self, day: date) -> str:
        return "1er" if day.day == 1 else str(day.day)

    def month(self, day: date) -> str:
        return MONTHS["fr"][day.month - 1]

    def from_month(self, day: date) -> str:
        name = self.month(day)
        return f"d’{name}" if name[0] in "ao" else f"de {name}"

    def years(self, first: int, last: int) -> str:
        if first == last:
            return str(first)
        return f"{first} et {last}" if last == first + 1 else f"de {first} à {last}"

    def months(self, first: date, last: date) -> str:
        if _month(first) == _month(last):
            return f"{self.month(last)} {last.year}"
        if first.year != last.year:
            return f"{self.from_month(first)} {first.year} à {self.month(last)} {last.year}"
        if last.month == first.month + 1:
            return f"{self.month(first)} et {self.month(last)} {last.year}"
        return f"{self.from_month(first)} à {self.month(last)} {last.year}"

    def days(self, first: date, last: date) -> str:
        tail = f"{self.day(last)} {self.month(last)} {last.year}"
        if first == last:
            return tail
        head = self.day(first)
        if _month(first) != _month(last):
            head += f" {self.month(first)}"
        if first.year != last.year:
            head += f" {first.year}"
        return f"{head} et {tail}" if _follows(first, last) else f"du {head} au {tail}"


class _English:
    """Days before months, as in British and European English."""

    def month(self, day: date) -> str:
        return MONTHS["en"][day.month - 1]

    def years(self, first: int, last: int) -> str:
        if first == last:
            return str(first)
        return f"{first} and {last}" if last == first + 1 else f"{first} to {last}"

    def months(self, first: date, last: date) -> str:
        tail = f"{self.month(last)} {last.year}"
        if _month(first) == _month(last):
            return tail
        if first.year != last.year:
            return f"{self.month(first)} {first.year} to {tail}"
        link = "and" if last.month == first.month + 1 else "to"
        return f"{self.month(first)} {link} {tail}"

    def days(self, first: date, last: date) -> str:
        tail = f"{last.day} {self.month(last)} {last.year}"
        if first == last:
            return tail
        head = str(first.day)
        if _month(first) != _month(last):
            head += f" {self.month(first)}"
        if first.year != last.year:
            head += f" {first.year}"
        return f"{head} {'and' if _follows(first, last) else 'to'} {tail}"


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _follows(first: date, last: date) -> bool:
    """Two days in a row of one month are said with "and"; across months, a range reads better."""
    return last - first == timedelta(days=1) and _month(first) == _month(last)
