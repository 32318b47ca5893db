"""Mails held after a restore: nothing leaves until somebody has looked and let them go."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from essaim.journal.models import Entry
from essaim.kernel.errors import RuleBroken
from essaim.post.actions import hold_mails, release_mails, withdraw_message
from essaim.post.models import Hold, Message
from essaim.post.queries import mails_held
from essaim.post.sending import send_due, send_messages, wake
from tests.factories.accounts import house
from tests.factories.post import make_message

pytestmark = pytest.mark.django_db


def test_held_mails_wait_and_so_do_those_that_come() -> None:
    make_message()
    hold_mails(by=house())
    make_message()
    assert send_messages() == 0
    assert (mail.outbox, Message.objects.filter(state="queued").count()) == ([], 2)
    held = mails_held()
    assert held is not None
    assert held.waiting == 2


def test_a_mail_whose_worker_was_lost_waits_too() -> None:
    make_message(state="sending", attempt=1, lease_until=timezone.now() - timedelta(minutes=1))
    hold_mails(by=house())
    assert send_messages() == 0


def test_no_worker_is_woken_for_what_is_held(monkeypatch) -> None:
    woken: list[None] = []
    monkeypatch.setattr(type(send_due), "enqueue", lambda task: woken.append(None))
    make_message()
    hold_mails(by=house())
    wake()
    assert woken == []
    release_mails(by=house())
    wake()
    assert woken


def test_let_go_they_leave_but_for_those_held_back_one_by_one() -> None:
    left_already, waits = make_message(), make_message()
    hold_mails(by=house())
    withdraw_message(message=left_already, by=house())
    release_mails(by=house())
    assert send_messages() == 1
    assert [one.to for one in mail.outbox] == [[waits.recipient]]
    assert mails_held() is None
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == [
        "post.hold_mails",
        "post.withdraw_message",
        "post.release_mails",
    ]


def test_held_twice_they_are_held_once() -> None:
    first, second = hold_mails(by=house()), hold_mails(by=house())
    assert first == second
    assert Hold.objects.count() == 1


def test_what_is_not_held_is_not_let_go() -> None:
    with pytest.raises(RuleBroken, match="ne sont pas retenus"):
        release_mails(by=house())


def test_by_command() -> None:
    make_message()
    told = StringIO()
    call_command("hold_mails", stdout=told)
    assert "waiting: 1" in told.getvalue()
    call_command("send_mails")
    assert mail.outbox == []
    call_command("hold_mails", "--release", stdout=told)
    call_command("send_mails")
    assert len(mail.outbox) == 1
    with pytest.raises(CommandError):
        call_command("hold_mails", "--release")


def test_the_page_says_that_mails_are_held_and_lets_them_go(as_user, coordinator, delegate) -> None:
    waits = make_message()
    address = reverse("post:messages")
    client = as_user(coordinator)
    assert "Les mails sont retenus" not in client.get(address).text
    hold_mails(by=house())
    page = client.get(address).text
    assert "Les mails sont retenus" in page
    assert "1 mail attend" in page
    release = reverse("post:release_mails")
    assert as_user(delegate).post(release).status_code in {302, 403}
    assert mails_held() is not None
    with TestCase.captureOnCommitCallbacks(execute=True):
        told = as_user(coordinator).post(release, follow=True).text
    assert "partent maintenant" in told
    waits.refresh_from_db()
    assert waits.state == "sent"
    assert "ne sont pas retenus" in as_user(coordinator).post(release, follow=True).text
