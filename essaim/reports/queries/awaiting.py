"""Which reports wait for those who write them."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from essaim.kernel.acting import BUREAU, Acting
from essaim.kernel.manifest import Waiting
from essaim.reports.models import Report


def reports_to_publish(acting: Acting, on: date) -> Iterator[Waiting]:
    """Those of years that ended and of which no version was published."""
    if not acting.is_one_of(BUREAU):
        return
    silent = Report.objects.visible_to(acting).filter(year__lt=on.year, snapshots=None)
    for key, title in silent.order_by("-year", "title", "id").values_list("key", "title"):
        sentence = _("Finish the report: %(report)s") % {"report": title}
        yield Waiting(sentence, reverse("reports:composer", args=[key]), None, 1)
