"""A ballot cast in the room stands when its elector leaves: whoever holds the proxy is told."""

import pytest

from essaim.assemblies.models import Elector, Resolution
from essaim.assemblies.roll.actions.answers import give_proxy
from essaim.assemblies.sitting.actions.attendance import record_arrival, record_departure
from essaim.assemblies.votes.actions.resolutions import close_resolution
from essaim.assemblies.votes.actions.voting import (
    cast_ballot,
    cast_ballots,
    cast_secret_ballot,
    enter_hand_votes,
)
from essaim.kernel.errors import RuleBroken
from essaim.kernel.text import fold
from tests.factories.accounts import coordinator, house
from tests.factories.assemblies import (
    make_acting_for,
    make_elector,
    make_meeting,
    make_open_vote,
    make_proxy,
    make_rules,
    make_voters,
)
from tests.factories.network import make_delegate, make_organisation

pytestmark = pytest.mark.django_db

FOR, AGAINST = {"vote": "for"}, {"vote": "against"}
SPLIT = {"proxies_may_split": True, "proxies_until": "during"}


def vote_in(vote, elector, marks):
    return cast_ballot(resolution=vote, elector=elector, marks=marks, by=make_acting_for(elector))


def come(elector):
    by = coordinator()
    return record_arrival(meeting=elector.meeting, elector=elector, means="onsite", by=by)


def leave(elector):
    record_departure(attendance=elector.attendances.in_the_room().get(), by=coordinator())


def in_the_room(*, proxy: bool = True, **rules) -> tuple[Elector, Elector, Resolution]:
    """A holder, a giver who is there too, and an open vote."""
    meeting = make_meeting()
    holder, giver = make_voters(meeting, 2)
    if proxy:
        make_proxy(giver=giver, holder=holder)
    return holder, giver, make_open_vote(meeting=meeting, rules={**SPLIT, **rules})


@pytest.mark.parametrize("given", ["before", "after she left"])
def test_the_holder_does_not_vote_over_it(given):
    holder, giver, vote = in_the_room(proxy=given == "before")
    vote_in(vote, giver, AGAINST)
    leave(giver)
    if given != "before":
        give_proxy(giver=giver, holder=holder, by=coordinator())

    with pytest.raises(RuleBroken, match=giver.name):
        cast_ballot(resolution=vote, elector=giver, marks=FOR, by=make_acting_for(holder))

    ballot = vote.ballots.get(elector=giver)
    assert (ballot.marks, ballot.proxy, ballot.changes) == (AGAINST, None, 0)


def test_nor_in_one_gesture_of_which_nothing_is_cast():
    holder, giver, vote = in_the_room()
    vote_in(vote, giver, AGAINST)
    leave(giver)
    with pytest.raises(RuleBroken):
        cast_ballots(resolution=vote, votes={holder: FOR, giver: FOR}, by=make_acting_for(holder))
    assert not vote.ballots.filter(elector=holder).exists()


def test_nor_is_a_hand_entered_over_it():
    _holder, giver, vote = in_the_room()
    enter_hand_votes(resolution=vote, votes={giver: "against"}, by=house())
    leave(giver)
    with pytest.raises(RuleBroken, match=giver.name):
        enter_hand_votes(resolution=vote, votes={giver: "for"}, by=house())
    assert vote.ballots.get(elector=giver).marks == AGAINST


def test_it_is_counted_as_of_somebody_present():
    holder, giver, vote = in_the_room()
    vote_in(vote, giver, AGAINST)
    leave(giver)
    vote_in(vote, holder, FOR)
    closed = close_resolution(resolution=vote, by=house())
    assert (closed.tally["for"], closed.tally["against"]) == (1, 1)
    assert (closed.presence["present"], closed.presence["represented"]) == (2, 0)


def test_back_in_the_room_they_change_it_themselves():
    _holder, giver, vote = in_the_room()
    vote_in(vote, giver, AGAINST)
    leave(giver)
    come(giver)
    assert vote_in(vote, giver, FOR).marks == FOR


def test_what_was_cast_by_proxy_is_replaced_by_the_giver_who_comes_and_then_stands():
    holder, giver, vote = in_the_room()
    leave(giver)
    cast_ballot(resolution=vote, elector=giver, marks=FOR, by=make_acting_for(holder))
    come(giver)
    assert vote_in(vote, giver, AGAINST).proxy is None
    leave(giver)
    with pytest.raises(RuleBroken):
        cast_ballot(resolution=vote, elector=giver, marks=FOR, by=make_acting_for(holder))


def test_a_holder_changes_what_they_cast_for_who_never_came():
    holder, giver, vote = in_the_room()
    leave(giver)
    for marks in (FOR, AGAINST):
        cast_ballot(resolution=vote, elector=giver, marks=marks, by=make_acting_for(holder))
    assert vote.ballots.get(elector=giver).changes == 1


def reader_who_holds(**vote):
    """Somebody signed in who holds the proxy of an elector who voted and left."""
    organisation = make_organisation()
    rules = make_rules(subject={"secrecy": "on_request"})
    user, meeting = make_delegate(of=organisation), make_meeting(body=rules.body)
    holder = make_elector(meeting=meeting, organisation=organisation, present=True)
    giver = make_elector(meeting=meeting, name="Partie", present=True)
    make_proxy(giver=giver, holder=holder)
    make_voters(meeting, 8, college=giver.college)
    return user, giver, make_open_vote(meeting=meeting, **vote)


def test_the_page_of_the_holder_says_so_and_does_not_offer_it(as_user):
    user, giver, vote = reader_who_holds()
    vote_in(vote, giver, AGAINST)
    leave(giver)
    page = as_user(user).get(vote.get_absolute_url()).content.decode()
    assert str(giver.key) not in page
    assert fold("Partie vous a donné pouvoir et a voté dans la salle") in fold(page)


def test_in_secret_the_holder_does_not_see_their_receipt(as_user):
    user, giver, vote = reader_who_holds(is_secret=True)
    by = make_acting_for(giver)
    [receipt] = cast_secret_ballot(resolution=vote, votes={giver: AGAINST}, by=by)
    leave(giver)
    page = as_user(user).get(vote.get_absolute_url()).content.decode()
    assert receipt not in page
    assert fold("Partie vous a donné pouvoir et a voté dans la salle") in fold(page)


def test_in_secret_without_splitting_the_holder_still_votes_for_themselves():
    _user, giver, vote = reader_who_holds(is_secret=True)
    [holder] = Elector.objects.filter(proxies_held__giver=giver)
    cast_secret_ballot(resolution=vote, votes={giver: AGAINST}, by=make_acting_for(giver))
    leave(giver)
    cast_secret_ballot(resolution=vote, votes={holder: FOR}, by=make_acting_for(holder))
    assert vote.box.count() == 2


def test_who_raised_a_hand_and_left_is_not_asked_again(as_user, coordinator):
    holder, giver, vote = in_the_room()
    enter_hand_votes(resolution=vote, votes={giver: "against"}, by=house())
    leave(giver)
    page = as_user(coordinator).get(f"{vote.get_absolute_url()}mains/").content.decode()
    assert str(holder.key) in page
    assert str(giver.key) not in page
