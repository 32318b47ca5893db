"""What the room shows on the home page: who the network is, and those for whom one speaks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting, works_here
from essaim.kernel.offering.panels import Panel, Place
from essaim.kernel.periods import Period
from essaim.network.models import Group, Membership, Organisation
from essaim.network.queries.measures import count_member_organisations
from essaim.writing.queries import words_of

#: Members that are named; the others are one link away.
NAMED = 12


def presentation(acting: Acting, on: date) -> Mapping[str, Any] | None:
    """The network in its own words for who passes; who works here knows it, and reads the day."""
    network = Organisation.objects.filter(is_house=True).first()
    if network is None:
        return None
    if works_here(acting):
        return {"network": network, "day": on}
    return {"network": network, "description": words_of(network.description, on.year, acting)}


def members(acting: Acting, on: date) -> Mapping[str, Any] | None:
    """How many they are today, as the measure of that name counts them, and the first by name."""
    count = int(count_member_organisations(Period(on, on))[None] or 0)
    running = Membership.objects.running_on(on).filter(organisation__isnull=False)
    members = Organisation.objects.visible_to(acting).filter(pk__in=running.values("organisation"))
    first = members.filter(canonical=None).order_by("folded", "pk")[:NAMED] if count else []
    return {"count": count, "first": list(first)} if count else None


def spoken_for(acting: Acting, on: date) -> Mapping[str, Any] | None:
    """The organisations for which one speaks, and the groups of which one is, at hand."""
    keys, groups = acting.keys_of("delegate"), acting.keys_of("group")
    mine = Organisation.objects.visible_to(acting).filter(key__in=keys) if keys else []
    ours = Group.objects.filter(key__in=groups).order_by("name") if groups else []
    organisations = list(mine)
    shows = {"organisations": organisations, "groups": list(ours)}
    return shows if any(shows.values()) else None


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
        _("Your organisations and groups"),
        "network/panels/spoken_for.html",
        spoken_for,
        Place.MAIN,
        3,
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
