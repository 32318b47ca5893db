"""One vote an elector, by whoever speaks for it or holds its proxy, until the closing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.assemblies.models import Ballot, Proxy
from essaim.assemblies.votes.actions.counts import enter_paper_result
from essaim.assemblies.votes.actions.resolutions import close_resolution
from essaim.assemblies.votes.actions.voting import cast_ballot, cast_ballots, enter_hand_votes
from essaim.kernel.acting import Acting, capacities_of
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.network.models import Representation
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_acting_for,
    make_attendance,
    make_body,
    make_elector,
    make_meeting,
    make_open_vote,
    make_proxy,
    make_rules,
    make_voters,
)
from tests.factories.network import make_delegate, make_organisation, make_person

pytestmark = pytest.mark.django_db

FOR, AGAINST = {"vote": "for"}, {"vote": "against"}


def cast(vote, elector, marks=None, *, by=None) -> Ballot:
    by = by or make_acting_for(elector)
    return cast_ballot(resolution=vote, elector=elector, marks=marks or FOR, by=by)


def test_a_double_click_is_one_vote():
    meeting = make_meeting()
    (elector,) = make_voters(meeting, 1)
    vote = make_open_vote(meeting=meeting)
    assert cast(vote, elector) == cast(vote, elector)
    assert (vote.ballots.count(), vote.ballots.get().changes) == (1, 0)


def test_a_vote_is_changed_until_the_closing_then_refused():
    meeting = make_meeting()
    (elector,) = make_voters(meeting, 1)
    vote = make_open_vote(meeting=meeting)
    cast(vote, elector)
    assert cast(vote, elector, AGAINST).changes == 1
    closed = close_resolution(resolution=vote, by=house())
    assert closed.tally["against"] == 1
    with pytest.raises(RuleBroken, match="Le vote est clos"):
        cast(vote, elector)


@pytest.mark.parametrize("standing", ["titular", "alternate"])
def test_the_ballot_says_who_pressed_and_as_what(standing):
    organisation = make_organisation()
    user = make_delegate(of=organisation)
    Representation.objects.update(standing=standing)
    meeting = make_meeting()
    elector = make_elector(meeting=meeting, organisation=organisation, present=True)
    vote = make_open_vote(meeting=meeting)

    ballot = cast(vote, elector, by=acting_as(user))

    assert (ballot.cast_by, ballot.cast_as) == (user.person, standing)


def test_whoever_votes_for_herself_does_so_in_person():
    person = make_person()
    meeting = make_meeting()
    elector = make_elector(meeting=meeting, person=person, present=True)
    assert cast(make_open_vote(meeting=meeting), elector).cast_as == "in_person"


def test_the_bearer_of_a_link_votes_for_the_elector_of_the_link_alone():
    meeting = make_meeting()
    one, other = make_voters(meeting, 2)
    vote = make_open_vote(meeting=meeting)
    actor = make_acting_for()
    bearer = Acting(key=actor.key, user_id=None, capacities=capacities_of([f"elector:{one.key}"]))
    assert cast(vote, one, by=bearer).cast_as == "link"
    with pytest.raises(Forbidden):
        cast(vote, other, by=bearer)


def test_nobody_votes_for_an_elector_for_whom_she_does_not_speak():
    meeting = make_meeting()
    one, other = make_voters(meeting, 2)
    vote = make_open_vote(meeting=meeting)
    with pytest.raises(Forbidden):
        cast(vote, one, by=make_acting_for(other))
    with pytest.raises(Forbidden):
        cast(vote, one, by=house())


def test_one_votes_from_the_room():
    meeting = make_meeting()
    make_voters(meeting, 1)
    away = make_elector(meeting=meeting)
    vote = make_open_vote(meeting=meeting)
    with pytest.raises(RuleBroken, match="pas dans la salle"):
        cast(vote, away)


def test_without_the_right_at_the_opening_there_is_no_vote():
    meeting = make_meeting()
    make_voters(meeting, 1)
    unpaid = make_elector(meeting=meeting, right="dues", present=True)
    vote = make_open_vote(meeting=meeting)
    with pytest.raises(RuleBroken, match="pas le droit de vote"):
        cast(vote, unpaid)


def holder_and_givers(meeting, number=2):
    holder = make_elector(meeting=meeting, present=True)
    givers = [make_elector(meeting=meeting) for _ in range(number)]
    for giver in givers:
        make_proxy(giver=giver, holder=holder)
    return holder, givers


def test_a_holder_votes_all_her_proxies_in_one_gesture():
    meeting = make_meeting()
    holder, givers = holder_and_givers(meeting)
    vote = make_open_vote(meeting=meeting)
    votes = dict.fromkeys([holder, *givers], FOR)
    cast_ballots(resolution=vote, votes=votes, by=make_acting_for(holder))
    assert set(vote.ballots.values_list("elector", "proxy__holder")) == {
        (holder.pk, None),
        *((giver.pk, holder.pk) for giver in givers),
    }


def test_a_holder_splits_them_where_the_rules_let_her():
    meeting = make_meeting()
    holder, (one, other) = holder_and_givers(meeting)
    vote = make_open_vote(meeting=meeting)
    votes = {holder: FOR, one: AGAINST, other: FOR}
    cast_ballots(resolution=vote, votes=votes, by=make_acting_for(holder))
    assert vote.ballots.get(elector=one).marks == AGAINST


def test_where_the_rules_do_not_she_votes_all_alike_in_one_gesture_or_in_several():
    meeting = make_meeting()
    holder, (one, other) = holder_and_givers(meeting)
    rules = {"proxies_may_split": False, "proxy_article": "Article 9."}
    vote = make_open_vote(meeting=meeting, rules=rules)
    by = make_acting_for(holder)
    with pytest.raises(RuleBroken, match=r"partager\. Article 9"):
        cast_ballots(resolution=vote, votes={holder: FOR, one: AGAINST}, by=by)
    assert vote.ballots.count() == 0
    cast(vote, holder, by=by)
    with pytest.raises(RuleBroken, match="partager"):
        cast(vote, one, AGAINST, by=by)
    votes = dict.fromkeys([holder, one, other], AGAINST)
    cast_ballots(resolution=vote, votes=votes, by=by)
    assert [ballot.marks for ballot in vote.ballots.all()] == [AGAINST] * 3


def test_a_giver_who_arrives_suspends_the_proxy():
    meeting = make_meeting()
    holder, (giver, _other) = holder_and_givers(meeting)
    vote = make_open_vote(meeting=meeting)
    make_attendance(elector=giver)
    with pytest.raises(RuleBroken, match="suspendu"):
        cast(vote, giver, by=make_acting_for(holder))
    assert cast(vote, giver).proxy is None


def test_a_giver_who_is_away_lets_the_holder_vote():
    meeting = make_meeting()
    holder, (giver, _other) = holder_and_givers(meeting)
    vote = make_open_vote(meeting=meeting)
    with pytest.raises(RuleBroken, match=f"{holder.name}.* vote pour"):
        cast(vote, giver)
    Proxy.objects.update(withdrawn_at=meeting.starts_at)
    with pytest.raises(Forbidden):
        cast(vote, giver, by=make_acting_for(holder))


def test_a_blank_proxy_is_voted_by_the_chair():
    chair = make_person()
    meeting = make_meeting(chair=chair)
    elector = make_elector(meeting=meeting, person=chair, present=True)
    giver = make_elector(meeting=meeting)
    make_proxy(giver=giver)
    vote = make_open_vote(meeting=meeting)
    assert cast(vote, giver, by=make_acting_for(elector)).elector == giver


def test_where_only_those_present_count_proxies_do_not_vote():
    body = make_body()
    make_rules(body=body, subject={"majority_base": "present"})
    meeting = make_meeting(body=body)
    holder, givers = holder_and_givers(meeting)
    vote = make_open_vote(meeting=meeting)
    with pytest.raises(RuleBroken, match="les pouvoirs ne votent pas"):
        cast(vote, givers[0], by=make_acting_for(holder))


def test_without_leave_to_vote_on_a_device_hands_and_papers_remain():
    meeting = make_meeting()
    one, *_others = make_voters(meeting, 4)
    rules = {"electronic_allowed": False, "electronic_article": "Article 12."}
    vote = make_open_vote(meeting=meeting, rules=rules)
    with pytest.raises(RuleBroken, match=r"appareil\. Article 12"):
        cast(vote, one)
    enter_hand_votes(resolution=vote, votes={one: "for"}, by=house())
    enter_paper_result(resolution=vote, counts={"for": 1, "against": 2}, by=house())
    tally = close_resolution(resolution=vote, by=house()).tally
    assert (tally["for"], tally["against"], tally["voters"]) == (2, 2, 4)


def test_there_are_not_more_papers_than_electors_who_have_not_voted():
    meeting = make_meeting()
    one, other, _third = make_voters(meeting, 3)
    vote = make_open_vote(meeting=meeting)
    cast(vote, one)
    with pytest.raises(RuleBroken, match="3 bulletins sont saisis pour 2 membres"):
        enter_paper_result(resolution=vote, counts={"for": 3}, by=house())
    enter_paper_result(resolution=vote, counts={"for": 2}, by=house())
    with pytest.raises(RuleBroken, match="comptent déjà"):
        cast(vote, other)


def test_a_hand_does_not_replace_what_was_pressed_on_a_device():
    meeting = make_meeting()
    one, other = make_voters(meeting, 2)
    vote = make_open_vote(meeting=meeting)
    cast(vote, one)
    with pytest.raises(RuleBroken, match="a déjà voté sur un appareil"):
        enter_hand_votes(resolution=vote, votes={other: "for", one: "against"}, by=house())
    assert vote.ballots.get().elector == one


def test_in_writing_one_votes_from_anywhere_until_the_closing():
    body = make_body()
    make_rules(
        body=body, written_allowed=True, subject={"quorum_kind": "number", "quorum_number": 2}
    )
    until = timezone.now() + timedelta(days=7)
    meeting = make_meeting(body=body, mode="written", state="convened", ends_at=until)
    one, other, _silent = (make_elector(meeting=meeting) for _ in range(3))
    vote = make_open_vote(meeting=meeting)
    cast(vote, one)
    cast(vote, other)

    vote = close_resolution(resolution=vote, by=house())

    assert (vote.outcome, vote.presence["present"]) == ("adopted", 2)


@pytest.mark.parametrize("marks", [{}, {"vote": "yes"}, {"vote": "for", "more": 1}])
def test_a_ballot_that_says_nothing_is_refused(marks):
    meeting = make_meeting()
    (elector,) = make_voters(meeting, 1)
    vote = make_open_vote(meeting=meeting)
    with pytest.raises(RuleBroken, match="pour, contre"):
        cast_ballot(resolution=vote, elector=elector, marks=marks, by=make_acting_for(elector))
