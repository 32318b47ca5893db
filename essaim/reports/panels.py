"""On pages of others: what was published last, and what was published otherwise of a figure."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.kernel.acting import Acting, works_here
from essaim.kernel.offering.first_steps import FirstStep, Way
from essaim.kernel.offering.panels import Panel
from essaim.kernel.rules import can
from essaim.reports.models import Report
from essaim.reports.queries.moved import published_for
from essaim.reports.queries.reports import last_published

SHOWN = 3


def published(acting: Acting, on: date) -> Mapping[str, Any] | None:
    versions = last_published(acting)[:SHOWN]
    return {"versions": versions} if versions else None


PANELS = (
    Panel(
        "reports.published",
        gettext_lazy("Published reports"),
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


def _published(acting: Acting) -> QuerySet[Report]:
    return Report.objects.visible_to(acting).exclude(snapshots=None)


def _step_sentence(number: int) -> str:
    words = ngettext("%(number)d report is published.", "%(number)d reports are published.", number)
    return words % {"number": number}


def _ways(acting: Acting) -> Iterator[Way]:
    """Back to what was begun."""
    begun = (
        Report.objects.visible_to(acting).filter(snapshots=None).order_by("-year", "-pk").first()
    )
    if begun is not None and can(acting, "reports.compose_report", report=begun):
        yield Way(_("Finish our report"), reverse("reports:composer", args=[begun.key]))
    elif begun is None and can(acting, "reports.open_report"):
        yield Way(_("Compose our first report"), reverse("reports:open_report"))


FIRST_STEPS = (
    FirstStep(
        "reports.publication",
        gettext_lazy("Our first report"),
        gettext_lazy(
            "It composes itself of what stands in the house; you read it, write what is missing, "
            "and publish it."
        ),
        order=60,
        minutes=5,
        rows=_published,
        sentence=_step_sentence,
        ways=_ways,
        pages=("reports",),
    ),
)
