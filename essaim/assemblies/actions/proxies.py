"""Giving a proxy and taking it back: one writer a meeting at a time, so that a cap holds."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.actions.attendance import refuse_own_times
from essaim.assemblies.actions.kept_openings import keep_opening
from essaim.assemblies.actions.locking import locked
from essaim.assemblies.emails import proxy_letters
from essaim.assemblies.enums import Answer
from essaim.assemblies.models import Elector, Proxy
from essaim.assemblies.queries.proxies import book_of, proxy_refusal
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.post.actions import queue_messages

#: Why the room writes to both sides of a proxy.
REASON = "assemblies.proxy"


@action
def give_proxy(
    *,
    giver: Elector,
    holder: Elector | None,
    by: Acting,
    instruction: str = "",
    replace: bool = False,
    at: datetime | None = None,
) -> Proxy:
    """Let another elector vote; without a holder the proxy is the chair's, where rules allow it.

    `replace`: the one given before is taken back in the same gesture. `at`: when it was given,
    where it came on paper, which who runs the meeting says. Raises RuleBroken with the rule's own
    words and its article.
    """
    meeting = locked(giver.meeting)
    giver = Elector.objects.select_related("meeting").get(pk=giver.pk)
    refuse_own_times(at, meeting, by)
    at = _past(at)
    if refusal := proxy_refusal(meeting, giver, _fresh(holder), at, replaces=replace):
        raise RuleBroken(refusal)
    for before in Proxy.objects.standing().filter(giver=giver):
        if before.holder_id == (holder and holder.pk) and before.instruction == instruction:
            return before
        _take_back(before, by)
    proxy = Proxy.objects.create(giver=giver, holder=holder, instruction=instruction, given_at=at)
    keep_opening(meeting, at)
    giver.answer, giver.answered_at = Answer.PROXY, timezone.now()
    giver.save(update_fields=["answer", "answered_at"])
    _tell(proxy, by)
    return proxy


def _fresh(holder: Elector | None) -> Elector | None:
    """Read again under the lock: her right may have changed since the page was shown."""
    return Elector.objects.get(pk=holder.pk) if holder is not None else None


def _past(at: datetime | None) -> datetime:
    now = timezone.now()
    if at is not None and at > now:
        raise RuleBroken(_("This time is still to come."))
    return at or now


@action
def withdraw_proxy(*, proxy: Proxy, by: Acting, at: datetime | None = None) -> Proxy:
    """Take a proxy back, as long as the rules let it be given: until the opening, or the closing.

    Taken back twice, it is taken back once. Its giver has then not answered any more.
    """
    meeting = locked(proxy.giver.meeting)
    proxy = Proxy.objects.select_related("giver__meeting", "holder").get(pk=proxy.pk)
    if proxy.withdrawn_at is not None:
        return proxy
    refuse_own_times(at, meeting, by)
    book = book_of(meeting, at)
    if book is not None and (refusal := book.refusal_of_withdrawal()):
        raise RuleBroken(refusal)
    _take_back(proxy, by)
    Elector.objects.filter(pk=proxy.giver_id).update(answer=Answer.NONE, answered_at=None)
    return proxy


def _take_back(proxy: Proxy, by: Acting) -> None:
    proxy.withdrawn_at = timezone.now()
    proxy.save(update_fields=["withdrawn_at"])
    _tell(proxy, by)


def _tell(proxy: Proxy, by: Acting) -> None:
    """Both sides know by mail."""
    if letters := proxy_letters(proxy):
        queue_messages(letters=letters, reason=REASON, by=by, about=proxy.giver.meeting)
