"""What a served house does by itself: whoever has not answered is reminded, and by day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from essaim.assemblies.actions import ballot_boxes
from essaim.portal.chores import Chores
from essaim.post.models import Message
from tests.factories.assemblies import make_elector, make_meeting, make_resolution
from tests.factories.network import make_person

pytestmark = pytest.mark.django_db

#: A Monday at three in the morning; the clocks of Paris do not change that week.
NIGHT = datetime(2026, 3, 2, 3, 0, tzinfo=ZoneInfo("Europe/Paris"))


def convened_in(days: int) -> None:
    start = NIGHT + timedelta(days=days)
    sent = NIGHT - timedelta(days=20)
    meeting = make_meeting(state="convened", starts_at=start, opened_at=None, convened_at=sent)
    make_elector(meeting=meeting, person=make_person(email=f"in-{days}@membre.example"))


def test_boxes_are_swept_every_minute_while_people_vote_in_secret_and_every_hour(monkeypatch):
    swept = []
    monkeypatch.setattr(ballot_boxes, "sweep", lambda *tables: swept.append(tables) or True)
    chores = Chores()
    with time_machine.travel(NIGHT, tick=False) as clock:
        chores()
        clock.move_to(NIGHT.replace(minute=1))
        chores()
        assert len(swept) == 1
        make_resolution(state="open", is_secret=True, opened_at=NIGHT)
        for minute in (2, 3):
            clock.move_to(NIGHT.replace(minute=minute))
            chores()
        assert len(swept) == 3


def test_people_are_reminded_by_day_once_an_hour():
    convened_in(6)
    chores = Chores()
    with time_machine.travel(NIGHT, tick=False) as clock:
        chores()
        assert Message.objects.count() == 0
        clock.move_to(NIGHT.replace(hour=7))
        chores()
        assert Message.objects.get().recipient == "in-6@membre.example"
        convened_in(5)
        clock.move_to(NIGHT.replace(hour=7, minute=59))
        chores()
        assert Message.objects.count() == 1
        clock.move_to(NIGHT.replace(hour=8))
        chores()
        assert Message.objects.count() == 2
