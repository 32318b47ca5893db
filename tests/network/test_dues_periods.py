"""Which days dues cover and who is paid up: tables of literal cases, nothing of the database."""

from datetime import date
from decimal import Decimal

import pytest

from essaim.network.dues_periods import Owed, Rhythms, anniversary, is_paid_up, period_of

D = date


@pytest.mark.parametrize(
    ("rhythm", "year", "admitted_on", "first", "last"),
    [
        ("civil", 2024, D(2020, 5, 10), D(2024, 1, 1), D(2024, 12, 31)),
        ("school", 2024, D(2020, 5, 10), D(2024, 9, 1), D(2025, 8, 31)),
        ("rolling", 2024, D(2020, 5, 10), D(2024, 5, 10), D(2025, 5, 9)),
        ("rolling", 2024, D(2020, 1, 1), D(2024, 1, 1), D(2024, 12, 31)),
        ("rolling", 2023, D(2020, 2, 29), D(2023, 3, 1), D(2024, 2, 28)),
        ("rolling", 2024, D(2020, 2, 29), D(2024, 2, 29), D(2025, 2, 28)),
    ],
)
def test_the_days_of_a_year(rhythm, year, admitted_on, first, last) -> None:
    assert period_of(rhythm, year, admitted_on) == (first, last)


@pytest.mark.parametrize("admitted_on", [D(2020, 2, 29), D(2020, 12, 31), D(2021, 1, 1)])
def test_rolling_years_follow_each_other_without_a_gap(admitted_on) -> None:
    for year in range(2021, 2032):
        _first, last = period_of("rolling", year, admitted_on)
        following, _end = period_of("rolling", year + 1, admitted_on)
        assert (following - last).days == 1
    assert anniversary(D(2020, 2, 29), 2028) == D(2028, 2, 29)


@pytest.mark.parametrize(
    ("changes", "year", "first", "last", "label"),
    [
        ((), 2024, D(2024, 1, 1), D(2024, 12, 31), "2024"),
        (((2025, "school"),), 2023, D(2023, 1, 1), D(2023, 12, 31), "2023"),
        (((2025, "school"),), 2024, D(2024, 1, 1), D(2025, 8, 31), "2024"),
        (((2025, "school"),), 2025, D(2025, 9, 1), D(2026, 8, 31), "2025–2026"),
        (((2025, "rolling"),), 2024, D(2024, 1, 1), D(2025, 5, 9), "2024"),
        (((2020, "school"), (2025, "civil")), 2024, D(2024, 9, 1), D(2025, 8, 31), "2024–2025"),
        (((2020, "school"), (2025, "civil")), 2025, D(2025, 1, 1), D(2025, 12, 31), "2025"),
    ],
)
def test_a_change_of_year_leaves_no_gap(changes, year, first, last, label) -> None:
    asked = Rhythms(changes)
    assert (asked.period(year, D(2020, 5, 10)), asked.label(year)) == ((first, last), label)


@pytest.mark.parametrize(
    ("rhythm", "day", "year"),
    [
        ("civil", D(2024, 1, 1), 2024),
        ("school", D(2024, 8, 31), 2023),
        ("school", D(2024, 9, 1), 2024),
        ("rolling", D(2024, 5, 9), 2023),
        ("rolling", D(2024, 5, 10), 2024),
    ],
)
def test_the_year_of_the_dues_called_on_a_day(rhythm, day, year) -> None:
    assert Rhythms(((1950, rhythm),)).year_on(day, D(2020, 5, 10)) == year


SCHOOL = (D(2024, 9, 1), D(2025, 8, 31))


def owed(amount="100", *payments, days=SCHOOL, exempt=False) -> Owed:
    came_in = tuple((day, Decimal(euros)) for day, euros in payments)
    return Owed(*days, Decimal(amount), exempt, came_in)


@pytest.mark.parametrize(
    ("lines", "cutoff", "is_so"),
    [
        ([], D(2025, 1, 15), False),
        ([owed()], D(2025, 1, 15), False),
        ([owed("0")], D(2025, 1, 15), True),
        ([owed("0", exempt=True)], D(2025, 1, 15), True),
        ([owed("100", (D(2024, 10, 1), "100"))], D(2025, 1, 15), True),
        ([owed("100", (D(2024, 10, 1), "99.99"))], D(2025, 1, 15), False),
        ([owed("0.30", (D(2024, 10, 1), "0.10"), (D(2024, 10, 2), "0.20"))], D(2025, 1, 15), True),
        ([owed("100", (D(2025, 1, 15), "100"))], D(2025, 1, 15), True),
        ([owed("100", (D(2025, 1, 16), "100"))], D(2025, 1, 15), False),
        ([owed("100", (D(2024, 10, 1), "100"))], D(2024, 8, 31), False),
        ([owed("100", (D(2024, 8, 1), "100"))], D(2024, 9, 1), True),
        ([owed("100", (D(2024, 10, 1), "100"))], D(2025, 8, 31), True),
        ([owed("100", (D(2024, 10, 1), "100"))], D(2025, 9, 1), False),
        (
            [owed(), owed("50", (D(2024, 2, 1), "50"), days=(D(2024, 1, 1), D(2024, 12, 31)))],
            D(2024, 10, 1),
            True,
        ),
    ],
)
def test_who_is_paid_up_at_a_cut_off(lines, cutoff, is_so) -> None:
    assert is_paid_up(lines, cutoff) is is_so
