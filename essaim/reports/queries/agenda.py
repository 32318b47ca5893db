"""What the room puts on the next agenda of a general assembly: the reports that it adopts."""

from collections.abc import Iterator, Set
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.bodies.enums import BodyKind
from essaim.assemblies.bodies.models import Body
from essaim.assemblies.meetings.enums import ItemKind
from essaim.kernel.offering.agendas import AgendaLine
from essaim.reports.models import Report


def reports_to_adopt(body_key: UUID, on: date, audiences: Set[str]) -> Iterator[AgendaLine]:
    """Of the year before that day, each that no published version says was adopted.

    An agenda names none that one of its readers may not open.
    """
    if not Body.objects.filter(key=body_key, kind=BodyKind.GENERAL_ASSEMBLY).exists():
        return
    reports = Report.objects.filter(year=on.year - 1, audience__in=audiences)
    waiting = reports.exclude(snapshots__decision__isnull=False)
    with override(settings.LANGUAGE_CODE):
        for report in waiting.order_by("title", "pk"):
            yield AgendaLine(
                source=f"report:{report.key}",
                title=_("Adoption of the report “%(report)s”") % {"report": report},
                kind=ItemKind.DECISION,
                minutes=10,
            )
