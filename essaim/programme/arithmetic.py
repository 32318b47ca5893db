"""Exact arithmetic of figures: fractions in, a fraction or a reason out. No database, no float.

Flows add up over time: they are summed and averaged. Stocks stand at a moment: they have a last
value, a difference, a growth. Rates are made of numerators over bases, and never averaged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from essaim.kernel.periods import MONTHS_OF_A_YEAR, Granularity, Period
from essaim.programme.enums import Derivation, Nature, Qualifier


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


def cited_period(granularity: str, day: date) -> Period:
    """The year or the month that a text can cite: a day is cited within its month."""
    return Period.around(
        Granularity.YEAR if granularity == Granularity.YEAR else Granularity.MONTH, day
    )


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
        return Period.around(self.granularity, self.starts_on).ends_on


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


def monthly_mean(amount: Amount, *, nature: str, period: Period) -> Fraction | Refusal:
    """The year's flow over its months; over the months read, where some are missing."""
    if nature == Nature.STOCK:
        return Refusal.STOCK_HAS_NO_MEAN
    if amount.ratio is not None:
        return Refusal.RATE_HAS_NO_MEAN
    if period.is_month:
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
    reads: Sequence[ReadingValue], period: Period, *, nature: str, is_rate: bool = False
) -> Amount | Refusal:
    """The value of a period from its readings: read as such, else made of shorter ones."""
    first, last, granularity = period.starts_on, period.ends_on, period.granularity
    within = [reading for reading in reads if first <= reading.starts_on <= last]
    for reading in within:
        if reading.granularity == granularity and reading.starts_on == first:
            return _as_read(reading)
    shorter = [reading for reading in within if reading.granularity != Granularity.YEAR]
    if period.is_month:
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
