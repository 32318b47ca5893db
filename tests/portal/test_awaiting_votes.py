"""Votes and rounds that wait for whoever may still answer, and for nobody else."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from essaim.assemblies.models import Meeting, SignOff
from essaim.assemblies.pages.queries.awaiting import questions_to_answer
from essaim.assemblies.rounds.actions.deliberations import (
    advance_deliberation,
    answer_round,
    begin_round,
    end_round,
)
from essaim.assemblies.rounds.actions.elections import nominate
from essaim.assemblies.votes.actions.resolutions import close_resolution
from essaim.kernel.acting import VISITOR
from tests.assemblies.circles import open_consent, open_election, talked_about
from tests.factories.accounts import house, make_acting
from tests.factories.assemblies import (
    make_acting_for,
    make_attendance,
    make_ballot,
    make_body,
    make_elector,
    make_meeting,
    make_open_vote,
    make_proxy,
    make_rules,
    make_voters,
)

pytestmark = pytest.mark.django_db
TODAY = date(2025, 3, 1)


def in_writing(**fields) -> Meeting:
    now = timezone.now()
    hours = {"starts_at": now - timedelta(days=1), "ends_at": now + timedelta(days=3)}
    body = make_body()
    make_rules(body=body, written_allowed=True)
    return make_meeting(body=body, mode="written", **{**hours, **fields})


def sentences(acting) -> list[str]:
    return [waiting.sentence for waiting in questions_to_answer(acting, TODAY)]


def votes(*electors) -> list[str]:
    """That ask for a ballot."""
    return [each for each in sentences(make_acting_for(*electors)) if each.startswith("Voter")]


def rounds(*electors) -> list[str]:
    """That ask to be heard."""
    return [each for each in sentences(make_acting_for(*electors)) if each.startswith("Dire")]


def test_a_vote_in_writing_waits_for_each_voice_that_has_not_voted() -> None:
    meeting = in_writing()
    mine, other = make_elector(meeting=meeting), make_elector(meeting=meeting)
    vote = make_open_vote(meeting=meeting, title="Budget")
    (waiting,) = questions_to_answer(make_acting_for(mine), TODAY)
    assert waiting.sentence == "Voter : Budget"
    assert waiting.url == vote.get_absolute_url()
    assert waiting.on == timezone.localdate(meeting.ends_at)
    assert waiting.weight == 3
    make_ballot(resolution=vote, elector=mine)
    assert votes(mine) == []
    assert votes(mine, other) == ["Voter : Budget"]


def test_whoever_put_a_ballot_in_the_box_is_not_asked_again() -> None:
    meeting = in_writing()
    mine, other = make_elector(meeting=meeting), make_elector(meeting=meeting)
    vote = make_open_vote(meeting=meeting, title="Budget")
    type(vote).objects.update(is_secret=True)
    SignOff.objects.create(resolution=vote, elector=mine, receipt="abc")
    assert votes(mine) == []
    assert votes(other) == ["Voter : Budget"]


@pytest.mark.parametrize("right", ["dues", "not_admitted", "no_voice"])
def test_whoever_has_no_right_to_vote_is_not_asked(right) -> None:
    meeting = in_writing()
    mine = make_elector(meeting=meeting, right=right)
    make_elector(meeting=meeting)
    make_open_vote(meeting=meeting)
    assert votes(mine) == []


def test_whoever_has_no_right_to_vote_is_not_heard_in_a_round() -> None:
    meeting = make_meeting()
    mine = make_elector(meeting=meeting, right="dues", present=True)
    (other,) = make_voters(meeting, 1)
    begin_round(resolution=talked_about(open_consent(meeting, other)), by=house())
    assert rounds(mine) == []
    assert len(rounds(other)) == 1


def test_what_is_over_waits_no_more() -> None:
    meeting = in_writing()
    mine = make_elector(meeting=meeting)
    vote = make_open_vote(meeting=meeting, title="Budget")
    Meeting.objects.update(ends_at=timezone.now() - timedelta(hours=1))
    assert votes(mine) == []
    Meeting.objects.update(ends_at=timezone.now() + timedelta(hours=1))
    make_ballot(resolution=vote, elector=make_elector(meeting=meeting))
    close_resolution(resolution=vote, by=house())
    assert votes(mine) == []


def test_in_the_room_one_votes_while_one_is_there() -> None:
    meeting = make_meeting()
    away = make_elector(meeting=meeting)
    here = make_elector(meeting=meeting, present=True)
    make_open_vote(meeting=meeting, title="Budget")
    assert votes(here) == ["Voter : Budget"]
    assert votes(away) == []
    here.attendances.update(left_at=timezone.now())
    assert votes(here) == []


def test_whoever_holds_a_proxy_votes_for_who_is_away() -> None:
    meeting = make_meeting()
    holder = make_elector(meeting=meeting, present=True)
    giver = make_elector(meeting=meeting)
    make_proxy(giver=giver, holder=holder)
    vote = make_open_vote(meeting=meeting, title="Budget")
    make_ballot(resolution=vote, elector=holder)
    assert votes(holder) == ["Voter : Budget"]
    assert votes(giver) == []
    make_attendance(elector=giver)
    assert votes(holder) == []
    assert votes(giver) == ["Voter : Budget"]


def test_where_hands_are_raised_nothing_waits_on_a_page() -> None:
    meeting = make_meeting()
    here = make_elector(meeting=meeting, present=True)
    make_open_vote(meeting=meeting, rules={"electronic_allowed": False})
    assert votes(here) == []


def test_drawn_lots_wait_for_nobody() -> None:
    meeting = make_meeting()
    here = make_elector(meeting=meeting, present=True)
    vote = make_open_vote(meeting=meeting, title="Budget")
    type(vote).objects.update(method="lot")
    assert votes(here) == []


def test_a_round_waits_for_those_in_the_circle_who_were_not_heard() -> None:
    meeting = make_meeting()
    mine, other = make_voters(meeting, 2, registered=3)
    text = talked_about(open_consent(meeting, mine, title="Cap"))
    assert rounds(mine, other) == []
    begin_round(resolution=text, by=house())
    assert rounds(mine) == rounds(other) == ["Dire ce que vous en pensez, à votre tour : Cap"]
    assert votes(mine) == []
    away = meeting.electors.exclude(pk__in=[mine.pk, other.pk]).get()
    assert rounds(away) == []
    answer_round(resolution=text, elector=mine, by=house(), answer="no_objection")
    assert rounds(mine) == []
    assert len(rounds(other)) == 1
    answer_round(resolution=text, elector=other, by=house(), answer="no_objection")
    end_round(resolution=text, by=house())
    assert rounds(mine, other) == []


def test_an_answer_of_a_former_round_is_no_answer_to_this_one() -> None:
    meeting = make_meeting()
    mine, other = make_voters(meeting, 2)
    text = talked_about(open_consent(meeting, mine))
    begin_round(resolution=text, by=house())
    objection = {"answer": "objection", "kind": "risk_for_network", "argument": "Trop cher."}
    answer_round(resolution=text, elector=mine, by=house(), **objection)
    answer_round(resolution=text, elector=other, by=house(), answer="no_objection")
    end_round(resolution=text, by=house())
    type(text).objects.get().rounds.create(
        number=2, wording=text.wordings.first(), began_at=timezone.now()
    )
    assert len(rounds(mine)) == len(rounds(other)) == 1


def test_an_election_waits_for_those_who_name_nobody_yet() -> None:
    meeting = make_meeting()
    mine, other = make_voters(meeting, 2)
    role = open_election(meeting)
    while role.deliberation.step != "nomination":
        advance_deliberation(resolution=role, by=house())
        role.deliberation.refresh_from_db()
    assert len(rounds(mine)) == 1
    nominate(resolution=role, elector=mine, nominee="Zoé", reason="Elle sait.", by=house())
    assert rounds(mine) == []
    assert len(rounds(other)) == 1


def test_nothing_of_it_waits_for_strangers() -> None:
    meeting = in_writing()
    make_elector(meeting=meeting)
    make_open_vote(meeting=meeting)
    for acting in (VISITOR, make_acting(), make_acting(role="coordination")):
        assert sentences(acting) == []


@pytest.mark.parametrize("length", [1, 3])
def test_it_costs_three_queries_whatever_is_open(length, django_assert_num_queries) -> None:
    meeting = make_meeting()
    mine, _other = make_voters(meeting, 2)
    for _number in range(length):
        make_open_vote(meeting=meeting)
        begin_round(resolution=talked_about(open_consent(meeting, mine)), by=house())
    acting = make_acting_for(mine)
    with django_assert_num_queries(3):
        assert len(sentences(acting)) == 2 * length


def test_it_costs_one_query_where_nothing_is_open(django_assert_num_queries) -> None:
    mine = make_elector(meeting=make_meeting(), present=True)
    acting = make_acting_for(mine)
    with django_assert_num_queries(1):
        assert sentences(acting) == []
