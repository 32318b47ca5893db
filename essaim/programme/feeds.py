"""What the programme tells everybody as it comes: what was done, what was decided."""

from datetime import date

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import VISITOR
from essaim.kernel.feeds import Feed, News, start_of
from essaim.programme.models import Action, Decision


def actions(day: date, most: int) -> list[News]:
    """Those that were held and have begun."""
    public = Action.objects.visible_to(VISITOR).held().filter(starts_on__lte=day)
    return [
        News(
            key=action.key,
            title=action.title,
            url=action.get_absolute_url(),
            at=start_of(action.starts_on),
            text=action.summary,
        )
        for action in public.order_by("-starts_on", "-id")[:most]
    ]


def decisions(day: date, most: int) -> list[News]:
    public = Decision.objects.visible_to(VISITOR).filter(decided_on__lte=day)
    return [
        News(
            key=decision.key,
            title=Truncator(decision.text).chars(120),
            url=decision.get_absolute_url(),
            at=start_of(decision.decided_on),
            text=f"{decision.body} · {decision.text}",
        )
        for decision in public.order_by("-decided_on", "-id")[:most]
    ]


FEEDS = (
    Feed("actions", _("Actions"), actions),
    Feed("decisions", _("Decisions"), decisions),
)
