"""Whether anything was written since: a mark of the whole database, which every commit moves.

Two marks that are alike stand for the same rows, whoever writes them: an action, a timer, a mail, a
secret ballot, the repairs of a host, another process. So nobody has to say what a write changes.
"""

import logging
from collections.abc import Callable
from threading import Lock
from typing import Generic, ParamSpec, TypeVar
from uuid import uuid4

from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from essaim.kernel.rooms_known import closed_here

log = logging.getLogger(__name__)
Asked = ParamSpec("Asked")
Value = TypeVar("Value")
#: SQLite counts what other connections committed; the one that asks never writes, so that all
#: others are other. PostgreSQL tells which transactions are over: one that began first and commits
#: last is among those that run until it does (the highest number of a journal would miss it). The
#: server's start stands beside, since the numbers of a restored one may come again.
MARKS = {
    "sqlite": "PRAGMA data_version",
    "postgresql": "SELECT pg_postmaster_start_time()::text || ' ' || pg_current_snapshot()::text",
}
#: Databases whose mark means the same to every process.
SHARED = {"postgresql"}
#: Seconds that one waits for another's question.
PATIENCE = 1.0
#: So many answers of one reading are kept in a moment; then they are begun anew.
MOST = 200


class DatabaseClock:
    """Read on a connection of its own, one a process, outside of any transaction."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._connection: BaseDatabaseWrapper | None = None
        self._name = ""

    def mark(self) -> str | None:
        """None where it cannot be told: the database does not answer, or one is in a transaction.

        What that transaction wrote is there for nobody else yet.
        """
        if not _is_seen_by_others():
            return None
        if not self._lock.acquire(timeout=PATIENCE):
            return None
        try:
            return self._read()
        except Error as error:
            log.warning("whether anything was written cannot be told: %s", error)
            self._close()
            return None
        finally:
            self._lock.release()

    def close(self) -> None:
        """For tests: whoever asks next, asks on a new connection."""
        with self._lock:
            self._close()

    def _read(self) -> str:
        if self._connection is None:
            self._connection = connection.copy()
            self._connection.inc_thread_sharing()
            self._name = "" if connection.vendor in SHARED else uuid4().hex
        with self._connection.cursor() as cursor:
            cursor.execute(MARKS[connection.vendor])
            return f"{self._name}{cursor.fetchall()[0][0]}"

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _is_seen_by_others() -> bool:
    """Whether a second connection finds what this one finds."""
    is_in_memory = getattr(connection, "is_in_memory_db", bool)()
    return connection.vendor in MARKS and not is_in_memory and not connection.in_atomic_block


clock = DatabaseClock()


class UntilWritten(Generic[Asked, Value]):
    """What `read` answers, kept by this process until anything is written; a decorator.

    What else the answer depends on, the day or an account, is asked: at most `MOST` answers of one
    moment are kept. A row is asked by its key: read before the mark, it may say less than the mark.
    """

    def __init__(self, read: Callable[Asked, Value]) -> None:
        self.read = read
        self._kept: tuple[str, dict[tuple[object, ...], Value]] | None = None

    def __call__(self, *asked: Asked.args, **named: Asked.kwargs) -> Value:
        """The mark is read first: what is written meanwhile belongs to the next one.

        A page that began before a room closed knows it open until it ends, under the mark of
        after: it keeps its answers apart. Raises TypeError for a row.
        """
        about = (closed_here.get(), *asked, *sorted(named.items()))
        if any(isinstance(each, Model) for each in (*asked, *named.values())):
            raise TypeError("a row may be older than the mark: ask by its key")
        mark, kept = clock.mark(), self._kept
        if mark is not None and kept is not None and kept[0] == mark and about in kept[1]:
            return kept[1][about]
        value = self.read(*asked, **named)
        if mark is None:
            self._kept = None
            return value
        is_of_now = kept is not None and kept[0] == mark and len(kept[1]) < MOST
        self._kept = (mark, {**kept[1], about: value} if is_of_now and kept else {about: value})
        return value
