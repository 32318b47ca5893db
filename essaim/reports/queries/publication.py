"""What was published, and how it differs from the house today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from essaim.journal.models import Entry
from essaim.kernel.acting import Acting
from essaim.programme.models import Action, Reading
from essaim.reports.document import ActionItem, ActionList, Block, Document, FigureLine
from essaim.reports.models import FunderLink, Report, Snapshot
from essaim.reports.queries.composition import compose


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


def standing_alone(document: Document) -> Document:
    """The document without the house: its figures lead to its own annex, its actions nowhere."""
    blocks = tuple(_alone(block) for block in document.blocks)
    figures = tuple(replace(figure, href="") for figure in document.figures)
    return replace(document, blocks=blocks, figures=figures)


def _alone(block: Block) -> Block:
    if isinstance(block, ActionList):
        return replace(block, items=tuple(replace(item, href="") for item in block.items))
    return block


@dataclass(frozen=True)
class FigureDrift:
    """A figure that reads otherwise today, what came and went behind it, and when it last moved."""

    label: str
    href: str
    then: str
    now: str
    came: Sequence[str]
    went: Sequence[str]
    at: datetime | None


@dataclass(frozen=True)
class ActionDrift:
    """An action that came into the report since, or went out of it."""

    title: str
    href: str
    has_come: bool
    at: datetime | None


@dataclass(frozen=True)
class Drift:
    """All that differs between a published version and the report as it would read today."""

    figures: Sequence[FigureDrift]
    actions: Sequence[ActionDrift]

    def __bool__(self) -> bool:
        return bool(self.figures or self.actions)


def drift_of(snapshot: Snapshot, acting: Acting) -> Drift:
    """Never changes what was sent: it tells. Costs a composition, and one query of the journal."""
    published = document_of_snapshot(snapshot)
    today = compose(snapshot.report, acting)
    since = _changes_since(snapshot.published_at)
    figures = list(_figure_drifts(published, today, since))
    return Drift(figures, list(_action_drifts(published, today, since)))


def _changes_since(moment: datetime) -> Mapping[UUID, datetime]:
    """When each action or reading was last written since that moment."""
    about = Q(target_model=Action._meta.label_lower) | Q(target_model=Reading._meta.label_lower)
    lines = Entry.objects.filter(about, at__gt=moment, target_key__isnull=False).order_by("id")
    return {key: at for key, at in lines.values_list("target_key", "at") if key is not None}


def _figure_drifts(
    published: Document, today: Document, since: Mapping[UUID, datetime]
) -> Iterator[FigureDrift]:
    now = {figure.id: figure for figure in today.figures}
    for then in published.figures:
        current = now.get(then.id)
        text = current.text if current else "–"
        came, went = _moved(then, current)
        if text != then.text or came or went:
            yield FigureDrift(
                label=then.label,
                href=then.href,
                then=then.text,
                now=text,
                came=came,
                went=went,
                at=max(since.values(), default=None),
            )


def _moved(then: FigureLine, now: FigureLine | None) -> tuple[list[str], list[str]]:
    before = {(record.title, record.when) for record in then.records}
    after = {(record.title, record.when) for record in (now.records if now else ())}
    return _told(after - before), _told(before - after)


def _told(records: set[tuple[str, str]]) -> list[str]:
    return [f"{title} ({when})" if when else title for title, when in sorted(records)]


def _action_drifts(
    published: Document, today: Document, since: Mapping[UUID, datetime]
) -> Iterator[ActionDrift]:
    then, now = _items(published), _items(today)
    for href in [*then, *now]:
        if (href in then) != (href in now):
            item = then.get(href) or now[href]
            yield ActionDrift(item.title, href, href in now, since.get(_key_in(href)))


def _items(document: Document) -> dict[str, ActionItem]:
    lists = (block for block in document.blocks if isinstance(block, ActionList))
    return {item.href: item for block in lists for item in block.items if item.href}


def _key_in(href: str) -> UUID:
    """The key that stands last in the address of an action."""
    return UUID(href.rstrip("/").rsplit("/", 1)[-1])
