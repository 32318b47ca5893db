"""The history of an action in words: who, when, what changed, and the version to go back to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from essaim.journal.models import Entry, Revision
from essaim.kernel.acting import Acting
from essaim.kernel.datewords import date_words
from essaim.kernel.deeds import deed_in_words
from essaim.kernel.models import AUDIENCES
from essaim.network.models import Organisation, Person
from essaim.network.queries.actors import actors_in_words
from essaim.programme.enums import ActionLinkKind, ActionState, OrganisationRole, Precision
from essaim.programme.models import Action, Objective
from essaim.programme.words import kind_labels

LONGEST = 100
NOT_COLUMNS = {
    "objectives": gettext_lazy("objectives"),
    "organisations": gettext_lazy("organisations"),
    "people": gettext_lazy("people"),
    "evidence": gettext_lazy("evidence"),
    "links": gettext_lazy("links"),
}
#: What nobody reads.
UNTOLD = {"origin", "source", "external_id"}


@dataclass(frozen=True)
class Event:
    """One line of the history. `number` is the version it left, if it changed something."""

    at: datetime
    who: str
    what: str
    changes: Sequence[tuple[str, str, str]]
    number: int | None
    is_current: bool


def history_of(action: Action, acting: Acting) -> list[Event]:
    """What was done to an action, newest first: nine queries at most, whatever its length.

    What it said while it was for fewer people is told to those alone who saw it then.
    """
    entries = list(Entry.objects.about(action.key)[:LONGEST])
    revisions = list(Revision.objects.of(action.key)[: LONGEST + 1])
    by_entry = {revision.entry_key: revision for revision in revisions}
    before = {newer.number: older.record for newer, older in pairwise(revisions)}
    names = Names.of([revision.record for revision in revisions], acting)
    actors = actors_in_words({e.actor_key for e in entries if e.actor_key}, acting)
    last = revisions[0].number if revisions else 0
    events = []
    for entry in entries:
        revision = by_entry.get(entry.key)
        changes: list[tuple[str, str, str]] = []
        if revision is not None and revision.number in before:
            records = before[revision.number], revision.record
            if all(acting.is_one_of(record.get("audience", "")) for record in records):
                changes = changes_in_words(*records, names)
        events.append(
            Event(
                at=entry.at,
                who=actors.get(entry.actor_key, "") or _("somebody who left"),
                what=deed_in_words(entry.verb),
                changes=changes,
                number=revision.number if revision else None,
                is_current=revision is not None and revision.number == last,
            )
        )
    return events


@dataclass(frozen=True)
class Names:
    """What the keys within records stand for, as far as this reader may see."""

    of_key: Mapping[str, str]

    @classmethod
    def of(cls, records: Sequence[Mapping[str, Any]], acting: Acting) -> "Names":
        """Four queries, whatever the number of records."""
        names: dict[str, str] = {}
        for model, keys in _keys(records).items():
            rows = model.objects.visible_to(acting).filter(key__in=keys)
            names.update({str(row.key): str(row) for row in rows})
        return cls(names)

    def knows(self, key: str) -> bool:
        return key in self.of_key

    def name(self, key: str) -> str:
        return self.of_key.get(key, "") or pgettext("withheld", "…")


def _keys(records: Sequence[Mapping[str, Any]]) -> dict[Any, set[str]]:
    keys: dict[Any, set[str]] = {
        Objective: set(),
        Organisation: set(),
        Person: set(),
        Action: set(),
    }
    for record in records:
        keys[Objective].update(record.get("objectives", []))
        keys[Organisation].update(key for key, _role in record.get("organisations", []))
        keys[Organisation].update(filter(None, [record.get("carried_by", "")]))
        keys[Person].update(key for key, _label in record.get("people", []))
        keys[Action].update(key for key, _kind in record.get("links", []))
    return keys


def changes_in_words(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Names
) -> list[tuple[str, str, str]]:
    """(field, before, after) for each difference that means something to a reader."""
    changed = [name for name in after if name not in UNTOLD and after[name] != before.get(name)]
    return [
        (_label(name), _words(name, before.get(name), names), _words(name, after[name], names))
        for name in changed
    ]


def _label(name: str) -> str:
    if name in NOT_COLUMNS:
        return str(NOT_COLUMNS[name])
    return str(getattr(Action._meta.get_field(name), "verbose_name", name))


def _words(name: str, value: Any, names: Names) -> str:
    if not value:
        return ""
    if name in NOT_COLUMNS or name == "carried_by":
        return _related(name, value, names)
    if name in {"starts_on", "ends_on"}:
        return date_words(date.fromisoformat(value), language=get_language() or "fr")
    if name == "is_highlight":
        return _("yes") if value == "True" else _("no")
    return str(_labels(name).get(value, value))


def _labels(name: str) -> Mapping[str, Any]:
    choices: dict[str, Mapping[str, Any]] = {
        "kind": kind_labels(),
        "state": dict(ActionState.choices),
        "precision": dict(Precision.choices),
        "audience": dict(AUDIENCES),
    }
    return choices.get(name, {})


def _related(name: str, value: Any, names: Names) -> str:
    if name == "carried_by":
        return names.name(value)
    return ", ".join(_part_in_words(name, part, names) for part in value)


def _part_in_words(name: str, part: Any, names: Names) -> str:
    if name == "objectives":
        return names.name(part)
    if name == "evidence":
        return str(part[0])
    key, word = part
    if name == "people":
        return f"{names.name(key)} ({word})" if word and names.knows(key) else names.name(key)
    labels: Iterable[tuple[str, Any]] = (
        OrganisationRole.choices if name == "organisations" else ActionLinkKind.choices
    )
    return f"{names.name(key)} ({dict(labels).get(word, word)})"
