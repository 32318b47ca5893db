"""Figures as texts and pages cite them: a value, what it is made of, and where its page is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.kernel.acting import Acting
from essaim.kernel.audiences import covers
from essaim.kernel.manifest import measures
from essaim.kernel.offering.records import Record
from essaim.kernel.periods import Period
from essaim.programme.arithmetic import (
    Amount,
    Refusal,
    growth,
    joined,
    monthly_mean,
    months_against_year,
)
from essaim.programme.enums import FigureForm, FigureSource, Nature, Qualifier
from essaim.programme.models import Indicator, Objective
from essaim.programme.queries import wording
from essaim.programme.queries.amounts import Amounts


@dataclass(frozen=True)
class Figure:
    """A figure for a period, in one form, as it reads: "52 464 visites", "+60 %", "4 372 par mois".

    `value` is None where there is none, and `why` says why in one sentence. `warning` tells of
    months that contradict their year. `formula` is in words, and empty for a value that was read.
    """

    indicator: Indicator
    period: str
    form: str
    value: Fraction | None
    text: str
    qualifier: str
    source: str
    formula: str
    base: str
    url: str
    why: str = ""
    warning: str = ""


@dataclass(frozen=True)
class RecordsBehind:
    """The records counted that this reader may see; how many are withheld, and why."""

    records: list[Record]
    withheld: int
    why: str


@dataclass(frozen=True)
class _Shown:
    """What one form of a figure amounts to, in words; `explain` makes its formula."""

    value: Fraction
    text: str
    explain: Callable[[], str]
    qualifier: Qualifier
    base: str = ""


@dataclass(frozen=True)
class FigureBook:
    """All figures of some indicators around a year, in every form, the year before included.

    Codes that no indicator bears are left out: `figure` answers None for them.
    """

    year: int
    indicators: dict[str, Indicator]
    amounts: Amounts
    warnings: dict[tuple[int, int], str] = field(default_factory=dict)

    @classmethod
    def load(cls, codes: Iterable[str], year: int) -> "FigureBook":
        """Three queries, and one a computed measure."""
        indicators = Indicator.objects.filter(code__in=set(codes)).select_related("objective")
        return cls.of(list(indicators.order_by("code")), year)

    @classmethod
    def of(cls, indicators: Sequence[Indicator], year: int) -> "FigureBook":
        """The book of indicators that are at hand already."""
        by_code = {indicator.code: indicator for indicator in indicators}
        return cls(year=year, indicators=by_code, amounts=Amounts.of(indicators, year))

    @classmethod
    def of_last_year_read(cls, indicators: Sequence[Indicator], on: date) -> "FigureBook":
        """The book of the year of their newest reading; where there is none, of that day."""
        amounts = Amounts.read(indicators)
        year = amounts.last_year_read(on) or on.year
        by_code = {indicator.code: indicator for indicator in indicators}
        return cls(year=year, indicators=by_code, amounts=amounts.of_year(year))

    def text(self, code: str, form: FigureForm) -> str:
        """As `figure` words it for the year, without what its page says beside; empty for none."""
        shown = self._shown_to_readers(self.indicators[code], Period.of_year(self.year), form)
        return "" if isinstance(shown, Refusal) else shown.text

    def number_and_base(self, code: str, form: FigureForm = FigureForm.NUMBER) -> tuple[str, str]:
        """3,54 % and 392 sur 11 080, each to stand once where figures are shown large."""
        shown = self._shown_to_readers(self.indicators[code], Period.of_year(self.year), form)
        base = "" if isinstance(shown, Refusal) else shown.base
        return self.text(code, form).removesuffix(f" ({base})"), base

    def change(self, code: str) -> tuple[str, FigureForm]:
        """The change on the year before, as `text` words it: a growth, or a difference where there
        can be none; and which of the two it is."""
        forms = (FigureForm.GROWTH, FigureForm.DIFFERENCE)
        texts = ((self.text(code, form), form) for form in forms)
        return next((change for change in texts if change[0]), ("", FigureForm.DIFFERENCE))

    def figure(self, code: str, period: str = "", form: str = "value") -> Figure | None:
        """None where no indicator bears this code, or where period or form is not one."""
        indicator = self.indicators.get(code)
        if indicator is None or form not in FigureForm.values:
            return None
        try:
            asked = Period.read(period) if period else Period.of_year(self.year)
        except ValueError:
            return None
        return self.figure_of(indicator, asked, FigureForm(form))

    def figure_of(
        self, indicator: Indicator, period: Period, form: FigureForm = FigureForm.VALUE
    ) -> Figure:
        """The figure of an indicator of the book."""
        shown = self._shown_to_readers(indicator, period, form)
        value = None if isinstance(shown, Refusal) else shown
        return Figure(
            indicator=indicator,
            period=str(period),
            form=str(form),
            value=value.value if value else None,
            text=value.text if value else _("not known"),
            qualifier=str(value.qualifier if value else Qualifier.EXACT),
            source=self._source(indicator, period, form),
            formula=value.explain() if value else "",
            base=value.base if value else "",
            url=page_of(indicator, period, form),
            why=wording.reason(shown, period) if isinstance(shown, Refusal) else "",
            warning=self.warning(indicator, period.year),
        )

    def _shown_to_readers(
        self, indicator: Indicator, period: Period, form: FigureForm
    ) -> _Shown | Refusal:
        """Without what it is made of, where fewer people see that than see the figure."""
        shown = self._shown(indicator, period, form)
        if isinstance(shown, Refusal) or not self._withheld(indicator):
            return shown
        return _without_terms(shown)

    def _shown(self, indicator: Indicator, period: Period, form: FigureForm) -> _Shown | Refusal:
        now = self.amounts.amount(indicator, period)
        if form == FigureForm.PREVIOUS:
            before = self.amounts.amount(indicator, period.year_before)
            if isinstance(before, Refusal):
                return Refusal.NO_PREVIOUS
            return _value(indicator, before, form)
        if isinstance(now, Refusal):
            return now
        if form == FigureForm.MONTHLY_MEAN:
            return _mean(indicator, now, period)
        if form in {FigureForm.DIFFERENCE, FigureForm.GROWTH}:
            before = self.amounts.amount(indicator, period.year_before)
            return _change(indicator, now, before, form)
        return _value(indicator, now, form)

    def _source(self, indicator: Indicator, period: Period, form: str) -> str:
        """Where the value comes from: what the readings say, the measure, the terms."""
        if indicator.source == FigureSource.DERIVED:
            terms = self.amounts.terms.get(indicator.pk, [])
            titles = [term.title for term in terms if covers(term.audience, indicator.audience)]
            return ", ".join([*titles, *self._withheld(indicator)])
        if indicator.source == FigureSource.COMPUTED:
            measure = measures().get(indicator.measure)
            return str(measure.label) if measure else ""
        periods = {
            FigureForm.PREVIOUS: [period.year_before],
            FigureForm.DIFFERENCE: [period, period.year_before],
            FigureForm.GROWTH: [period, period.year_before],
        }.get(FigureForm(form), [period])
        amounts = [self.amounts.amount(indicator, each) for each in periods]
        sources = [
            note for amount in amounts if isinstance(amount, Amount) for note in amount.sources
        ]
        return ", ".join(dict.fromkeys(sources))

    def _withheld(self, indicator: Indicator) -> list[str]:
        """A label for the terms that fewer people see than the figure: no title, no value."""
        terms = self.amounts.terms.get(indicator.pk, [])
        number = sum(not covers(term.audience, indicator.audience) for term in terms)
        if not number:
            return []
        return [
            ngettext("a figure for fewer readers", "%(number)d figures for fewer readers", number)
            % {"number": number}
        ]

    def warning(self, indicator: Indicator, year: int) -> str:
        """One sentence where the months of a flow do not make their year; worked out once, since
        every form of a figure carries it."""
        place = indicator.pk, year
        if place not in self.warnings:
            self.warnings[place] = self._warning(indicator, year)
        return self.warnings[place]

    def _warning(self, indicator: Indicator, year: int) -> str:
        if indicator.nature != Nature.FLOW or wording.is_rate(indicator):
            return ""
        against = months_against_year(self.amounts.reads.get(indicator.pk, []), year)
        return wording.months_differ(year, *against, indicator) if against else ""


def _without_terms(shown: _Shown) -> _Shown:
    """The value alone: formula and base would say what it is made of."""
    text = shown.text.removesuffix(f" ({shown.base})") if shown.base else shown.text
    return replace(shown, text=text, explain=str, base="")


def _value(indicator: Indicator, amount: Amount, form: FigureForm) -> _Shown:
    is_bare = form == FigureForm.NUMBER
    explain = partial(wording.value_formula, amount, indicator)
    if indicator.source == FigureSource.COMPUTED:
        explain = partial(str, measures()[indicator.measure].formula)
    return _Shown(
        value=amount.value,
        text=wording.bare(amount, indicator) if is_bare else wording.whole(amount, indicator),
        explain=explain,
        qualifier=amount.qualifier,
        base=wording.base(amount),
    )


def _mean(indicator: Indicator, amount: Amount, period: Period) -> _Shown | Refusal:
    """Of the months that were read: some that are missing do not make the mean a minimum."""
    mean = monthly_mean(amount, nature=indicator.nature, period=period)
    if isinstance(mean, Refusal):
        return mean
    qualifier = Qualifier.EXACT if amount.is_partial else amount.qualifier
    text = wording.qualified(wording.per_month(mean, indicator), qualifier)
    explain = partial(wording.mean_formula, amount, mean, indicator)
    return _Shown(mean, text, explain, qualifier)


def _change(
    indicator: Indicator, now: Amount, before: Amount | Refusal, form: FigureForm
) -> _Shown | Refusal:
    """A difference or a growth on the year before; never between a whole and a part of it."""
    if isinstance(before, Refusal):
        return Refusal.NO_PREVIOUS
    if now.is_partial or before.is_partial:
        return Refusal.PART_OF_THE_MONTHS
    is_exact = joined([now.qualifier, before.qualifier]) == Qualifier.EXACT
    qualifier = Qualifier.EXACT if is_exact else Qualifier.APPROXIMATE
    if form == FigureForm.DIFFERENCE:
        moved = now.value - before.value
        text = wording.difference_in_words(moved, indicator, now)
        explain = partial(wording.difference_formula, now, before, text, indicator)
        return _Shown(moved, wording.qualified(text, qualifier), explain, qualifier)
    if wording.is_rate(indicator):
        return Refusal.RATE_HAS_NO_GROWTH
    grown = growth(now.value, before.value)
    if isinstance(grown, Refusal):
        return grown
    text = wording.qualified(wording.percent(grown), qualifier)
    explain = partial(wording.growth_formula, now, before, grown, indicator)
    return _Shown(grown, text, explain, qualifier)


def derived_from(indicator: int) -> QuerySet[Indicator]:
    """The figures that are made of it."""
    return Indicator.objects.filter(terms__operand=indicator).distinct().order_by("title", "pk")


def page_of(indicator: Indicator, period: Period, form: str) -> str:
    """The page of a figure for that period; the plain value needs no form."""
    asked = "" if form == FigureForm.VALUE else f"&forme={form}"
    return f"{indicator.get_absolute_url()}?periode={period}{asked}"


def figures_of_objective(
    objective: Objective, year: int, acting: Acting | None = None
) -> list[Figure]:
    """Its figures of the year: for each, the value, the year before where known, the change.

    With `acting`, only those of indicators that this reader may see.
    """
    indicators = Indicator.objects.filter(objective=objective).select_related("objective")
    if acting is not None:
        indicators = indicators.visible_to(acting)
    book = FigureBook.of(list(indicators.order_by("-is_key", "title", "id")), year)
    rows = [three_forms(book, code) for code in book.indicators]
    return [
        figure
        for row in rows
        for figure in row
        if figure.form == FigureForm.VALUE or not figure.why
    ]


def three_forms(book: FigureBook, code: str, period: str = "") -> list[Figure]:
    """Value, value of the year before, and change: a growth, or a difference where none can be."""
    change = book.figure(code, period, FigureForm.GROWTH)
    if change is not None and change.value is None:
        change = book.figure(code, period, FigureForm.DIFFERENCE)
    forms = (FigureForm.VALUE, FigureForm.PREVIOUS)
    figures = [*(book.figure(code, period, form) for form in forms), change]
    return [figure for figure in figures if figure is not None]


def records_behind(indicator: Indicator, period: str, acting: Acting) -> RecordsBehind:
    """The records that were counted: its own, or those of its terms.

    Raises ValueError where the period is none.
    """
    operands = [indicator]
    if indicator.source == FigureSource.DERIVED:
        links = indicator.terms.select_related("operand").order_by("position")
        operands = [link.operand for link in links]
    asked = Period.read(period)
    visible: dict[Record, None] = {}
    withheld = 0
    for operand in operands:
        if measure := measures().get(operand.measure):
            rows = measure.records(asked, operand.objective_id, acting)
            visible.update(dict.fromkeys(row for row in rows if row.is_visible))
            withheld += sum(not row.is_visible for row in rows)
    return RecordsBehind(list(visible), withheld, _why_withheld(acting) if withheld else "")


def _why_withheld(acting: Acting) -> str:
    if acting.is_visitor:
        return _("Their audience is the members: sign in to see them.")
    return _("Their audience does not include you.")
