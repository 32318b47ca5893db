"""What the programme tells as it comes: what was done, what was decided."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from essaim.journal.models import Entry
from essaim.kernel.acting import Acting
from essaim.kernel.addresses import address
from essaim.kernel.feeds import Feed, News, start_of
from essaim.programme.models import Action, Decision
from essaim.programme.queries.actions import summaries_of


def actions(acting: Acting, day: date, most: int, since: datetime | None) -> list[News]:
    """Those that were held and have begun."""
    held_actions = Action.objects.visible_to(acting).that_took_place().filter(starts_on__lte=day)
    if since is not None:
        held_actions = held_actions.filter(
            Q(noted_at__gt=since) | Q(starts_on__gte=timezone.localdate(since))
        )
    newest = held_actions.order_by("-starts_on", "-id").only(
        "key", "title", "starts_on", "summary", "precision"
    )[:most]
    summaries = summaries_of(newest, acting)
    return [
        News(
            key=action.key,
            title=action.title,
            url=address("programme:action", action.key),
            at=start_of(action.starts_on),
            text=summaries[action.pk],
            precision=action.precision,
        )
        for action in newest
    ]


def decisions(acting: Acting, day: date, most: int, since: datetime | None) -> list[News]:
    """Minutes are written late: one that was noted since is new, whatever its day."""
    decided = Decision.objects.visible_to(acting).filter(decided_on__lte=day)
    if since is not None:
        noted = Entry.objects.keys_made("programme.add_decision", since)
        decided = decided.filter(Q(key__in=noted) | Q(decided_on__gte=timezone.localdate(since)))
    newest = decided.order_by("-decided_on", "-id").values_list("key", "text", "decided_on", "body")
    return [
        News(
            key=key,
            title=Truncator(text).chars(120),
            url=address("programme:decision", key),
            at=start_of(day),
            text=f"{body} · {text}",
        )
        for key, text, day, body in newest[:most]
    ]


FEEDS = (
    Feed("actions", _("Actions"), actions),
    Feed("decisions", _("Decisions"), decisions),
)
