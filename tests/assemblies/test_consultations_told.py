"""What a consultation settled is told to the next assembly, and stands in minutes of its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from essaim.assemblies.asking.actions.consultations import close_consultation, withdraw_consultation
from essaim.assemblies.meetings.actions.meetings import plan_meeting
from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.minutes.queries.agenda_sources import (
    consultations_settled,
    minutes_to_approve,
)
from essaim.kernel.audiences import as_wide_as
from tests.assemblies.test_consultations import A_WEEK, QUORUM_OF_HALF, body_of, consult, past, vote
from tests.factories.accounts import coordinator
from tests.factories.assemblies import make_meeting

pytestmark = pytest.mark.django_db


def settled(body, title, choice="for"):
    meeting = consult(body, title=title)
    vote(meeting, "Ana", choice)
    return close_consultation(meeting=meeting, by=coordinator())


def told(body, days=7):
    """What the agenda of a meeting in so many days says of consultations."""
    on = timezone.localdate() + timedelta(days=days)
    lines = list(consultations_settled(body.key, on, as_wide_as(body.audience)))
    return [(line.kind, line.title, line.text.replace("\u00a0", " ")) for line in lines]


def plan_next(body):
    starts_at = timezone.now() + 2 * A_WEEK
    return plan_meeting(
        body=body,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        content=MeetingContent(mode="remote"),
        by=coordinator(),
    )


def test_the_next_agenda_tells_each_with_its_outcome():
    body = body_of("Ana", "Bob")
    settled(body, "Adhérer")
    settled(body, "Quitter", "against")
    lines = told(body)
    assert [(kind, title) for kind, title, _text in lines] == [
        ("information", "Consultation écrite\u00a0: Adhérer"),
        ("information", "Consultation écrite\u00a0: Quitter"),
    ]
    assert "Adoptée : 1 pour, 0 contre" in lines[0][2]
    assert "Non adoptée : 0 pour, 1 contre" in lines[1][2]
    assert lines[0][2].startswith("Close le ")
    planned = {item.title for item in plan_next(body).items.all()}
    assert {title.replace("\u00a0", " ") for _kind, title, _text in lines} <= planned


def test_without_its_quorum_or_its_count_that_is_what_is_told():
    body = body_of("Ana", "Bob", "Cid", subject=QUORUM_OF_HALF)
    settled(body, "Adhérer")
    assert "quorum" in told(body)[0][2]


def test_what_is_under_way_or_withdrawn_is_not_told():
    body = body_of("Ana")
    consult(body)
    withdraw_consultation(meeting=consult(body, title="Autre"), reason="Non.", by=coordinator())
    assert told(body) == []


def test_it_is_told_once_to_the_meeting_that_follows():
    body = body_of("Ana")
    before, after = settled(body, "Avant"), settled(body, "Après")
    now = timezone.now()
    meeting = make_meeting(body=body, state="closed", starts_at=now - timedelta(days=2))
    meeting.closed_at = now - timedelta(days=1)
    meeting.save()
    past(before)
    before.closed_at = now - timedelta(days=3)
    before.save()
    assert [title[-5:] for _kind, title, _text in told(body)] == [after.action.title]


def test_another_body_hears_nothing_of_it():
    settled(body_of("Ana"), "Adhérer")
    assert told(body_of("Bob")) == []


def test_what_fewer_people_may_see_stays_off_the_agenda():
    body = body_of("Ana")
    meeting = settled(body, "Adhérer")
    meeting.action.audience = "bureau"
    meeting.action.save()
    assert told(body) == []


def test_its_minutes_are_approved_under_its_title():
    body = body_of("Ana", minutes_by_signature=False)
    settled(body, "Adhérer")
    on = timezone.localdate() + timedelta(days=7)
    (line,) = minutes_to_approve(body.key, on, as_wide_as(body.audience))
    assert "Adhérer" in line.title
