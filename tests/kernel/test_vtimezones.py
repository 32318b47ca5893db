"""The clock of a place, written by yearly rules and read back by another library."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from essaim.kernel.calendars.vtimezones import vtimezone

RULED = [
    "Europe/Paris",
    "Europe/London",
    "Europe/Dublin",  # its summer is the standard, its winter the exception
    "America/Miquelon",
    "America/Nuuk",  # the Saturday before the last Sunday
    "Asia/Jerusalem",  # the Friday before the last Sunday
    "Australia/Lord_Howe",  # half an hour
    "Pacific/Auckland",
]
STILL = [
    "Indian/Reunion",
    "America/Guadeloupe",
    "America/Cayenne",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Europe/Moscow",  # stands still since 2014
]
WITHOUT_RULE = ["Africa/Casablanca", "Africa/Cairo"]


def read(zone, first, last):
    """The offsets that a reader finds who knows no zone by its name."""
    return Timezone.from_ical(vtimezone(zone, first, last)).to_tz(lookup_tzid=False)


def moments(first, last):
    """Every few days at odd hours, and around midnight of the year."""
    moment = datetime(first, 1, 1, 0, 30, tzinfo=UTC)
    while moment.year <= last:
        yield moment
        moment += timedelta(days=3, hours=7)


def test_the_clock_of_paris_in_two_rules():
    lines = vtimezone("Europe/Paris", 2024, 2024).decode().split("\r\n")

    assert [line for line in lines if line.startswith("RRULE")] == [
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    ]
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART:19961027T030000",
        "DTSTART:19970330T020000",
    ]
    assert not [line for line in lines if line.startswith("RDATE")]


def misread(zone, found, first, last):
    """The moments at which a reader of the VTIMEZONE is wrong."""
    clock = ZoneInfo(zone)
    return [
        one
        for one in moments(first, last)
        if one.astimezone(found).utcoffset() != one.astimezone(clock).utcoffset()
    ]


@pytest.mark.parametrize("zone", RULED + STILL)
def test_what_is_read_is_the_clock_of_the_place_before_during_and_long_after(zone):
    found = read(zone, 2024, 2024)

    assert misread(zone, found, 2024, 2025) == []
    assert misread(zone, found, 2037, 2039) == []


@pytest.mark.parametrize("zone", WITHOUT_RULE)
def test_a_clock_without_rule_is_told_for_the_years_that_are_asked(zone):
    assert misread(zone, read(zone, 2023, 2026), 2023, 2027) == []
    assert b"RRULE" not in vtimezone(zone, 2023, 2026)


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Europe/Paris", 1994),
        ("Europe/Moscow", 2009),
        ("America/New_York", 2005),
        ("Pacific/Noumea", 1995),
    ],
)
def test_years_before_the_rules_of_today_have_their_own(zone, first):
    assert misread(zone, read(zone, first, first + 4), first, first + 8) == []


@pytest.mark.parametrize("zone", STILL)
def test_a_clock_that_stands_still_has_no_rule_and_no_list(zone):
    written = vtimezone(zone, 2024, 2030)

    assert written.count(b"BEGIN:STANDARD") == 1
    assert b"DAYLIGHT" not in written
    assert b"RRULE" not in written
    assert b"RDATE" not in written
