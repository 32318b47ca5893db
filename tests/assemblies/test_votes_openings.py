"""What a resolution says, what keeps its vote from opening, what opening freezes."""

import pytest

from essaim.assemblies.models import CollegeRule
from essaim.assemblies.votes.actions.resolutions import (
    ResolutionContent,
    close_resolution,
    edit_resolution,
    open_resolution,
    withdraw_resolution,
    write_resolution,
)
from essaim.assemblies.votes.actions.voting import enter_hand_votes
from essaim.kernel.errors import Forbidden, RuleBroken
from tests.factories.accounts import house
from tests.factories.assemblies import (
    make_acting_for,
    make_body,
    make_elector,
    make_item,
    make_meeting,
    make_open_vote,
    make_option,
    make_resolution,
    make_rules,
    make_voters,
)
from tests.factories.network import make_college, make_person

pytestmark = pytest.mark.django_db

HALF = {"quorum_kind": "fraction", "quorum_numerator": 1, "quorum_denominator": 2}
TEXT = {"title": "Rapport moral", "text": "L’assemblée l’approuve."}


def meeting_with(number=3, *, rules=None, **subject):
    body = make_body()
    make_rules(body=body, subject=subject, **(rules or {}))
    meeting = make_meeting(body=body)
    make_voters(meeting, number)
    return meeting


def open_one(meeting, **fields):
    return open_resolution(resolution=make_resolution(meeting=meeting, **fields), by=house())


def test_resolutions_are_numbered_within_their_meeting():
    for _meeting in range(2):
        item = make_item(meeting=make_meeting())
        made = [write_resolution(item=item, by=house(), **TEXT) for _ in range(2)]
        assert [one.number for one in made] == [1, 2]


def test_a_delegate_writes_none():
    meeting = meeting_with(1)
    by = make_acting_for(meeting.electors.get())
    with pytest.raises(Forbidden):
        write_resolution(item=make_item(meeting=meeting), by=by, **TEXT)


def test_options_are_words_or_people_and_stand_once():
    item = make_item(meeting=make_meeting())
    ana = make_person(given_name="Ana", family_name="Diallo")
    vote = write_resolution(
        item=item, by=house(), method="approval", options=["Personne", ana], **TEXT
    )
    options = list(vote.options.order_by("position").values_list("label", "person"))
    assert options == [("Personne", None), ("Ana Diallo", ana.pk)]
    with pytest.raises(RuleBroken, match="deux fois"):
        write_resolution(item=item, by=house(), method="ranked", options=["a", "A"], **TEXT)


def test_majority_judgment_has_a_scale_of_its_own_or_that_of_the_house():
    item = make_item(meeting=make_meeting())
    usual = write_resolution(item=item, by=house(), method="majority_judgment", **TEXT)
    assert usual.grades == ["Très bien", "Bien", "Assez bien", "Passable", "À rejeter"]
    with pytest.raises(RuleBroken, match="deux mentions"):
        write_resolution(
            item=item, by=house(), method="majority_judgment", grades=["Bien", "Bien"], **TEXT
        )


def test_what_is_put_to_the_vote_does_not_change():
    vote = open_one(meeting_with())
    content = ResolutionContent("Autre", "Autre.", subject="ordinary")
    with pytest.raises(RuleBroken, match="ne change plus"):
        edit_resolution(resolution=vote, content=content, by=house())


def test_opening_freezes_the_rule_with_its_article_and_the_roll():
    meeting = meeting_with(2, article="Article 14.", rules={"proxies_may_split": False})
    make_elector(meeting=meeting, right="dues")
    vote = open_one(meeting)
    assert vote.rule["subject"]["article"] == "Article 14."
    assert vote.rule["body"]["proxies_may_split"] is False
    assert vote.rule["missing_grade"] == "worst"
    codes = {one.college.code for one in meeting.electors.with_right()}
    assert (vote.roll["registered"], set(vote.roll["by_college"])) == (2, codes)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"subject": "dissolution"}, "Aucune règle n’est écrite"),
        ({"is_secret": True}, "n’admettent pas le vote secret"),
        ({"method": "colleges"}, "ne donnent de poids à aucun collège"),
        ({"method": "ranked"}, "entre deux options"),
    ],
)
def test_a_vote_that_could_not_be_counted_does_not_open(fields, refusal):
    with pytest.raises(RuleBroken, match=refusal):
        open_one(meeting_with(), **fields)


def test_where_nobody_may_vote_no_vote_opens():
    meeting = make_meeting()
    make_elector(meeting=meeting, right="dues", present=True)
    with pytest.raises(RuleBroken, match="sans électeurs"):
        open_one(meeting)


@pytest.mark.parametrize("state", ["convened", "closed"])
def test_one_votes_in_an_open_meeting(state):
    with pytest.raises(RuleBroken, match="réunion ouverte"):
        open_one(make_meeting(state=state))


def test_one_decides_in_writing_where_the_rules_say_so():
    rules = {"written_article": "Article 20."}
    body = make_body()
    make_rules(body=body, **rules)
    meeting = make_meeting(body=body, mode="written", state="convened")
    with pytest.raises(RuleBroken, match=r"par écrit\. Article 20"):
        open_one(meeting)


@pytest.mark.parametrize(
    ("added_as", "opens"), [("announced", True), ("minor", True), ("added", False)]
)
def test_what_the_convocation_did_not_announce_opens_only_as_minor_or_incident(added_as, opens):
    meeting = meeting_with(rules={"added_items": "minor"})
    item = make_item(meeting=meeting, added_as=added_as)
    if opens:
        assert open_one(meeting, item=item).state == "open"
        return
    with pytest.raises(RuleBroken, match="n’annonçait pas ce point"):
        open_one(meeting, item=item)


def test_where_votes_weigh_by_college_heads_are_not_counted():
    with pytest.raises(RuleBroken, match="par collèges"):
        open_one(meeting_with(rules={"aggregation": "bloc"}))


def test_an_elector_of_no_weighed_college_would_not_be_counted():
    meeting = meeting_with(rules={"aggregation": "bloc"})
    CollegeRule.objects.create(rules=meeting.rules, college=make_college(), weight=100)
    with pytest.raises(RuleBroken, match="aucun collège auquel"):
        open_one(meeting, method="colleges")


def test_a_base_that_colleges_do_not_have_is_refused():
    meeting = meeting_with(majority_base="registered", rules={"aggregation": "bloc"})
    for college in {one.college for one in meeting.electors.all()}:
        CollegeRule.objects.create(rules=meeting.rules, college=college, weight=100)
    with pytest.raises(RuleBroken, match="ce que cette règle ne dit pas"):
        open_one(meeting, method="colleges")


def test_as_many_seats_as_options_leave_nothing_to_choose():
    vote = make_resolution(meeting=meeting_with(), method="approval", seats=2)
    for _number in range(2):
        make_option(resolution=vote)
    with pytest.raises(RuleBroken, match="rien à choisir"):
        open_resolution(resolution=vote, by=house())


def test_a_vote_opens_once_and_what_is_decided_is_not_withdrawn():
    vote = make_open_vote(meeting=meeting_with())
    with pytest.raises(RuleBroken, match="déjà été ouvert"):
        open_resolution(resolution=vote, by=house())
    assert withdraw_resolution(resolution=vote, by=house()).state == "withdrawn"
    with pytest.raises(RuleBroken, match="ne se retire pas"):
        withdraw_resolution(resolution=vote, by=house())


def test_a_quorum_by_college_leaves_out_a_college_without_electors_and_says_so():
    """One college of three has nobody who may vote: the vote opens, closes, and says it."""
    meeting = meeting_with(0, quorum_by_college=True, **HALF)
    for name in ("Réseaux", "Personnes"):
        make_voters(meeting, 2, college=make_college(name=name))
    empty = make_elector(meeting=meeting, college=make_college(name="Vide"), right="dues")
    vote = open_one(meeting)
    enter_hand_votes(
        resolution=vote,
        votes=dict.fromkeys(meeting.electors.exclude(pk=empty.pk), "for"),
        by=house(),
    )

    vote = close_resolution(resolution=vote, by=house())

    assert vote.outcome == "adopted"
    assert any("Vide" in sentence for sentence in vote.explanation)


def test_a_quorum_by_college_where_nobody_is_of_one_does_not_open():
    meeting = meeting_with(0, quorum_by_college=True, **HALF)
    elector = make_elector(meeting=meeting, present=True)
    meeting.electors.filter(pk=elector.pk).update(college=None)
    with pytest.raises(RuleBroken, match="collège"):
        open_one(meeting)
