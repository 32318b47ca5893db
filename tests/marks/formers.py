"""What stood in a row before it was changed: a revision in other words, then the row as it is.

The former words are marks of their own (`programme.Action.title/before`). In the family that is
wider than what it cites, the row was for the narrower audience then.
"""

from typing import Any

from django.db import models
from django.utils import timezone

from essaim.accounts.models import Actor
from essaim.journal.actions import label
from essaim.journal.models import Entry, Revision
from tests.marks.rows import SHORTEST, Marked

BEFORE = "/before"
#: The verb of the journal, where it is not `edit_` and the name of the model.
VERBS = {
    "assemblies.Minutes": "assemblies.write_opening",
    "assemblies.Debate": "assemblies.write_debate",
}


def remember_what_stood_before(made: Marked, families: Any) -> None:
    """Two revisions and two lines of the journal for the first row of each model and family."""
    actor = Actor.objects.create(kind="command", label="essai")
    entries, revisions = [], []
    for audience, cites in families:
        for row in made.firsts(audience, cites):
            if not hasattr(row, "as_record"):
                continue
            now = row.as_record()
            then = cites if hasattr(row, "audience") else audience
            records = [former_record(made, row, now, then), now]
            for number, record in enumerate(records, start=1):
                entry = entry_on(row, actor)
                entries.append(entry)
                told = {"target_model": label(type(row)), "target_key": row.key, "number": number}
                revisions.append(Revision(entry_key=entry.key, record=record, **told))
    Entry.objects.bulk_create(entries)
    Revision.objects.bulk_create(revisions)


def entry_on(row: Any, actor: Actor) -> Entry:
    name = row._meta.label
    verb = VERBS.get(name, f"{row._meta.app_label}.edit_{row._meta.model_name}")
    told = {"target_model": label(type(row)), "target_key": row.key, "actor_key": actor.key}
    return Entry(verb=verb, at=timezone.now(), **told)


def former_record(made: Marked, row: Any, now: dict[str, Any], audience: str) -> dict[str, Any]:
    """The record of the row, each text another word; its audience the one of then."""
    before = dict(now)
    for column in row._meta.concrete_fields:
        is_text = isinstance(column, models.CharField | models.TextField) and not column.choices
        if column.name == "audience":
            before["audience"] = made.words[audience]
        elif is_text and before.get(column.name) and (column.max_length or SHORTEST) >= SHORTEST:
            if column.name == "folded" or column.name.endswith("_audience"):
                continue
            before[column.name] = made.mark(
                f"{row._meta.label}.{column.name}{BEFORE}", audience, audience
            )
    return before
