"""The tables of rights are whole."""

from tests.rights.table import labels
from tests.rights.tables import TABLES


def test_no_line_is_written_twice() -> None:
    for tables in TABLES.values():
        found = [label for table in tables for label in labels(table)]
        assert len(found) == len(set(found))
