"""Who is in the room, who is represented, what suspends a proxy."""

import pytest

from essaim.assemblies.roll.queries.presence import room_of
from essaim.tally.quorum import Presence
from tests.factories.assemblies import make_attendance, make_elector, make_meeting, make_proxy
from tests.factories.network import make_college, make_person

pytestmark = pytest.mark.django_db


def test_present_and_represented_are_told_apart():
    meeting = make_meeting()
    holder = make_elector(meeting=meeting, present=True)
    giver = make_elector(meeting=meeting)
    make_elector(meeting=meeting)
    make_proxy(giver=giver, holder=holder)

    room = room_of(meeting)

    assert room.overall == Presence(registered=3, present=1, represented=1)
    assert room.given_to == {holder.pk: [giver.pk]}


def test_a_giver_who_arrives_suspends_her_proxy():
    meeting = make_meeting()
    holder, giver = (make_elector(meeting=meeting, present=True) for _ in range(2))
    make_proxy(giver=giver, holder=holder)

    assert room_of(meeting).overall == Presence(registered=2, present=2, represented=0)


def test_a_giver_who_leaves_again_is_represented_again():
    meeting = make_meeting()
    holder, giver = make_elector(meeting=meeting, present=True), make_elector(meeting=meeting)
    make_proxy(giver=giver, holder=holder)
    make_attendance(elector=giver, left_at=meeting.ends_at)

    assert room_of(meeting).overall == Presence(registered=2, present=1, represented=1)


def test_a_holder_who_is_away_represents_nobody():
    meeting = make_meeting()
    holder, giver = make_elector(meeting=meeting), make_elector(meeting=meeting)
    make_proxy(giver=giver, holder=holder)

    assert room_of(meeting).overall == Presence(registered=2, present=0, represented=0)


@pytest.mark.parametrize("who", ["giver", "holder"])
def test_without_the_right_to_vote_nothing_is_represented(who):
    meeting = make_meeting()
    rights = {"giver": "held", "holder": "held", who: "dues"}
    holder = make_elector(meeting=meeting, present=True, right=rights["holder"])
    make_proxy(giver=make_elector(meeting=meeting, right=rights["giver"]), holder=holder)

    assert room_of(meeting).overall.represented == 0


def test_a_blank_proxy_is_the_chair_s_where_the_chair_is_an_elector():
    chair = make_person()
    meeting = make_meeting(chair=chair)
    elector = make_elector(meeting=meeting, person=chair, present=True)
    giver = make_elector(meeting=meeting)
    make_proxy(giver=giver)

    assert room_of(meeting).holder_of == {giver.pk: elector.pk}


def test_colleges_are_counted_apart():
    meeting = make_meeting()
    ones, others = make_college(code="a"), make_college(code="b")
    make_elector(meeting=meeting, college=ones, present=True)
    make_elector(meeting=meeting, college=ones)
    make_elector(meeting=meeting, college=others, right="dues", present=True)

    assert room_of(meeting).by_college == {
        "a": Presence(registered=2, present=1, represented=0),
        "b": Presence(registered=0, present=0, represented=0),
    }


@pytest.mark.parametrize("number", [1, 3])
def test_the_room_costs_three_queries_whatever_the_number(number, django_assert_num_queries):
    meeting = make_meeting()
    for _one in range(number):
        holder = make_elector(meeting=meeting, present=True)
        make_proxy(giver=make_elector(meeting=meeting), holder=holder)

    with django_assert_num_queries(3):
        assert room_of(meeting).overall.represented == number
