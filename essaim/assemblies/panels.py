"""What the room shows on the home page: when the bodies meet next."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essaim.assemblies.meetings.models import Meeting
from essaim.kernel.acting import Acting
from essaim.kernel.offering.panels import Panel

SHOWN = 3
#: What a line says of a meeting.
COLUMNS = ("key", "starts_at", "state", "action__title", "body__name")


def coming(acting: Acting, on: date) -> Mapping[str, Any] | None:
    """Of those that this reader sees, the nearest."""
    nearest = Meeting.objects.visible_to(acting).coming(timezone.now())
    lines = nearest.select_related("action", "body").only(*COLUMNS)
    meetings = list(lines[:SHOWN])
    return {"meetings": meetings} if meetings else None


PANELS = (
    Panel(
        "assemblies.coming",
        _("Meetings to come"),
        "assemblies/panels/coming.html",
        coming,
        order=20,
    ),
)
