"""What the room leads to: a first report that can be handed on."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.kernel.acting import Acting
from essaim.kernel.offering.first_steps import FirstStep, Way
from essaim.kernel.rules import can
from essaim.reports.models import Report


def _published(acting: Acting) -> QuerySet[Report]:
    return Report.objects.visible_to(acting).exclude(snapshots=None)


def _sentence(number: int) -> str:
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
        sentence=_sentence,
        ways=_ways,
        pages=("reports",),
    ),
)
