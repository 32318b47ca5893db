"""What a real conversation with a mail server comes to, over a socket of this machine."""

from collections.abc import Iterator
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest

from essaim.post.models import Message
from essaim.post.sending import send_messages
from tests.factories.post import make_message

pytestmark = pytest.mark.django_db


class MailServer(ThreadingTCPServer):
    """Keeps what it takes; the local part of an address says what it answers to it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[str] = []
        self.conversations = 0


class Conversation(StreamRequestHandler):
    """As much of RFC 5321 as one mail needs."""

    server: MailServer

    def handle(self) -> None:
        self.server.conversations += 1
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(maxsplit=1)[0].upper()
            if verb == "RCPT" and "unknown" in line:
                self.say("550 5.1.1 No such user")
            elif verb == "RCPT" and "later" in line:
                self.say("451 4.7.1 Greylisted")
            elif verb == "RCPT" and "hangup" in line:
                return
            elif verb == "DATA":
                self.take()
            else:
                self.say("221 bye" if verb == "QUIT" else "250 fine")

    def take(self) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        self.server.taken.append("\n".join(lines))
        self.say("554 5.6.0 Spam" if "spam" in "\n".join(lines) else "250 taken")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    with MailServer() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server
        server.shutdown()


def states() -> list[tuple[str, int]]:
    return list(Message.objects.order_by("id").values_list("state", "attempt"))


def test_mails_leave_over_one_conversation(server: MailServer) -> None:
    messages = [make_message() for _number in range(3)]
    assert send_messages() == 3
    assert server.conversations == 1
    assert all(f"Message-ID: {m.message_id}" in "".join(server.taken) for m in messages)


def test_each_refusal_is_of_its_own_mail(server: MailServer) -> None:
    make_message(recipient="unknown@membre.example")
    make_message(recipient="later@membre.example")
    make_message(subject="spam")
    make_message()
    assert send_messages() == 1
    assert states() == [("failed", 1), ("queued", 1), ("failed", 1), ("sent", 1)]
    errors = [message.error for message in Message.objects.order_by("id")]
    said = ["550 5.1.1 No such user", "451 4.7.1 Greylisted", "554 5.6.0 Spam", ""]
    assert all(error.endswith(end) for error, end in zip(errors, said, strict=True))


def test_a_server_that_hangs_up_ends_the_round(server: MailServer) -> None:
    make_message(recipient="hangup@membre.example")
    make_message()
    assert send_messages() == 0
    assert states() == [("queued", 1), ("queued", 0)]
    assert send_messages() == 1


def test_a_server_that_is_not_there_ends_the_round(server: MailServer, settings) -> None:
    server.shutdown()
    server.server_close()
    make_message()
    make_message()
    assert send_messages() == 0
    assert states() == [("queued", 1), ("queued", 0)]
    assert "ne répond pas" in Message.objects.earliest("id").error
