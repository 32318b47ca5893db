"""Leases, attempts, refusals: a mail leaves once, or somebody is told why it did not."""

from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.utils import timezone

from essaim.kernel.context import identity
from essaim.kernel.offering.identity import Identity
from essaim.post import sending
from essaim.post.models import ATTEMPTS, Attachment, Message
from essaim.post.sending import PAUSES, claim, send_messages, wake
from tests.factories.post import make_message, make_sent_message

LATER = timedelta(days=2)


class FakeServer(BaseEmailBackend):
    """A mail server that answers as a test says."""

    answers: ClassVar[list[Exception | None]] = []
    sent: ClassVar[list[Any]] = []
    opened: ClassVar[list[int]] = []

    def open(self) -> bool:
        self.opened.append(1)
        return True

    def send_messages(self, email_messages: Any) -> int:
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer
        self.sent.extend(email_messages)
        return 1


@pytest.fixture
def server(settings) -> type[FakeServer]:
    settings.EMAIL_BACKEND = f"{__name__}.FakeServer"
    FakeServer.answers, FakeServer.sent, FakeServer.opened = [], [], []
    return FakeServer


def refused(code: int, words: bytes) -> SMTPRecipientsRefused:
    return SMTPRecipientsRefused({"x@membre.example": (code, words)})


def read(message: Message) -> tuple[str, int]:
    message.refresh_from_db()
    return message.state, message.attempt


def lose_the_worker(message: Message) -> None:
    """Its lease has run out and nobody has said anything."""
    Message.objects.filter(pk=message.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db
def test_a_mail_says_who_writes_and_that_a_machine_did(settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "essaim@mes.example"
    settings.BASE_URL = "https://essaim.mes.example"
    message = make_message(html="<p>Oui</p>", reply_to="secretariat@mes.example")
    Attachment.objects.create(
        message=message,
        name="reunion.ics",
        content_type="text/calendar; method=REQUEST",
        content="BEGIN:VCALENDAR é".encode(),
    )
    sending.send_messages()
    sent = mail.outbox[0].message()
    assert sent["Message-ID"] == f"<{message.key}@essaim.mes.example>"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert (sent["Reply-To"], sent["Content-Language"]) == ("secretariat@mes.example", "fr")
    assert sent["Date"]
    parts = [(part.get_content_type(), part.get_param("method")) for part in sent.walk()]
    assert ("text/html", None) in parts
    assert ("text/calendar", "REQUEST") in parts


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "name", "sender", "expected"),
    [
        ("essaim@mes.example", "MES, France", "", '"MES, France" <essaim@mes.example>'),
        ("Courrier <essaim@mes.example>", "MES", "", "Courrier <essaim@mes.example>"),
        ("Courrier <essaim@mes.example>", "MES", "Ruches", "Ruches <essaim@mes.example>"),
        ("essaim@mes.example", "MES", "Bzz\r\nBcc: x@y.z", '"Bzz Bcc: x@y.z" <essaim@mes.example>'),
        ("essaim@mes.example", "", "", "essaim@mes.example"),
    ],
)
def test_the_sender_is_the_network(address, name, sender, expected, settings, monkeypatch):
    settings.DEFAULT_FROM_EMAIL = address
    monkeypatch.setattr(identity, "read", lambda: Identity(name=name, sender=sender))
    make_message()
    send_messages()
    assert mail.outbox[0].message()["From"] == expected


@pytest.mark.django_db
def test_one_connection_serves_a_batch_and_each_mail_leaves_once(server) -> None:
    for _number in range(3):
        make_message()
    make_sent_message()
    assert send_messages() == 3
    assert send_messages() == 0
    assert len(server.sent) == 3


@pytest.mark.django_db
def test_an_unknown_address_fails_at_once_with_the_words_of_the_server(server) -> None:
    server.answers = [refused(550, b"5.1.1 No such\r\nuser")]
    wrong, right = make_message(), make_message()
    assert send_messages() == 1
    assert (read(wrong), read(right)) == (("failed", 1), ("sent", 1))
    assert wrong.error == "Le serveur de messagerie répond\u00a0: 550 5.1.1 No such user"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answer",
    [SMTPDataError(554, b"Looks like spam"), SMTPNotSupportedError("no"), ValueError("header")],
)
def test_what_is_refused_each_time_is_not_tried_again(server, answer: Exception) -> None:
    server.answers = [answer]
    message = make_message()
    send_messages()
    assert read(message) == ("failed", 1)
    assert message.error


@pytest.mark.django_db
def test_a_mail_put_off_by_the_server_waits_and_leaves(server) -> None:
    server.answers = [refused(450, b"Greylisted")]
    message, other = make_message(), make_message()
    assert send_messages() == 1
    assert (read(message), read(other)) == (("queued", 1), ("sent", 1))
    wait = message.next_try_at - timezone.now()
    assert timedelta(seconds=50) < wait <= PAUSES[0]
    assert send_messages() == 0
    Message.objects.update(next_try_at=timezone.now())
    send_messages()
    assert read(message) == ("sent", 2)
    assert message.error == ""


@pytest.mark.django_db
def test_after_five_attempts_a_mail_has_failed(server) -> None:
    assert len(PAUSES) == ATTEMPTS - 1
    server.answers = [refused(450, b"Busy") for _number in range(5)]
    message = make_message()
    waits = []
    for _number in range(5):
        Message.objects.update(next_try_at=timezone.now())
        send_messages()
        message.refresh_from_db()
        waits.append(message.next_try_at - timezone.now())
    assert (read(message), server.answers) == (("failed", 5), [])
    assert waits[:4] == sorted(waits[:4])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answer",
    [
        ConnectionRefusedError(111, "Connection refused"),
        SMTPServerDisconnected("gone"),
        SMTPAuthenticationError(535, b"Who are you?"),
        refused(421, b"Too many connections"),
    ],
)
def test_a_server_that_takes_nothing_costs_one_mail_one_attempt(server, answer) -> None:
    server.answers = [answer]
    first, second = make_message(), make_message()
    assert send_messages() == 0
    assert (read(first), read(second)) == (("queued", 1), ("queued", 0))
    assert first.error
    assert send_messages() == 1
    assert read(second) == ("sent", 1)


@pytest.mark.django_db
def test_a_worker_that_is_lost_leaves_its_mail_to_the_next(server) -> None:
    message = make_message()
    taken = claim()
    assert taken == message
    assert (claim(), send_messages()) == (None, 0)
    lose_the_worker(message)
    assert send_messages() == 1
    assert read(message) == ("sent", 2)
    assert server.sent[0].extra_headers["Message-ID"] == message.message_id


@pytest.mark.django_db
def test_a_worker_that_lost_its_turn_marks_nothing(server) -> None:
    message = make_message()
    late = claim()
    lose_the_worker(message)
    send_messages()
    sending._settle(late, sending.Failure("too late", is_final=True))
    assert read(message) == ("sent", 2)


@pytest.mark.django_db
def test_a_mail_that_costs_five_workers_their_life_has_failed(server) -> None:
    message = make_message(
        state="sending", attempt=5, lease_until=timezone.now() - timedelta(seconds=1)
    )
    assert send_messages() == 0
    assert read(message) == ("failed", 5)
    assert "journal du serveur" in message.error


@pytest.mark.django_db
def test_what_is_due_is_woken_and_what_is_not_is_left(server) -> None:
    message = make_message(next_try_at=timezone.now() + timedelta(hours=6))
    wake()
    assert read(message) == ("queued", 0)
    Message.objects.update(next_try_at=timezone.now())
    wake()
    assert read(message) == ("sent", 1)


@pytest.mark.django_db
def test_the_command_of_the_timer_sends_what_is_due(server, capsys) -> None:
    message = make_message()
    call_command("send_mails")
    call_command("send_mails")
    assert (read(message), len(server.sent)) == (("sent", 1), 1)
    assert capsys.readouterr().out == ""
