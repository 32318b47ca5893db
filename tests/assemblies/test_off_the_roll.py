"""What minutes and participation say of who was there: over time, and of who is convened."""

from datetime import date, timedelta

import pytest

from essaim.assemblies.minutes.queries.facts import facts_of
from essaim.assemblies.minutes.queries.participation import participation
from essaim.assemblies.minutes.queries.parts import opening, proxies
from essaim.assemblies.models import FormerChair
from tests.factories.accounts import coordinator
from tests.factories.assemblies import (
    make_attendance,
    make_elector,
    make_meeting,
    make_proxy,
)
from tests.factories.minutes import make_minutes
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def meeting():
    return make_meeting(state="closed")


def stays(elector, since, until):
    start = elector.meeting.starts_at
    make_attendance(elector=elector, arrived_at=start + since * HOUR, left_at=start + until * HOUR)


def told(meeting):
    """By name: how, and who represented it."""
    facts = facts_of(make_minutes(meeting=meeting))
    return {line.elector.name: (line.how, line.by_whom) for line in facts.roll}


@pytest.mark.parametrize("right", ["ended", "merged"])
def test_who_is_convened_no_more_is_absent_nowhere(meeting, right):
    make_elector(meeting=meeting, name="Absente")
    make_elector(meeting=meeting, name="Partie", right=right)
    stays(make_elector(meeting=meeting, name="Venue", right=right), 0, 1)
    assert told(meeting) == {"Absente": ("absent", ""), "Venue": ("present", "")}
    [life] = participation(coordinator(), date(2024, 12, 31))
    assert [(line.name, line.convened) for line in life.lines] == [("Absente", 1)]


def test_minutes_name_who_represented_one_after_the_other(meeting):
    first, second, giver = (make_elector(meeting=meeting, name=one) for one in "ABC")
    stays(first, 0, 1)
    stays(second, 0, 3)
    start = meeting.starts_at
    make_proxy(giver=giver, holder=first, withdrawn_at=start + HOUR)
    make_proxy(giver=giver, holder=second, given_at=start + HOUR)
    assert told(meeting)["C"] == ("represented", "A, B")


def test_a_proxy_given_when_its_holder_had_left_was_not_used(meeting):
    holder, giver = (make_elector(meeting=meeting, name=one) for one in "AB")
    stays(holder, 0, 1)
    make_proxy(giver=giver, holder=holder, given_at=meeting.starts_at + HOUR)
    assert told(meeting)["B"] == ("absent", "")
    assert list(meeting.electors.took_part()) == [holder]


def test_one_used_after_its_giver_had_left_is_told_as_used(meeting):
    holder, giver = (make_elector(meeting=meeting, name=one) for one in "AB")
    stays(holder, 0, 3)
    stays(giver, 0, 1)
    make_proxy(giver=giver, holder=holder)
    _heading, table = proxies(facts_of(make_minutes(meeting=meeting)))
    assert [row[-1] for row in table.rows] == ["oui"]
    assert told_of(meeting) == ("present", "")


def told_of(meeting):
    return {line.elector.name: (line.how, "") for line in facts_of(meeting.minutes).roll}["B"]


def test_minutes_name_each_who_presided(meeting):
    first, second = (make_person(given_name=one, family_name="Test") for one in ("Ana", "Bo"))
    meeting.chair, meeting.chair_since = second, meeting.starts_at + HOUR
    meeting.save()
    FormerChair.objects.create(meeting=meeting, person=first, ended_at=meeting.chair_since)
    said = str(list(opening(facts_of(make_minutes(meeting=meeting)))))
    assert "Ana Test (jusqu’à 11:00), Bo Test" in said
