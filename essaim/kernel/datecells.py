"""Dates as the cells of a spreadsheet have them: day before month, on the network's clock."""

import re
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.kernel.dates import Precision, find_dates, month_end
from essaim.kernel.datewords import MONTHS
from essaim.kernel.signs import as_quoted
from essaim.kernel.text import fold

_PART = re.compile(r"((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?")
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s?(Z|[+-]\d\d:?\d\d)", re.IGNORECASE
)
#: An hour behind the day says nothing of the day.
_HOUR = re.compile(
    r"(?:T|,?\s+(?:à\s+|de\s+)?)\d{1,2}\s?(?:[h:]\s?\d{0,2})(?::\d\d)?(?:[.,]\d+)?(?:\s?[ap]m)?$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:les?|du|de|en|année)\s+|^(?:lun|mar|mer|jeu|ven|sam|dim)\b\.?,?\s*(?=\d)", re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)([/.]?)(\d\d?)\2(\d\d?)")
_SHORT_YEAR = re.compile(r"(\d\d?)([/.\-])(\d\d?)\2(\d\d)")
_DASHED_MONTH = re.compile(r"(?:(\d\d?)[-\s])?([^\W\d]{3,9}\.?)[-\s](\d\d(?:\d\d)?)")
#: What a spreadsheet counts from 1900 on: 25 000 is in 1968, 60 000 in 2064.
_COUNTED = re.compile(r"[2-5]\d{4}(?:[.,]\d+)?")


def parse_date(text: str) -> tuple[date, date, Precision]:
    """Read a whole cell: first day, last day, precision. Raises ValueError with one sentence.

    A moment that names its offset (`2024-06-12T23:30:00Z`) is the day it was in the network's
    own time zone, settings.TIME_ZONE.
    """
    cell = " ".join(text.split())
    if match := _PART.fullmatch(cell):
        year, month = int(match[1]), int(match[2] or 0)
        precision = Precision.MONTH if month else Precision.YEAR
        return date(year, month or 1, 1), month_end(year, month or 12), precision
    if _COUNTED.fullmatch(cell):
        sentence = _(
            "“%(text)s” is how a spreadsheet counts a day: give the column the format of a date."
        )
        raise ValueError(sentence % {"text": as_quoted(cell)})
    bare = _whole(_own_day(cell))
    spans = find_dates(bare, year=None)
    if len(spans) != 1 or (spans[0].start, spans[0].end) != (0, len(bare)):
        sentence = _("“%(text)s” is not a date: write 12/06/2024, 06/2024 or 2024.")
        raise ValueError(sentence % {"text": as_quoted(cell)})
    return spans[0].starts_on, spans[0].ends_on, spans[0].precision


def _own_day(cell: str) -> str:
    """The day of a moment that names its offset, in the zone of the network; else the cell."""
    match = _MOMENT.fullmatch(cell)
    if match is None:
        return cell
    try:
        moment = datetime.fromisoformat(f"{match[1]} {match[2]}{match[3].upper()}")
        return moment.astimezone(timezone.get_default_timezone()).date().isoformat()
    except (ValueError, OverflowError):
        return cell


def _whole(cell: str) -> str:
    """The day alone, its year in four digits, as prose writes it."""
    bare = _LEAD.sub("", _HOUR.sub("", cell))
    match = _YEAR_FIRST.fullmatch(bare)
    if match and (match[2] or len(bare) == 8):
        return f"{match[1]}-{match[3]:0>2}-{match[4]:0>2}"
    if match := _SHORT_YEAR.fullmatch(bare):
        return f"{match[1]}/{match[3]}/{_century(match[4])}"
    if match := _DASHED_MONTH.fullmatch(bare):
        return " ".join(filter(None, (match[1], _month(match[2]), _century(match[3]))))
    return bare


def _month(word: str) -> str:
    """The whole name of a month that is cut short, where one month alone begins so."""
    begun = [name for name in MONTHS["fr"] if fold(name).startswith(fold(word).rstrip("."))]
    return begun[0] if len(begun) == 1 else word


def _century(year: str) -> str:
    """Two digits as spreadsheets take them: 00 to 68 are of this century."""
    if len(year) == 4:
        return year
    return f"20{year}" if int(year) <= 68 else f"19{year}"
