"""One writes at a time: waiting for others, and letting them write.

On SQLite whoever writes holds the whole file; on PostgreSQL what a background task locks. So what
works through many rows does it in batches that are bounded in time, and pauses between them.
"""

import errno
import logging
from collections.abc import Callable, Iterable, Iterator
from time import monotonic, sleep
from typing import TypeVar

from django.db import DatabaseError, OperationalError

T = TypeVar("T")
log = logging.getLogger(__name__)
#: Seconds after which a batch begins no other row: what it holds, others wait for.
HOLD = 0.2
#: Seconds that it then leaves to them. SQLite looks ten times a second whether it may write, so
#: that whoever waits has looked at least once.
PAUSE = 0.12
#: What PostgreSQL says when somebody else holds what is asked for: a lock, or each other's.
_LOCKED = {"55P03", "40P01", "40001"}
#: What PostgreSQL says when its disk is full, and what the system says of any.
_DISK_FULL = "53100"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def is_busy(error: BaseException | None) -> bool:
    """Whether the database let one wait in vain for what somebody else is writing."""
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _LOCKED or "database is locked" in str(error) or "table is locked" in str(error)


def is_full(error: BaseException | None) -> bool:
    """Whether there is no room left to write: on the disk of the files, or of the database."""
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    if not isinstance(error, DatabaseError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state == _DISK_FULL or "disk is full" in str(error) or "disk I/O error" in str(error)


def in_a_turn(things: Iterable[T]) -> Iterator[T]:
    """As many as begin before the turn is over, and at least the first."""
    until = monotonic() + HOLD
    for thing in things:
        yield thing
        if monotonic() >= until:
            return


def let_others_write() -> None:
    """Between two turns, outside of any transaction."""
    sleep(PAUSE)


def however_long_it_waits(work: Callable[[], T]) -> T:
    """For the background, where nobody is there to send it again: a whole transaction, tried anew.

    Raises whatever else goes wrong.
    """
    while True:
        try:
            return work()
        except OperationalError as error:
            if not is_busy(error):
                raise
            log.warning("waited in vain, tries again: %s", error)
            let_others_write()
