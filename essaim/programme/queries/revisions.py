"""From a kept record back to what an action said."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from essaim.files.models import StoredFile
from essaim.journal.models import Revision
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Organisation, Person
from essaim.programme.content import ActionContent
from essaim.programme.models import Action, Objective

Record = Mapping[str, Any]
PLAIN = ("title", "precision", "kind", "state", "place", "commune_code", "summary", "audience")


def revision_of(action: Action, number: int) -> Record:
    """The record of one revision. Raises RuleBroken where there is none of that number."""
    records = Revision.objects.of(action.key).filter(number=number).values_list("record", flat=True)
    record = records.first()
    if record is None:
        raise RuleBroken(_("There is no such version of this action."))
    return record


def number_of_record(action: Action, record: Record) -> int | None:
    """The latest revision in which the action said just this; None where it never did."""
    kept = Revision.objects.of(action.key).values_list("number", "record")
    return next((number for number, noted in kept if noted == record), None)


def states_before(action: Action) -> Iterable[str]:
    """The states that the action went through, newest first."""
    for revision in Revision.objects.of(action.key):
        yield str(revision.record.get("state", ""))


def content_of_record(record: Record) -> ActionContent:
    """What the action said then; whoever or whatever is gone since is left out."""
    carrier = record["carried_by"]
    organisations = _by_key(
        Organisation, [key for key, _role in record["organisations"]] + [carrier] * bool(carrier)
    )
    people = _by_key(Person, [key for key, _label in record["people"]])
    objectives = _by_key(Objective, record["objectives"])
    return ActionContent(
        **{name: record[name] for name in PLAIN},
        starts_on=date.fromisoformat(record["starts_on"]),
        ends_on=date.fromisoformat(record["ends_on"]),
        is_highlight=record["is_highlight"] == "True",
        carried_by=organisations.get(carrier),
        objectives=tuple(objectives[key] for key in record["objectives"] if key in objectives),
        organisations=tuple(
            (organisations[key], role)
            for key, role in record["organisations"]
            if key in organisations
        ),
        people=tuple((people[key], label) for key, label in record["people"] if key in people),
    )


def evidence_of_record(record: Record) -> list[tuple[str, str, StoredFile | None]]:
    """Title, link and file of each piece of evidence then; files that are gone are left out."""
    kept = [tuple(line) for line in record.get("evidence", [])]
    files = _by_key(StoredFile, [file for _title, _url, file in kept if file])
    return [(title, url, files.get(file)) for title, url, file in kept if url or file in files]


def links_of_record(record: Record) -> list[tuple[Action, str]]:
    """The actions that it pointed at then, and why."""
    kept = record.get("links", [])
    targets = _by_key(Action, [key for key, _kind in kept])
    return [(targets[key], kind) for key, kind in kept if key in targets]


def _by_key(model: Any, keys: Iterable[str]) -> dict[str, Any]:
    return {str(row.key): row for row in model.objects.filter(key__in=list(keys))}
