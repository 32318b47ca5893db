"""A house restored from yesterday's copy sends nothing again, and says what it does not know."""

import errno
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from essaim.post import departures
from essaim.post.actions import use_link
from essaim.post.links import open_link, token_of
from essaim.post.models import Link, Message
from essaim.post.sending import send_messages
from tests.factories.post import make_link, make_message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings, tmp_path) -> Path:
    settings.DEPARTURES_LOG = str(tmp_path / "departures.log")
    return tmp_path / "departures.log"


def restore(*messages: Message) -> None:
    """The database as it was before these left."""
    Message.objects.filter(pk__in=[one.pk for one in messages]).update(
        state="queued", sent_at=None, attempt=0, lease_until=None, next_try_at=timezone.now()
    )


def test_what_waited_in_the_copy_and_left_since_is_not_sent_again() -> None:
    left, waits = make_message(), make_message(next_try_at=timezone.now() + timedelta(hours=5))
    send_messages()
    when = Message.objects.get(pk=left.pk).sent_at
    restore(left, waits)

    assert send_messages() == 1

    assert [one.to for one in mail.outbox] == [[left.recipient], [waits.recipient]]
    again = Message.objects.get(pk=left.pk)
    assert again.state == "sent"
    assert abs(again.sent_at - when) < timedelta(seconds=5)
    assert "restaurée" in again.error


def test_a_reminder_of_after_the_copy_is_not_made_anew_and_sent() -> None:
    first = make_message(once_key="reminder:2:alix")
    send_messages()
    Message.objects.all().delete()
    make_message(once_key="reminder:2:alix", recipient=first.recipient)
    make_message(once_key="reminder:2:bo")

    assert send_messages() == 1
    assert len(mail.outbox) == 2


def test_mails_that_are_sent_often_leave_each_time() -> None:
    for _time in range(3):
        make_message(recipient="alix@reseau.example")
        send_messages()
    assert len(mail.outbox) == 3


def test_the_page_tells_what_left_since_the_copy(as_user, coordinator) -> None:
    make_message()
    send_messages()
    client = as_user(coordinator)
    path = reverse("post:messages")
    assert "restaurée" not in client.get(path).text
    Message.objects.all().delete()
    assert "restaurée" in client.get(path).text


def serve(link: Link) -> None:
    use_link(link=link, by=open_link(token_of(link), link.act).acting)


def test_the_page_tells_whose_links_served_since_the_copy(
    as_user, coordinator, django_capture_on_commit_callbacks
) -> None:
    """Who answered before the copy is not named; who answered since is, and their link opens."""
    kept, lost, unknown = (make_link(email=f"{name}@r.example") for name in ("alix", "bo", "cam"))
    for link in (kept, lost, unknown):
        with django_capture_on_commit_callbacks(execute=True):
            serve(link)
    client, path = as_user(coordinator), reverse("post:messages")
    assert "perdu" not in client.get(path).text

    Link.objects.filter(pk=lost.pk).update(used_at=None)
    unknown.delete()

    page = client.get(path).text
    assert "bo@r.example" in page
    assert "alix@r.example" not in page
    assert "créé après la copie" in page


def test_a_link_that_served_again_since_the_copy_is_told_too(
    as_user, coordinator, django_capture_on_commit_callbacks
) -> None:
    link = make_link(email="bo@r.example")
    with django_capture_on_commit_callbacks(execute=True):
        serve(link)
    Link.objects.update(used_at=timezone.now() - timedelta(days=1))
    assert "bo@r.example" in as_user(coordinator).get(reverse("post:messages")).text


def test_a_line_that_was_cut_off_and_a_file_that_is_gone_hold_up_nothing(kept: Path) -> None:
    make_message()
    send_messages()
    kept.write_text(kept.read_text() + "2026-11-")
    assert len(list(departures.departures())) == 1
    kept.unlink()
    make_message()
    assert send_messages() == 1


def test_a_full_disk_holds_up_no_mail(monkeypatch, caplog) -> None:
    def full(*args: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    message = make_message()
    departures.note_departure(message)
    assert "is not noted" in caplog.text


def test_the_file_stays_short_and_names_nobody(kept: Path, monkeypatch) -> None:
    monkeypatch.setattr(departures, "_LONG", 500)
    with time_machine.travel(timezone.now() - timedelta(days=100)):
        for _number in range(10):
            make_message(once_key="")
        send_messages()
    make_message(recipient="alix@reseau.example")
    send_messages()
    assert len(kept.read_text().splitlines()) == 1
    assert "alix" not in kept.read_text()
