"""What rows said before they were written anew or removed: out of the files of the database too.

A database answers with what stands, and keeps on its disk what stood: SQLite in the WAL, PostgreSQL
in dead rows and in the holes that these leave in their pages. Where what stood is not to be read by
whoever copies the files, it is swept once the transaction is over.

On SQLite the WAL is written into the database and cut to nothing, and freed pages hold zeros
(`secure_delete`, in the settings). On PostgreSQL the tables are written anew into new files, with
their indexes: a plain VACUUM leaves the bytes where they were. What that server writes in its own
log of transactions is out of reach from here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, models

#: Milliseconds for which a sweep makes others wait; then it is left for the next one.
PATIENCE = 250
#: Advisory locks: of who sweeps now, and of the one who is next.
_SWEEPING, _NEXT = 7_301_001, 7_301_002


def sweep(*tables: type[models.Model]) -> bool:
    """Takes out of the files what rows of these tables said before. Outside of a transaction.

    Answers whether it was done, or will be by whoever is next; False where somebody who reads or
    writes held it up, and within a transaction. It may be done as often as one likes.
    """
    if connection.in_atomic_block:
        return False
    sweep_with = _cut_wal if connection.vendor == "sqlite" else _write_anew
    try:
        with connection.cursor() as cursor:
            return sweep_with(cursor, [table._meta.db_table for table in tables])
    except DatabaseError:  # held too long, or the connection is lost: the next one does it
        return False


def _cut_wal(cursor: Any, _tables: list[str]) -> bool:
    """A reader of an older state, or a writer, keeps the WAL from being cut."""
    (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
    cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        (is_busy, *_pages) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {usual}")
    return not is_busy


def _write_anew(cursor: Any, tables: list[str]) -> bool:
    """Of many who come at once, one sweeps and one is next: that one sweeps for all the others."""
    with _locked(cursor, _NEXT) as is_next:
        if not is_next:
            return True  # who is next begins after all that is committed now
        cursor.execute("SELECT pg_advisory_lock(%s)", [_SWEEPING])
    try:
        cursor.execute(f"SET lock_timeout = {PATIENCE}")
        for table in tables:
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
    finally:
        cursor.execute("RESET lock_timeout")
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_SWEEPING])
    return True


@contextmanager
def _locked(cursor: Any, lock: int) -> Iterator[bool]:
    """Whether the lock was free; then it is held."""
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock])
    (is_held,) = cursor.fetchone()
    try:
        yield is_held
    finally:
        if is_held:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])
