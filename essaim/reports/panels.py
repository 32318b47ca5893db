"""On pages of others: what was published last, and what was published otherwise of a figure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting, works_here
from essaim.kernel.offering.panels import Panel
from essaim.reports.queries.moved import published_for
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


def below(request: Any) -> str:
    """For those who work here, at once after a correction too: nothing where nothing moved."""
    match = request.resolver_match
    if match is None or match.view_name != "programme:indicator" or request.method != "GET":
        return ""
    if not works_here(request.acting):
        return ""
    code = match.kwargs["code"]
    published = published_for(request.acting, tells_what_moved=True, code=code).values()
    versions = [version for version in published if version.moved]
    return render_to_string("reports/moved.html", {"versions": versions}) if versions else ""
