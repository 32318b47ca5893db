"""What is to be written, before it is queued.

A room says to whom, of what, and the paragraphs; the rest is the same for every mail of the house:
the language of the network, its name below, and the key under which a mail leaves once.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from essaim.kernel.context import network_name
from essaim.kernel.errors import RuleBroken
from essaim.kernel.models import Keyed
from essaim.post.models import ATTACHMENT_LIMIT, Message

#: `text/calendar; method=REQUEST`: nothing that could begin another header.
_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+(; ?[a-z]+=[A-Za-z0-9-]+)*")
#: What templates leave where they say nothing.
_BLANK_LINES = re.compile(r"\n{3,}")
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


class Reader(Protocol):
    """Whom a letter is for. `mark` tells this reader from all others, for what leaves once."""

    @property
    def email(self) -> str: ...
    @property
    def person_key(self) -> UUID | None: ...
    @property
    def mark(self) -> object: ...


@dataclass(frozen=True)
class Addressee:
    """Somebody at their address; an address alone, where no known person has it."""

    email: str
    person_key: UUID | None = None

    @property
    def mark(self) -> object:
        return self.person_key or self.email


def language_of_letters() -> override:
    """All that is written in a mail is written within: the language of the network."""
    return override(settings.LANGUAGE_CODE)


def once_key_of(occasion: str, about: Keyed | None, reader: Reader) -> str:
    """Of what leaves once to this reader: `convocation:0` about a meeting."""
    parts = (occasion, about.key if about is not None else None, reader.mark)
    return ":".join(str(part) for part in parts if part is not None)


def in_paragraphs(
    reader: Reader,
    subject: str,
    paragraphs: Iterable[str],
    *,
    once: str = "",
    about: Keyed | None = None,
) -> Letter:
    """A letter of these paragraphs, without those that say nothing; the network signs.

    With `once` it leaves once to this reader `about` this thing.
    """
    text = "\n\n".join(filter(None, (*paragraphs, network_name()))) + "\n"
    return Letter(
        recipient=reader.email,
        subject=subject,
        text=text,
        person_key=reader.person_key,
        once_key=once_key_of(once, about, reader) if once else "",
        language=settings.LANGUAGE_CODE,
    )


def of_template(
    reader: Reader,
    subject: str,
    template: str,
    things: Mapping[str, Any],
    *,
    once: str = "",
    about: Keyed | None = None,
    html: str = "",
    **more: Any,
) -> Letter:
    """A letter of the template of that name, `.txt`; `html` names that of its other version."""
    context = {**things, "recipient": reader, "network_name": network_name()}
    text = _BLANK_LINES.sub("\n\n", render_to_string(f"{template}.txt", context)).strip() + "\n"
    return Letter(
        recipient=reader.email,
        subject=subject,
        text=text,
        html=render_to_string(html, context) if html else "",
        person_key=reader.person_key,
        once_key=once_key_of(once, about, reader) if once else "",
        language=settings.LANGUAGE_CODE,
        **more,
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
