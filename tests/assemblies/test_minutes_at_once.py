"""What came second at one place of the minutes is kept; `tests/edits` has the pages."""

import pytest

from essaim.assemblies.minutes.actions import minutes as acts
from essaim.assemblies.models import Debate, Minutes
from essaim.journal.models import Revision
from essaim.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import house, make_acting
from tests.factories.minutes import make_minutes, make_whole_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes():
    return make_minutes(meeting=make_whole_meeting())


def kept_of(row, field):
    return [one.record[field] for one in Revision.objects.of(row.key).order_by("number")]


def test_debates_that_came_second_are_a_version_and_those_that_stand_stay(minutes):
    things = {"minutes": minutes, "item": minutes.meeting.items.first(), "by": house()}
    debate = acts.write_debate(**things, text="<p>Un</p>", internal="<p>Entre nous</p>")
    acts.keep_debate_beside(**things, text="<p>Deux</p>", internal="")
    assert Debate.objects.get().text == "<p>Un</p>"
    assert kept_of(debate, "text") == ["<p>Un</p>", "<p>Deux</p>", "<p>Un</p>"]
    assert kept_of(debate, "internal") == ["<p>Entre nous</p>", "", "<p>Entre nous</p>"]


def test_an_opening_that_came_second_is_a_version_too(minutes):
    acts.write_opening(minutes=minutes, opening="<p>Un</p>", by=house())
    acts.keep_opening_beside(minutes=minutes, opening="<p>Deux</p>", by=house())
    assert Minutes.objects.get().opening == "<p>Un</p>"
    assert kept_of(minutes, "opening")[-2:] == ["<p>Deux</p>", "<p>Un</p>"]


def test_who_does_not_run_the_meeting_keeps_no_text(minutes):
    acts.write_opening(minutes=minutes, opening="<p>Un</p>", by=house())
    with pytest.raises(Forbidden):
        acts.keep_opening_beside(minutes=minutes, opening="<p>x</p>", by=make_acting())


def test_locked_minutes_keep_nothing_beside_them(minutes):
    minutes.state, minutes.sha256 = "locked", "x" * 64
    minutes.document = minutes.public_document = "{}"
    minutes.locked_at = minutes.meeting.starts_at
    minutes.save()
    with pytest.raises(RuleBroken):
        acts.keep_opening_beside(minutes=minutes, opening="<p>x</p>", by=house())
