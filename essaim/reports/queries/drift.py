"""How a published version differs from the house today; what was sent is never altered."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import override

from essaim.documents.document import ActionItem, ActionList, Document, FigureLine, Record
from essaim.journal.models import Entry, Revision
from essaim.kernel.acting import Acting
from essaim.programme.models import IndicatorTerm, Reading
from essaim.reports.material import Material
from essaim.reports.models import Snapshot
from essaim.reports.queries.composition import document_from, gather
from essaim.reports.queries.publication import document_of_snapshot

_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: When each reading of an indicator was last written, with the year that it is of.
Moves = Mapping[str, Sequence[tuple[int, datetime]]]


@dataclass(frozen=True)
class Moved:
    """A record that came into a figure or went out of it, and when it was last written."""

    title: str
    at: datetime | None


@dataclass(frozen=True)
class FigureDrift:
    """A figure that reads otherwise today, what came and went behind it, and when it last moved."""

    label: str
    href: str
    then: str
    now: str
    came: Sequence[Moved]
    went: Sequence[Moved]
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
    """What has moved since. Costs a composition, and four queries of what was written since.

    Both are compared in the language of the version, whoever reads: 52 464 is not 52,464.
    """
    published = document_of_snapshot(snapshot)
    with override(published.language):
        material = gather(snapshot.report, acting)
        today = document_from(material)
    telling = _Telling(_written_since(snapshot.published_at), _readings_since(snapshot), material)
    return Drift(list(telling.figures(published, today)), list(telling.actions(published, today)))


def _written_since(moment: datetime) -> Mapping[UUID, datetime]:
    """When each thing was last written since that moment."""
    lines = Entry.objects.filter(at__gt=moment, target_key__isnull=False).order_by("id")
    return {key: at for key, at in lines.values_list("target_key", "at") if key is not None}


def _readings_since(snapshot: Snapshot) -> Moves:
    """The readings written since, withdrawn ones too: their revisions say of which indicator."""
    model = Reading._meta.label_lower
    lines = Entry.objects.filter(at__gt=snapshot.published_at, target_model=model)
    written = dict(lines.order_by("id").values_list("target_key", "at"))
    revisions = Revision.objects.filter(target_model=model, target_key__in=list(written))
    records = dict(revisions.order_by("id").values_list("target_key", "record"))
    moments: defaultdict[str, list[tuple[int, datetime]]] = defaultdict(list)
    for key, record in records.items():
        moments[record["indicator"]].append((int(record["starts_on"][:4]), written[key]))
    terms = IndicatorTerm.objects.filter(operand__code__in=list(moments))
    for code, operand in terms.values_list("indicator__code", "operand__code"):
        moments[code] += moments[operand]
    return moments


@dataclass(frozen=True)
class _Telling:
    """What differs, in words, with the day on which each thing moved."""

    written: Mapping[UUID, datetime]
    readings: Moves
    material: Material

    def figures(self, published: Document, today: Document) -> Iterator[FigureDrift]:
        now = {figure.id: figure for figure in today.figures}
        for then in published.figures:
            current = now.get(then.id)
            text = current.text if current else "–"
            came, went = self._moved(then, current)
            if text != then.text or came or went:
                days = [move.at for move in (*came, *went) if move.at]
                at = max([*days, *self._read(then.id)], default=None)
                yield FigureDrift(then.label, then.href, then.text, text, came, went, at)

    def _moved(self, then: FigureLine, now: FigureLine | None) -> tuple[list[Moved], list[Moved]]:
        """Records are the same where their address is: a title may be put right."""
        before = {record.href or record.title: record for record in then.records}
        after = {record.href or record.title: record for record in (now.records if now else ())}
        came = [self._move_of(record) for name, record in after.items() if name not in before]
        went = [self._move_of(record) for name, record in before.items() if name not in after]
        return came, went

    def _move_of(self, record: Record) -> Moved:
        title = f"{record.title} ({record.when})" if record.when else record.title
        return Moved(title, self._at(record.href))

    def _at(self, href: str) -> datetime | None:
        """When the thing that has this address was last written."""
        key = _KEY.search(href)
        return self.written.get(UUID(key.group())) if key else None

    def _read(self, anchor: str) -> Iterator[datetime]:
        """When readings of the figure, of its year or of the one before, were last written."""
        for citation in self.material.figures:
            if citation.anchor == anchor:
                year = int(citation.period[:4])
                moves = self.readings.get(citation.code, ())
                yield from (at for read, at in moves if read in {year, year - 1})

    def actions(self, published: Document, today: Document) -> Iterator[ActionDrift]:
        then, now = _items(published), _items(today)
        for href in dict.fromkeys([*then, *now]):
            if (href in then) != (href in now):
                item = then.get(href) or now[href]
                yield ActionDrift(item.title, href, href in now, self._at(href))


def _items(document: Document) -> dict[str, ActionItem]:
    lists = (block for block in document.blocks if isinstance(block, ActionList))
    return {item.href: item for block in lists for item in block.items if item.href}
