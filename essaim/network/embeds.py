"""What other sites may show of the network: who its members are."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import PUBLIC, VISITOR
from essaim.kernel.offering.embeds import Embed, EmbeddedLine
from essaim.network.models import Organisation
from essaim.network.queries.organisations import member_organisations


def members(today: date, most: int) -> list[EmbeddedLine]:
    """Organisations alone, by name; the town where everybody may read it."""
    of_day = member_organisations(today).values("pk")
    public = Organisation.objects.visible_to(VISITOR).filter(pk__in=of_day)
    return [
        EmbeddedLine(
            title=row.name,
            url=row.get_absolute_url(),
            text=row.city if row.address_audience == PUBLIC else "",
        )
        for row in public.order_by("folded", "pk")[:most]
    ]


EMBEDS = (
    Embed("membres", _("Our members"), _("No member yet."), "network:organisations", members),
)
