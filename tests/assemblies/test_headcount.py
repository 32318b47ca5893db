"""How many are there, counted by the database: who counts, and who does not."""

import pytest
from django.utils import timezone

from essaim.assemblies.roll.queries.headcount import count_announced, count_now
from tests.factories.assemblies import make_elector, make_meeting, make_proxy
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make_meeting()


def told(count):
    here = count.overall
    return here.registered, here.present, here.represented


def test_who_is_off_the_roll_is_not_convened(meeting):
    make_elector(meeting=meeting)
    make_elector(meeting=meeting, right="ended")
    assert count_now(meeting).convened() == 1


def test_who_may_not_vote_is_convened_and_not_registered(meeting):
    make_elector(meeting=meeting, right="dues")
    assert (count_now(meeting).convened(), told(count_now(meeting))) == (1, (0, 0, 0))


def test_who_may_not_vote_is_not_counted_as_present(meeting):
    make_elector(meeting=meeting, present=True)
    make_elector(meeting=meeting, right="dues", present=True)
    assert told(count_now(meeting)) == (1, 1, 0)


def test_who_left_is_there_no_more(meeting):
    stay = make_elector(meeting=meeting, present=True).attendances.get()
    assert told(count_now(meeting)) == (1, 1, 0)
    stay.left_at = timezone.now()
    stay.save()
    assert told(count_now(meeting)) == (1, 0, 0)


def test_a_giver_is_represented_as_long_as_they_are_away(meeting):
    holder = make_elector(meeting=meeting, present=True)
    make_proxy(giver=make_elector(meeting=meeting), holder=holder)
    assert told(count_now(meeting)) == (2, 1, 1)
    make_proxy(giver=make_elector(meeting=meeting, present=True), holder=holder)
    assert told(count_now(meeting)) == (3, 2, 1)


def test_a_proxy_that_was_taken_back_counts_for_nothing(meeting):
    holder = make_elector(meeting=meeting, present=True)
    giver = make_elector(meeting=meeting)
    make_proxy(giver=giver, holder=holder, withdrawn_at=timezone.now())
    assert told(count_now(meeting)) == (2, 1, 0)


def test_a_holder_who_may_not_vote_represents_nobody(meeting):
    holder = make_elector(meeting=meeting, right="dues", present=True)
    make_proxy(giver=make_elector(meeting=meeting), holder=holder)
    assert told(count_now(meeting)) == (1, 0, 0)


def test_a_proxy_that_names_nobody_needs_a_chair_who_votes(meeting):
    make_proxy(giver=make_elector(meeting=meeting))
    assert told(count_now(meeting)) == (1, 0, 0)
    meeting.chair = make_person()
    make_elector(meeting=meeting, person=meeting.chair, present=True)
    assert told(count_now(meeting)) == (2, 1, 1)


def test_a_chair_who_sits_for_somebody_without_the_right_uses_no_proxy(meeting):
    meeting.chair = make_person()
    stay = make_elector(meeting=meeting, right="dues", present=True).attendances.get()
    stay.person = meeting.chair
    stay.save()
    make_proxy(giver=make_elector(meeting=meeting))
    assert told(count_now(meeting)) == (1, 0, 0)


def test_only_those_who_say_to_come_are_announced_and_hold_proxies(meeting):
    silent = make_elector(meeting=meeting)
    coming = make_elector(meeting=meeting, answer="coming", answered_at=timezone.now())
    make_proxy(giver=make_elector(meeting=meeting), holder=silent)
    assert told(count_announced(meeting)) == (3, 1, 0)
    make_proxy(giver=make_elector(meeting=meeting), holder=coming)
    assert told(count_announced(meeting)) == (4, 1, 1)
