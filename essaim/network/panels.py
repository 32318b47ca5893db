"""What the room shows on the home page: who the network is, and those for whom one speaks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.offering.panels import Panel, Place
from essaim.kernel.periods import Period
from essaim.network.models import Organisation
from essaim.network.queries.measures import count_member_organisations
from essaim.writing.queries import words_of


def presentation(acting: Acting, on: date) -> Mapping[str, Any] | None:
    """The network in its own words, whoever reads: it is what the house is for."""
    network = Organisation.objects.filter(is_house=True).first()
    if network is None:
        return None
    return {"network": network, "description": words_of(network.description, on.year, acting)}


def members(acting: Acting, on: date) -> Mapping[str, Any] | None:
    """How many they are today, as the measure of that name counts them."""
    count = int(count_member_organisations(Period(on, on))[None] or 0)
    return {"count": count} if count else None


def spoken_for(acting: Acting, on: date) -> Mapping[str, Any] | None:
    """Whoever speaks for an organisation has its card at hand."""
    keys = acting.keys_of("delegate")
    mine = Organisation.objects.visible_to(acting).filter(key__in=keys) if keys else []
    organisations = list(mine)
    return {"organisations": organisations} if organisations else None


PANELS = (
    Panel(
        "network.presentation",
        _("The network"),
        "network/panels/presentation.html",
        presentation,
        Place.HEAD,
        is_shared=True,
    ),
    Panel(
        "network.spoken_for",
        _("For whom you speak"),
        "network/panels/spoken_for.html",
        spoken_for,
        order=5,
    ),
    Panel(
        "network.members",
        _("Who we are"),
        "network/panels/members.html",
        members,
        order=50,
        is_shared=True,
    ),
)
