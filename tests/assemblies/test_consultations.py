"""Consulting in writing: opened in one gesture, answered by mail, closed at its hour."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from essaim.accounts.queries import acting_as
from essaim.assemblies.asking.actions.consultations import (
    close_consultation,
    consult_in_writing,
    remind_voters,
)
from essaim.assemblies.models import Meeting
from essaim.assemblies.votes.actions.voting import cast_ballot
from essaim.journal.models import Entry
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.network.models import Representation
from essaim.post.models import Message
from tests.factories.accounts import coordinator
from tests.factories.assemblies import make_acting_for, make_body, make_rules
from tests.factories.network import (
    make_delegate,
    make_membership,
    make_organisation,
    make_person,
    make_representation,
)

pytestmark = pytest.mark.django_db
A_WEEK = timedelta(days=7)
QUORUM_OF_HALF = {"quorum_kind": "fraction", "quorum_numerator": 1, "quorum_denominator": 2}


def body_of(*names, **rules):
    """An assembly that may decide in writing, with so many members, each with a delegate."""
    for name in names:
        organisation = make_organisation(name=name)
        person = make_person(email=f"{name.lower()}@membre.example")
        make_representation(organisation=organisation, person=person, standing="titular")
        make_membership(organisation=organisation)
    return make_rules(body=make_body(), **{"written_allowed": True, **rules}).body


def consult(body, by=None, **said):
    said = {"title": "Adhérer au collectif", "text": "Le réseau adhère.", **said}
    said = {"ends_at": timezone.now() + A_WEEK, **said}
    return consult_in_writing(body=body, by=by or coordinator(), **said)


def vote(meeting, name, choice="for"):
    elector = meeting.electors.get(name=name)
    by, resolution = make_acting_for(elector), meeting.resolutions.get()
    return cast_ballot(resolution=resolution, elector=elector, marks={"vote": choice}, by=by)


def past(meeting):
    """Its hour came an hour ago."""
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=now - A_WEEK, opened_at=now - A_WEEK, ends_at=now - timedelta(hours=1)
    )
    meeting.refresh_from_db()
    return meeting


def test_one_gesture_opens_the_vote_and_writes_to_each_voice():
    meeting = consult(body_of("Ana", "Bob"), url="https://collectif.example/charte")
    assert (meeting.state, meeting.mode) == ("open", "written")
    assert meeting.items.count() == 1
    assert meeting.resolutions.get().state == "open"
    mails = Message.objects.order_by("recipient")
    assert [one.recipient for one in mails] == ["ana@membre.example", "bob@membre.example"]
    assert "/seance/" in mails[0].text
    assert "https://collectif.example/charte" in mails[0].text


def test_it_is_refused_where_no_article_allows_it():
    with pytest.raises(RuleBroken, match="Aucun de leurs articles"):
        consult(body_of("Ana", written_allowed=False))
    assert not Meeting.objects.exists()


def test_it_is_refused_where_nobody_may_vote():
    body = body_of("Terre")
    Representation.objects.all().delete()
    with pytest.raises(RuleBroken, match="notez qui parle en son nom"):
        consult(body)


def test_a_file_is_joined_with_its_address():
    consult(body_of("Ana"), file=ContentFile(b"Une charte.", name="charte.txt"))
    assert "charte.txt" in Message.objects.get().text


def test_it_is_refused_where_it_would_be_over_already():
    with pytest.raises(RuleBroken):
        consult(body_of("Ana"), ends_at=timezone.now() - timedelta(minutes=1))


def test_a_delegate_does_not_open_one():
    body = body_of("Ana")
    with pytest.raises(Forbidden):
        consult(body, by=acting_as(make_delegate(of=make_organisation())))


def test_closed_by_hand_it_adopts_and_the_programme_holds_it_that_day():
    meeting = consult(body_of("Ana", "Bob"))
    vote(meeting, "Ana")
    closed = close_consultation(meeting=meeting, by=coordinator())
    resolution = closed.resolutions.get()
    today = timezone.localdate()
    closed.action.refresh_from_db()
    assert (closed.state, resolution.outcome) == ("closed", "adopted")
    assert resolution.decision.decided_on == today
    assert (closed.action.state, closed.action.starts_on, closed.action.ends_on) == (
        "held",
        today,
        today,
    )


def test_silence_counts_for_no_quorum():
    body = body_of("Ana", "Bob", "Zoe", subject=QUORUM_OF_HALF)
    meeting = consult(body)
    vote(meeting, "Ana")
    closed = close_consultation(meeting=meeting, by=coordinator())
    assert closed.resolutions.get().outcome == "no_quorum"
    assert closed.resolutions.get().decision is None


def test_after_its_hour_no_vote_is_taken_and_the_timer_closes_it_once():
    meeting = consult(body_of("Ana", "Bob"))
    vote(meeting, "Ana")
    past(meeting)
    with pytest.raises(RuleBroken):
        vote(meeting, "Bob")
    for _ in range(2):
        call_command("remind_assemblies")
    assert Entry.objects.filter(verb="assemblies.close_consultation").count() == 1
    closed = Meeting.objects.get()
    assert (closed.state, closed.closed_at) == ("closed", closed.ends_at)


def test_who_has_not_voted_is_reminded_once_a_day():
    meeting = consult(body_of("Ana", "Bob"))
    vote(meeting, "Ana")
    for _ in range(2):
        remind_voters(meeting=meeting, by=coordinator())
    reminders = Message.objects.filter(reason="assemblies.reminder")
    assert [one.recipient for one in reminders] == ["bob@membre.example"]


def test_the_timer_reminds_then_closes():
    meeting = consult(body_of("Ana"), ends_at=timezone.now() + timedelta(days=2))
    Meeting.objects.update(opened_at=timezone.now() - timedelta(days=2))
    for _ in range(2):
        call_command("remind_assemblies")
    assert Message.objects.filter(reason="assemblies.reminder").count() == 1
    past(meeting)
    call_command("remind_assemblies")
    assert Meeting.objects.get().state == "closed"
