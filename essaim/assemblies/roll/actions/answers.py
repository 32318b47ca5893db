"""What electors answer to the convocation, and the proxies that they give and take back.

One writer a meeting at a time, so that a cap on proxies holds; the last answer stands.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.meetings.actions.locking import locked
from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.holders import presides
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.actions.presence import keep_opening
from essaim.assemblies.roll.letters import holder_away_letters, proxy_letters
from essaim.assemblies.roll.models import (
    Answer,
    Elector,
    Proxy,
)
from essaim.assemblies.roll.queries.answers import answer_refusal, closed_sentence
from essaim.assemblies.roll.queries.proxies import book_of, proxy_refusal
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.post.actions import queue_messages, use_link
from essaim.post.models import Link


@action
def answer_convocation(
    *,
    elector: Elector,
    answer: str,
    by: Acting,
    holder: Elector | None = None,
    instruction: str = "",
    link: Link | None = None,
    at: datetime | None = None,
) -> Elector:
    """Say whether one comes, until the meeting opens; the last answer stands.

    A proxy goes to `holder` in the place of any given before, and is taken back by another answer.
    Those whose proxy one holds are told when one cannot come.
    `link`: the one of the mail by which it came. Raises RuleBroken where the meeting does not take
    that answer, with the article.
    """
    by_proxy = answer == Answer.PROXY
    meeting = locked(elector.meeting)
    if meeting.state != MeetingState.CONVENED and not by_proxy:
        raise RuleBroken(closed_sentence(meeting))
    elector = Elector.objects.select_related("meeting").get(pk=elector.pk)
    if link is not None:
        use_link(link=link, by=by)
    if by_proxy:
        return give_proxy(
            giver=elector, holder=holder, instruction=instruction, replace=True, by=by, at=at
        ).giver
    if refusal := answer_refusal(meeting, answer):
        raise RuleBroken(refusal)
    for proxy in Proxy.objects.standing().filter(giver=elector):
        withdraw_proxy(proxy=proxy, by=by, at=at)
    elector.answer, elector.answered_at = answer, at or timezone.now()
    elector.save(update_fields=["answer", "answered_at"])
    if answer == Answer.EXCUSED and (letters := holder_away_letters(elector)):
        queue_messages(letters=letters, reason=REASON, by=by, about=meeting)
    return elector


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
    """Read again under the lock: their right may have changed since the page was shown."""
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


def refuse_own_times(at: datetime | None, meeting: Meeting, by: Acting) -> None:
    """Raises RuleBroken where somebody else than who runs the meeting says a time."""
    if at is not None and not presides(by, meeting):
        raise RuleBroken(
            _("The moment that is noted is now: who runs the meeting puts another time right.")
        )
