"""A rule without splitting holds in every way of voting: devices, hands, secret ballots."""

import pytest

from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.roll.actions.changes import edit_meeting
from essaim.assemblies.votes.actions.voting import (
    cast_ballot,
    cast_ballots,
    cast_secret_ballot,
    enter_hand_votes,
)
from essaim.kernel.errors import RuleBroken
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
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db

FOR, AGAINST = {"vote": "for"}, {"vote": "against"}
ARTICLE = "Article 9."


@pytest.fixture(params=["named", "blank"])
def held(request):
    """A meeting whose chair holds two proxies, which name them or nobody, beside five others."""
    rules = make_rules(
        proxies_may_split=False, proxy_article=ARTICLE, subject={"secrecy": "on_request"}
    )
    chair = make_person()
    meeting = make_meeting(body=rules.body, chair=chair)
    holder = make_elector(meeting=meeting, person=chair, present=True)
    givers = [make_elector(meeting=meeting) for _number in range(2)]
    for giver in givers:
        make_proxy(giver=giver, holder=holder if request.param == "named" else None)
    return meeting, holder, givers, make_voters(meeting, 5)


def secretly(vote, holder, votes):
    cast_secret_ballot(resolution=vote, votes=votes, by=make_acting_for(holder))


def test_hands_of_one_holder_are_alike(held):
    meeting, holder, (giver, other), (neighbour, *_others) = held
    vote = make_open_vote(meeting=meeting)
    with pytest.raises(RuleBroken, match=ARTICLE):
        enter_hand_votes(resolution=vote, votes={holder: "for", giver: "against"}, by=house())
    assert not vote.ballots.exists()

    votes = {holder: "for", giver: "for", neighbour: "against"}
    enter_hand_votes(resolution=vote, votes=votes, by=house())
    with pytest.raises(RuleBroken, match=ARTICLE):
        enter_hand_votes(resolution=vote, votes={other: "abstention"}, by=house())
    enter_hand_votes(
        resolution=vote, votes=dict.fromkeys([holder, giver, other], "against"), by=house()
    )
    assert {one.marks["vote"] for one in vote.ballots.all()} == {"against"}


def test_a_hand_is_like_the_ballot_that_the_holder_cast_on_a_device(held):
    meeting, holder, (giver, _other), _others = held
    vote = make_open_vote(meeting=meeting)
    cast_ballot(resolution=vote, elector=holder, marks=FOR, by=make_acting_for(holder))
    with pytest.raises(RuleBroken, match=ARTICLE):
        enter_hand_votes(resolution=vote, votes={giver: "against"}, by=house())


def test_devices_hold_blank_proxies_to_it_too(held):
    meeting, holder, (giver, _other), _others = held
    vote = make_open_vote(meeting=meeting)
    by = make_acting_for(holder)
    cast_ballot(resolution=vote, elector=giver, marks=FOR, by=by)
    with pytest.raises(RuleBroken, match=ARTICLE):
        cast_ballot(resolution=vote, elector=holder, marks=AGAINST, by=by)


def test_in_secret_a_holder_votes_for_all_in_one_gesture(held):
    meeting, holder, givers, _others = held
    vote = make_open_vote(meeting=meeting, is_secret=True)
    for some in ([holder], [givers[0]], givers, [holder, givers[1]]):
        with pytest.raises(RuleBroken, match="en une fois"):
            secretly(vote, holder, dict.fromkeys(some, FOR))
    with pytest.raises(RuleBroken, match=ARTICLE):
        secretly(vote, holder, {holder: FOR, givers[0]: AGAINST, givers[1]: FOR})
    assert not vote.box.exists()

    secretly(vote, holder, dict.fromkeys([holder, *givers], FOR))
    assert vote.box.count() == 3


def test_in_secret_a_proxy_that_comes_after_its_holder_voted_is_too_late(held):
    meeting, holder, givers, others = held
    here = others[0].attendances.get()
    vote = make_open_vote(meeting=meeting, is_secret=True)
    secretly(vote, holder, dict.fromkeys([holder, *givers], FOR))
    here.left_at = vote.opened_at
    here.save()
    make_proxy(giver=others[0], holder=holder)
    with pytest.raises(RuleBroken, match="a déjà voté"):
        secretly(vote, holder, {others[0]: FOR})


def test_in_secret_who_holds_nothing_votes_alone(held):
    meeting, _holder, _givers, others = held
    vote = make_open_vote(meeting=meeting, is_secret=True)
    secretly(vote, others[0], {others[0]: FOR})
    assert vote.box.count() == 1


def test_one_person_who_speaks_for_two_members_is_no_holder_of_proxies(held):
    """Each of the two is in the room and has a voice of its own: that is not splitting."""
    meeting, _holder, _givers, (one, other, *_others) = held
    vote = make_open_vote(meeting=meeting)
    by = make_acting_for(one, other)
    cast_ballots(resolution=vote, votes={one: FOR, other: AGAINST}, by=by)
    secret = make_open_vote(meeting=meeting, is_secret=True)
    cast_secret_ballot(resolution=secret, votes={one: FOR, other: AGAINST}, by=by)
    assert (vote.ballots.count(), secret.box.count()) == (2, 2)


def test_where_the_base_is_of_those_present_a_holder_votes_in_secret_for_themselves_alone(held):
    meeting, holder, _givers, _others = held
    meeting.rules.subjects.update(majority_base="present")
    vote = make_open_vote(meeting=meeting, is_secret=True)
    secretly(vote, holder, {holder: FOR})
    assert vote.box.count() == 1


def take_the_chair(meeting, elector):
    """Who sits for this elector presides from now on."""
    person = make_person()
    elector.attendances.update(person=person)
    edit_meeting(
        meeting=meeting,
        content=MeetingContent(title="AG", mode="hybrid", chair=person),
        by=coordinator(),
    )


def test_who_presides_next_does_not_answer_for_blank_proxies_used_before(held):
    meeting, holder, givers, (following, *_others) = held
    vote = make_open_vote(meeting=meeting)
    cast_ballots(
        resolution=vote, votes=dict.fromkeys([holder, *givers], FOR), by=make_acting_for(holder)
    )
    take_the_chair(meeting, following)

    by = make_acting_for(following)
    cast_ballot(resolution=vote, elector=following, marks=AGAINST, by=by)
    by = make_acting_for(holder)
    with pytest.raises(RuleBroken, match=ARTICLE):
        cast_ballot(resolution=vote, elector=holder, marks=AGAINST, by=by)


def test_nor_in_secret(held):
    meeting, holder, givers, (following, *_others) = held
    vote = make_open_vote(meeting=meeting, is_secret=True)
    secretly(vote, holder, dict.fromkeys([holder, *givers], FOR))
    take_the_chair(meeting, following)
    secretly(vote, following, {following: AGAINST})
    assert vote.sign_offs.filter(elector=following).exists()
