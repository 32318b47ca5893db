"""What the pages of votes cost: as many queries whatever the number."""

import pytest
from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.assemblies.sitting.queries.page import sitting_page, votes_now
from essaim.assemblies.votes.actions.resolutions import close_resolution
from essaim.assemblies.votes.actions.voting import enter_hand_votes
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_elector,
    make_meeting,
    make_open_vote,
    make_proxy,
    make_voters,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_whatever_the_number(
    as_user, delegate_here, number, django_assert_num_queries
):
    user, elector, meeting = delegate_here
    for _one in range(number):
        make_proxy(giver=make_elector(meeting=meeting), holder=elector)
    vote = make_open_vote(meeting=meeting)
    enter_hand_votes(resolution=vote, votes={elector: "for"}, by=house())
    client = as_user(user)
    client.get(vote.get_absolute_url())
    with django_assert_num_queries(14):
        client.get(vote.get_absolute_url())


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_result_costs_the_same_whatever_the_number(
    as_user, coordinator, number, django_assert_num_queries
):
    meeting = make_meeting()
    make_voters(meeting, number)
    vote = make_open_vote(meeting=meeting)
    voters = dict.fromkeys(meeting.electors.all(), "for")
    enter_hand_votes(resolution=vote, votes=voters, by=house())
    close_resolution(resolution=vote, by=house())
    client = as_user(coordinator)
    with django_assert_num_queries(9):
        client.get(vote.get_absolute_url())


@pytest.mark.parametrize("number", [1, 3])
def test_votes_on_the_page_of_a_meeting_cost_one_query_whatever_the_number(
    delegate_here, number, django_assert_num_queries
):
    user, elector, meeting = delegate_here
    for _one in range(number):
        make_proxy(giver=make_elector(meeting=meeting), holder=elector)
    for _one in range(number):
        make_open_vote(meeting=meeting)
    acting = acting_as(user)
    page = sitting_page(meeting, acting, timezone.now())
    with django_assert_num_queries(1):
        votes = votes_now(page, acting)
    assert [len(one.voices) for one in votes.mine] == [number + 1] * number
