"""Dates in words, as French and English sentences say them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.kernel.datecells import parse_date
from essaim.kernel.dates import Precision
from essaim.kernel.datewords import date_range, date_words, moment_words

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "precision", "french", "english"),
    [
        ("2024-06-12", "2024-06-12", "day", "12 juin 2024", "12 June 2024"),
        ("2024-03-01", "2024-03-01", "day", "1er mars 2024", "1 March 2024"),
        ("2024-06-12", "2024-06-13", "day", "12 et 13 juin 2024", "12 and 13 June 2024"),
        ("2024-05-21", "2024-05-23", "day", "du 21 au 23 mai 2024", "21 to 23 May 2024"),
        ("2024-05-31", "2024-06-01", "day", "du 31 mai au 1er juin 2024", "31 May to 1 June 2024"),
        (
            "2023-12-30",
            "2024-01-02",
            "day",
            "du 30 décembre 2023 au 2 janvier 2024",
            "30 December 2023 to 2 January 2024",
        ),
        ("2024-03-01", "2024-03-31", "month", "mars 2024", "March 2024"),
        ("2024-03-01", "2024-04-30", "month", "mars et avril 2024", "March and April 2024"),
        (
            "2024-01-01",
            "2024-09-30",
            "month",
            "de janvier à septembre 2024",
            "January to September 2024",
        ),
        ("2024-04-01", "2024-06-30", "month", "d’avril à juin 2024", "April to June 2024"),
        (
            "2023-10-01",
            "2024-02-29",
            "month",
            "d’octobre 2023 à février 2024",
            "October 2023 to February 2024",
        ),
        ("2024-01-01", "2024-12-31", "year", "2024", "2024"),
        ("2024-01-01", "2025-12-31", "year", "2024 et 2025", "2024 and 2025"),
        ("2024-01-01", "2026-12-31", "year", "de 2024 à 2026", "2024 to 2026"),
    ],
)
def test_a_stretch_is_said_as_people_say_it(start, end, precision, french, english):
    days = date.fromisoformat(start), date.fromisoformat(end)
    assert date_range(*days, precision, language="fr") == french
    assert date_range(*days, precision, language="en-gb") == english


def test_a_day_without_end_is_one_day():
    assert date_range(date(2024, 6, 12)) == "12 juin 2024"
    assert date_words(date(2024, 8, 1), language="en") == "1 August 2024"


@given(DAYS, st.integers(min_value=0, max_value=400))
def test_a_range_of_days_is_read_back_as_it_was_said(start, length):
    end = start + timedelta(days=length)
    assert parse_date(date_range(start, end)) == (start, end, Precision.DAY)


def test_a_moment_says_its_day_and_its_hour():
    assert moment_words(datetime(2024, 3, 1, 9, 5), language="fr") == "1er mars 2024 à 09:05"  # noqa: DTZ001 its own clock
    assert moment_words(datetime(2024, 3, 1, 9, 5), language="en") == "1 March 2024 at 09:05"  # noqa: DTZ001 its own clock
