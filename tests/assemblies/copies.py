"""What somebody reads in a copy of the database's files, who never asks the database itself."""

import sqlite3
import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db import connection

SHEET, BOX = "assemblies_signoff", "assemblies_secretballot"
#: Who had voted, and how often each mark stood in the box, at one moment.
Version = tuple[frozenset[int], Counter[str]]


def versions(folder: Path) -> list[Version]:
    """Every state of sheet and box that a copy taken now still holds, fewest voters first.

    On SQLite each state that can be put together from database and WAL, on PostgreSQL the rows
    that each transaction wrote, living or dead.
    """
    states = _of_sqlite(folder) if connection.vendor == "sqlite" else _of_postgres()
    return sorted(states, key=lambda state: len(state[0]))


def joined(states: Sequence[Version]) -> dict[int, str]:
    """Voters and what they voted, by what two states differ in."""
    found = {}
    nobody: Version = (frozenset(), Counter())
    for (before, box), (after, more) in pairwise([nobody, *states]):
        voters, marks = after - before, more - box
        if len(voters) == 1 and marks.total() == 1:
            found[next(iter(voters))] = next(iter(marks))
    return found


def files(folder: Path) -> Mapping[str, bytes]:
    """By name, every file or relation in which a row of sheet or box may stand."""
    if connection.vendor == "sqlite":
        return _copied(folder)
    return _relations()


def _copied(folder: Path) -> dict[str, bytes]:
    """Database, WAL and its index, as they lie on the disk."""
    path = Path(connection.settings_dict["NAME"])
    found = {}
    for end in ("", "-wal", "-shm"):
        source = path.with_name(path.name + end)
        if source.exists():
            found[end] = source.read_bytes()
            (folder / f"copy{end}").write_bytes(found[end])
    return found


def _of_sqlite(folder: Path) -> Iterator[Version]:
    copied = _copied(folder)
    yield from _read(folder, copied[""])
    wal = copied.get("-wal", b"")
    if not wal:
        return
    (size,) = struct.unpack(">I", wal[8:12])
    pages = bytearray(copied[""])
    for start in range(32, len(wal), 24 + size):
        number, pages_after = struct.unpack(">II", wal[start : start + 8])
        end = number * size
        pages.extend(bytes(max(0, end - len(pages))))
        pages[end - size : end] = wal[start + 24 : start + 24 + size]
        if pages_after:
            yield from _read(folder, bytes(pages))


def _read(folder: Path, database: bytes) -> Iterator[Version]:
    """Nothing where a state cannot be put together."""
    path = folder / "state"
    path.write_bytes(database[:18] + b"\1\1" + database[20:])  # as a file without a WAL
    with sqlite3.connect(path) as state:
        try:
            voters = state.execute(f"SELECT elector_id FROM {SHEET}").fetchall()
            box = state.execute(f"SELECT marks FROM {BOX}").fetchall()
        except sqlite3.DatabaseError:
            return
    yield frozenset(row[0] for row in voters), Counter(row[0] for row in box)


def _of_postgres() -> Iterator[Version]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
        sheet = _rows_by_writer(cursor, SHEET, "elector_id")
        box = _rows_by_writer(cursor, BOX, "marks")
    for writer in sheet.keys() | box.keys():
        voters = frozenset(struct.unpack("<q", row)[0] for row in sheet.get(writer, []))
        yield voters, Counter(row.hex() for row in box.get(writer, []))


def _rows_by_writer(cursor: Any, table: str, column: str) -> dict[str, list[bytes]]:
    cursor.execute(
        "SELECT attnum FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s",
        [table, column],
    )
    (place,) = cursor.fetchone()
    cursor.execute(
        """
        SELECT t_xmin::text,
            (tuple_data_split(%s::regclass, t_data, t_infomask, t_infomask2, t_bits))[%s]
        FROM generate_series(0, pg_relation_size(%s::regclass) / 8192 - 1) AS block,
             heap_page_items(get_raw_page(%s, block::int))
        WHERE t_data IS NOT NULL
        """,
        [table, place, table, table],
    )
    rows: dict[str, list[bytes]] = {}
    for writer, value in cursor.fetchall():
        rows.setdefault(writer, []).append(bytes(value))
    return rows


def _relations() -> dict[str, bytes]:
    """Tables, what is too long for them, and indexes, as a checkpoint writes them."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            """
            WITH tables AS (SELECT %s::regclass::oid AS id UNION SELECT %s::regclass::oid),
            whole AS (
                SELECT id FROM tables
                UNION SELECT reltoastrelid FROM pg_class JOIN tables ON oid = id
                WHERE reltoastrelid <> 0
            )
            SELECT id::regclass::text, pg_read_binary_file(pg_relation_filepath(id)) FROM whole
            UNION ALL
            SELECT indexrelid::regclass::text,
                   pg_read_binary_file(pg_relation_filepath(indexrelid))
            FROM pg_index JOIN whole ON indrelid = id
            """,
            [SHEET, BOX],
        )
        return {name: bytes(content) for name, content in cursor.fetchall()}
