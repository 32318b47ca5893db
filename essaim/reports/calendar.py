"""The days by which reports are due to those who fund."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.kernel.offering.calendar import Asked, CalendarEntry, CalendarSource
from essaim.programme.models import Agreement, ReportDue
from essaim.reports.models import Report


def reports_due(asked: Asked) -> list[CalendarEntry]:
    """By whoever sees the agreement. One query."""
    agreements = Agreement.objects.visible_to(asked.acting)
    published = Report.objects.visible_to(asked.acting).filter(
        agreement=OuterRef("agreement"), year=OuterRef("year"), snapshots__isnull=False
    )
    reports = ReportDue.objects.filter(agreement__in=agreements)
    reports = reports.annotate(is_published=Exists(published))
    due = asked.of(reports, "due_on", "due_on").select_related("agreement")
    return [
        CalendarEntry(
            key=report.key,
            title=_title(report),
            url=report.agreement.get_absolute_url(),
            starts=report.due_on,
            ends=report.due_on,
            audience=report.agreement.audience,
            text=_("A version of it is published.") if report.is_published else "",
        )
        for report in due
    ]


def _title(report: ReportDue) -> str:
    words = {"report": report.get_kind_display(), "year": report.year}
    return _("Due: %(report)s %(year)s, %(agreement)s") % {**words, "agreement": report.agreement}


CALENDAR = (CalendarSource("echeances", gettext_lazy("Reports due"), reports_due),)
