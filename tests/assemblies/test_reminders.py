"""The timer that reminds those who have not answered."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from essaim.assemblies.models import Meeting
from essaim.assemblies.roll.queries.notice import meetings_to_remind
from essaim.post.models import Message
from tests.factories.assemblies import START, make_elector, make_meeting
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db


def convened(starts_at=START, **fields):
    return make_meeting(state="convened", starts_at=starts_at, **{"opened_at": None, **fields})


@pytest.mark.parametrize(
    ("before", "occasions"),
    [
        (timedelta(days=8), []),
        (timedelta(days=7), ["7"]),
        (timedelta(days=3), ["7"]),
        (timedelta(days=2), ["2"]),
        (timedelta(hours=1), ["2"]),
        (timedelta(0), []),
    ],
)
def test_meetings_are_reminded_of_from_seven_days_and_from_two_days_before(before, occasions):
    convened()
    assert [occasion for _one, occasion in meetings_to_remind(START - before)] == occasions


@pytest.mark.parametrize("state", ["planned", "open", "closed"])
def test_only_convened_meetings_are_and_not_on_the_day_of_the_convocation(state):
    make_meeting(state=state)
    convened(convened_at=START - timedelta(days=2, hours=23))
    assert list(meetings_to_remind(START - timedelta(days=2))) == []


def test_the_command_writes_once_an_occasion_to_who_has_not_answered():
    now = timezone.now()
    meeting = convened(now + timedelta(days=6), convened_at=now - timedelta(days=10))
    for name, answer in (("ana", {}), ("bob", {"answer": "coming", "answered_at": now})):
        person = make_person(email=f"{name}@membre.example")
        make_elector(meeting=meeting, person=person, **answer)
    for _ in range(2):
        call_command("remind_assemblies")
    assert Message.objects.get().recipient == "ana@membre.example"
    Meeting.objects.update(starts_at=now + timedelta(days=1))
    call_command("remind_assemblies")
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("right", "mails"), [("held", 1), ("dues", 1), ("ended", 0), ("merged", 0)]
)
def test_who_left_the_network_since_is_not_reminded(right, mails):
    now = timezone.now()
    meeting = convened(now + timedelta(days=6), convened_at=now - timedelta(days=10))
    make_elector(meeting=meeting, person=make_person(email="ana@membre.example"), right=right)
    call_command("remind_assemblies")
    assert Message.objects.count() == mails
