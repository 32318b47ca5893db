"""Once all is committed, the rooms that ask for it are told what was written to; or they ask."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import transaction

from essaim.journal.models import Entry
from essaim.kernel.manifest import manifests

#: Lines looked at again, since on PostgreSQL one may be committed after a later one.
_AGAIN = 500
#: model → keys of the things that the acts of this moment wrote to.
_written: ContextVar[dict[str, set[UUID]] | None] = ContextVar("things written", default=None)


@contextmanager
def told_together() -> Iterator[None]:
    """What all acts within wrote to is told once, as that of one act and of those within it is.

    A room that fails then is logged, and stops nobody: what it missed stands in the journal.
    """
    if _written.get() is not None:
        yield
        return
    written: dict[str, set[UUID]] = {}
    token = _written.set(written)
    try:
        yield
    finally:
        _written.reset(token)
    if written:
        transaction.on_commit(lambda: _tell(written), robust=True)


def note_written(model: str, key: UUID) -> None:
    """What an act wrote to, under the name that the journal has for its model."""
    written = _written.get()
    if written is not None:
        written.setdefault(model, set()).add(key)


def _tell(written: Mapping[str, set[UUID]]) -> None:
    for manifest in manifests():
        if manifest.after_act is not None:
            manifest.after_act(written)


class Follower:
    """For whoever keeps in memory what they have read: what was written since they last asked."""

    def __init__(self) -> None:
        self._last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self._read = {number for number, _model, _key in self._lines()}

    def written(self) -> dict[str, set[UUID]]:
        """By the name that the journal has for a model: the keys of what was written to."""
        lines, moved = self._lines(), dict[str, set[UUID]]()
        for number, model, key in lines:
            if number not in self._read and key is not None:
                moved.setdefault(model, set()).add(key)
        self._read = {number for number, _model, _key in lines}
        self._last = max(self._read, default=self._last)
        return moved

    def _lines(self) -> list[tuple[int, str, UUID | None]]:
        lines = Entry.objects.filter(pk__gt=self._last - _AGAIN)
        return list(lines.values_list("pk", "target_model", "target_key"))
