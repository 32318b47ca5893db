"""What the programme has on which day: actions, and the days on which agreements end."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.kernel.offering.calendar import Asked, CalendarEntry, CalendarSource
from essaim.programme.enums import ActionState
from essaim.programme.models import Action, Agreement
from essaim.programme.queries.actions import summaries_of
from essaim.programme.queries.keepers import kept_elsewhere

#: What a calendar shows of an action.
SHOWN = ("key", "title", "starts_on", "ends_on", "precision", "state", "place", "summary")


def actions_asked(asked: Asked) -> list[CalendarEntry]:
    """Those to come, held or cancelled, but for those of which another room keeps the page.

    Two queries, one a room that keeps actions, and those of what their summaries cite.
    """
    actions = Action.objects.visible_to(asked.acting).kept()
    kept = kept_elsewhere(actions.between(asked.first, asked.last))
    alone = asked.of(actions.exclude(pk__in=kept), "starts_on", "ends_on", apart="precision")
    shown = list(alone.only(*SHOWN, "audience"))
    summaries = summaries_of(shown, asked.acting)
    return [
        CalendarEntry(
            key=action.key,
            title=action.title,
            url=action.get_absolute_url(),
            starts=action.starts_on,
            ends=action.ends_on,
            audience=action.audience,
            state="cancelled" if action.state == ActionState.CANCELLED else "confirmed",
            precision=action.precision,
            place=action.place,
            text=summaries[action.pk],
        )
        for action in shown
    ]


def ends_of_agreements(asked: Asked) -> list[CalendarEntry]:
    """The last day of each. One query."""
    agreements = Agreement.objects.visible_to(asked.acting)
    return [
        CalendarEntry(
            key=agreement.key,
            title=_("Last day: %(agreement)s") % {"agreement": agreement},
            url=agreement.get_absolute_url(),
            starts=agreement.ends_on,
            ends=agreement.ends_on,
            audience=agreement.audience,
        )
        for agreement in asked.of(agreements, "ends_on", "ends_on")
    ]


CALENDAR = (
    CalendarSource("actions", gettext_lazy("Actions"), actions_asked),
    CalendarSource("conventions", gettext_lazy("Agreements that end"), ends_of_agreements),
)
