"""Every write on mails and links that somebody asks for; `sending` does what is asked."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.accounts.enums import ActorKind
from essaim.accounts.models import Actor
from essaim.journal.actions import action, label
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.kernel.models import Keyed
from essaim.post.departures import note_service
from essaim.post.enums import MessageState
from essaim.post.letters import Letter
from essaim.post.links import Holder, refuse_if_over
from essaim.post.models import ATTEMPTS, Attachment, Hold, Link, Message
from essaim.post.queries import addresses_of_holder, written_to_no_more
from essaim.post.sending import send_on_commit

#: `elector:KEY`: a capacity about one thing, never a role of the house.
_GRANT = re.compile(r"[a-z_]+:[0-9a-f-]{36}")


@action(about="about")
def queue_messages(
    *, letters: Sequence[Letter], reason: str, by: Acting, about: Keyed | None = None
) -> list[Message]:
    """Have many mails leave, in few statements and under one line of the journal.

    Answers one message a letter, in their order; a letter whose `once_key` was queued before is
    answered by the mail of that time.
    """
    asked = []
    silenced = written_to_no_more({letter.person_key for letter in letters if letter.person_key})
    for letter in letters:
        letter.check()
        message = letter.as_message()
        message.reason = reason
        if about is not None:
            message.about_model, message.about_key = label(about), about.key
        if message.person_key in silenced:
            message.state = MessageState.WITHDRAWN
        asked.append(message)
    # Somebody else may be queueing the same: the database keeps the first, and we read which.
    Message.objects.bulk_create(fitted(asked), ignore_conflicts=True)
    by_key, by_once_key = _queued(asked)
    enclosed = [
        Attachment(message=by_key[message.key], **vars(enclosure))
        for message, letter in zip(asked, letters, strict=True)
        if message.key in by_key
        for enclosure in letter.attachments
    ]
    Attachment.objects.bulk_create(fitted(enclosed))
    if by_key:
        send_on_commit()
    return [by_key.get(message.key) or by_once_key[message.once_key] for message in asked]


def _queued(asked: Sequence[Message]) -> tuple[dict[UUID, Message], dict[str, Message]]:
    """The new ones by their key, and all that were meant to leave once by what says so."""
    keys = [message.key for message in asked]
    once = [message.once_key for message in asked if message.once_key]
    stored = list(Message.objects.filter(Q(key__in=keys) | Q(once_key__in=once)))
    new = {message.key: message for message in stored}
    return (
        {key: new[key] for key in keys if key in new},
        {message.once_key: message for message in stored if message.once_key},
    )


@action
def withdraw_message(*, message: Message, by: Acting) -> Message:
    """Hold back a mail that has not left. Raises RuleBroken where it is too late."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if not message.is_waiting(timezone.now()):
        raise RuleBroken(
            _("This mail is %(state)s: it cannot be held back.")
            % {"state": message.get_state_display()}
        )
    message.state, message.lease_until = MessageState.WITHDRAWN, None
    message.save(update_fields=["state", "lease_until"])
    return message


@action
def hold_mails(*, by: Acting) -> Hold:
    """No mail leaves from now on: all wait, those to come too, until they are let go."""
    running = Hold.objects.running().order_by("pk").first()
    return running or Hold.objects.create(since=timezone.now())


@action
def release_mails(*, by: Acting) -> Hold:
    """Let leave what waits. Raises RuleBroken where mails are not held."""
    running = list(Hold.objects.running().select_for_update().order_by("pk"))
    if not running:
        raise RuleBroken(_("Mails are not held: they leave as they come."))
    for hold in running:
        hold.released_at = max(timezone.now(), hold.since)
        hold.save(update_fields=["released_at"])
    send_on_commit()
    return running[0]


@action
def hold_back_for(*, person_key: UUID, by: Acting) -> int:
    """Hold back all that has not left to one person, and close their links; says how many mails."""
    now = timezone.now()
    Link.objects.filter(person_key=person_key, revoked_at=None).update(revoked_at=now)
    waiting = Message.objects.filter(person_key=person_key, state=MessageState.QUEUED)
    return waiting.update(state=MessageState.WITHDRAWN, lease_until=None)


@action
def resend_message(*, message: Message, recipient: str = "", by: Acting) -> Message:
    """Try a mail that failed again, at another address where theirs was wrong.

    One that carries links leaves for whoever they are of, at their address of today, whoever asks.
    """
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state != MessageState.FAILED:
        raise RuleBroken(
            _("This mail is %(state)s: only one that did not leave is sent again.")
            % {"state": message.get_state_display()}
        )
    if message.person_key and written_to_no_more({message.person_key}):
        raise RuleBroken(_("Nobody writes to this person any more: the mail stays here."))
    message.recipient = _recipient_of(message, recipient)
    Letter(message.recipient, message.subject, message.text).check()
    message.state, message.error = MessageState.QUEUED, ""
    message.next_try_at = timezone.now()
    message.attempts_allowed = message.attempt + ATTEMPTS
    message.save(update_fields=["recipient", "state", "error", "next_try_at", "attempts_allowed"])
    send_on_commit()
    return message


def _recipient_of(message: Message, asked: str) -> str:
    """Raises RuleBroken where links that act in somebody's name would go to somebody else."""
    theirs = addresses_of_holder(message)
    wanted = asked or message.recipient
    if theirs is None or wanted.casefold() in {address.casefold() for address in theirs}:
        return wanted
    if not asked and len(theirs) == 1:
        return theirs[0]
    raise RuleBroken(
        _(
            "This mail carries links that act in the name of whoever it is written to: it leaves "
            "for their own address alone. Correct it on their card, then send the mail again."
        )
    )


@action
def make_links(
    *,
    act: str,
    about_key: UUID,
    holders: Sequence[Holder],
    expires_at: datetime,
    by: Acting,
    is_for_one_use: bool = False,
) -> list[Link]:
    """Make one link a holder, in their order, each with an actor of its own in the journal."""
    if expires_at <= timezone.now():
        raise RuleBroken(_("A link must last: its end is to come."))
    if wrong := [holder for holder in holders if not _GRANT.fullmatch(holder.grants)]:
        raise ValueError(f"not a capacity about one thing: {wrong[0].grants}")
    links = [
        Link(
            act=act,
            about_key=about_key,
            person_key=holder.person_key,
            email=holder.email,
            grants=holder.grants,
            is_for_one_use=is_for_one_use,
            expires_at=expires_at,
            actor=Actor(kind=ActorKind.LINK, label=str(holder.person_key or "")),
        )
        for holder in holders
    ]
    actors = [link.actor for link in links if link.actor is not None]
    Actor.objects.bulk_create(fitted(actors))
    Link.objects.bulk_create(fitted(links))
    return links


@action
def revoke_links(*, about_key: UUID, by: Acting, act: str = "", grants: str = "") -> int:
    """Withdraw every link about one thing, or those for one act or one capacity; says how many."""
    narrower = {name: word for name, word in {"act": act, "grants": grants}.items() if word}
    theirs = Link.objects.filter(about_key=about_key, revoked_at=None, **narrower)
    return theirs.update(revoked_at=timezone.now())


@action
def use_link(*, link: Link, by: Acting) -> Link:
    """Note that the act was done by this link. Raises LinkRefused where it opens nothing any more.

    Of two presses on a link for one use, the second is refused.
    """
    link = Link.objects.select_for_update().get(pk=link.pk)
    now = timezone.now()
    refuse_if_over(link, at=now)
    link.used_at = now
    link.save(update_fields=["used_at"])
    transaction.on_commit(partial(note_service, link))
    return link
