"""What electors answer to the convocation: the last answer stands."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.actions.locking import locked_in
from essaim.assemblies.actions.proxies import withdraw_proxy
from essaim.assemblies.enums import Answer, MeetingState
from essaim.assemblies.models import Elector, Proxy
from essaim.assemblies.queries.answers import answer_refusal
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken


@action
def answer_convocation(
    *, elector: Elector, answer: str, by: Acting, at: datetime | None = None
) -> Elector:
    """Say whether one comes, until the meeting opens. A proxy given before is taken back by it.

    Raises RuleBroken where the meeting does not take that answer; a proxy has an action of its own.
    """
    meeting = locked_in(elector.meeting, {MeetingState.CONVENED})
    elector = Elector.objects.select_related("meeting").get(pk=elector.pk)
    if answer == Answer.PROXY:
        raise RuleBroken(_("Say to whom the proxy goes."))
    if refusal := answer_refusal(meeting, answer):
        raise RuleBroken(refusal)
    for proxy in Proxy.objects.standing().filter(giver=elector):
        withdraw_proxy(proxy=proxy, by=by, at=at)
    elector.answer, elector.answered_at = answer, at or timezone.now()
    elector.save(update_fields=["answer", "answered_at"])
    return elector
