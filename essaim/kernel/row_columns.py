"""Rows of a long query read some thousand at a time, as the columns of a table that leaves."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

#: Rows read at a time.
CHUNK = 1_000


def columns_of_rows(
    rows: QuerySet[Any], names: Sequence[str], size: int = CHUNK
) -> Iterator[dict[str, Sequence[Any]]]:
    """{name of a field or path: its values}, chunk by chunk: no object is made of any row."""
    rest = rows.prefetch_related(None).values_list(*names).iterator(chunk_size=size)
    while some := list(islice(rest, size)):
        yield dict(zip(names, zip(*some, strict=True), strict=True))


def one_of(ids: Collection[int]) -> RawSQL:
    """For `…__in`: hundreds of numbers as one parameter, since Django looks at each of many."""
    if connection.vendor == "sqlite":
        sql, wanted = "SELECT value FROM json_each(%s)", f"[{','.join(map(str, ids))}]"
        return RawSQL(sql, [wanted])  # noqa: S611 numbers, as a parameter
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
