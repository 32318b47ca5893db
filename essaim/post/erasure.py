"""Forgetting a person: her address and what was written to her go, the proof that it left stays.

The room does not know people. Whoever does calls this within the action that erases a person in
every room at once, so it asks no rule and writes no journal line of its own.
"""

import re
from collections.abc import Collection, Sequence
from functools import reduce
from operator import or_
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.accounts.models import Actor
from essaim.post.enums import MessageState
from essaim.post.models import Attachment, Link, Message

_BLANK = {"recipient": "", "person_key": None, "text": "", "html": ""}


def forget_messages(*, person_key: UUID, email: str = "") -> Sequence[str]:
    """Blank every mail and link of a person; answers what is kept.

    Hers are those under her key, and those to her address that are known to be of nobody else.
    What had not left is withdrawn; what failed keeps that it did, without the server's words, which
    often repeat the address; her links open nothing any more.
    """
    hers = Q(person_key=person_key)
    if email:
        Message.objects.filter(reply_to__iexact=email).update(reply_to="")
    wrote = _blank_messages(hers | Q(recipient__iexact=email, person_key=None) if email else hers)
    _blank_links(hers | Q(email__iexact=email, person_key=None) if email else hers)
    if not wrote:
        return []
    return [_("That a mail left on that day, without her address: decisions rest on it.")]


def forget_mentions(words: Collection[str]) -> Sequence[str]:
    """Take names and addresses of a person out of what was written to others; answers what is kept.

    `words`: their whole names and their addresses, today's and former ones. The mails stay, since
    they prove what others were told: who gave a proxy, and that somebody held it.
    """
    spelled = {one for word in words if word.split() for one in (word, str(escape(word)))}
    if not spelled:
        return []
    # A line may end within a name; and what SQLite calls alike are plain letters alone.
    longest_first = (
        r"\s+".join(map(re.escape, one.split())) for one in sorted(spelled, key=len, reverse=True)
    )
    any_of_them = "|".join(longest_first)
    whole = re.compile(rf"(?<!\w)(?:{any_of_them})(?!\w)", re.IGNORECASE)
    columns = ("subject", "text", "html")
    naming = reduce(or_, (Q(**{f"{name}__iregex": any_of_them}) for name in columns))
    with override(settings.LANGUAGE_CODE):
        instead = f"[{_('erased person')}]"
    rewritten = False
    for message in Message.objects.select_for_update().filter(naming):
        before = [getattr(message, name) for name in columns]
        for name in columns:
            setattr(message, name, whole.sub(instead, getattr(message, name)))
        if before != [getattr(message, name) for name in columns]:
            message.save(update_fields=columns)
            rewritten = True
    if not rewritten:
        return []
    return [
        _("Mails to others that named this person, without the name: they prove what was written.")
    ]


def _blank_messages(hers: Q) -> bool:
    found = list(Message.objects.select_for_update().filter(hers).values_list("pk", flat=True))
    messages = Message.objects.filter(pk__in=found)
    Attachment.objects.filter(message__in=found).delete()
    waiting = messages.filter(state__in=[MessageState.QUEUED, MessageState.SENDING])
    waiting.update(state=MessageState.WITHDRAWN, lease_until=None)
    messages.exclude(error="").update(error=str(MessageState.FAILED.label))
    messages.update(**_BLANK)
    return bool(found)


def _blank_links(hers: Q) -> None:
    found = list(Link.objects.filter(hers).values_list("pk", "actor"))
    links = Link.objects.filter(pk__in=[pk for pk, _actor in found])
    links.filter(revoked_at=None).update(revoked_at=timezone.now())
    links.update(person_key=None, email="")
    Actor.objects.filter(key__in=[actor for _pk, actor in found if actor]).delete()
