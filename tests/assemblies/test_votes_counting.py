"""The worked examples of the domain reference, through the actions, on the database."""

import pytest

from essaim.assemblies.models import CollegeRule, SubjectRule
from essaim.assemblies.votes.actions.resolutions import close_resolution
from essaim.assemblies.votes.actions.voting import cast_ballot, enter_hand_votes
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_acting_for,
    make_body,
    make_elector,
    make_meeting,
    make_open_vote,
    make_proxy,
    make_rules,
    make_voters,
)
from tests.factories.network import make_college, make_person

pytestmark = pytest.mark.django_db


def votes_by_hand(resolution, electors, **numbers):
    """The first electors for, the next against…"""
    said = [vote for vote, number in numbers.items() for _ in range(number)]
    votes = dict(zip(electors, said, strict=False))
    enter_hand_votes(resolution=resolution, votes=votes, by=house())


def meeting_with(**subject):
    body = make_body()
    make_rules(body=body, subject=subject)
    return make_meeting(body=body)


@pytest.mark.parametrize(
    ("base", "needed", "outcome"),
    [
        ("expressed", 6, "adopted"),
        ("voters", 8, "rejected"),
        ("present_and_represented", 8, "rejected"),
        ("registered", 21, "rejected"),
    ],
)
def test_the_same_ballots_on_four_bases(base, needed, outcome):
    """M1: 40 registered, 14 here; 6 for, 5 against, 2 abstentions, 1 blank."""
    meeting = meeting_with(majority_base=base)
    here = make_voters(meeting, 10, registered=36)
    givers = [make_elector(meeting=meeting) for _ in range(4)]
    for giver in givers:
        make_proxy(giver=giver, holder=here[0])
    vote = make_open_vote(meeting=meeting)
    votes = {"for": 6, "against": 5, "abstention": 2, "blank": 1}
    votes_by_hand(vote, [*here, *givers], **votes)

    vote = close_resolution(resolution=vote, by=house())

    assert (vote.outcome, vote.tally["needed"]) == (outcome, needed)
    assert {choice: vote.tally[choice] for choice in votes} == votes
    assert vote.presence["registered"] == 40
    assert (vote.presence["present"], vote.presence["represented"]) == (10, 4)


@pytest.mark.parametrize(("is_strict", "outcome"), [(False, "adopted"), (True, "rejected")])
def test_two_thirds_exactly(is_strict, outcome):
    """M2: 8 for, 4 against."""
    meeting = meeting_with(
        majority_numerator=2, majority_denominator=3, majority_is_strict=is_strict
    )
    here = make_voters(meeting, 12)
    vote = make_open_vote(meeting=meeting)
    votes_by_hand(vote, here, **{"for": 8, "against": 4})

    assert close_resolution(resolution=vote, by=house()).outcome == outcome


@pytest.mark.parametrize(("counts_proxies", "outcome"), [(True, "adopted"), (False, "no_quorum")])
def test_below_the_quorum_nothing_is_adopted(counts_proxies, outcome):
    """Q1: 40 registered, a third asked for; 10 here and 4 represented."""
    meeting = meeting_with(
        quorum_kind="fraction",
        quorum_numerator=1,
        quorum_denominator=3,
        quorum_counts_proxies=counts_proxies,
    )
    here = make_voters(meeting, 10, registered=36)
    for holder in here[:4]:
        make_proxy(giver=make_elector(meeting=meeting), holder=holder)
    vote = make_open_vote(meeting=meeting)
    votes_by_hand(vote, here, **{"for": 10})

    vote = close_resolution(resolution=vote, by=house())

    assert vote.outcome == outcome
    assert vote.presence["quorum"]["required"] == 14
    assert (vote.decision is not None) == (outcome == "adopted")


#: C1: For, Against, abstentions in each college, of weights 50, 30, 20.
C1 = {"a": (50, 8, 4, 2), "b": (30, 3, 3, 0), "c": (20, 10, 30, 0)}


def vote_by_colleges(colleges, *, base="expressed", **rules):
    meeting = meeting_with(majority_base=base)
    for code, (weight, *_counts) in colleges.items():
        college = make_college(code=code, name=code.upper())
        CollegeRule.objects.create(rules=meeting.rules, college=college, weight=weight)
        make_elector(meeting=meeting, college=college)
    hands = {}
    for code, (_weight, *counts) in colleges.items():
        college = meeting.rules.colleges.get(college__code=code).college
        here = make_voters(meeting, sum(counts), college=college)
        said = zip(("for", "against", "abstention"), counts, strict=True)
        hands |= dict(zip(here, [v for v, n in said for _ in range(n)], strict=True))
    vote = make_open_vote(meeting=meeting, method="colleges", rules=rules)
    enter_hand_votes(resolution=vote, votes=hands, by=house())
    return close_resolution(resolution=vote, by=house())


@pytest.mark.parametrize(
    ("aggregation", "base", "outcome", "share"),
    [
        ("heads", "expressed", "rejected", "21/58"),
        ("proportional", "expressed", "adopted", "8/15"),
        ("proportional", "voters", "rejected", "17/35"),
        ("bloc", "expressed", "adopted", "1/2"),
        ("bloc", "voters", "rejected", "1/2"),
        ("double_majority", "expressed", "rejected", "21/58"),
    ],
)
def test_four_ways_of_adding_colleges(aggregation, base, outcome, share):
    vote = vote_by_colleges(C1, base=base, aggregation=aggregation)
    assert (vote.outcome, vote.tally["for_share"]) == (outcome, share)


@pytest.mark.parametrize(
    ("silent_college", "outcome", "share"),
    [
        ("redistribute", "adopted", "23/42"),
        ("lost", "rejected", "23/60"),
        ("invalidate", "void", "23/60"),
    ],
)
def test_a_college_in_which_nobody_votes(silent_college, outcome, share):
    """C2: 54.76 % where its weight is shared out; 38.33 of 100 where it is lost: not half."""
    colleges = {**C1, "b": (30, 0, 0, 0)}
    rules = {"aggregation": "proportional", "silent_college": silent_college}
    vote = vote_by_colleges(colleges, **rules)
    assert (vote.outcome, vote.tally["for_share"]) == (outcome, share)


def test_a_tie_is_not_adopted():
    meeting = meeting_with()
    here = make_voters(meeting, 2)
    vote = make_open_vote(meeting=meeting)
    votes_by_hand(vote, here, **{"for": 1, "against": 1})
    assert close_resolution(resolution=vote, by=house()).outcome == "tied"


@pytest.mark.parametrize(("said", "outcome"), [("for", "adopted"), ("against", "rejected")])
def test_between_equal_votes_the_chair_decides_where_the_rules_say_so(said, outcome):
    chair = make_person()
    meeting = make_meeting(chair=chair)
    hers = make_elector(meeting=meeting, person=chair, present=True)
    (other,) = make_voters(meeting, 1)
    vote = make_open_vote(meeting=meeting, rules={"casting_vote": "chair"})
    cast_ballot(resolution=vote, elector=hers, marks={"vote": said}, by=make_acting_for(hers))
    against = "against" if said == "for" else "for"
    enter_hand_votes(resolution=vote, votes={other: against}, by=house())
    assert close_resolution(resolution=vote, by=house()).outcome == outcome


def test_a_decision_is_written_in_the_programme_with_its_result_and_reference():
    body = make_body(name="Assemblée générale")
    meeting = make_meeting(body=body)
    here = make_voters(meeting, 6)
    for number in (1, 2):
        vote = make_open_vote(meeting=meeting)
        votes_by_hand(vote, here, **{"for": 3, "against": 1, "abstention": 2})
        decision = close_resolution(resolution=vote, by=house()).decision
        assert decision.reference == f"AG 2024-{number}"
    assert decision.result == "adoptée\u00a0: 3 pour, 1 contre, 2 abstentions"
    assert (decision.body, decision.audience) == ("Assemblée générale", "members")
    assert str(decision.decided_on) == "2024-10-14"


def test_whoever_voted_and_left_is_counted_as_present():
    meeting = meeting_with(quorum_kind="number", quorum_number=3)
    here = make_voters(meeting, 3)
    vote = make_open_vote(meeting=meeting)
    cast_ballot(
        resolution=vote, elector=here[0], marks={"vote": "for"}, by=make_acting_for(here[0])
    )
    here[0].attendances.update(left_at=meeting.ends_at)

    vote = close_resolution(resolution=vote, by=house())

    assert vote.presence["present"] == 3
    assert vote.outcome == "adopted"


def test_whoever_left_without_voting_is_not():
    meeting = meeting_with(quorum_kind="number", quorum_number=3)
    here = make_voters(meeting, 3)
    vote = make_open_vote(meeting=meeting)
    cast_ballot(
        resolution=vote, elector=here[0], marks={"vote": "for"}, by=make_acting_for(here[0])
    )
    here[1].attendances.update(left_at=meeting.ends_at)

    vote = close_resolution(resolution=vote, by=house())

    assert (vote.presence["present"], vote.outcome) == (2, "no_quorum")


def test_the_rule_stays_that_of_the_opening():
    meeting = meeting_with()
    here = make_voters(meeting, 3)
    vote = make_open_vote(meeting=meeting)
    SubjectRule.objects.update(majority_numerator=99, majority_denominator=100)
    votes_by_hand(vote, here, **{"for": 2, "against": 1})
    assert close_resolution(resolution=vote, by=house()).outcome == "adopted"
