"""Behind a figure: the texts that cite it, and what its definition and readings said before."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from essaim.journal.models import Entry, Revision
from essaim.kernel.acting import Acting
from essaim.kernel.datewords import date_words
from essaim.kernel.deeds import deed_in_words
from essaim.network.queries.actors import actors_in_words
from essaim.programme.models import FigureUse, Indicator, Reading
from essaim.programme.queries import wording

LONGEST = 50
#: What names something else by its key, or places the reading: told elsewhere.
UNTOLD = {"indicator", "granularity", "starts_on", "evidence_file", "objective", "terms"}


@dataclass(frozen=True)
class Citation:
    """A text that cites the figure; the address is empty where the text has no page of its own."""

    title: str
    url: str


def citations_of(indicator: Indicator, acting: Acting) -> list[Citation]:
    """One query, and one a kind of text; texts that are not for this reader are left out."""
    fields: dict[str, dict[Any, set[str]]] = defaultdict(lambda: defaultdict(set))
    uses = FigureUse.objects.filter(indicator=indicator).order_by("id")
    for use in uses.values_list("holder_model", "holder_key", "field"):
        fields[use[0]][use[1]].add(use[2])
    citations = []
    for name, holders in fields.items():
        readable = apps.get_model(name)._default_manager.all().visible_to(acting)
        for holder in readable.select_related().filter(key__in=list(holders)):
            citations += [_citation(holder, field) for field in sorted(holders[holder.key])]
    return sorted(citations, key=lambda citation: citation.title)


def _citation(holder: models.Model, field: str) -> Citation:
    named = type(holder).__str__ is not models.Model.__str__
    title = str(holder) if named else str(holder._meta.verbose_name)
    address = getattr(holder, "get_absolute_url", None)
    return Citation(
        title=f"{title} – {_field_name(holder, field)}", url=address() if address else ""
    )


def _field_name(holder: models.Model, field: str) -> str:
    names = {column.name: str(column.verbose_name) for column in holder._meta.fields}
    return names.get(field, field)


@dataclass(frozen=True)
class HistoryLine:
    """One line of the history of a figure."""

    when: str
    who: str
    what: str
    changes: Sequence[tuple[str, str, str]]


def history_lines(
    indicator: Indicator, readings: Sequence[Reading], acting: Acting
) -> list[HistoryLine]:
    """What was done to the definition and to the readings, newest first: three queries or so.

    What they said while the figure was for fewer people is told to those alone who saw it then.
    """
    things: dict[Any, Indicator | Reading] = {reading.key: reading for reading in readings}
    things[indicator.key] = indicator
    entries = list(Entry.objects.filter(target_key__in=things).order_by("-id")[:LONGEST])
    changes = _changes(things, indicator, acting)
    actors = actors_in_words({entry.actor_key for entry in entries if entry.actor_key}, acting)
    lines = []
    for entry in entries:
        thing = things[entry.target_key]
        what = deed_in_words(entry.verb)
        if isinstance(thing, Reading):
            what = f"{what} ({wording.day_in_words(thing.granularity, thing.starts_on)})"
        who = actors.get(entry.actor_key, "") or str(gettext_lazy("somebody who left"))
        lines.append(HistoryLine(_moment(entry.at), who, what, changes.get(entry.key, ())))
    return lines


def _moment(at: datetime) -> str:
    return date_words(timezone.localtime(at).date(), language=wording.language())


def _changes(
    things: dict[Any, Indicator | Reading], indicator: Indicator, acting: Acting
) -> dict[Any, Sequence[tuple[str, str, str]]]:
    """What each entry changed: field, before, after; since the figure is for this reader."""
    kept = Revision.objects.filter(target_key__in=things).order_by("target_key", "number")
    revisions = list(kept)
    hidden = [
        revision.pk
        for revision in revisions
        if revision.target_key == indicator.key
        and not acting.is_one_of(revision.record["audience"])
    ]
    since = max(hidden, default=0)
    changes: dict[Any, Sequence[tuple[str, str, str]]] = {}
    for before, after in pairwise(revisions):
        if before.target_key == after.target_key and before.pk > since:
            thing = things[after.target_key]
            changes[after.entry_key] = list(_changes_between(thing, before.record, after.record))
    return changes


def _changes_between(
    thing: Indicator | Reading, before: dict[str, Any], after: dict[str, Any]
) -> Iterator[tuple[str, str, str]]:
    names = {column.name: str(column.verbose_name) for column in thing._meta.fields}
    names["value"] = str(gettext_lazy("value"))
    for name in after:
        was, now = str(before.get(name, "")), str(after[name])
        if was != now and name not in UNTOLD and name in names:
            yield names[name], was, now
