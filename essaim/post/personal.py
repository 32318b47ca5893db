"""What mails hold on people: their addresses and what was written to them go, the proof stays.

The room does not know people but by their keys and addresses (`Whom`).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from essaim.accounts.models import Actor
from essaim.kernel.logs import without_tokens
from essaim.kernel.personal import Held, Row, Whom, erased
from essaim.post.enums import MessageState
from essaim.post.models import Attachment, Link, Message
from essaim.post.rewriting import COLUMNS, as_printed, replace_in

_WHILE_CONTESTED = gettext_lazy("as long as what was decided can be contested: five years")
_UNTIL_IT_ENDS = gettext_lazy("until the link ends")
_REACHES_THEM = gettext_lazy("it reaches them")
_PROOF = erased(
    gettext_lazy(
        "proves that the mail left; the address and the text go, the date and the reason stay"
    ),
    _WHILE_CONTESTED,
)
_WRITTEN = erased(
    gettext_lazy("proves what was written; to others, the text stays without the name"),
    _WHILE_CONTESTED,
)
_OF_A_LINK = erased(_REACHES_THEM, _UNTIL_IT_ENDS)


def _written_to(whom: Whom) -> Q:
    """Under their keys, or to an address of theirs that is known to be of nobody else."""
    return _under_their_keys(whom, "recipient")


def _links_of(whom: Whom) -> Q:
    return _under_their_keys(whom, "email")


def _under_their_keys(whom: Whom, column: str) -> Q:
    at_their_address = (Q((f"{column}__iexact", email), person_key=None) for email in whom.emails)
    return reduce(or_, at_their_address, Q(person_key__in=whom.keys))


def _answered_to(whom: Whom) -> Q:
    theirs = (Q(reply_to__iexact=email) for email in whom.emails)
    return reduce(or_, theirs, Q(pk__in=()))


def _mail(message: Message, _whom: Whom) -> Row:
    """What the house wrote to them, without what acts in their name: they may hand it on."""
    columns = ("recipient", "subject", "text", "queued_at", "sent_at", "state")
    row = {name: getattr(message, name) for name in columns}
    return {**row, "text": without_tokens(message.text)}


def _withdraw(messages: QuerySet[Any], whom: Whom) -> Iterator[str]:
    """What had not left never does; what failed keeps that it did, without the server's words."""
    Attachment.objects.filter(message__in=messages).delete()
    waiting = messages.filter(state__in=[MessageState.QUEUED, MessageState.SENDING])
    waiting.update(state=MessageState.WITHDRAWN, lease_until=None)
    messages.exclude(error="").update(error=str(MessageState.FAILED.label))
    yield from _forget_mentions(whom.names)


def _forget_mentions(words: Collection[str]) -> Sequence[str]:
    """Take names and addresses of a person out of what was written to others; answers what is kept.

    `words`: their whole names and their addresses, today's and former ones. The mails stay, since
    they prove what others were told: who gave a proxy, and that somebody held it.
    """
    spelled = {
        as_written for word in words if word.split() for as_written in (word, str(escape(word)))
    }
    if not spelled:
        return []
    # A line may end within a name; and what SQLite calls alike are plain letters alone.
    any_of_them = "|".join(map(as_printed, sorted(spelled, key=len, reverse=True)))
    whole = re.compile(rf"(?<!\w)(?:{any_of_them})(?!\w)", re.IGNORECASE)
    naming = reduce(or_, (Q(**{f"{name}__iregex": any_of_them}) for name in COLUMNS))
    with override(settings.LANGUAGE_CODE):
        instead = f"[{_('erased person')}]"
    if not replace_in(Message.objects.filter(naming), whole, instead):
        return []
    return [
        _("Mails to others that named this person, without the name: they prove what was written.")
    ]


def _revoke(links: QuerySet[Any], _whom: Whom) -> None:
    """They open nothing any more, and nobody stands behind them."""
    links.filter(revoked_at=None).update(revoked_at=timezone.now())
    Actor.objects.filter(
        pk__in=list(links.exclude(actor=None).values_list("actor", flat=True))
    ).delete()


PERSONAL = (
    Held(
        Message,
        {
            **dict.fromkeys(("recipient", "person_key"), _PROOF),
            **dict.fromkeys(("text", "html"), _WRITTEN),
        },
        of=_written_to,
        code="post.mails",
        label=gettext_lazy("Mails written to them"),
        read=Message.objects.order_by("id"),
        shows=_mail,
        first=_withdraw,
        stays=gettext_lazy(
            "That a mail left on that day, without their address: decisions rest on it."
        ),
    ),
    Held(
        Message,
        {"reply_to": erased(_REACHES_THEM, _WHILE_CONTESTED)},
        of=_answered_to,
        code="post.answers",
        label=gettext_lazy("Mails whose answers go to them"),
        read=Message.objects.order_by("id"),
        shows=("reply_to", "queued_at"),
    ),
    Held(
        Link,
        {"email": _OF_A_LINK, "person_key": _OF_A_LINK},
        of=_links_of,
        code="post.links",
        label=gettext_lazy("Links made for them"),
        read=Link.objects.order_by("id"),
        shows=("email", "made_at", "expires_at", "used_at", "revoked_at"),
        first=_revoke,
    ),
)
