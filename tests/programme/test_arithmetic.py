"""The arithmetic of figures, on the numbers of a real year, each worked by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.periods import Period
from essaim.programme.arithmetic import (
    Amount,
    ReadingValue,
    Refusal,
    amount_of,
    derived,
    growth,
    joined,
    monthly_mean,
    months_against_year,
    round_half_up,
)
from essaim.programme.enums import Qualifier

YEAR = Period.of_year(2024)


def month(number: int, value: int, **fields: object) -> ReadingValue:
    return ReadingValue("month", date(2024, number, 1), Fraction(value), **fields)  # type: ignore[arg-type]


def year(value: int, of: int = 2024, **fields: object) -> ReadingValue:
    return ReadingValue("year", date(of, 1, 1), Fraction(value), **fields)  # type: ignore[arg-type]


def rate(number: int, part: int, whole: int) -> ReadingValue:
    ratio = Fraction(part), Fraction(whole)
    return ReadingValue("month", date(2024, number, 1), ratio[0] / ratio[1], ratio=ratio)


def test_a_year_of_visits_has_its_monthly_mean() -> None:
    amount = amount_of([year(52464)], YEAR, nature="flow")
    assert monthly_mean(amount, nature="flow", period=YEAR) == 4372


def test_visits_grew_by_sixty_percent() -> None:
    grown = growth(Fraction(52464), Fraction(32732))
    assert round_half_up(grown * 100, 2) == Decimal("60.28")


def test_followers_grew_by_what_was_there_before() -> None:
    assert 1002 == 530 + 472
    assert round_half_up(growth(Fraction(1002), Fraction(530)) * 100, 2) == Decimal("89.06")


def test_engagement_is_the_sum_of_reactions_over_impressions() -> None:
    terms = [Amount(Fraction(number)) for number in (346, 26, 20, 11080)]
    engagement = derived("ratio_of_sum", terms)
    assert engagement.ratio == (392, 11080)
    assert engagement.terms == (346, 26, 20, 11080)
    assert round_half_up(engagement.value * 100, 2) == Decimal("3.54")


def test_a_sum_adds_its_terms_up() -> None:
    assert derived("sum", [Amount(Fraction(530)), Amount(Fraction(472))]).value == 1002


def test_a_share_is_the_first_in_the_second() -> None:
    assert derived("share", [Amount(Fraction(1)), Amount(Fraction(4))]).value == Fraction(1, 4)


@pytest.mark.parametrize("derivation", ["share", "ratio_of_sum"])
def test_nothing_is_divided_by_zero(derivation: str) -> None:
    terms = [Amount(Fraction(1)), Amount(Fraction(0))]
    assert derived(derivation, terms) is Refusal.BASE_IS_ZERO
    assert growth(Fraction(1), Fraction(0)) is Refusal.BASE_IS_ZERO


def test_a_derived_figure_needs_all_its_terms() -> None:
    terms = [Amount(Fraction(1)), Refusal.NO_READING]
    assert derived("sum", terms) is Refusal.TERM_IS_MISSING
    assert derived("sum", []) is Refusal.TERM_IS_MISSING


def test_a_growth_from_below_zero_goes_up() -> None:
    assert growth(Fraction(-5), Fraction(-10)) == Fraction(1, 2)


def test_a_stock_has_no_monthly_mean() -> None:
    amount = Amount(Fraction(963))
    assert monthly_mean(amount, nature="stock", period=YEAR) is Refusal.STOCK_HAS_NO_MEAN


def test_a_month_and_a_rate_have_no_monthly_mean() -> None:
    flow, ratio = Amount(Fraction(9)), Amount(Fraction(1, 2), ratio=(Fraction(1), Fraction(2)))
    march = Period.of_month(2024, 3)
    assert monthly_mean(flow, nature="flow", period=march) is Refusal.MONTH_HAS_NO_MEAN
    assert monthly_mean(ratio, nature="flow", period=YEAR) is Refusal.RATE_HAS_NO_MEAN


def test_twelve_months_make_a_year() -> None:
    amount = amount_of([month(n, n) for n in range(1, 13)], YEAR, nature="flow")
    assert (amount.value, amount.summed, amount.is_partial) == (78, "month", False)
    assert amount.qualifier == Qualifier.EXACT


def test_seven_months_make_at_least_their_sum() -> None:
    amount = amount_of([month(n, 10) for n in range(1, 8)], YEAR, nature="flow")
    assert (amount.value, amount.parts, amount.expected) == (70, 7, 12)
    assert amount.qualifier == Qualifier.MINIMUM
    assert monthly_mean(amount, nature="flow", period=YEAR) == 10


def test_the_reading_of_the_year_is_preferred_to_its_months() -> None:
    reads = [*(month(n, 1) for n in range(1, 13)), year(500)]
    assert amount_of(reads, YEAR, nature="flow").value == 500


def test_a_stock_has_its_last_value() -> None:
    reads = [month(11, 900), ReadingValue("day", date(2024, 12, 15), Fraction(950)), month(3, 700)]
    assert amount_of(reads, YEAR, nature="stock").value == 950
    assert amount_of([*reads, month(12, 963)], YEAR, nature="stock").value == 963


def test_days_make_a_month_and_a_year() -> None:
    reads = [ReadingValue("day", date(2024, 3, day), Fraction(20)) for day in (2, 9)]
    assert amount_of(reads, Period.of_month(2024, 3), nature="flow").value == 40
    assert amount_of(reads, YEAR, nature="flow").value == 40
    assert amount_of(reads, Period.of_month(2024, 4), nature="flow") is Refusal.NO_READING


def test_another_year_says_nothing_of_this_one() -> None:
    assert amount_of([year(9, of=2023)], YEAR, nature="flow") is Refusal.NO_READING


def test_rates_add_their_numerators_and_their_bases() -> None:
    amount = amount_of([rate(1, 1, 2), rate(2, 1, 100)], YEAR, nature="flow", is_rate=True)
    assert amount.ratio == (2, 102)
    assert amount.value == Fraction(2, 102)


def test_rates_without_base_make_no_year() -> None:
    reads = [month(1, 50), month(2, 70)]
    assert amount_of(reads, YEAR, nature="flow", is_rate=True) is Refusal.RATE_WITHOUT_BASE


def test_what_is_summed_is_as_exact_as_its_parts() -> None:
    exact, about = Qualifier.EXACT, Qualifier.APPROXIMATE
    least, most = Qualifier.MINIMUM, Qualifier.MAXIMUM
    assert joined([exact, exact]) == exact
    assert joined([exact, least]) == least
    assert joined([least, most]) == about
    assert derived("share", [Amount(Fraction(1), least), Amount(Fraction(2))]).qualifier == about


def test_months_that_do_not_make_their_year_are_found() -> None:
    months = [month(n, 10) for n in range(1, 13)]
    assert months_against_year([*months, year(120)], 2024) is None
    assert months_against_year([*months, year(130)], 2024) == (130, 120)
    assert months_against_year([*months[:3], year(130)], 2024) is None
    assert months_against_year([*months[:3], year(20)], 2024) == (20, 30)
    assert months_against_year(months, 2024) is None


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [("1/2", 0, "1"), ("-1/2", 0, "-1"), ("1/8", 2, "0.13"), ("-1/8", 2, "-0.13"), ("5/3", 0, "2")],
)
def test_half_goes_up(value: str, decimals: int, shown: str) -> None:
    assert round_half_up(Fraction(value), decimals) == Decimal(shown)


@given(st.fractions(max_denominator=10**6), st.integers(0, 6))
def test_rounding_is_within_half_of_the_last_digit(value: Fraction, decimals: int) -> None:
    gap = abs(Fraction(round_half_up(value, decimals)) - value)
    assert gap <= Fraction(1, 2 * 10**decimals)


@given(st.lists(st.integers(0, 10**9), min_size=12, max_size=12))
def test_a_mean_times_twelve_is_the_year(values: list[int]) -> None:
    amount = amount_of([month(n + 1, v) for n, v in enumerate(values)], YEAR, nature="flow")
    assert monthly_mean(amount, nature="flow", period=YEAR) * 12 == sum(values)


def test_periods_are_read_strictly() -> None:
    assert Period.read("2024-03") == Period.of_month(2024, 3)
    assert str(Period.of_month(2024, 3)) == "2024-03"
    assert Period.of_month(2024, 2).ends_on == date(2024, 2, 29)
    assert Period.of_month(2024, 2).year_before == Period.of_month(2023, 2)
    for wrong in ("", "24", "2024-13", "2024-00", "2024-1", "٢٠٢٤", "2024-03-01"):
        with pytest.raises(ValueError, match="not a period"):
            Period.read(wrong)


def test_days_make_a_mean_of_the_twelve_months() -> None:
    """Days on which nothing was noted are days of nothing: the year has its months all the same."""
    reads = [ReadingValue("day", date(2024, month, 9), Fraction(60)) for month in (3, 4)]
    amount = amount_of(reads, YEAR, nature="flow")
    assert (amount.value, amount.summed, amount.parts) == (120, "day", 2)
    assert monthly_mean(amount, nature="flow", period=YEAR) == 10


SEVEN_MONTHS = Amount(Fraction(70), Qualifier.MINIMUM, summed="month", parts=7, expected=12)
NINE_MONTHS = Amount(Fraction(90), Qualifier.MINIMUM, summed="month", parts=9, expected=12)
WHOLE = Amount(Fraction(120), summed="month", parts=12, expected=12)


@pytest.mark.parametrize(
    ("terms", "parts"),
    [
        ([SEVEN_MONTHS, WHOLE], 7),
        ([WHOLE, SEVEN_MONTHS], 7),
        ([SEVEN_MONTHS, NINE_MONTHS], 7),
        ([WHOLE, NINE_MONTHS, SEVEN_MONTHS], 9),
    ],
)
def test_a_derived_figure_is_as_partial_as_the_first_of_its_terms_that_is(
    terms: list[Amount], parts: int
) -> None:
    made = derived("sum", terms)
    assert (made.summed, made.parts, made.expected) == ("month", parts, 12)
    assert (made.is_partial, made.qualifier) == (True, Qualifier.MINIMUM)
    assert monthly_mean(made, nature="flow", period=YEAR) == made.value / parts


def test_a_derived_figure_of_whole_terms_is_whole() -> None:
    made = derived("sum", [WHOLE, WHOLE])
    assert (made.is_partial, made.qualifier) == (False, Qualifier.EXACT)
    assert monthly_mean(made, nature="flow", period=YEAR) == 20
