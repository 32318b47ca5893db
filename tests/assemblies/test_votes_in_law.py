"""What a result must never be, by the rules of votes: counted through the actions."""

import pytest

from essaim.assemblies.models import CollegeRule, Resolution
from essaim.assemblies.votes.actions.resolutions import close_resolution
from essaim.assemblies.votes.actions.voting import cast_ballot, enter_hand_votes
from essaim.assemblies.votes.counting import Cast, Question, count
from essaim.kernel.errors import RuleBroken
from essaim.tally.quorum import Presence
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

WAYS = ("for", "against", "abstention", "blank")


def meeting_with(subject=None, **rules):
    body = make_body()
    make_rules(body=body, subject=subject, **rules)
    return make_meeting(body=body)


def by_colleges(votes, *, base="expressed", **rules):
    """`votes`: weight, for, against, abstentions, blank ballots of each college. Closed."""
    meeting = meeting_with({"majority_base": base}, **rules)
    hands = {}
    for place, (weight, *counts) in enumerate(votes):
        college = make_college(code=f"c{place}", name=f"Collège {place}")
        CollegeRule.objects.create(rules=meeting.rules, college=college, weight=weight)
        make_elector(meeting=meeting, college=college)
        here = make_voters(meeting, sum(counts), college=college)
        said = [way for way, count in zip(WAYS, counts, strict=False) for _ in range(count)]
        hands |= dict(zip(here, said, strict=True))
    vote = make_open_vote(meeting=meeting, method="colleges")
    enter_hand_votes(resolution=vote, votes=hands, by=house())
    return close_resolution(resolution=vote, by=house())


@pytest.mark.parametrize(
    ("silent_college", "outcome", "share", "is_valid"),
    [
        ("redistribute", "adopted", "1", True),
        ("lost", "rejected", "1/5", True),
        ("invalidate", "void", "1/5", False),
    ],
)
def test_a_fifth_of_the_weight_where_the_rest_is_silent(silent_college, outcome, share, is_valid):
    rules = {"aggregation": "proportional", "silent_college": silent_college}
    vote = by_colleges([(20, 1), (80,)], **rules)
    assert (vote.outcome, vote.tally["for_share"]) == (outcome, share)
    assert vote.tally["is_valid"] is is_valid


@pytest.mark.parametrize("silent_college", ["redistribute", "lost", "invalidate"])
@pytest.mark.parametrize("here", [(80, 0, 0, 9), (80, 0, 0, 0, 9)])
def test_a_college_that_abstains_has_voted(silent_college, here):
    rules = {"aggregation": "proportional", "silent_college": silent_college}
    vote = by_colleges([(20, 1), here], base="voters", **rules)
    assert [one["is_silent"] for one in vote.tally["colleges"]] == [False, False]
    assert (vote.outcome, vote.tally["for_share"]) == ("rejected", "1/5")
    assert vote.tally["is_valid"] is True


def test_of_the_voters_blank_ballots_of_a_college_dilute_it():
    vote = by_colleges([(60, 1, 0, 0, 9), (40, 0, 1)], base="voters", aggregation="proportional")
    assert (vote.outcome, vote.tally["for_share"]) == ("rejected", "3/50")
    assert vote.tally["colleges"][0]["blank"] == 9


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        ([(50, 9), (50, 0, 1)], "rejected"),
        ([(50, 9), (50, 1)], "adopted"),
        ([(25, 9), (25, 9), (25, 0, 1), (25, 0, 1)], "rejected"),
        ([(25, 9), (25, 9), (25, 1), (25, 0, 1)], "adopted"),
    ],
)
def test_a_double_majority_takes_more_than_half_of_the_colleges(votes, outcome):
    assert by_colleges(votes, aggregation="double_majority").outcome == outcome


@pytest.mark.parametrize(("casting_vote", "outcome"), [("chair", "adopted"), ("none", "tied")])
def test_between_equal_weights_the_chair_who_voted_decides(casting_vote, outcome):
    rules = {"aggregation": "proportional", "casting_vote": casting_vote}
    chair, meeting = make_person(), meeting_with(**rules)
    meeting.chair = chair
    meeting.save()
    colleges = [make_college(code=code, name=code) for code in ("reseaux", "personnes")]
    for college in colleges:
        CollegeRule.objects.create(rules=meeting.rules, college=college, weight=50)
    hers = make_elector(meeting=meeting, person=chair, college=colleges[0], present=True)
    (other,) = make_voters(meeting, 1, college=colleges[1])
    vote = make_open_vote(meeting=meeting, method="colleges")
    cast_ballot(resolution=vote, elector=hers, marks={"vote": "for"}, by=make_acting_for(hers))
    enter_hand_votes(resolution=vote, votes={other: "against"}, by=house())
    assert close_resolution(resolution=vote, by=house()).outcome == outcome


def of_those_present():
    meeting = meeting_with({"majority_base": "present"})
    here = make_voters(meeting, 3)
    for holder in here:
        make_proxy(giver=make_elector(meeting=meeting), holder=holder)
    return make_open_vote(meeting=meeting)


def test_more_papers_than_those_present_are_not_counted():
    vote = of_those_present()
    counts = {"for": 2, "against": 4}
    Resolution.objects.filter(pk=vote.pk).update(paper=counts)
    vote.refresh_from_db()
    with pytest.raises(RuleBroken, match=r"base des membres présents qui est de 3"):
        close_resolution(resolution=vote, by=house())


@pytest.mark.parametrize("base", ["voters", "members"])
@pytest.mark.parametrize(
    "quorum", [{"quorum_kind": "number", "quorum_number": 1}, {"quorum_kind": "fraction"}]
)
def test_a_college_in_which_nobody_may_vote_is_left_out_of_the_quorum_and_told(base, quorum):
    asked = {"quorum_numerator": 1, "quorum_denominator": 2, **quorum}
    meeting = meeting_with({**asked, "quorum_by_college": True, "quorum_base": base})
    here = make_voters(meeting, 1)
    empty = make_college(code="vide", name="Collège vide")
    make_elector(meeting=meeting, college=empty, right="dues")
    vote = make_open_vote(meeting=meeting)
    enter_hand_votes(resolution=vote, votes={here[0]: "for"}, by=house())
    vote = close_resolution(resolution=vote, by=house())
    assert vote.outcome == "adopted"
    assert any(
        "Personne n’a le droit de vote dans Collège vide" in told for told in vote.explanation
    )


@pytest.mark.parametrize(
    ("is_strict", "here", "outcome"),
    [(False, 2, "adopted"), (True, 2, "no_quorum"), (True, 3, "adopted")],
)
def test_a_quorum_of_more_than_half_is_not_met_by_half(is_strict, here, outcome):
    asked = {"quorum_numerator": 1, "quorum_denominator": 2, "quorum_is_strict": is_strict}
    meeting = meeting_with({"quorum_kind": "fraction", **asked})
    voters = make_voters(meeting, here, registered=4)
    vote = make_open_vote(meeting=meeting)
    enter_hand_votes(resolution=vote, votes=dict.fromkeys(voters, "for"), by=house())
    assert close_resolution(resolution=vote, by=house()).outcome == outcome


@pytest.mark.parametrize("casting_vote", ["none", "chair"])
@pytest.mark.parametrize(
    ("subject", "outcome"),
    [
        ({}, "tied"),
        ({"majority_numerator": 2, "majority_denominator": 3}, "rejected"),
        ({"majority_base": "voters"}, "tied"),
        ({"majority_base": "present_and_represented"}, "rejected"),
        ({"majority_base": "registered"}, "rejected"),
    ],
)
def test_votes_are_told_tied_only_where_a_casting_vote_could_adopt(subject, outcome, casting_vote):
    meeting = meeting_with(subject, casting_vote=casting_vote)
    here = make_voters(meeting, 3)
    vote = make_open_vote(meeting=meeting)
    enter_hand_votes(resolution=vote, votes={here[0]: "for", here[1]: "against"}, by=house())
    assert close_resolution(resolution=vote, by=house()).outcome == outcome


def test_a_tie_under_a_threshold_below_half_is_decided_by_it():
    share = {"majority_numerator": 1, "majority_denominator": 4, "majority_is_strict": False}
    meeting = meeting_with(share)
    here = make_voters(meeting, 20)
    vote = make_open_vote(meeting=meeting)
    said = dict.fromkeys(here[:10], "for") | dict.fromkeys(here[10:], "against")
    enter_hand_votes(resolution=vote, votes=said, by=house())
    vote = close_resolution(resolution=vote, by=house())
    assert (vote.outcome, vote.tally["is_tie"]) == ("adopted", False)


@pytest.mark.parametrize(
    ("needed", "outcome"), [(None, "rejected"), (1, "adopted"), (2, "rejected")]
)
def test_the_number_of_colleges_is_the_rule_s(needed, outcome):
    rules = {"aggregation": "double_majority", "colleges_needed": needed}
    vote = by_colleges([(50, 9), (50, 0, 1)], **rules)
    assert vote.outcome == outcome
    assert any("il en faut" in told or "la règle en demande" in told for told in vote.explanation)


def test_more_colleges_than_there_are_do_not_open_a_vote():
    with pytest.raises(RuleBroken, match="3 collèges favorables"):
        by_colleges([(50, 1), (50, 1)], aggregation="double_majority", colleges_needed=3)


def test_a_vote_of_colleges_opened_before_rules_gave_a_number_takes_more_than_half():
    rule = {"body": {"aggregation": "double_majority", "silent_college": "lost"}}
    majority = {"majority_numerator": 1, "majority_denominator": 2, "majority_is_strict": True}
    rule |= {"subject": {**majority, "majority_base": "expressed"}}
    rule |= {"colleges": [{"code": c, "name": c.upper(), "weight": 50} for c in "ab"]}
    casts = [Cast({"vote": "for"}, "a"), Cast({"vote": "for"}, "a"), Cast({"vote": "against"}, "b")]
    found = count(Question("colleges", rule, casts, Presence(3, 3)))
    assert (found.outcome, found.tally["colleges_in_favour"]) == ("rejected", 1)
