"""Which mails left, kept beside the database: one line a mail, for as long as a copy is kept.

A house that is restored from yesterday's copy does not know what left since, and would send it
again. The file is not part of that copy, so it knows. It holds no address and no word of a mail:
its key, and a digest of what it is once.
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from essaim.post.models import Message

log = logging.getLogger(__name__)
#: Older copies are not restored: lines are dropped after so long.
KEPT = timedelta(days=60)
#: The file is written anew when it is longer than so many bytes.
_LONG = 4_000_000
#: How many of the last ones are compared with the database.
LAST = 500


@dataclass(frozen=True)
class Departure:
    """When a mail left, under its key and a digest of what it is once (`-`: nothing)."""

    at: datetime
    key: str
    once: str


@dataclass(frozen=True)
class Departures:
    """Those that are kept, found by mail."""

    by_key: dict[str, Departure]
    by_once: dict[str, Departure]

    def of(self, message: Message) -> Departure | None:
        """That this mail left before, as itself or as what it is once."""
        once = self.by_once.get(_once(message.once_key)) if message.once_key else None
        return self.by_key.get(str(message.key)) or once


def note_departure(message: Message) -> None:
    """Written through to the disk before the database is told. A full disk holds up no mail."""
    path, now = _file(), timezone.now()
    if path is None:
        return
    line = f"{now.isoformat()} {message.key} {_once(message.once_key)}\n"
    try:
        _shorten(path, now)
        with path.open("a", encoding="ascii") as kept:
            kept.write(line)
            kept.flush()
            os.fsync(kept.fileno())
    except OSError:
        log.exception("the departure of mail %s is not noted beside the database", message.key)


def known_departures() -> Departures:
    kept = list(departures())
    by_once = {one.once: one for one in kept if one.once != "-"}
    return Departures({one.key: one for one in kept}, by_once)


def departures() -> Iterator[Departure]:
    """All that are kept, in their order; a line cut off by a crash is left out."""
    path = _file()
    if path is None or not path.exists():
        return
    with path.open(encoding="ascii", errors="replace") as kept:
        for line in kept:
            words = line.split()
            if len(words) == 3 and line.endswith("\n"):
                yield Departure(datetime.fromisoformat(words[0]), words[1], words[2])


def left_unknown() -> list[Departure]:
    """Of the last mails that left, those that this database does not know: it is an older copy."""
    last = list(departures())[-LAST:]
    known = Message.objects.filter(key__in=[one.key for one in last]).values_list("key", flat=True)
    here = {str(key) for key in known}
    return [one for one in last if one.key not in here]


def _file() -> Path | None:
    return Path(settings.DEPARTURES_LOG) if settings.DEPARTURES_LOG else None


def _once(once_key: str) -> str:
    return sha256(once_key.encode()).hexdigest()[:32] if once_key else "-"


def _shorten(path: Path, now: datetime) -> None:
    if not path.exists() or path.stat().st_size < _LONG:
        return
    lines = [
        f"{one.at.isoformat()} {one.key} {one.once}\n"
        for one in departures()
        if one.at > now - KEPT
    ]
    new = path.with_suffix(".new")
    new.write_text("".join(lines), encoding="ascii")
    new.replace(path)
