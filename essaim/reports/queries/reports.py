"""Reports as lists and pages find them."""

from django.db.models import Exists, OuterRef, QuerySet

from essaim.kernel.acting import Acting, capacities_of
from essaim.programme.models import Objective
from essaim.reports.models import Report, Snapshot
from essaim.reports.report_templates import ReportTemplate, SectionKind, templates


def reports_for(acting: Acting) -> QuerySet[Report]:
    """The reports that this reader may see, the newest year first."""
    reports: QuerySet[Report] = Report.objects.visible_to(acting)
    return reports.select_related("programme", "agreement__funder").order_by("-year", "title", "id")


def reports_to(funder: int) -> QuerySet[Report]:
    """Those that name this organisation as their funder."""
    return Report.objects.filter(agreement__funder=funder).order_by("-year", "pk")


def reports_on(programme: int) -> QuerySet[Report]:
    """Those that tell this programme."""
    return Report.objects.filter(programme=programme).order_by("-year", "pk")


def last_published(acting: Acting) -> QuerySet[Snapshot]:
    """The last version of each report that this reader may see, the newest first."""
    later = Snapshot.objects.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
    last = Snapshot.objects.filter(~Exists(later), report__audience__in=acting.capacities)
    columns = ("key", "number", "sha256", "published_at")
    named = ("report__key", "report__title", "report__year")
    return last.select_related("report").only(*columns, *named).order_by("-published_at", "-id")


def template_of(report: Report) -> ReportTemplate:
    """Its template. A report whose template is gone is told with the first one shipped."""
    known = templates()
    return known.get(report.template) or next(iter(known.values()))


def reader_of(report: Report, acting: Acting | None = None) -> Acting:
    """Whoever the report is for: its audience; never more than `acting` sees, if one is given."""
    capacities = capacities_of([report.audience])
    if acting is not None:
        capacities &= acting.capacities
    return Acting(key=None, user_id=None, capacities=capacities)


def places_of_report(report: Report) -> list[str]:
    """What a remark may be about: its texts by their headings, its objectives by code and title."""
    texts = [str(plan.heading) for plan in template_of(report).of_kind(SectionKind.TEXT)]
    objectives = Objective.objects.filter(programme=report.programme_id)
    return [*texts, *map(str, objectives.order_by("position", "id"))]
