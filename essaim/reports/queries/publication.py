"""What was published, as it was published."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from essaim.documents.document import ActionItem, ActionList, Block, Document, FigureLine
from essaim.kernel.acting import Acting
from essaim.reports.models import FunderLink, Report, Snapshot


def snapshots_of(report: Report) -> QuerySet[Snapshot]:
    """Every published version, the last first, without its document."""
    versions = Snapshot.objects.filter(report=report).select_related("decision")
    return versions.defer("document").order_by("-number")


def links_of(snapshots: Sequence[Snapshot]) -> QuerySet[FunderLink]:
    """The links made to these versions, the last made first."""
    return (
        FunderLink.objects.filter(snapshot__in=snapshots).select_related("snapshot").order_by("-id")
    )


def document_of_snapshot(snapshot: Snapshot) -> Document:
    """The document as it was published."""
    return Document.from_json(snapshot.document)


class Heading(NamedTuple):
    """What a version is called and by whom it was published, read without the rest of it."""

    title: str
    publisher: str
    published_on: date | None


def heading_of_snapshot(snapshot: Snapshot) -> Heading:
    """As it was published, whatever the report is called today."""
    record = json.loads(snapshot.document)
    day = record["published_on"]
    return Heading(record["title"], record["publisher"], date.fromisoformat(day) if day else None)


def standing_alone(document: Document) -> Document:
    """The document without the house: its figures lead to its own annex, its actions nowhere."""
    blocks = tuple(_alone(block) for block in document.blocks)
    figures = tuple(_figure_alone(figure) for figure in document.figures)
    return replace(document, blocks=blocks, figures=figures)


def _alone(block: Block) -> Block:
    if isinstance(block, ActionList):
        return replace(block, items=tuple(map(_item_alone, block.items)))
    return block


def _item_alone(item: ActionItem) -> ActionItem:
    """What proves it out of the house may still be opened."""
    outside = tuple(each for each in item.evidence if not each.href.startswith("/"))
    return replace(item, href="", evidence=outside)


def _figure_alone(figure: FigureLine) -> FigureLine:
    records = tuple(replace(record, href="") for record in figure.records)
    return replace(figure, href="", records=records)


def stops(_acting: Acting) -> Iterator[str]:
    """Links that funders were given, and that would still open a report today."""
    links = FunderLink.objects.filter(revoked_at=None, expires_on__gte=timezone.localdate())
    if count := links.count():
        yield ngettext(
            "%(count)d link of a funder opens no report.",
            "%(count)d links of funders open no report.",
            count,
        ) % {"count": count}
