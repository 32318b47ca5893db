"""What is to be written, before it is queued."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.kernel.errors import RuleBroken
from essaim.post.models import ATTACHMENT_LIMIT, Message

#: `text/calendar; method=REQUEST`: nothing that could begin another header.
_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+(; ?[a-z]+=[A-Za-z0-9-]+)*")
_LONGEST_SUBJECT: int = Message._meta.get_field("subject").max_length or 0


@dataclass(frozen=True)
class Enclosure:
    """A small file that goes with a letter."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """One mail to one address. `once_key`: queued twice under it, it leaves once."""

    recipient: str
    subject: str
    text: str
    html: str = ""
    person_key: UUID | None = None
    reply_to: str = ""
    attachments: Sequence[Enclosure] = ()
    once_key: str = ""
    language: str = ""

    def check(self) -> None:
        """Raises RuleBroken where it could not leave as it is written."""
        _check_address(self.recipient)
        if self.reply_to:
            _check_address(self.reply_to)
        if not self.subject.strip() or not self.text.strip():
            raise RuleBroken(_("A mail needs a subject and a text."))
        if len(self.subject.splitlines()) > 1:
            raise RuleBroken(_("The subject of a mail stands on one line."))
        for enclosure in self.attachments:
            _check_enclosure(enclosure)

    def as_message(self) -> Message:
        """The row, not saved yet; a subject that is too long is cut."""
        subject = self.subject.strip()
        if len(subject) > _LONGEST_SUBJECT:
            subject = subject[: _LONGEST_SUBJECT - 1] + "…"
        return Message(
            recipient=self.recipient,
            person_key=self.person_key,
            reply_to=self.reply_to,
            subject=subject,
            text=self.text,
            html=self.html,
            once_key=self.once_key,
            language=self.language or get_language() or "fr",
        )


def _check_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        sentence = _("“%(address)s” is not an e-mail address: correct it first.")
        raise RuleBroken(sentence % {"address": address}) from error


def _check_enclosure(enclosure: Enclosure) -> None:
    if len(enclosure.content) > ATTACHMENT_LIMIT:
        sentence = _("“%(name)s” is too heavy to go with a mail: write a link to it instead.")
        raise RuleBroken(sentence % {"name": enclosure.name})
    plain = _TYPE.fullmatch(enclosure.content_type) and enclosure.name.isprintable()
    if not plain or not enclosure.name:
        sentence = _("“%(name)s” cannot go with a mail: its name or its type is not plain.")
        raise RuleBroken(sentence % {"name": enclosure.name})
