"""Dates as French people write them, found in prose; `datecells` reads a whole cell.

A date is read atom by atom ("12 et 13 juin 2024" is one), then atoms that stand side by side are
joined by what links them: "au" makes a range, a comma a list, and a year that is written once at
the end serves those before it. Every pattern is bounded, so that reading stays linear.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from essaim.kernel.date_patterns import (
    ATOM,
    MONTH_STARTS,
    RANGE,
    WEEK,
    WEEKDAY,
    WEEKDAYS_NAMES,
)
from essaim.kernel.text import fold


class Precision(StrEnum):
    """How finely a date is known. The first and last day are always given all the same."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date or a range found at `text[start:end]`; both days are included."""

    starts_on: date
    ends_on: date
    precision: Precision
    start: int
    end: int
    year_is_given: bool


@dataclass(frozen=True, slots=True)
class _Atom:
    """One expression before its year is settled: days of a month, a month, a quarter, or years."""

    start: int
    end: int
    year: int | None
    month: int = 0
    last_month: int = 0
    days: tuple[tuple[int, int], ...] = ()
    last_year: int | None = None
    weekday: int | None = None


_NOT_DIGITS = re.compile(r"\D")
_WEEKDAYS = re.compile(rf"(?:{WEEKDAYS_NAMES})", re.IGNORECASE)
_DAY_LINK = re.compile(rf"(?:1\s?er|\d{{1,2}}(?:st|nd|rd|th)?)|({RANGE})", re.IGNORECASE)
_TO = re.compile(
    rf"\s{{0,4}}{RANGE}\s{{0,4}}(?:(?:la\s)?(?:fin|mi)[\s-])?(?:de\s)?{WEEKDAY}$", re.IGNORECASE
)
_AND = re.compile(
    rf"\s{{0,4}}(?:,|;|et|puis|and|&|/|ainsi que|again|,\s?et|,\s?puis|,\s?and)?\s{{0,4}}"
    rf"(?:le|les|du|en|de|au|on|in|fin|début|mi-?)?\s{{0,4}}{WEEKDAY}$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:entre|between)\s+(?:le\s+|the\s+)?$", re.IGNORECASE)
_IN_YEAR = re.compile(
    r"(?:\b(?:en|depuis|dès|fin|début|mi|courant|d['’]ici|années?|l['’]an|exercices?|jusqu['’]en"
    r"|saison|in|since|by|until|season|years?)"
    r"(?:\s+(?:fin|début|mi))?[\s-]+|\bentre\s+)$",
    re.IGNORECASE,
)
_IN_MONTH = re.compile(
    r"(?:(?:^|\n)[\W_]*|\b(?:en|de|d['’]|début|fin|mi|courant|depuis|dès|à partir de"
    r"|jusqu['’]en|jusqu['’]à|in|since|by|until|early|late|of)[\s-]*)$",
    re.IGNORECASE,
)
_NOT_A_DATE = re.compile(
    r"(?:\b(?:rue|place|avenue|av\.|boulevard|bd|square|quai|cours|esplanade|lycée|école|stade"
    r"|métro|pont)\s+du"
    r"|\b(?:loi|lois|décret|arrêté|ordonnance|circulaire|directive|règlement|code)\b"
    r"[^.;\n]{0,40}?\bdu"
    r"|\bn\s?[°º]|\bno\.?|\bart(?:icle|\.)|\bp(?:age|\.))\s*$",
    re.IGNORECASE,
)
_STREET = re.compile(r"\s(?:street|st\.|road|avenue|lane|square|place|drive)\b", re.IGNORECASE)
_LOOK_BEHIND = 60
_RANKS = {"1": 1, "p": 1, "2": 2, "s": 2, "de": 2, "3": 3, "t": 3, "4": 4, "q": 4, "da": 4}


def find_dates(text: str, *, year: int | None, first_month: int = 1) -> list[DateSpan]:
    """The dates of a text, in order; two that are written as one ("le 5 et 19 mars") share a place.

    `year` completes the dates that are written without one; where it is None too, they are left
    out. A year that begins in another month goes on in the next one: `first_month` is 9 from
    September to August. A day of the week that only a neighbouring year has on that date tells that
    year. Impossible dates, addresses and the dates and numbers of laws are not dates.
    """
    spans: list[DateSpan] = []
    for chain in _chains(text):
        spans += _spans(chain, year, first_month)
    return spans


def _chains(text: str) -> Iterator[list[tuple[_Atom, bool]]]:
    """Atoms that stand side by side, each with whether a range leads to it from the one before."""
    chain: list[tuple[_Atom, bool]] = []
    for match in ATOM.finditer(text):
        before = text[max(0, match.start() - _LOOK_BEHIND) : match.start()]
        atom = _between_days(_read_atom(match), before)
        link = _link(text, chain[-1][0], atom) if atom and chain else None
        if atom and link is not None:
            between = len(chain) == 1 and _is_between(text, chain[0][0])
            chain.append((atom, link or (between and _links_by_and(text, chain[0][0], atom))))
            continue
        if chain:
            yield chain
        chain = [(atom, False)] if atom and _stands(text, atom, before) else []
    if chain:
        yield chain


def _link(text: str, last: _Atom, atom: _Atom) -> bool | None:
    """True: a range leads from one to the other; False: both are in one list; None: apart."""
    gap = text[last.end : atom.start]
    if len(gap) > 24 or (last.month == 0) != (atom.month == 0):
        return None
    if _TO.match(gap):
        return True
    is_list = _AND.match(gap) and (
        gap.strip() or (not last.days and not atom.days and last.year is None)
    )
    return False if is_list else None


def _links_by_and(text: str, last: _Atom, atom: _Atom) -> bool:
    return text[last.end : atom.start].strip().lower().startswith(("et", "and"))


def _between_days(atom: _Atom | None, before: str) -> _Atom | None:
    """ "entre le 3 et le 9 mai" is one stretch."""
    if atom is None or len(atom.days) != 2 or not _BETWEEN.search(before):
        return atom
    return replace(atom, days=((atom.days[0][0], atom.days[1][1]),))


def _is_between(text: str, first: _Atom) -> bool:
    return bool(_BETWEEN.search(text[max(0, first.start - 20) : first.start]))


def _stands(text: str, atom: _Atom, before: str) -> bool:
    """Whether the first atom of a chain is a date at all, by what comes before it."""
    if _NOT_A_DATE.search(before) or _STREET.match(text, atom.end):
        return False
    if atom.month or atom.last_year is not None:
        is_bare = bool(atom.month) and not atom.days and atom.year is None
        is_name = text[atom.start : atom.end].lower() in {"mars", "mai", "march", "may"}
        return not (is_bare and is_name) or bool(_IN_MONTH.search(before)) or _goes_on(text, atom)
    return bool(_IN_YEAR.search(before)) or _goes_on(text, atom)


def _goes_on(text: str, atom: _Atom) -> bool:
    """Whether a range or list of the same nature follows: "de 2024 à 2026", "mars et mai 2024"."""
    after = ATOM.search(text, atom.end, min(len(text), atom.end + 60))
    following = _read_atom(after) if after else None
    if not following:
        return False
    link = _link(text, atom, following)
    return bool(link) if not atom.month else link is not None


def _read_atom(match: re.Match[str]) -> _Atom | None:
    start, end = match.span()
    if match["iso"] or match["slash"] or match["brief"]:
        return _read_numeric(match)
    if match["day_month"]:
        day, number = (int(part) for part in match["day_month"].split("/"))
        return _Atom(start, end, None, number or 13, number or 13, ((day, day),))
    if match["month_slash"]:
        month, year = match["month_slash"].split("/")
        return _Atom(start, end, int(year), int(month), int(month))
    if match["month"] or match["english"]:
        return _read_month(match)
    if match["part"]:
        return _read_part(match)
    if match["lone_year"]:
        return _Atom(start, end, int(match["lone_year"]))
    first = int(match["years"])
    last = (
        int(match["last_year"])
        if len(match["last_year"]) == 4
        else first // 100 * 100 + int(match["last_year"])
    )
    return _Atom(start, end, first, last_year=last) if first < last <= first + 30 else None


def _read_month(match: re.Match[str]) -> _Atom:
    """ "12 et 13 juin 2024", "juin", "June 12th, 2024"."""
    month = _month_number(match["month"] or match["english"])
    written = match["year"] or match["english_year"]
    days = match["days"] or match["english_days"] or ""
    named = _WEEKDAYS.search(days)
    return _Atom(
        match.start(),
        match.end(),
        int(written) if written else None,
        month,
        month,
        _read_days(days),
        weekday=_weekday_number(named.group()) if named else None,
    )


def _read_numeric(match: re.Match[str]) -> _Atom:
    written = match["iso"] or match["slash"] or match["brief"]
    numbers = [int(n) for n in re.findall(r"\d+", written)]
    year, month, day = numbers if match["iso"] else numbers[::-1]
    year += 2000 if match["brief"] else 0
    first = int(match["slash_days"]) if match["slash_days"] else day
    return _Atom(match.start(), match.end(), year, month or 13, month or 13, ((first, day),))


def _read_part(match: re.Match[str]) -> _Atom | None:
    rank, length = fold(match["rank"]), 3 if match["part"].lower() == "trimestre" else 6
    number = _RANKS.get(rank[:2]) or _RANKS.get(rank[0]) or 0
    number = 12 // length if rank == "dernier" else number
    if not 1 <= number <= 12 // length:
        return None
    year = int(match["part_year"]) if match["part_year"] else None
    return _Atom(match.start(), match.end(), year, (number - 1) * length + 1, number * length)


def _read_days(text: str) -> tuple[tuple[int, int], ...]:
    """ "12 et 13" is one stretch, "21 au 23" too, "5 et 19" are two."""
    days: list[tuple[int, int]] = []
    is_range = False
    for token in _DAY_LINK.finditer(_WEEKDAYS.sub("", text)):
        if token[1]:
            is_range = True
            continue
        day = int(_NOT_DIGITS.sub("", token.group()))
        if days and (is_range or day == days[-1][1] + 1):
            days[-1] = (days[-1][0], day)
        else:
            days.append((day, day))
        is_range = False
    return tuple(days)


def _spans(chain: list[tuple[_Atom, bool]], year: int | None, first_month: int) -> list[DateSpan]:
    """Settle the years from the end of the chain, then join what ranges lead to."""
    known: int | None = None
    dated: list[list[DateSpan]] = []
    for atom, _leads in reversed(chain):
        known = atom.year if atom.year is not None else known
        dated.append(_dated(atom, known if known is not None else _likely(atom, year, first_month)))
    joined: list[DateSpan] = []
    for (_atom, is_end_of_range), spans in zip(chain, reversed(dated), strict=True):
        if is_end_of_range and joined and spans and (whole := _joined(joined[-1], spans[0])):
            joined[-1:] = [whole, *spans[1:]]
        else:
            joined += spans
    given = any(atom.year is not None for atom, _leads in chain)
    return [replace(span, year_is_given=given) for span in joined]


def _joined(first: DateSpan, last: DateSpan) -> DateSpan | None:
    """One range of both, the first one a year earlier where the year's end lies between them."""
    starts_on = first.starts_on
    if starts_on > last.ends_on and not (starts_on.month == 2 and starts_on.day == 29):
        starts_on = starts_on.replace(
            year=last.ends_on.year - (starts_on.month > last.ends_on.month)
        )
    if starts_on > last.ends_on:
        return None
    precision = first.precision if first.precision == last.precision else Precision.MONTH
    return replace(
        first, starts_on=starts_on, ends_on=last.ends_on, precision=precision, end=last.end
    )


def _likely(atom: _Atom, year: int | None, first_month: int) -> int | None:
    """The year of a date that is written without one."""
    if year is None:
        return None
    usual = year + (atom.month < first_month)
    if atom.weekday is None or not atom.days or not 1901 <= usual <= 2098 or atom.month > 12:
        return usual
    day = atom.days[0][0]
    near = (other for other in (usual, usual + 1, usual - 1) if _is_day(other, atom.month, day))
    fits = (other for other in near if date(other, atom.month, day).weekday() == atom.weekday)
    return next(fits, usual)


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= day <= calendar.monthrange(year, month)[1]


def _dated(atom: _Atom, year: int | None) -> list[DateSpan]:
    """The spans of one atom in its year; none if the calendar has no such days."""
    if year is None or not 1900 <= year <= 2099 or atom.month > 12:
        return []
    if not atom.month:
        last = date(atom.last_year or year, 12, 31)
        return [
            DateSpan(
                date(year, 1, 1), last, Precision.YEAR, atom.start, atom.end, year_is_given=True
            )
        ]
    if not atom.days:
        first, last = date(year, atom.month, 1), month_end(year, atom.last_month)
        return [DateSpan(first, last, Precision.MONTH, atom.start, atom.end, year_is_given=True)]
    length = calendar.monthrange(year, atom.month)[1]
    if any(not 1 <= first <= last <= length for first, last in atom.days):
        return []
    return [
        DateSpan(
            date(year, atom.month, first),
            date(year, atom.month, last),
            Precision.DAY,
            atom.start,
            atom.end,
            year_is_given=True,
        )
        for first, last in atom.days
    ]


@lru_cache(maxsize=256)
def _month_number(name: str) -> int:
    folded = fold(name)
    return next(number for start, number in MONTH_STARTS if folded.startswith(start))


def _weekday_number(name: str) -> int:
    """Monday is 0. French first: "mar." is Tuesday, "mer." Wednesday, "sam." Saturday."""
    folded = fold(name)
    by_start = [(pair[column], at) for column in (0, 1) for at, pair in enumerate(WEEK)]
    return next(at for start, at in by_start if folded.startswith(start))


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
