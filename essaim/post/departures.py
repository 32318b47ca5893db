"""Which mails left and which links served, kept beside the database for as long as a copy is.

A house that is restored from yesterday's copy does not know what left since, and would send it
again; nor who answered by a link since, whose answer is lost. The file is not part of that copy, so
it knows. A line holds no address and no word of a mail: its key, and a digest of what it is once,
or the key of a link.
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from essaim.post.models import Link, Message

log = logging.getLogger(__name__)
#: Older copies are not restored: lines are dropped after so long.
KEPT = timedelta(days=60)
#: The file is written anew when it is longer than so many bytes.
_LONG = 4_000_000
#: How many of the last ones are compared with the database.
LAST = 500
#: What stands in the place of a digest where a link served.
_SERVED = "link"
#: A database keeps a moment as it was noted here, but for what its clock rounds.
_SAME = timedelta(seconds=1)


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
    _note(timezone.now(), message.key, _once(message.once_key))


def note_service(link: Link) -> None:
    """That a link served, once the database keeps what was done by it."""
    if link.used_at is not None:
        _note(link.used_at, link.key, _SERVED)


def _note(at: datetime, key: UUID, what: str) -> None:
    path = _file()
    if path is None:
        return
    try:
        _shorten(path, at)
        with path.open("a", encoding="ascii") as kept:
            kept.write(f"{at.isoformat()} {key} {what}\n")
            kept.flush()
            os.fsync(kept.fileno())
    except OSError:
        log.exception("%s is not noted beside the database", key)


def known_departures() -> Departures:
    kept = list(departures())
    by_once = {departure.once: departure for departure in kept if departure.once != "-"}
    return Departures({departure.key: departure for departure in kept}, by_once)


def departures() -> Iterator[Departure]:
    """Every mail that is kept, in their order."""
    return (departure for departure in _lines() if departure.once != _SERVED)


def _lines() -> Iterator[Departure]:
    """A line cut off by a crash is left out."""
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
    known = Message.objects.filter(key__in=[departure.key for departure in last]).values_list(
        "key", flat=True
    )
    here = {str(key) for key in known}
    return [departure for departure in last if departure.key not in here]


@dataclass(frozen=True)
class LostService:
    """A link served after the copy from which the house was restored; None where it is unknown."""

    at: datetime
    link: Link | None


def lost_services() -> list[LostService]:
    """Of the last links that served, those of which this database does not know it."""
    served = [departure for departure in _lines() if departure.once == _SERVED]
    last = {departure.key: departure.at for departure in served[-LAST:]}
    known = {str(link.key): link for link in Link.objects.filter(key__in=last)}
    return [
        LostService(at, known.get(key))
        for key, at in last.items()
        if key not in known or (known[key].used_at or at - 2 * _SAME) < at - _SAME
    ]


def _file() -> Path | None:
    return Path(settings.DEPARTURES_LOG) if settings.DEPARTURES_LOG else None


def _once(once_key: str) -> str:
    return sha256(once_key.encode()).hexdigest()[:32] if once_key else "-"


def _shorten(path: Path, now: datetime) -> None:
    if not path.exists() or path.stat().st_size < _LONG:
        return
    lines = [
        f"{departure.at.isoformat()} {departure.key} {departure.once}\n"
        for departure in _lines()
        if departure.at > now - KEPT
    ]
    new = path.with_suffix(".new")
    new.write_text("".join(lines), encoding="ascii")
    new.replace(path)
