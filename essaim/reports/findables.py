"""What is found of reports: the last published version of each, by all that it says."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from essaim.documents.formats import render
from essaim.kernel.manifest import Findable, Searchable
from essaim.reports.models import Snapshot
from essaim.reports.queries.publication import document_of_snapshot


def reports(keys: Collection[UUID]) -> Iterator[Findable]:
    published = Snapshot.objects.filter(report__key__in=keys).select_related("report")
    last = {version.report_id: version for version in published.order_by("number")}
    for version in last.values():
        yield Findable(
            key=version.report.key,
            title=str(version.report),
            url=version.get_absolute_url(),
            audience=version.report.audience,
            text=render(document_of_snapshot(version), "md", base_url="").decode(),
            starts_on=version.published_at.date(),
        )


def reports_of_versions(keys: Collection[UUID]) -> Iterator[UUID]:
    yield from Snapshot.objects.filter(key__in=keys).values_list("report__key", flat=True)


SEARCHABLES = (
    Searchable(
        model="reports.report",
        label=_("Published report"),
        plural=_("Reports"),
        rows=reports,
        touched_by={"reports.snapshot": reports_of_versions},
    ),
)
