"""Which days stood on a row before, who changed them and when: from the revisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from essaim.accounts.queries import names_of_actors
from essaim.journal.models import Entry, Revision
from essaim.kernel.http import FormPage
from essaim.kernel.models import Keyed

_STARTS = ("starts_on", "admitted_on", "since")
_ENDS = ("ends_on", "ended_on", "until")


@dataclass(frozen=True)
class Stood:
    """Days as a revision has them. Without `at`, they stood before the journal knew the row."""

    starts_on: date
    ends_on: date | None
    at: datetime | None
    actor: str


@dataclass(frozen=True)
class DaysPage(FormPage):
    """A form with the days that stood before."""

    history: Sequence[Stood] = ()

    @classmethod
    def correcting(cls, row: Keyed, address: str, label: str) -> "DaysPage":
        """Begins at that address, and ends there."""
        return cls(
            title=_("Correct the days"),
            back=address,
            back_label=label,
            then=address,
            lead=_("Without a last day, it runs again. What stood before stays in the history."),
            done=_("The days are corrected."),
            history=tuple(days_that_stood(row)),
        )


def days_that_stood(thing: Keyed) -> list[Stood]:
    """Oldest first, each change once; the last ones are those that stand. Three queries."""
    revisions = list(Revision.objects.of(thing.key).order_by("number"))
    entries = Entry.objects.in_bulk(
        [revision.entry_key for revision in revisions], field_name="key"
    )
    keys = {entry.actor_key for entry in entries.values() if entry.actor_key}
    names = names_of_actors(keys)
    stood: list[Stood] = []
    for revision in revisions:
        first, last = _days(revision.record)
        if first is None or (stood and (stood[-1].starts_on, stood[-1].ends_on) == (first, last)):
            continue
        entry = entries.get(revision.entry_key)
        actor = names.get(entry.actor_key, "") if entry and entry.actor_key else ""
        stood.append(Stood(first, last, entry.at if entry else None, actor))
    return stood


def _days(record: dict[str, Any]) -> tuple[date | None, date | None]:
    return _day(record, _STARTS), _day(record, _ENDS)


def _day(record: dict[str, Any], names: tuple[str, ...]) -> date | None:
    day = next((record[name] for name in names if record.get(name)), "")
    return date.fromisoformat(day) if day else None
