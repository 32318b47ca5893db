"""Days of a series, and the hours of nights on which the clock changes."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils.translation import override

from essaim.kernel.calendars.timetable import Rhythm, days_of_series, local_moment, moments
from essaim.kernel.errors import RuleBroken


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def test_the_second_monday_stays_the_second_monday():
    days = days_of_series(date(2024, 10, 14), date(2025, 1, 31), Rhythm.WEEKDAY)

    assert days == [date(2024, 10, 14), date(2024, 11, 11), date(2024, 12, 9), date(2025, 1, 13)]


def test_a_fifth_weekday_is_the_last_of_a_month_without_one():
    days = days_of_series(date(2024, 10, 31), date(2024, 12, 31), Rhythm.WEEKDAY)

    assert days == [date(2024, 10, 31), date(2024, 11, 28), date(2024, 12, 26)]


def test_the_31st_is_the_last_day_of_a_shorter_month():
    days = days_of_series(date(2024, 1, 31), date(2024, 4, 30), Rhythm.MONTHDAY)

    assert days == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]


def test_every_three_weeks():
    days = days_of_series(date(2024, 10, 14), date(2024, 12, 1), Rhythm.WEEKS, 3)

    assert days == [date(2024, 10, 14), date(2024, 11, 4), date(2024, 11, 25)]


@pytest.mark.parametrize(
    ("first", "until"),
    [
        (date(2024, 10, 14), date(2024, 10, 13)),
        (date(2024, 10, 14), date(2027, 10, 14)),
        (date(2024, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_series_that_runs_backwards_too_far_or_too_often_is_refused(first, until):
    with pytest.raises(RuleBroken):
        days_of_series(first, until, Rhythm.WEEKS, 1)


def test_an_hour_that_the_clock_skips_is_refused_with_a_sentence():
    with pytest.raises(RuleBroken, match=r"02:30.*31 mars 2024"):
        local_moment(date(2024, 3, 31), time(2, 30))


def test_an_hour_that_the_clock_shows_twice_is_the_first():
    moment = local_moment(date(2024, 10, 27), time(2, 30))

    assert moment.astimezone(UTC) == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)


def test_the_local_hour_stays_across_the_change():
    before, _end = moments(date(2024, 10, 14), time(10), time(12))
    after, _end = moments(date(2024, 11, 11), time(10), time(12))

    assert before.astimezone(UTC).hour == 8
    assert after.astimezone(UTC).hour == 9


def test_a_meeting_may_last_into_the_night_and_no_longer():
    _begins, ends = moments(date(2024, 10, 14), time(20), time(0, 30))

    assert ends.date() == date(2024, 10, 15)
    with pytest.raises(RuleBroken, match="ends before it begins"):
        moments(date(2024, 10, 14), time(14), time(12))
