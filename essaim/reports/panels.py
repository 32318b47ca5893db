"""What the room shows on the home page: what was published last."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.offering.panels import Panel
from essaim.reports.queries.reports import last_published

SHOWN = 3


def published(acting: Acting, on: date) -> Mapping[str, Any] | None:
    versions = last_published(acting)[:SHOWN]
    return {"versions": versions} if versions else None


PANELS = (
    Panel(
        "reports.published",
        _("Published reports"),
        "reports/panels/published.html",
        published,
        order=30,
        is_shared=True,
    ),
)
