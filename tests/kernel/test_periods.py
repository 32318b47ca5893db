"""Periods: what their codes say, what stands before and after, what is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.days import run_together
from essaim.kernel.periods import Granularity, Period

DAYS = st.dates(min_value=date(1901, 1, 1), max_value=date(2198, 12, 31))


def test_a_day_is_a_period_of_its_own() -> None:
    day = Period.around("day", date(2024, 3, 31))
    assert (day.starts_on, day.ends_on, str(day)) == (date(2024, 3, 31),) * 2 + ("2024-03-31",)
    assert str(day.after) == "2024-04-01"


def test_three_weeks_have_no_code() -> None:
    weeks = Period(date(2024, 3, 4), date(2024, 3, 24))
    with pytest.raises(ValueError, match="neither a year nor a month nor a day"):
        str(weeks)


@pytest.mark.parametrize("granularity", [Granularity.YEAR, Granularity.MONTH])
@given(day=DAYS)
def test_the_period_around_a_day_is_the_one_that_its_code_names(granularity, day) -> None:
    period = Period.around(granularity, day)
    assert period.starts_on <= day <= period.ends_on
    assert period.granularity == granularity
    assert Period.read(str(period)) == period
    assert period.before.after == period == period.after.before
    assert period.year_before.year == day.year - 1
    assert period in (*period.months, Period.of_year(day.year))


@pytest.mark.parametrize(
    ("others", "is_shared"),
    [
        ((date(2024, 1, 1), date(2024, 2, 29)), False),
        ((date(2024, 1, 1), date(2024, 3, 1)), True),
        ((date(2024, 3, 10), date(2024, 3, 12)), True),
        ((date(2024, 3, 31), None), True),
        ((date(2024, 4, 1), None), False),
    ],
)
def test_two_spans_run_together_where_they_share_a_day(others, is_shared) -> None:
    march = (date(2024, 3, 1), date(2024, 3, 31))
    assert run_together(*march, *others) is is_shared
    assert run_together(*others, *march) is is_shared
    assert run_together(march[0], None, *others) is (is_shared or others[1] is None)
