"""Somebody else who writes, and takes longer than others wait."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def held(table: str = "") -> Iterator[None]:
    """In a connection of their own: the whole file of SQLite; on PostgreSQL this table, or all."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        other = connection.copy().get_new_connection(connection.get_connection_params())
        tables = [table] if table else connection.introspection.table_names()
        names = ", ".join(f'"{name}"' for name in tables)
        other.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        other.rollback()
        other.close()


def wait_little() -> None:
    """This connection, until it is closed, waits no longer than 150 ms for what others hold."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout=150")
        else:
            cursor.execute("SET lock_timeout = '150ms'")
