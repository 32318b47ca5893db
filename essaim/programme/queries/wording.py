"""Figures in words: numbers as the reader's language writes them, with unit, base and qualifier."""

from datetime import date
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from essaim.kernel.numbers import NARROW_SPACE, format_number
from essaim.kernel.periods import MONTHS_OF_A_YEAR, Granularity, Period
from essaim.programme.arithmetic import (
    Amount,
    Refusal,
    is_shown_exactly,
    months_counted,
    round_half_up,
)
from essaim.programme.enums import Derivation, Qualifier
from essaim.programme.models import Indicator

NO_BREAK = "\u00a0"
PERCENT = "%"

REASONS = {
    Refusal.NO_READING: gettext_lazy("There is no reading for %(period)s."),
    Refusal.NO_PREVIOUS: gettext_lazy("There is no value for %(before)s to compare with."),
    Refusal.PART_OF_THE_MONTHS: gettext_lazy(
        "Months are missing: %(period)s does not compare with %(before)s."
    ),
    Refusal.BASE_IS_ZERO: gettext_lazy("The base is 0: nothing can be divided by it."),
    Refusal.TERM_IS_MISSING: gettext_lazy("A term of this figure has no value for %(period)s."),
    Refusal.STOCK_HAS_NO_MEAN: gettext_lazy(
        "A stock stands at a moment: it has a last value, not a monthly mean."
    ),
    Refusal.MONTH_HAS_NO_MEAN: gettext_lazy("A monthly mean is that of a year, not of a month."),
    Refusal.RATE_HAS_NO_MEAN: gettext_lazy("A rate has no monthly mean: rates are never averaged."),
    Refusal.RATE_HAS_NO_GROWTH: gettext_lazy(
        "A rate moves by points: it has a difference, not a growth."
    ),
    Refusal.RATE_WITHOUT_BASE: gettext_lazy(
        "The rates of the months have no base: they do not make that of %(period)s."
    ),
}


def language() -> str:
    return get_language() or "fr"


def number(value: Fraction, decimals: int, *, signed: bool = False) -> str:
    """Rounded half up to these decimals, useless zeros kept out."""
    shown = round_half_up(value, decimals)
    return format_number(shown, language=language(), signed=signed)


def is_percent(indicator: Indicator) -> bool:
    """Whether its ratios read in percent: a rate that names no other unit does."""
    return indicator.unit in {"", PERCENT}


def is_rate(indicator: Indicator) -> bool:
    """Whether it is neither summed nor averaged, and differs in points."""
    made_of_a_base = {Derivation.SHARE, Derivation.RATIO_OF_SUM}
    return indicator.is_ratio or indicator.unit == PERCENT or indicator.derivation in made_of_a_base


def scaled(value: Fraction, indicator: Indicator, amount: Amount) -> Fraction:
    """The value as it is shown: a ratio in percent is shown a hundred times itself."""
    return value * 100 if amount.ratio is not None and is_percent(indicator) else value


def unit_of(value: Fraction, indicator: Indicator, amount: Amount) -> str:
    """In the singular or the plural that the reader's language asks for."""
    if indicator.unit == PERCENT or (amount.ratio is not None and is_percent(indicator)):
        return PERCENT
    is_one = abs(value) < 2 if language().startswith("fr") else abs(value) == 1
    return indicator.unit if is_one else indicator.unit_plural or indicator.unit


def plain(amount: Amount, indicator: Indicator) -> str:
    """52 464; a ratio with its unit: 3,54 %."""
    value = scaled(amount.value, indicator, amount)
    text = number(value, indicator.decimals)
    return text if amount.ratio is None else with_unit(text, unit_of(value, indicator, amount))


def bare(amount: Amount, indicator: Indicator) -> str:
    """52 464; 3,54 % (392 sur 11 080): a rate is never shown without its base."""
    text = qualified(plain(amount, indicator), amount.qualifier)
    return text if amount.ratio is None else f"{text} ({base(amount)})"


def whole(amount: Amount, indicator: Indicator) -> str:
    """52 464 visites; ≈ 100 articles; au moins 20 personnes; 3,54 % (392 sur 11 080)."""
    if amount.ratio is not None:
        return bare(amount, indicator)
    text = with_unit(plain(amount, indicator), unit_of(amount.value, indicator, amount))
    return qualified(text, amount.qualifier)


def marked(amount: Amount, indicator: Indicator) -> str:
    """A number in a table or on a chart, where its unit stands once for all: ≈ 100; 3,54 %."""
    return qualified(plain(amount, indicator), amount.qualifier)


def base(amount: Amount) -> str:
    """392 sur 11 080; empty for what is no rate."""
    if amount.ratio is None:
        return ""
    part, total = amount.ratio
    return _("%(part)s out of %(whole)s") % {"part": number(part, 6), "whole": number(total, 6)}


def with_unit(text: str, unit: str) -> str:
    """52 464 visites, 60 %; 60% where the language writes it so."""
    if not unit:
        return text
    is_joined = unit == PERCENT and not language().startswith("fr")
    space = NARROW_SPACE if unit == PERCENT else NO_BREAK
    return f"{text}{'' if is_joined else space}{unit}"


def qualified(text: str, qualifier: str) -> str:
    if qualifier == Qualifier.EXACT:
        return text
    sentence = {
        Qualifier.APPROXIMATE: _("≈ %(figure)s"),
        Qualifier.MINIMUM: _("at least %(figure)s"),
        Qualifier.MAXIMUM: _("at most %(figure)s"),
    }[Qualifier(qualifier)]
    return sentence % {"figure": text}


def difference_in_words(value: Fraction, indicator: Indicator, amount: Amount) -> str:
    """+472; a rate moves by points: +0,5 point."""
    shown = scaled(value, indicator, amount)
    text = number(shown, indicator.decimals, signed=True)
    if not is_rate(indicator) or unit_of(shown, indicator, amount) != PERCENT:
        return text
    is_one = abs(shown) < 2 if language().startswith("fr") else abs(shown) == 1
    return with_unit(text, ngettext("point", "points", 1 if is_one else 2))


def percent(value: Fraction, decimals: int = 0) -> str:
    """+60 %, signed."""
    return with_unit(number(value * 100, decimals, signed=True), PERCENT)


def mean_decimals(value: Fraction, indicator: Indicator) -> int:
    """A small mean shows one decimal more than what it is the mean of."""
    return indicator.decimals + (1 if abs(value) < 10 else 0)


def per_month(value: Fraction, indicator: Indicator) -> str:
    text = number(value, mean_decimals(value, indicator))
    return _("%(number)s a month") % {"number": text}


def equation(left: str, right: str, *, exactly: bool) -> str:
    return f"{left} {'=' if exactly else '≈'} {right}"


def growth_formula(now: Amount, before: Amount, value: Fraction, indicator: Indicator) -> str:
    """(52 464 − 32 732) ÷ 32 732 ≈ +60,28 %."""
    a, b = (number(amount.value, indicator.decimals) for amount in (now, before))
    left = f"({a} − {b}) ÷ {b}"
    return equation(left, percent(value, 2), exactly=is_shown_exactly(value * 100, 2))


def difference_formula(now: Amount, before: Amount, shown: str, indicator: Indicator) -> str:
    a, b = (
        number(scaled(amount.value, indicator, amount), indicator.decimals)
        for amount in (now, before)
    )
    return equation(f"{a} − {b}", shown, exactly=True)


def mean_formula(amount: Amount, value: Fraction, indicator: Indicator) -> str:
    """52 464 ÷ 12 mois = 4 372."""
    decimals = mean_decimals(value, indicator)
    count = months_counted(amount)
    months = ngettext("%(count)s month", "%(count)s months", count) % {"count": count}
    left = f"{number(amount.value, indicator.decimals)} ÷ {months}"
    return equation(left, number(value, decimals), exactly=is_shown_exactly(value, decimals))


def value_formula(amount: Amount, indicator: Indicator) -> str:
    """How the value came about: a division, a sum of terms or months; empty where it was read."""
    if not amount.terms and amount.summed:
        return sum_of_parts(amount)
    if not amount.terms and amount.ratio is None:
        return ""
    exactly = is_shown_exactly(scaled(amount.value, indicator, amount), indicator.decimals)
    left = _terms(amount) if amount.terms else _division(amount)
    return equation(left, plain(amount, indicator), exactly=exactly)


def _division(amount: Amount) -> str:
    """392 ÷ 11 080."""
    return " ÷ ".join(number(part, 6) for part in amount.ratio or ())


def _terms(amount: Amount) -> str:
    """346 + 26 + 20, or (346 + 26 + 20) ÷ 11 080."""
    texts = [number(term, 6) for term in amount.terms]
    if amount.ratio is None:
        return " + ".join(texts)
    above = " + ".join(texts[:-1])
    return f"({above}) ÷ {texts[-1]}" if len(texts) > 2 else f"{above} ÷ {texts[-1]}"


def sum_of_parts(amount: Amount) -> str:
    if amount.summed != Granularity.MONTH:
        return _("sum of the days noted")
    if amount.is_partial:
        return ngettext(
            "sum of %(count)s month out of %(all)s",
            "sum of %(count)s months out of %(all)s",
            amount.parts,
        ) % {"count": amount.parts, "all": MONTHS_OF_A_YEAR}
    return _("sum of the months")


def period_in_words(period: Period) -> str:
    """2024, mars 2024."""
    return date_format(period.starts_on, "F Y") if period.is_month else str(period)


def short_period(period: Period) -> str:
    """2024; the month alone, where the year stands elsewhere: mars."""
    return date_format(period.starts_on, "b") if period.is_month else str(period)


def day_in_words(granularity: str, day: date) -> str:
    """2024, mars 2024, 12 mars 2024."""
    if granularity == Granularity.DAY:
        return date_format(day, "j F Y" if language().startswith("fr") else "F j, Y")
    return period_in_words(Period.around(granularity, day))


def months_differ(year: int, yearly: Fraction, months: Fraction, indicator: Indicator) -> str:
    """The warning where months contradict their year."""
    return _("The months of %(year)s add up to %(months)s; its own reading says %(yearly)s.") % {
        "year": year,
        "months": number(months, indicator.decimals),
        "yearly": number(yearly, indicator.decimals),
    }


def reason(refusal: Refusal, period: Period) -> str:
    """Why there is no value, in one sentence."""
    names = {"period": period_in_words(period), "before": period_in_words(period.year_before)}
    return REASONS[refusal] % names
