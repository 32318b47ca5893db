"""Mails and links."""

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from essaim.accounts.models import Actor
from essaim.kernel.models import Keyed
from essaim.post.actions import queue_messages
from essaim.post.letters import Letter
from essaim.post.models import Link, Message
from tests.factories.accounts import house

_numbers = count(1)


def make_message(**fields: Any) -> Message:
    """A mail that waits to leave, written about nothing in particular."""
    written = {
        "recipient": f"delegate{next(_numbers)}@membre.example",
        "reason": "tests.letter",
        "subject": "Convocation",
        "text": "Chère, cher,\n\nVous êtes invités.\n",
        "language": "fr",
        **fields,
    }
    return Message.objects.create(**written)


def queue_letter(
    *, reason: str = "tests.letter", about: Keyed | None = None, **written: Any
) -> Message:
    """As a room has a mail leave."""
    (message,) = queue_messages(letters=[Letter(**written)], reason=reason, about=about, by=house())
    return message


def make_sent_message(**fields: Any) -> Message:
    return make_message(state="sent", sent_at=timezone.now(), attempt=1, **fields)


def make_failed_message(**fields: Any) -> Message:
    """Refused for good at its first attempt."""
    error = "Le serveur de messagerie répond : 550 No such user"
    return make_message(**{"state": "failed", "attempt": 1, "error": error, **fields})


def make_link(*, grants: str = "", about_key: UUID | None = None, **fields: Any) -> Link:
    """A link to answer something, valid for a week."""
    said = {
        "act": "tests.answer",
        "about_key": about_key or uuid4(),
        "grants": grants or f"elector:{uuid4()}",
        "expires_at": timezone.now() + timedelta(days=7),
        "actor": Actor.objects.create(kind="link"),
        **fields,
    }
    return Link.objects.create(**said)
