"""The machinery of mails: taken one by one under a lease, sent, and marked.

As many workers as one likes may send at once. A mail is in the hands of one, under an attempt
number that fences off any other; a worker that dies lets its lease run out, and the next takes up.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from essaim.kernel.locks import however_long_it_waits
from essaim.kernel.signs import on_one_line
from essaim.post.departures import Departure, known_departures, note_departure
from essaim.post.emails import mail_of
from essaim.post.enums import MessageState
from essaim.post.models import ATTEMPTS, Message

log = logging.getLogger(__name__)
#: How long one mail may take; then its worker is held to be lost.
LEASE = timedelta(minutes=5)
#: How long to wait after each attempt that failed; after the last there is no other.
PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
#: What a server answers when it closes the door to everything.
_CLOSING = 421


@dataclass(frozen=True)
class Failure:
    """Why a mail did not leave.

    `is_final`: it would be refused each time. `is_of_the_server`: nothing else would leave either.
    """

    sentence: str
    is_final: bool = False
    is_of_the_server: bool = False


def send_on_commit() -> None:
    """Has a worker send what is due, once what was queued is there for it to see."""
    transaction.on_commit(lambda: send_due.enqueue())


def wake() -> None:
    """Gives what is due to a worker: mails put off, or whose worker was lost. Safe at any time."""
    now = timezone.now()
    if (Message.objects.due(now) | Message.objects.lost(now)).exists():
        send_due.enqueue()


@task()
def send_due() -> None:
    """The background task."""
    send_messages()


def send_messages() -> int:
    """Sends all that is due over one connection; answers how many left."""
    _give_up_the_lost()
    sent = 0
    gone = known_departures()
    server = get_connection()
    try:
        while (message := however_long_it_waits(claim)) is not None:
            if left := gone.of(message):
                however_long_it_waits(partial(_settle_as_left, message, left))
                continue
            failure = _deliver(message, server)
            if failure is None:
                note_departure(message)
            however_long_it_waits(partial(_settle, message, failure))
            sent += failure is None
            if failure is not None and failure.is_of_the_server:
                break  # the others wait for a server that answers, without losing an attempt
    finally:
        server.close()
    return sent


def claim() -> Message | None:
    """Takes the next mail that is due into one's hands, or answers None.

    On PostgreSQL rows that another worker holds are skipped; everywhere the update is fenced by the
    attempt that was read.
    """
    now = timezone.now()
    due = Message.objects.due(now)  # outside of the transaction, where a mark can be told
    with transaction.atomic():
        in_turn = due.order_by("next_try_at", "id")
        message = in_turn.select_for_update(skip_locked=True).first()
        if message is None:
            return None
        mine = due.filter(pk=message.pk, attempt=message.attempt)
        message.attempt += 1
        message.state, message.lease_until = MessageState.SENDING, now + LEASE
        taken = mine.update(
            attempt=message.attempt, state=message.state, lease_until=message.lease_until
        )
    return message if taken else claim()


def _give_up_the_lost() -> None:
    """From here on they are for a person to look at."""
    sentence = _("The sending was cut off at each attempt: the log of the server says why.")
    for message in Message.objects.lost(timezone.now()).order_by("id"):
        _settle(message, Failure(sentence, is_final=True))


def _settle_as_left(message: Message, left: Departure) -> None:
    """It left before, and this database does not know it: it is an older copy of itself."""
    sentence = _("It left before the house was restored from an older copy: not sent again.")
    log.warning("not sent again: mail %s, which left at %s", message.key, left.at)
    Message.objects.filter(
        pk=message.pk, state=MessageState.SENDING, attempt=message.attempt
    ).update(state=MessageState.SENT, sent_at=left.at, lease_until=None, error=sentence)


def _deliver(message: Message, server: BaseEmailBackend) -> Failure | None:
    try:
        server.open()
        server.send_messages([mail_of(message)])
    except (OSError, ValueError) as error:
        server.close()  # whatever state it is in, the next mail begins anew
        return failure_of(error)
    return None


def failure_of(error: OSError | ValueError) -> Failure:
    """What an error of the mail server means for this mail, and for the others.

    A server that refuses the recipient or the content with a 5xx means it; a refusal of the sender
    or of the sign-in is ours to mend, and the mail waits for it.
    """
    if isinstance(error, SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return _refusal(code, words, is_of_the_server=code == _CLOSING)
    if isinstance(error, SMTPResponseException):
        is_of_the_mail = isinstance(error, SMTPDataError) and error.smtp_code != _CLOSING
        return _refusal(error.smtp_code, error.smtp_error, is_of_the_server=not is_of_the_mail)
    if isinstance(error, SMTPNotSupportedError | ValueError):
        sentence = _("The mail cannot be sent as it is written (%(detail)s).")
        return Failure(sentence % {"detail": error}, is_final=True)
    if isinstance(error, SMTPException):
        sentence = _("The mail server cut the conversation off (%(detail)s).")
    else:
        sentence = _("The mail server does not answer (%(detail)s).")
    return Failure(sentence % {"detail": error}, is_of_the_server=True)


def _refusal(code: int, words: bytes | str, *, is_of_the_server: bool) -> Failure:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    sentence = _("The mail server answers: %(code)s %(words)s")
    return Failure(
        sentence % {"code": code, "words": " ".join(text.split())},
        is_final=code >= 500 and not is_of_the_server,
        is_of_the_server=is_of_the_server,
    )


def _settle(message: Message, failure: Failure | None) -> None:
    """Marks what became of it, unless another worker took it over meanwhile."""
    mine = Message.objects.filter(
        pk=message.pk, state=MessageState.SENDING, attempt=message.attempt
    )
    now = timezone.now()
    if failure is None:
        mine.update(state=MessageState.SENT, sent_at=now, lease_until=None, error="")
        return
    error = on_one_line(failure.sentence)[:400]
    tries = message.attempt - message.attempts_allowed + ATTEMPTS
    if failure.is_final or tries >= ATTEMPTS:
        mine.update(state=MessageState.FAILED, lease_until=None, error=error)
    else:
        later = now + PAUSES[tries - 1]
        mine.update(state=MessageState.QUEUED, lease_until=None, next_try_at=later, error=error)
