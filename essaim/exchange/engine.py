"""What a room gives the import engine: how its rows are read, applied and taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from essaim.exchange.enums import RowOutcome
from essaim.kernel.acting import Acting
from essaim.kernel.columns import Column
from essaim.kernel.errors import RuleBroken
from essaim.kernel.manifest import ImportTarget, offered


@dataclass(frozen=True)
class Plan:
    """What one row would do: created, updated, unchanged, or refused with column, value, reason."""

    outcome: RowOutcome
    target_key: UUID | None = None
    before: Mapping[str, Any] | None = None
    column: str = ""
    value: str = ""
    reason: str = ""

    @classmethod
    def refused(cls, column: str, value: str, reason: str) -> "Plan":
        return cls(RowOutcome.REFUSED, column=column, value=value[:300], reason=reason)


@dataclass(frozen=True)
class Applied:
    """What a row did: the thing it made or changed, as it now stands."""

    target_key: UUID
    after: Mapping[str, Any]


Values = Mapping[str, str]  # column code → what the cell says


class Engine(Protocol):
    """One import target. The same instance plans, applies and undoes all rows of a batch."""

    columns: Sequence[Column]

    def plan(self, values: Values, *, options: Mapping[str, Any], by: Acting) -> Plan:
        """Says what the row would do, and writes nothing."""

    def apply(self, values: Values, *, options: Mapping[str, Any], by: Acting) -> Applied:
        """Does it, through the actions of the room. Raises RuleBroken where it may not."""

    def undo(self, outcome: RowOutcome, key: UUID, before: Any, after: Any, *, by: Acting) -> str:
        """Takes it back and answers "", or says in one sentence why it stays."""


def target_called(code: str) -> ImportTarget:
    """The import target of that code. Raises RuleBroken where no room offers it."""
    targets: dict[str, ImportTarget] = {target.code: target for target in offered("imports")}
    if code not in targets:
        raise RuleBroken(_("Nothing here takes an import called “%(code)s”.") % {"code": code})
    return targets[code]


def engine_of(code: str) -> Engine:
    engine: Engine = import_string(target_called(code).engine)()
    return engine
