"""Exact arithmetic of figures: fractions in, a fraction or a reason out. No database, no float.

Flows add up over time: they are summed and averaged. Stocks stand at a moment: they have a last
value, a difference, a growth. Rates are made of numerators over bases, and never averaged.
"""

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from essaim.programme.enums import Derivation, Granularity, Nature, Qualifier

MONTHS_OF_A_YEAR = 12
_PERIOD = re.compile(r"(?P<year>(?:19|2[01])\d\d)(?:-(?P<month>0[1-9]|1[0-2]))?", re.ASCII)


class Refusal(StrEnum):
    """Why a figure has no value: told in words by whoever shows it."""

    NO_READING = "no_reading"
    NO_PREVIOUS = "no_previous"
    PART_OF_THE_MONTHS = "part_of_the_months"
    BASE_IS_ZERO = "base_is_zero"
    TERM_IS_MISSING = "term_is_missing"
    STOCK_HAS_NO_MEAN = "stock_has_no_mean"
    MONTH_HAS_NO_MEAN = "month_has_no_mean"
    RATE_HAS_NO_MEAN = "rate_has_no_mean"
    RATE_HAS_NO_GROWTH = "rate_has_no_growth"
    RATE_WITHOUT_BASE = "rate_without_base"


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A year, or a month of it: what a figure is about."""

    year: int
    month: int | None = None

    @classmethod
    def read(cls, text: str) -> "Stretch":
        """From "2024" or "2024-03". Raises ValueError."""
        match = _PERIOD.fullmatch(text)
        if match is None:
            raise ValueError(f"not a period: {text}")
        return cls(int(match["year"]), int(match["month"]) if match["month"] else None)

    @classmethod
    def around(cls, granularity: str, day: date) -> "Stretch":
        return cls(day.year, None if granularity == Granularity.YEAR else day.month)

    def __str__(self) -> str:
        return f"{self.year}" if self.month is None else f"{self.year}-{self.month:02}"

    @property
    def starts_on(self) -> date:
        return date(self.year, self.month or 1, 1)

    @property
    def ends_on(self) -> date:
        month = self.month or MONTHS_OF_A_YEAR
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def granularity(self) -> Granularity:
        return Granularity.YEAR if self.month is None else Granularity.MONTH

    @property
    def year_before(self) -> "Stretch":
        return Stretch(self.year - 1, self.month)

    @property
    def before(self) -> "Stretch":
        """The year or the month just before."""
        if self.month is None:
            return Stretch(self.year - 1)
        return Stretch(self.year, self.month - 1) if self.month > 1 else Stretch(self.year - 1, 12)

    @property
    def after(self) -> "Stretch":
        if self.month is None:
            return Stretch(self.year + 1)
        return Stretch(self.year, self.month + 1) if self.month < 12 else Stretch(self.year + 1, 1)

    @property
    def months(self) -> "tuple[Stretch, ...]":
        return tuple(Stretch(self.year, month) for month in range(1, MONTHS_OF_A_YEAR + 1))


@dataclass(frozen=True, slots=True)
class ReadingValue:
    """A reading as arithmetic sees it; `ratio` is its numerator and its base."""

    granularity: str
    starts_on: date
    value: Fraction
    qualifier: Qualifier = Qualifier.EXACT
    ratio: tuple[Fraction, Fraction] | None = None
    source: str = ""

    @property
    def ends_on(self) -> date:
        if self.granularity == Granularity.DAY:
            return self.starts_on
        return Stretch.around(self.granularity, self.starts_on).ends_on


@dataclass(frozen=True, slots=True)
class Amount:
    """A value for a period and what it is made of.

    `parts` readings of `summed` granularity were added, out of `expected`; `summed` is empty where
    the value was read as such. `terms` are the values of a derived figure's operands.
    """

    value: Fraction
    qualifier: Qualifier = Qualifier.EXACT
    ratio: tuple[Fraction, Fraction] | None = None
    summed: str = ""
    parts: int = 1
    expected: int = 1
    terms: tuple[Fraction, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def is_partial(self) -> bool:
        return self.parts < self.expected


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """Half goes away from zero, as at school."""
    scale: int = 10**decimals
    over, under = scale * abs(value.numerator), value.denominator
    whole = (2 * over + under) // (2 * under)
    return Decimal(f"{whole if value >= 0 else -whole}E-{decimals}")


def is_shown_exactly(value: Fraction, decimals: int) -> bool:
    scale: int = 10**decimals
    return scale * value.numerator % value.denominator == 0


def growth(now: Fraction, before: Fraction) -> Fraction | Refusal:
    """(now − before) ÷ |before|: a loss that shrinks is a growth. Refused on a base of 0."""
    if before == 0:
        return Refusal.BASE_IS_ZERO
    return (now - before) / abs(before)


def share(part: Fraction, whole: Fraction) -> Fraction | Refusal:
    return Refusal.BASE_IS_ZERO if whole == 0 else part / whole


def monthly_mean(amount: Amount, *, nature: str, stretch: Stretch) -> Fraction | Refusal:
    """The year's flow over its months; over the months read, where some are missing."""
    if nature == Nature.STOCK:
        return Refusal.STOCK_HAS_NO_MEAN
    if amount.ratio is not None:
        return Refusal.RATE_HAS_NO_MEAN
    if stretch.month is not None:
        return Refusal.MONTH_HAS_NO_MEAN
    return amount.value / months_counted(amount)


def months_counted(amount: Amount) -> int:
    """What a monthly mean divides by."""
    return amount.parts if amount.summed == Granularity.MONTH else MONTHS_OF_A_YEAR


def joined(qualifiers: Iterable[Qualifier]) -> Qualifier:
    """How exact a sum is: "at least" and exact make "at least"; mixed, no more than about."""
    inexact = {Qualifier(qualifier) for qualifier in qualifiers} - {Qualifier.EXACT}
    if not inexact:
        return Qualifier.EXACT
    return inexact.pop() if len(inexact) == 1 else Qualifier.APPROXIMATE


def amount_of(
    reads: Sequence[ReadingValue], stretch: Stretch, *, nature: str, is_rate: bool = False
) -> Amount | Refusal:
    """The value of a period from its readings: read as such, else made of shorter ones."""
    first, last = stretch.starts_on, stretch.ends_on
    within = [reading for reading in reads if first <= reading.starts_on <= last]
    for reading in within:
        if reading.granularity == stretch.granularity and reading.starts_on == first:
            return _as_read(reading)
    shorter = [reading for reading in within if reading.granularity != Granularity.YEAR]
    if stretch.month is not None:
        shorter = [reading for reading in shorter if reading.granularity == Granularity.DAY]
    if not shorter:
        return Refusal.NO_READING
    if nature == Nature.STOCK:
        return _as_read(max(shorter, key=lambda reading: (reading.ends_on, reading.granularity)))
    if is_rate and any(reading.ratio is None for reading in shorter):
        return Refusal.RATE_WITHOUT_BASE
    months = [reading for reading in shorter if reading.granularity == Granularity.MONTH]
    return summed(months or shorter)


def _as_read(reading: ReadingValue) -> Amount:
    return Amount(reading.value, reading.qualifier, reading.ratio, sources=_sources([reading]))


def _sources(reads: Iterable[ReadingValue]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading.source for reading in reads if reading.source))


def summed(parts: Sequence[ReadingValue]) -> Amount:
    """Flows of one granularity added up; rates by their numerators and their bases.

    A year of which months are missing amounts to *at least* their sum; days on which nothing was
    noted count as days of nothing.
    """
    granularity = parts[0].granularity
    expected = MONTHS_OF_A_YEAR if granularity == Granularity.MONTH else len(parts)
    qualifiers = [part.qualifier for part in parts]
    ratios = [part.ratio for part in parts if part.ratio is not None]
    ratio = None
    if ratios:
        ratio = sum((n for n, _ in ratios), Fraction(0)), sum((d for _, d in ratios), Fraction(0))
    elif len(parts) < expected:
        qualifiers.append(Qualifier.MINIMUM)
    return Amount(
        value=ratio[0] / ratio[1] if ratio else sum((part.value for part in parts), Fraction(0)),
        qualifier=joined(qualifiers),
        ratio=ratio,
        summed=granularity,
        parts=len(parts),
        expected=expected,
        sources=_sources(parts),
    )


def derived(derivation: str, amounts: Sequence[Amount | Refusal]) -> Amount | Refusal:
    """A sum, a share, or a sum over the last term; refused where a term is missing."""
    terms = [amount for amount in amounts if isinstance(amount, Amount)]
    if len(terms) < len(amounts) or not terms:
        return Refusal.TERM_IS_MISSING
    values = tuple(amount.value for amount in terms)
    partial = [amount for amount in terms if amount.is_partial]
    least = partial[0] if partial else Amount(Fraction(0))
    ratio: tuple[Fraction, Fraction] | None = None
    if derivation == Derivation.SUM:
        value: Fraction | Refusal = sum(values, Fraction(0))
    else:
        ratio = sum(values[:-1], Fraction(0)), values[-1]
        value = share(*ratio)
    if isinstance(value, Refusal):
        return value
    qualifier = joined(amount.qualifier for amount in terms)
    if ratio is not None and qualifier != Qualifier.EXACT:
        qualifier = Qualifier.APPROXIMATE
    return Amount(
        value=value,
        qualifier=qualifier,
        ratio=ratio,
        summed=least.summed,
        parts=least.parts,
        expected=least.expected,
        terms=values,
        sources=tuple(dict.fromkeys(source for amount in terms for source in amount.sources)),
    )


def months_against_year(
    reads: Sequence[ReadingValue], year: int
) -> tuple[Fraction, Fraction] | None:
    """The year's own reading and the sum of its months, where they contradict each other.

    Twelve months must make the year; fewer may not exceed it. Rates are not compared.
    """
    of_year = [reading for reading in reads if reading.starts_on.year == year]
    yearly = next((each for each in of_year if each.granularity == Granularity.YEAR), None)
    months = [reading for reading in of_year if reading.granularity == Granularity.MONTH]
    if yearly is None or yearly.ratio is not None or not months:
        return None
    total = sum((reading.value for reading in months), Fraction(0))
    is_complete = len(months) == MONTHS_OF_A_YEAR
    if total == yearly.value or (total < yearly.value and not is_complete):
        return None
    return yearly.value, total
