"""The clock of a place as a VTIMEZONE (RFC 5545, 3.6.5): by yearly rules, for ever. Pure.

Some calendars read lists of dates wrongly, and every list ends some day: what returns each year is
one rule, from the year when it began to hold. What never returned (a clock of the past, a fast
that follows the moon) stands by itself, once.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

_FIRST_YEAR, _LAST_YEAR = 1970, 9900
#: Days of the week and of the month come together anew after so many years: a rule shows itself.
_CYCLE = 28
_STEP = timedelta(days=7)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Change:
    """The clock goes from one offset to another; `at` is read on the clock before."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool

    @property
    def returns_as(self) -> tuple[object, ...]:
        """What two changes of one rule have in common."""
        return (self.at.month, self.at.weekday(), self.at.time(), self.before, self.after)


@lru_cache(maxsize=32)
def vtimezone(zone: str, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE of a zone of the IANA base, true from the first year on.

    Where the clock follows no yearly rule, true until the end of the year after the last one.
    """
    clock = ZoneInfo(zone)
    first_year, last_year = max(first_year, 1), min(max(last_year, _FIRST_YEAR), _LAST_YEAR)
    horizon = last_year + 2 * _CYCLE
    changes = list(changes_of(clock, min(first_year, _FIRST_YEAR), horizon))
    rules = _rules_of(changes, horizon)
    ruled = {change for run in rules.values() for change in run}
    alone = [change for change in changes if change not in ruled]
    if alone and alone[-1].at.year >= horizon - 1:  # without rule, and without end
        alone = [change for change in alone if change.at.year <= last_year + 1]
    made = Timezone()
    made.add("tzid", zone)
    for change in _needed(alone, list(rules.values()), clock, first_year):
        made.add_component(_observance(change))
    for rule, run in rules.items():
        made.add_component(_observance(run[0], rule))
    written: bytes = made.to_ical()
    return written


def _needed(
    alone: list[Change], runs: list[list[Change]], clock: ZoneInfo, first_year: int
) -> list[Change]:
    """Of the changes that stand by themselves, those since the first year and the one before."""
    needed = [change for change in alone if change.at.year >= first_year]
    if any(run[0].at.year < first_year for run in runs):
        return needed
    before = [change for change in alone if change.at.year < first_year]
    return [before[-1] if before else _as_it_stood(clock, first_year), *needed]


def changes_of(clock: ZoneInfo, first_year: int, last_year: int) -> Iterator[Change]:
    """Every change of offset from the first of January of a year to the end of another."""
    moment = datetime(first_year, 1, 1, tzinfo=UTC)
    end = datetime(last_year + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        later = min(moment + _STEP, end)
        if _offset(clock, moment) != _offset(clock, later):
            yield _change(clock, _turn(clock, moment, later))
        moment = later


def _offset(clock: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(clock).utcoffset() or timedelta()


def _turn(clock: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second of the new offset, halving the stretch between the two."""
    old = _offset(clock, before)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if _offset(clock, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _change(clock: ZoneInfo, turn: datetime) -> Change:
    before = _offset(clock, turn - timedelta(seconds=1))
    after = turn.astimezone(clock)
    return Change(
        at=(turn + before).replace(tzinfo=None),
        before=before,
        after=_offset(clock, turn),
        name=after.tzname() or "",
        is_daylight=bool(after.dst()),
    )


def _as_it_stood(clock: ZoneInfo, year: int) -> Change:
    """The offset of a clock that never changed before this year, as far as we look back."""
    since = datetime(min(year, _FIRST_YEAR), 1, 1)  # noqa: DTZ001 on the clock itself
    moment = since.replace(tzinfo=clock)
    offset = moment.utcoffset() or timedelta()
    return Change(since, offset, offset, moment.tzname() or "", bool(moment.dst()))


def _rules_of(changes: list[Change], horizon: int) -> dict[str, list[Change]]:
    """The rules by which the clock changes for ever, each with its changes until the end.

    They begin together, so that a summer has its end; none where some change follows no rule.
    """
    rules = dict(_rules(changes, horizon))
    if not rules:
        return {}
    since = max(run[0].at for run in rules.values())
    rules = {rule: [change for change in run if change.at >= since] for rule, run in rules.items()}
    ruled = {change for run in rules.values() for change in run}
    return rules if all(change in ruled for change in changes if change.at >= since) else {}


def _rules(changes: list[Change], horizon: int) -> Iterator[tuple[str, list[Change]]]:
    """Rule by rule, the changes that it says: those that return each year until the end."""
    alike: dict[tuple[object, ...], list[Change]] = defaultdict(list)
    for change in changes:
        alike[change.returns_as].append(change)
    for returning in alike.values():
        run = _last_run(returning)
        is_lasting = len(run) >= _CYCLE and run[-1].at.year == horizon
        rule = _rule(run[-_CYCLE:]) if is_lasting else ""
        if rule:
            yield rule, _while_it_holds(run, rule)


def _last_run(changes: list[Change]) -> list[Change]:
    """Those at the end that follow each other year after year."""
    breaks = [
        place
        for place, (earlier, later) in enumerate(pairwise(changes), start=1)
        if later.at.year != earlier.at.year + 1
    ]
    return changes[breaks[-1] if breaks else 0 :]


def _rule(changes: list[Change]) -> str:
    """The last Sunday of a month, its second one, or the Friday of seven of its days."""
    month, weekday = changes[0].at.month, _WEEKDAYS[changes[0].at.weekday()]
    if all(_is_in_last_week(change) for change in changes):
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY=-1{weekday}"
    first, last = min(change.at.day for change in changes), max(change.at.day for change in changes)
    if last - first > 6:
        return ""
    if first % 7 == 1:
        return f"FREQ=YEARLY;BYMONTH={month};BYDAY={(first + 6) // 7}{weekday}"
    days = ",".join(str(day) for day in range(first, first + 7))
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={days};BYDAY={weekday}"


def _is_in_last_week(change: Change) -> bool:
    return change.at.day + 7 > monthrange(change.at.year, change.at.month)[1]


def _while_it_holds(run: list[Change], rule: str) -> list[Change]:
    """The rule of the last changes, carried back to the year in which it began."""
    tail = run[-_CYCLE:]
    ruled = list(tail)
    for change in reversed(run[:-_CYCLE]):
        if _rule([change, *tail]) != rule:
            break
        ruled.insert(0, change)
    return ruled


def _observance(change: Change, rule: str = "") -> TimezoneStandard | TimezoneDaylight:
    made = TimezoneDaylight() if change.is_daylight else TimezoneStandard()
    made.add("tzname", change.name)
    made.add("dtstart", change.at)
    made.add("tzoffsetfrom", change.before)
    made.add("tzoffsetto", change.after)
    if rule:
        made.add("rrule", vRecur.from_ical(rule))
    return made
