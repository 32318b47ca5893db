"""What indicators amount to: their readings, measures and terms, read once for a whole page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from essaim.kernel.manifest import measures
from essaim.kernel.periods import Period
from essaim.programme.arithmetic import Amount, ReadingValue, Refusal, amount_of, derived
from essaim.programme.enums import FigureSource, Qualifier
from essaim.programme.models import Indicator, IndicatorTerm, Objective, Reading
from essaim.programme.queries import wording


@dataclass
class Amounts:
    """Exact values of some indicators: three queries, and one a measure, whatever their readings.

    `begun` is the first day of the programme of each objective. The year and the year before of
    each measure are read at once; another period when it is asked.
    """

    terms: Mapping[int, Sequence[Indicator]]
    reads: Mapping[int, Sequence[ReadingValue]]
    begun: Mapping[int, date] = field(default_factory=dict)
    counts: Sequence[str] = ()  # codes of measures
    computed: dict[tuple[str, Period], Mapping[int | None, Decimal]] = field(default_factory=dict)
    known: dict[tuple[int, Period], Amount | Refusal] = field(default_factory=dict)

    @classmethod
    def of(cls, indicators: Sequence[Indicator], year: int) -> "Amounts":
        return cls.read(indicators).of_year(year)

    @classmethod
    def read(cls, indicators: Sequence[Indicator]) -> "Amounts":
        """All but what measures count."""
        terms = terms_of(indicators)
        every = {term.pk: term for row in terms.values() for term in row}
        every |= {indicator.pk: indicator for indicator in indicators}
        return cls(
            terms=terms,
            reads=reads_of(every.values()),
            begun=begun_of(every.values()),
            counts=tuple(dict.fromkeys(each.measure for each in every.values() if each.measure)),
        )

    def of_year(self, year: int) -> "Amounts":
        """With what its measures count in that year and in the one before."""
        now = Period.of_year(year)
        for code in self.counts:
            self.compute(code, [now, now.year_before])
        return self

    def last_year_read(self, on: date) -> int | None:
        """Of the newest reading that began by that day."""
        days = (read.starts_on for reads in self.reads.values() for read in reads)
        newest = max((day for day in days if day <= on), default=None)
        return newest.year if newest else None

    def amount(self, indicator: Indicator, period: Period) -> Amount | Refusal:
        """What it amounts to, or why it does not; worked out once, since every form asks for it."""
        place = indicator.pk, period
        if place not in self.known:
            self.known[place] = self._amount(indicator, period)
        return self.known[place]

    def _amount(self, indicator: Indicator, period: Period) -> Amount | Refusal:
        if indicator.source == FigureSource.DERIVED:
            terms = self.terms.get(indicator.pk, [])
            return derived(indicator.derivation, [self._term(term, period) for term in terms])
        return self._term(indicator, period)

    def _term(self, indicator: Indicator, period: Period) -> Amount | Refusal:
        """The terms of a derived figure are declared or computed: one step, no circle."""
        if indicator.source == FigureSource.COMPUTED:
            return self._counted(indicator, period)
        reads = self.reads.get(indicator.pk, [])
        is_rate = wording.is_rate(indicator)
        return amount_of(reads, period, nature=indicator.nature, is_rate=is_rate)

    def _counted(self, indicator: Indicator, period: Period) -> Amount | Refusal:
        """An objective under which nothing was counted amounts to 0; before its programme, nobody
        was counting, and it is not known."""
        begun = self.begun.get(indicator.objective_id or 0)
        is_before = begun is not None and period.ends_on < begun
        if is_before or indicator.measure not in measures():
            return Refusal.NO_READING
        if (indicator.measure, period) not in self.computed:
            self.compute(indicator.measure, [period])
        values = self.computed[indicator.measure, period]
        return Amount(Fraction(values.get(indicator.objective_id, Decimal(0))))

    def compute(self, code: str, periods: Sequence[Period]) -> None:
        """Read a measure for several periods in one query; what no room measures stays unread."""
        if measure := measures().get(code):
            measured = measure.over(periods)
            for period, values in zip(periods, measured, strict=True):
                self.computed[code, period] = values


def terms_of(indicators: Sequence[Indicator]) -> dict[int, list[Indicator]]:
    """The operands of each derived indicator, in their places: one query, if any is."""
    derived_ids = [each.pk for each in indicators if each.source == FigureSource.DERIVED]
    if not derived_ids:
        return {}
    links = IndicatorTerm.objects.filter(indicator__in=derived_ids)
    terms: dict[int, list[Indicator]] = defaultdict(list)
    for link in links.select_related("operand").order_by("indicator_id", "position"):
        terms[link.indicator_id].append(link.operand)
    return dict(terms)


def begun_of(indicators: Iterable[Indicator]) -> dict[int, date]:
    """When the programme of each objective that is counted for began: one query, if any is."""
    counted = [indicator for indicator in indicators if indicator.source == FigureSource.COMPUTED]
    objectives = {indicator.objective_id for indicator in counted if indicator.objective_id}
    rows = Objective.objects.filter(pk__in=objectives)
    return dict(rows.values_list("pk", "programme__starts_on")) if objectives else {}


def reads_of(indicators: Iterable[Indicator]) -> dict[int, list[ReadingValue]]:
    """The readings of the whole (not of a part), as arithmetic wants them: one query."""
    scales = {indicator.pk: 10**indicator.decimals for indicator in indicators}
    rows = Reading.objects.whole().filter(indicator__in=list(scales)).order_by("starts_on", "id")
    by_indicator: dict[int, list[ReadingValue]] = defaultdict(list)
    for row in rows.values_list(
        "indicator_id", "granularity", "starts_on", "qualifier", "source_note", "scaled",
        "numerator", "denominator",
    ):  # fmt: skip
        indicator, granularity, starts_on, qualifier, source, scaled, part, whole = row
        ratio = None
        if part is not None and whole is not None:
            ratio = Fraction(part), Fraction(whole)
        value = ratio[0] / ratio[1] if ratio else Fraction(scaled or 0, scales[indicator])
        read = ReadingValue(granularity, starts_on, value, Qualifier(qualifier), ratio, source)
        by_indicator[indicator].append(read)
    return dict(by_indicator)
