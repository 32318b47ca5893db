"""Links for one act: what an address holds, and whether it still opens something.

Opening reads and never writes, since scanners of mail open every link before people do. The act
itself is posted. Where the link is for one use it calls `actions.use_link`, within its own
transaction; others may, where the moment of the last use is worth keeping.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.kernel.acting import Acting, capacities_of
from essaim.kernel.clock import clock_words
from essaim.kernel.datewords import moment_words
from essaim.kernel.errors import Gone, Missing, RuleBroken
from essaim.post.models import Link

#: A key and its signature, as they stand in an address.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}")
_SIGNER = signing.Signer(salt="essaim.post.link", sep=".")


class LinkRefused(RuleBroken):
    """A link that opens nothing; the message says why, and whom to ask."""


class LinkForged(LinkRefused, Missing):
    """Not signed by this house, or for another act, or nothing known any more."""


class LinkRevoked(LinkRefused, Gone):
    """Somebody withdrew it."""


class LinkUsed(LinkRefused, Gone):
    """It was for one use, and has served."""


class LinkExpired(LinkRefused, Gone):
    """Its time is over."""


@dataclass(frozen=True)
class Holder:
    """For whom a link is made, and the one capacity that it gives: `elector:KEY`."""

    grants: str
    person_key: UUID | None = None
    email: str = ""


@dataclass(frozen=True)
class OpenedLink:
    """A link that opens something, and the one who acts by it."""

    link: Link
    acting: Acting


def token_of(link: Link) -> str:
    """What stands in the address: 66 letters that fit in it as they are."""
    return _SIGNER.sign(urlsafe_base64_encode(link.key.bytes))


def address_of(link: Link, url_name: str) -> str:
    """The whole address to write in a mail; `url_name` is the room's own page for this act."""
    return settings.BASE_URL + reverse(url_name, args=[token_of(link)])


def open_link(token: str, *acts: str) -> OpenedLink:
    """Who acts, and about what. Raises LinkRefused with one sentence where nobody does.

    `acts`: the one for which the link was made, or those of which any will do.
    """
    link = Link.objects.filter(key=_key_in(token), act__in=acts).first()
    if link is None:
        raise _forged()
    refuse_if_over(link, at=timezone.now())
    capacities = capacities_of([link.grants])
    return OpenedLink(link, Acting(key=link.actor_id, user_id=None, capacities=capacities))


def links_in(text: str) -> list[Link]:
    """Those whose addresses stand in a mail, signed by this house."""
    keys = []
    for token in _TOKEN.findall(text):
        with suppress(LinkForged):
            keys.append(_key_in(token))
    return list(Link.objects.filter(key__in=keys).order_by("pk"))


def refuse_if_over(link: Link, *, at: datetime) -> None:
    """Raises LinkRefused where the link is withdrawn, has served its one time, or is too old."""
    if link.revoked_at is not None:
        sentence = _(
            "This link was withdrawn on %(moment)s. Ask the coordination of the network for "
            "another."
        )
        raise LinkRevoked(sentence % {"moment": _in_words(link.revoked_at)})
    if link.is_for_one_use and link.used_at is not None:
        sentence = _("This link was for one use, and served on %(moment)s: there is nothing to do.")
        raise LinkUsed(sentence % {"moment": _in_words(link.used_at)})
    if link.expires_at <= at:
        sentence = _(
            "This link expired on %(moment)s. Ask the coordination of the network for another."
        )
        raise LinkExpired(sentence % {"moment": _in_words(link.expires_at)})


def _key_in(token: str) -> UUID:
    try:
        return UUID(bytes=urlsafe_base64_decode(_SIGNER.unsign(token)))
    except (signing.BadSignature, ValueError) as error:
        raise _forged() from error


def _forged() -> LinkForged:
    return LinkForged(
        _("This link is not valid: it is cut short, or was altered. Open it again from the mail.")
    )


def _in_words(moment: datetime) -> str:
    """12 juin 2024 à 18:30 (heure de Paris)."""
    words = moment_words(timezone.localtime(moment), language=get_language() or "fr")
    return f"{words} ({clock_words()})"
