"""Who presides, and what hangs on it: blank proxies now and then, the casting vote."""

import pytest

from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.models import FormerChair, Meeting
from essaim.assemblies.roll.actions.changes import edit_meeting
from essaim.assemblies.roll.queries.presence import room_of
from essaim.assemblies.sitting.actions.attendance import record_arrival, record_departure
from essaim.assemblies.sitting.actions.sitting import open_meeting
from essaim.assemblies.votes.actions.resolutions import close_resolution
from essaim.assemblies.votes.actions.voting import cast_ballot, cast_secret_ballot
from essaim.kernel.acting import Acting, capacities_of
from tests.factories.accounts import coordinator, house
from tests.factories.assemblies import (
    make_acting_for,
    make_attendance,
    make_elector,
    make_meeting,
    make_open_vote,
    make_proxy,
    make_rules,
    make_voters,
)
from tests.factories.network import make_college, make_person, make_representation
from tests.factories.post import make_link

pytestmark = pytest.mark.django_db


def hand_over(meeting, chair):
    edited = edit_meeting(
        meeting=meeting,
        content=MeetingContent(title="AG", mode="hybrid", chair=chair),
        by=coordinator(),
    )
    return Meeting.objects.get(pk=edited.pk)


def seat(meeting, person):
    elector = make_elector(meeting=meeting, person=person)
    make_attendance(elector=elector, person=person)
    return elector


def test_a_blank_proxy_follows_who_presides_and_who_presided_then_is_kept():
    first, second = make_person(), make_person()
    meeting = make_meeting(chair=first)
    ours, theirs = seat(meeting, first), seat(meeting, second)
    giver = make_elector(meeting=meeting)
    make_proxy(giver=giver)

    meeting = hand_over(meeting, second)

    assert room_of(meeting).holder_of == {giver.pk: theirs.pk}
    assert room_of(meeting, meeting.opened_at).holder_of == {giver.pk: ours.pk}
    assert set(meeting.electors.took_part()) == {ours, theirs, giver}


def test_it_is_kept_each_time_and_only_while_the_meeting_is_open():
    people = [make_person() for _ in range(3)]
    meeting = make_meeting(state="convened")
    meeting = hand_over(meeting, people[0])
    assert not FormerChair.objects.exists()
    Meeting.objects.filter(pk=meeting.pk).update(state="open", opened_at=meeting.starts_at)
    for person in [*people, people[2], None, people[0]]:
        meeting = hand_over(meeting, person)

    former = list(meeting.former_chairs.order_by("ended_at", "pk"))
    assert [one.person for one in former] == people
    assert [one.began_at for one in former] == [None, former[0].ended_at, former[1].ended_at]
    assert meeting.chair_since > former[2].ended_at


def cast(vote, elector, said, by=None):
    acting = make_acting_for(by or elector)
    cast_ballot(resolution=vote, elector=elector, marks={"vote": said}, by=acting)


def leave(elector):
    record_departure(attendance=elector.attendances.in_the_room().get(), by=coordinator())


def outcome_of(vote):
    closed = close_resolution(resolution=vote, by=house())
    return closed.outcome, closed.explanation


def equal_votes(*, said="against", **meeting):
    """One vote each way; the first is of who presides when the vote is opened."""
    chair, other = make_person(), make_person()
    meeting = make_meeting(chair=chair, **meeting)
    ours, theirs = seat(meeting, chair), seat(meeting, other)
    seat(meeting, make_person(family_name="Tierce"))
    vote = make_open_vote(meeting=meeting, rules={"casting_vote": "chair"})
    cast(vote, ours, said)
    cast(vote, theirs, {"against": "for", "for": "against"}[said])
    return vote, meeting, ours, theirs, other


@pytest.mark.parametrize(("said", "outcome"), [("for", "adopted"), ("against", "rejected")])
def test_the_casting_vote_is_of_who_presided_when_the_vote_was_opened(said, outcome):
    vote, meeting, _ours, _theirs, other = equal_votes(said=said)
    hand_over(meeting, other)
    assert outcome_of(vote)[0] == outcome


def test_it_is_theirs_still_when_they_have_left_and_nobody_presides():
    vote, meeting, ours, _theirs, _other = equal_votes(said="for")
    leave(ours)
    hand_over(meeting, None)
    assert outcome_of(vote)[0] == "adopted"


def test_who_presides_later_decides_nothing():
    vote, meeting, ours, _theirs, other = equal_votes(said="against")
    vote.ballots.filter(elector=ours).delete()
    cast(vote, meeting.electors.get(name__endswith="Tierce"), "against")
    hand_over(meeting, other)
    assert outcome_of(vote)[0] == "tied"


def test_a_vote_that_a_proxy_cast_for_an_absent_chair_decides_nothing():
    chair = make_person()
    meeting = make_meeting(chair=chair)
    ours, holder = make_elector(meeting=meeting, person=chair), seat(meeting, make_person())
    make_proxy(giver=ours, holder=holder)
    third, fourth = seat(meeting, make_person()), seat(meeting, make_person())
    rules = {"casting_vote": "chair", "proxies_may_split": True}
    vote = make_open_vote(meeting=meeting, rules=rules)
    cast(vote, ours, "for", by=holder)
    for elector, said in ((holder, "for"), (third, "against"), (fourth, "against")):
        cast(vote, elector, said)
    assert outcome_of(vote)[0] == "tied"


def test_nor_does_the_vote_of_another_who_took_the_seat_where_the_chair_sat():
    chair = make_person()
    meeting = make_meeting(chair=chair)
    ours = make_elector(meeting=meeting)
    make_attendance(elector=ours, person=chair)
    other = seat(meeting, make_person())
    vote = make_open_vote(meeting=meeting, rules={"casting_vote": "chair"})
    leave(ours)
    make_attendance(elector=ours, person=make_person(), arrived_at=vote.opened_at)
    cast(vote, ours, "for")
    cast(vote, other, "against")
    assert outcome_of(vote)[0] == "tied"


def test_a_chair_who_sits_for_a_member_decides_by_its_vote():
    chair = make_person()
    meeting = make_meeting(chair=chair)
    ours = make_elector(meeting=meeting)
    make_attendance(elector=ours, person=chair)
    other = seat(meeting, make_person())
    vote = make_open_vote(meeting=meeting, rules={"casting_vote": "chair"})
    cast(vote, ours, "for")
    cast(vote, other, "against")
    assert outcome_of(vote)[0] == "adopted"


def test_a_vote_opened_before_it_froze_its_chair_takes_who_the_meeting_kept():
    vote, meeting, _ours, _theirs, other = equal_votes(said="for")
    del vote.roll["chair"]
    vote.save()
    hand_over(meeting, other)
    assert outcome_of(vote)[0] == "adopted"


def test_an_abstention_of_the_chair_decides_nothing():
    vote, meeting, ours, _theirs, _other = equal_votes()
    cast(vote, ours, "abstention")
    cast(vote, meeting.electors.get(name__endswith="Tierce"), "against")
    outcome, told = outcome_of(vote)
    assert outcome == "tied"
    assert told[-1].startswith("Qui présidait à l’ouverture du vote n’a déposé sous son nom")


def test_in_secret_the_chair_is_not_known_and_the_result_says_so():
    body = make_rules(subject={"secrecy": "on_request"}, casting_vote="chair").body
    chair = make_person()
    meeting = make_meeting(body=body, chair=chair)
    college = make_college()
    everybody = [make_elector(meeting=meeting, person=chair, college=college, present=True)]
    everybody += make_voters(meeting, 7, college=college)
    vote = make_open_vote(meeting=meeting, is_secret=True)
    for number, elector in enumerate(everybody):
        votes = {elector: {"vote": "for" if number % 2 else "against"}}
        cast_secret_ballot(resolution=vote, votes=votes, by=make_acting_for(elector))
    outcome, told = outcome_of(vote)
    assert outcome == "tied"
    assert told[-1].startswith("Dans un vote secret")


def test_a_blank_proxy_is_shown_under_who_presided_when_it_was_used(as_user, coordinator):
    first, second = (make_person(family_name=name) for name in ("Avant", "Apres"))
    meeting = make_meeting(chair=first)
    ours, _theirs = seat(meeting, first), seat(meeting, second)
    giver = make_elector(meeting=meeting)
    make_proxy(giver=giver)
    vote = make_open_vote(meeting=meeting)
    cast(vote, giver, "for", by=ours)
    hand_over(meeting, second)
    close_resolution(resolution=vote, by=house())
    page = as_user(coordinator).get(vote.get_absolute_url()).content.decode()
    row = page[page.index(giver.name) :][:400]
    assert "Avant" in row
    assert "Apres" not in row


def member_of(meeting, person, *, standing="titular", name="Réseau"):
    """A member for which this person speaks, marked by somebody who does not say who came."""
    elector = make_elector(meeting=meeting, name=name)
    make_representation(
        organisation=elector.membership.organisation, person=person, standing=standing
    )
    return elector


def noted(elector):
    by = coordinator()
    return record_arrival(meeting=elector.meeting, elector=elector, means="onsite", by=by)


@pytest.mark.parametrize(("standing", "sits"), [("titular", True), ("alternate", False)])
def test_a_chair_sits_for_the_member_of_which_they_are_the_titular_delegate(standing, sits):
    chair = make_person()
    meeting = make_meeting(chair=chair)
    elector = member_of(meeting, chair, standing=standing)
    giver = make_elector(meeting=meeting)
    make_proxy(giver=giver)

    assert noted(elector).person == (chair if sits else None)

    assert room_of(meeting).holder_of == ({giver.pk: elector.pk} if sits else {})


def test_nor_where_another_was_said_to_sit_there_nor_where_they_do_not_preside():
    chair, other = make_person(), make_person()
    meeting = make_meeting(chair=chair)
    ours, theirs = member_of(meeting, chair), member_of(meeting, other)
    make_attendance(elector=ours, person=other)
    assert noted(theirs).person is None
    assert ours.attendances.get().person == other


def test_who_takes_over_and_who_opens_sit_for_their_members_too():
    first, second = make_person(), make_person()
    meeting = make_meeting(state="convened")
    ours, theirs = member_of(meeting, first), member_of(meeting, second)
    assert [noted(one).person for one in (ours, theirs)] == [None, None]
    meeting = open_meeting(meeting=meeting, chair=first, by=coordinator())
    assert ours.attendances.get().person == first
    hand_over(meeting, second)
    assert theirs.attendances.get().person == second


def test_who_marks_themselves_by_the_link_of_a_mail_is_who_sits():
    person = make_person()
    elector = member_of(make_meeting(), person)
    grants = f"elector:{elector.key}"
    link = make_link(grants=grants, person_key=person.key)
    by = Acting(key=link.actor_id, user_id=None, capacities=capacities_of([grants]))
    arrival = record_arrival(meeting=elector.meeting, elector=elector, means="onsite", by=by)
    assert arrival.person == person
