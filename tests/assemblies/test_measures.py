"""Meetings held, attendances, organisations present: each figure equals its records."""

from datetime import UTC, date, datetime

import pytest

from essaim.kernel.acting import VISITOR
from essaim.kernel.manifest import measures
from essaim.kernel.periods import Period
from tests.factories.accounts import coordinator
from tests.factories.assemblies import (
    make_ballot,
    make_elector,
    make_meeting,
    make_proxy,
    make_resolution,
)
from tests.factories.network import make_organisation, make_person
from tests.factories.programme import make_action, make_axis, make_objective

pytestmark = pytest.mark.django_db

Y2023, Y2024 = Period.of_year(2023), Period.of_year(2024)
OCTOBER = Period(date(2024, 10, 1), date(2024, 10, 31))
CODES = ["assemblies.attendances", "assemblies.meetings", "assemblies.organisations_present"]


@pytest.fixture
def objectives():
    axis = make_axis()
    return make_objective(axis=axis), make_objective(axis=axis)


def held_on(day, *, objectives=(), state="closed", **fields):
    starts_at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    held = {"state": "held" if state == "closed" else "planned", "audience": "members"}
    action = make_action(starts_on=day, ends_on=day, objectives=objectives, **{**held, **fields})
    return make_meeting(action=action, starts_at=starts_at, state=state)


@pytest.fixture
def lively(objectives):
    """Two meetings of 2024 and one of 2023; one under way; one that was discarded since."""
    first, second = objectives
    ours = make_organisation(name="Une")
    twin = make_organisation(name="La même", canonical=ours)
    autumn = held_on(date(2024, 10, 14), objectives=(first, second))
    here = make_elector(meeting=autumn, organisation=ours, present=True)
    make_proxy(giver=make_elector(meeting=autumn), holder=here)
    make_elector(meeting=autumn, person=make_person(), present=True)
    make_elector(meeting=autumn)
    winter = held_on(date(2024, 12, 2), objectives=(second,), audience="bureau")
    make_elector(meeting=winter, organisation=twin, present=True)
    before = held_on(date(2023, 3, 1), objectives=(first,))
    make_elector(meeting=before, organisation=ours, present=True)
    for meeting in (
        held_on(date(2024, 11, 4), state="open"),
        held_on(date(2024, 11, 5), state="closed"),
    ):
        make_elector(meeting=meeting, present=True)
    meeting.action.state = "discarded"
    meeting.action.save()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("period", [Y2023, Y2024, OCTOBER], ids=["2023", "2024", "october"])
def test_a_measure_is_the_number_of_its_records(code, period, objectives, lively):
    values = measures()[code].compute(period)
    for objective in (None, *(one.pk for one in objectives)):
        records = measures()[code].records(period, objective, coordinator())
        assert len(records) == len(set(records)) == values.get(objective, 0)


@pytest.mark.parametrize("code", CODES)
def test_a_measure_is_one_query_whatever_the_periods(code, lively, django_assert_num_queries):
    with django_assert_num_queries(1):
        both = measures()[code].over([Y2024, Y2023])
    assert list(both) == [measures()[code].compute(Y2024), measures()[code].compute(Y2023)]


def test_a_consultation_in_writing_is_no_meeting():
    meeting = held_on(date(2024, 6, 3))
    meeting.mode = "written"
    meeting.save()
    elector = make_elector(meeting=meeting, organisation=make_organisation())
    make_ballot(resolution=make_resolution(meeting=meeting), elector=elector)
    found = [measures()[code].records(Y2024, None, coordinator()) for code in CODES]
    assert found == [[], [], []]
    assert [measures()[code].compute(Y2024).get(None, 0) for code in CODES] == [0, 0, 0]


def test_what_is_counted(objectives, lively):
    first, second = (one.pk for one in objectives)
    counted = {code: measures()[code].compute(Y2024) for code in CODES}
    assert counted == {
        "assemblies.attendances": {None: 4, first: 3, second: 4},
        "assemblies.meetings": {None: 2, first: 1, second: 2},
        "assemblies.organisations_present": {None: 1, first: 1, second: 1},
    }


def test_attendances_that_a_reader_may_not_see_are_counted_without_a_name(lively):
    records = measures()["assemblies.attendances"].records(Y2024, None, VISITOR)
    assert [(one.title, one.url, one.is_visible) for one in records] == [("", "", False)] * 4


def test_a_year_without_a_meeting_counts_nothing():
    assert measures()["assemblies.attendances"].compute(Y2024) == {None: 0}
