"""What other sites may show of the programme: the actions to come."""

from datetime import date

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import VISITOR
from essaim.kernel.datewords import date_range
from essaim.kernel.offering.embeds import Embed, EmbeddedLine
from essaim.programme.enums import ActionState, Precision
from essaim.programme.models import Action


def actions_to_come(today: date, most: int) -> list[EmbeddedLine]:
    """The nearest first; those known to the year are none to come to."""
    coming = Q(ends_on__gte=today) & ~Q(precision=Precision.YEAR)
    public = Action.objects.visible_to(VISITOR).filter(coming, state=ActionState.PLANNED)
    language = get_language() or "fr"
    return [
        EmbeddedLine(
            title=action.title,
            url=action.get_absolute_url(),
            when=date_range(action.starts_on, action.ends_on, action.precision, language=language),
            text=action.place,
        )
        for action in public.order_by("starts_on", "pk")[:most]
    ]


EMBEDS = (
    Embed(
        "actions",
        _("Coming soon"),
        _("Nothing is announced at the moment."),
        "programme:actions",
        actions_to_come,
    ),
)
