"""What electors answer to the convocation: the last answer stands."""

from datetime import datetime

from django.utils import timezone

from essaim.assemblies.actions.locking import locked
from essaim.assemblies.actions.proxies import REASON, give_proxy, withdraw_proxy
from essaim.assemblies.emails import holder_away_letters
from essaim.assemblies.enums import Answer, MeetingState
from essaim.assemblies.models import Elector, Proxy
from essaim.assemblies.queries.answers import answer_refusal, closed_told
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
        raise RuleBroken(closed_told(meeting))
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
