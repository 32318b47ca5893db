"""The part of a room in which one reader votes holds her voices as the whole room does."""

import pytest

from essaim.assemblies.models import Elector, Proxy
from essaim.assemblies.roll.queries.presence import room_around, room_of
from essaim.assemblies.votes.queries.quorum import on_roll
from essaim.assemblies.votes.queries.votes import my_votes
from tests.factories.accounts import make_acting
from tests.factories.assemblies import (
    make_acting_for,
    make_body,
    make_elector,
    make_meeting,
    make_open_vote,
    make_proxy,
    make_rules,
)
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db


def voices(vote, acting, room):
    """Elector and holder of each voice, in the order of the ballot."""
    found = my_votes([vote], acting, on_roll(room, vote))
    return [(voice.elector, voice.holder) for one in found for voice in one.voices]


def same_voices(meeting, acting):
    """On the vote that is open, opened where none is."""
    vote = meeting.resolutions.first() or make_open_vote(meeting=meeting)
    whole = voices(vote, acting, room_of(meeting))
    assert voices(vote, acting, room_around(meeting, acting)) == whole
    return [str(elector) for elector, _holder in whole]


def named(meeting, *names, **fields):
    return [make_elector(meeting=meeting, name=name, **fields) for name in names]


def test_her_own_and_those_that_she_holds():
    meeting = make_meeting()
    here, other = named(meeting, "Ici", "Autre", present=True)
    for giver, holder in zip(named(meeting, "B", "A", "C"), (here, here, other), strict=True):
        make_proxy(giver=giver, holder=holder)
    assert same_voices(meeting, make_acting_for(here)) == ["Ici", "A", "B"]


def test_neither_a_giver_who_came_nor_a_proxy_taken_back():
    meeting = make_meeting()
    here, came = named(meeting, "Ici", "Venue", present=True)
    (back,) = named(meeting, "Reprise")
    make_proxy(giver=came, holder=here)
    make_proxy(giver=back, holder=here, withdrawn_at=meeting.starts_at)
    assert same_voices(meeting, make_acting_for(here)) == ["Ici"]


def test_nothing_for_who_is_not_in_the_room_nor_without_the_right_to_vote():
    meeting = make_meeting()
    (away,) = named(meeting, "Absente")
    (silent,) = named(meeting, "Sans voix", present=True, right="dues")
    (giver,) = named(meeting, "Mandante")
    make_proxy(giver=giver, holder=silent)
    named(meeting, "Votante", present=True)
    assert same_voices(meeting, make_acting_for(away, silent)) == []


def test_blank_proxies_are_the_chairs_sitting_or_by_her_own_voice():
    for sits in (True, False):
        chair = make_person()
        meeting = make_meeting(chair=chair)
        own = make_elector(meeting=meeting, person=chair, name="Présidence", present=True)
        other = make_elector(meeting=meeting, name="Réseau", present=True)
        if sits:
            other.attendances.update(person=chair)
        (giver,) = named(meeting, "Mandante")
        Proxy.objects.create(giver=giver, holder=None, given_at=meeting.starts_at)
        expected = {True: other, False: own}[sits]
        for elector in (own, other):
            held = same_voices(meeting, make_acting_for(elector))
            assert ("Mandante" in held) == (elector == expected)


def test_in_writing_each_for_itself():
    body = make_rules(body=make_body(), written_allowed=True).body
    meeting = make_meeting(body=body, mode="written")
    one, _other = named(meeting, "Une", "Autre")
    assert same_voices(meeting, make_acting_for(one)) == ["Une"]


def test_a_stranger_has_none():
    meeting = make_meeting()
    named(meeting, "Ici", present=True)
    assert same_voices(meeting, make_acting()) == []


@pytest.mark.parametrize("number", [1, 30])
def test_it_reads_no_more_of_a_large_room_than_of_a_small_one(number, django_assert_num_queries):
    meeting = make_meeting(chair=make_person())
    here, *_others = named(meeting, *(f"E{at:02}" for at in range(number)), present=True)
    make_proxy(giver=make_elector(meeting=meeting), holder=here)
    acting = make_acting_for(here)
    with django_assert_num_queries(4):
        room = room_around(meeting, acting)
    assert len(room.electors) == 2
    assert Elector.objects.count() == number + 1
