"""What a served house does by itself: whoever has not answered is reminded, and by day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from essaim.assemblies.votes.actions import ballot_boxes
from essaim.comments.chores import sweep_comments
from essaim.comments.models import Comment
from essaim.exchange.running import forget_tasks
from essaim.journal.models import Entry
from essaim.kernel.manifest import Timer, offered
from essaim.portal.chores import Chores
from essaim.post.models import Message
from tests.factories.assemblies import make_elector, make_meeting, make_resolution
from tests.factories.comments import make_comment
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


def failing(error: Exception) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


@pytest.mark.parametrize("error", [OperationalError("database is locked"), KeyError("a fault")])
def test_a_chore_that_fails_is_named_and_starves_no_other(error, caplog):
    done: list[str] = []
    chores = Chores(
        [Timer("first", failing(error)), Timer("second", partial(done.append, "second"))]
    )
    chores()
    assert done == ["second"]
    (line,) = caplog.records
    assert "timer first" in line.getMessage()
    assert (line.exc_info is not None) == isinstance(error, KeyError), "a fault has its traceback"


def test_the_hour_is_done_when_the_chore_is():
    looks: list[int] = []

    def work() -> bool:
        """The first time it fails, the second time it says that it was held up."""
        looks.append(1)
        if len(looks) == 1:
            raise OperationalError("database is locked")
        return len(looks) > 2

    chores = Chores([Timer("hourly", work, range(24))])
    with time_machine.travel(NIGHT, tick=False):
        for _minute in range(5):
            chores()
    assert len(looks) == 3


def test_every_room_does_by_itself_what_it_offers():
    assert {timer.code for timer in offered("timers")} == {
        "journal.forget_forms",
        "files.sweep_files",
        "files.read_files",
        "files.draw_pictures",
        "documents.sweep_kept_files",
        "exchange.take_up_silent_runs",
        "exchange.forget_tasks",
        "post.wake",
        "search.follow_journal",
        "comments.tell_people",
        "comments.sweep_comments",
        "assemblies.sweep_open_boxes",
        "assemblies.sweep_boxes",
        "assemblies.remind_assemblies",
    }


def test_a_house_where_nothing_is_to_do_writes_no_line() -> None:
    """Twice, at an hour when all of them run: what a first look had to do is done by the second."""
    with time_machine.travel(NIGHT.replace(hour=10), tick=False):
        for timer in offered("timers"):
            timer.work()
        lines = Entry.objects.count()
        for timer in offered("timers"):
            timer.work()
    assert Entry.objects.count() == lines == 0


def test_remarks_on_what_is_gone_are_swept_once() -> None:
    comment = make_comment()
    Comment.objects.filter(pk=comment.pk).update(thing_key=uuid4())
    with time_machine.travel(NIGHT, tick=False):
        assert [sweep_comments() > 0, sweep_comments() > 0] == [True, False]
    assert not Comment.objects.filter(pk=comment.pk).exists()
    assert Entry.objects.filter(verb="comments.forget_comments").count() == 1


def test_what_the_worker_did_is_forgotten_after_two_weeks():
    for days in (15, 13):
        task = DBTaskResult.objects.create(task_path="a.b", args_kwargs={}, backend_name="default")
        past = timezone.now() - timedelta(days=days)
        DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=past)
    forget_tasks()
    assert list(DBTaskResult.objects.all()) == [task]
