"""Mails as their pages show them, and the proof that they left."""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count, Max, QuerySet
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.kernel.acting import Acting
from essaim.kernel.feeds import start_of
from essaim.kernel.logs import without_tokens
from essaim.kernel.manifest import MailReason, Waiting, declared, manifests
from essaim.kernel.rules import can
from essaim.kernel.sheet_cells import Cell
from essaim.post.enums import MessageState
from essaim.post.links import links_in
from essaim.post.models import Hold, Link, Message


@dataclass(frozen=True)
class ProofLine:
    """That one mail was queued for one address, and what became of it."""

    recipient: str
    subject: str
    queued_at: datetime
    sent_at: datetime | None
    state: str
    state_label: str
    error: str

    def cells(self) -> tuple[Cell, ...]:
        """The line as a table shows it, under `proof_header`."""
        times = (self.queued_at, self.sent_at)
        return (self.recipient, self.subject, *times, self.state_label, self.error)


def proof_header() -> list[str]:
    return [_("Recipient"), _("Subject"), _("Queued at"), _("Sent at"), _("State"), _("Error")]


def proof_of(about_key: UUID, reason: str = "") -> list[ProofLine]:
    """What was written about one thing, for one reason or for all, in the order of queueing."""
    messages = Message.objects.about(about_key)
    if reason:
        messages = messages.filter(reason=reason)
    return [
        ProofLine(
            recipient=message.recipient,
            subject=message.subject,
            queued_at=message.queued_at,
            sent_at=message.sent_at,
            state=message.state,
            state_label=message.get_state_display(),
            error=message.error,
        )
        for message in messages.defer("text", "html")
    ]


def links_in_force(about_key: UUID, act: str) -> dict[str, Link]:
    """The links that still open this act about one thing, by the capacity that each grants."""
    links = Link.objects.in_force(timezone.now()).filter(about_key=about_key, act=act)
    return {link.grants: link for link in links.order_by("id")}


def list_messages(*, state: str = "", reason: str = "", words: str = "") -> QuerySet[Message]:
    """Mails without what they say, the newest first."""
    asked = {"state": state, "reason": reason, "recipient__icontains": words}
    filters = {name: value for name, value in asked.items() if value}
    return Message.objects.filter(**filters).defer("text", "html").order_by("-id")


def called_for(acting: Acting, messages: Sequence[Message]) -> Sequence[Message]:
    """The same, each `called` by its subject; of a thing that this reader may not see, by its kind.

    A thing may have fewer readers by now than when the mail left. One query a kind of things.
    """
    by_model: dict[str, set[UUID]] = defaultdict(set)
    for message in messages:
        if message.about_key is not None and message.about_model:
            by_model[message.about_model].add(message.about_key)
    hidden: dict[UUID | None, str] = {
        key: f"{capfirst(str(model._meta.verbose_name))} {_('(not for you to see)')}"
        for model, keys in ((apps.get_model(name), keys) for name, keys in by_model.items())
        for key in keys - _visible(acting, model, keys)
    }
    for message in messages:
        message.called = hidden.get(message.about_key, message.subject)
    return messages


def _visible(acting: Acting, model: Any, keys: Set[UUID]) -> set[UUID]:
    rows = model._default_manager.filter(key__in=keys)
    seen_by = getattr(rows, "visible_to", None)
    return set((rows if seen_by is None else seen_by(acting)).values_list("key", flat=True))


@dataclass(frozen=True)
class MailsHeld:
    """That mails are held, and how many wait."""

    since: datetime
    waiting: int


def mails_held() -> MailsHeld | None:
    """None where they leave as they come."""
    hold = Hold.objects.running().order_by("since", "pk").first()
    if hold is None:
        return None
    return MailsHeld(hold.since, Message.objects.filter(state=MessageState.QUEUED).count())


def count_waiting(reasons: Sequence[str]) -> int:
    """How many mails written for these reasons did not leave yet."""
    return Message.objects.filter(state=MessageState.QUEUED, reason__in=reasons).count()


def count_failed() -> int:
    """How many mails somebody should look at."""
    return Message.objects.filter(state=MessageState.FAILED).count()


@dataclass(frozen=True)
class Enclosed:
    """A file that leaves with a mail; its size is in bytes."""

    name: str
    size: int


@dataclass(frozen=True)
class MessagePage:
    """Everything that the page of a mail shows."""

    message: Message
    text: str
    reason: str
    enclosures: list[Enclosed]
    may_withdraw: bool
    may_resend: bool
    is_between_people: bool
    is_hidden: bool

    @property
    def hides_links(self) -> bool:
        return self.text != self.message.text


def message_page(message: Message, acting: Acting) -> MessagePage:
    """The page in two queries, without the content of what was enclosed."""
    called_for(acting, [message])
    is_hidden = message.called != message.subject
    enclosed = message.attachments.annotate(size=Length("content")).order_by("id")
    reasons: list[MailReason] = list(declared("mail_reasons"))
    private = {reason.code for reason in reasons if reason.is_between_people}
    return MessagePage(
        message=message,
        text="" if is_hidden or message.reason in private else without_tokens(message.text),
        is_between_people=message.reason in private,
        is_hidden=is_hidden,
        reason=reason_labels().get(message.reason, message.reason),
        enclosures=[Enclosed(name, size) for name, size in enclosed.values_list("name", "size")],
        may_withdraw=message.is_waiting(timezone.now()),
        may_resend=message.state == MessageState.FAILED and bool(message.recipient),
    )


def addresses_of_holder(message: Message) -> list[str] | None:
    """Where the links in a mail may go: to whom it was written, at their address of today.

    None where it carries no link that acts in anybody's name; then it may go anywhere.
    """
    links = links_in(message.text)
    if not links:
        return None
    says = [manifest.reached_at for manifest in manifests() if manifest.reached_at is not None]
    granted = {link.grants for link in links}
    reached = [pair for grants in granted for say in says for pair in say(grants)]
    return sorted({address for key, address in reached if key == message.person_key})


def reason_labels() -> dict[str, str]:
    """What rooms call the reasons for which they write."""
    reasons: list[MailReason] = list(declared("mail_reasons"))
    return {reason.code: str(reason.label) for reason in reasons}


def written_to_no_more(keys: Set[UUID]) -> frozenset[UUID]:
    """Of these people, those to whom a room says that nobody writes any more: they died."""
    says = (manifest.written_to_no_more for manifest in manifests())
    return frozenset(key for say in says if say is not None and keys for key in say(keys))


#: What was refused longer ago has been dealt with, or will not be.
_REFUSED_LATELY = timedelta(days=30)


def refused_mails(acting: Acting, on: date) -> Iterator[Waiting]:
    """One line for all that were not sent in the last month: their list says why."""
    if not can(acting, "post.view_messages"):
        return
    failed = Message.objects.filter(
        state=MessageState.FAILED, queued_at__gte=start_of(on - _REFUSED_LATELY)
    )
    count, last = failed.aggregate(count=Count("pk"), last=Max("queued_at")).values()
    if count:
        text = ngettext("%(number)d mail was not sent", "%(number)d mails were not sent", count)
        address = f"{reverse('post:messages')}?etat={MessageState.FAILED}"
        yield Waiting(text % {"number": count}, address, timezone.localdate(last), 1, is_since=True)
