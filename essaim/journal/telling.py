"""Once all is committed, the rooms that ask for it are told what was written to."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import transaction

from essaim.kernel.manifest import manifests

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
