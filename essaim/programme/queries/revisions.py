"""From a kept record back to what an action said."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from essaim.files.models import StoredFile
from essaim.journal.models import Revision
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Organisation, Person
from essaim.programme.content import ActionContent
from essaim.programme.models import Action, Objective

Record = Mapping[str, Any]
PLAIN = ("title", "precision", "kind", "state", "place", "commune_code", "summary", "audience")


def records_at(wanted: Sequence[tuple[Action, int]]) -> list[Record]:
    """The record of one revision of each. Raises RuleBroken where there is none of its number."""
    kept = _kept_of(action for action, _number in wanted)
    records = [kept.get(action.key, {}).get(number) for action, number in wanted]
    if None in records:
        raise RuleBroken(_("There is no such version of this action."))
    return [record for record in records if record is not None]


def numbers_of(wanted: Sequence[tuple[Action, Record]]) -> list[int | None]:
    """The latest revision in which each said just this; None where it never did."""
    kept = _kept_of(action for action, _record in wanted)
    return [
        next(
            (n for n, noted in reversed(kept.get(action.key, {}).items()) if noted == record), None
        )
        for action, record in wanted
    ]


def _kept_of(actions: Iterable[Action]) -> dict[UUID, dict[int, Record]]:
    """All revisions of these, by the number, the latest last."""
    kept = Revision.objects.filter(target_key__in=[action.key for action in actions])
    by_key: dict[UUID, dict[int, Record]] = {}
    for key, number, record in kept.order_by("number").values_list(
        "target_key", "number", "record"
    ):
        by_key.setdefault(key, {})[number] = record
    return by_key


def states_before(action: Action) -> Iterable[str]:
    """The states that the action went through, newest first."""
    for revision in Revision.objects.of(action.key):
        yield str(revision.record.get("state", ""))


class RowsNamed:
    """What kept records say of other rows, looked up once; what is gone since is left out."""

    def __init__(self, records: Sequence[Record]) -> None:
        carriers = [record["carried_by"] for record in records if record["carried_by"]]
        self.organisations = _by_key(Organisation, [*carriers, *_firsts(records, "organisations")])
        self.people = _by_key(Person, _firsts(records, "people"))
        self.objectives = _by_key(Objective, (key for r in records for key in r["objectives"]))
        evidence = (file for r in records for _title, _url, file in r.get("evidence", []))
        self.files = _by_key(StoredFile, filter(None, evidence))
        self.targets = _by_key(Action, _firsts(records, "links"))

    def content(self, record: Record) -> ActionContent:
        organisations, people = self.organisations, self.people
        return ActionContent(
            **{name: record[name] for name in PLAIN},
            starts_on=date.fromisoformat(record["starts_on"]),
            ends_on=date.fromisoformat(record["ends_on"]),
            is_highlight=record["is_highlight"] == "True",
            carried_by=organisations.get(record["carried_by"]),
            objectives=tuple(
                self.objectives[key] for key in record["objectives"] if key in self.objectives
            ),
            organisations=tuple(
                (organisations[key], role)
                for key, role in record["organisations"]
                if key in organisations
            ),
            people=tuple((people[key], label) for key, label in record["people"] if key in people),
        )

    def evidence(self, record: Record) -> list[tuple[str, str, StoredFile | None]]:
        """Title, link and file of each piece of evidence then."""
        kept = [tuple(line) for line in record.get("evidence", [])]
        return [
            (title, url, self.files.get(file))
            for title, url, file in kept
            if url or file in self.files
        ]

    def links(self, record: Record) -> list[tuple[Action, str]]:
        """The actions that it pointed at then, and why."""
        kept = record.get("links", [])
        return [(self.targets[key], kind) for key, kind in kept if key in self.targets]


def _firsts(records: Iterable[Record], name: str) -> list[str]:
    """The keys that a part of these records names."""
    return [key for record in records for key, _word in record.get(name, [])]


def _by_key(model: Any, keys: Iterable[str]) -> dict[str, Any]:
    wanted = set(keys)
    return {str(row.key): row for row in model.objects.filter(key__in=wanted)} if wanted else {}
