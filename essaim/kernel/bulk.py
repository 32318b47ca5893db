"""Thousands of rows, made ready before the transaction that writes them in one statement."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models


@dataclass(frozen=True)
class Rows:
    """Rows of one model, as the database takes them; `model.save` is not asked."""

    model: type[models.Model]
    values: list[list[Any]]

    @classmethod
    def of(cls, model: type[models.Model], things: Iterable[models.Model]) -> "Rows":
        fields = _fields(model)
        return cls(
            model,
            [
                [
                    field.get_db_prep_save(field.pre_save(thing, True), connection)
                    for field in fields
                ]
                for thing in things
            ],
        )

    def write(self, **same: Any) -> None:
        """`same`: by the name of a column, what is known by now and alike in all of them."""
        if not self.values:
            return
        fields = _fields(self.model)
        places = {field.attname: place for place, field in enumerate(fields)}
        for name, value in same.items():
            for row in self.values:
                row[places[name]] = value
        quoted = connection.ops.quote_name
        columns = ", ".join(quoted(field.column) for field in fields)
        marks = ", ".join(["%s"] * len(fields))
        table = quoted(self.model._meta.db_table)
        insert = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 our own names
        with connection.cursor() as cursor:
            cursor.executemany(insert, self.values)


def save_each(rows: Sequence[models.Model], names: Collection[str]) -> None:
    """Writes these columns of rows that stand, in one statement; `model.save` is not asked."""
    if not rows:
        return
    quoted, model = connection.ops.quote_name, type(rows[0])
    fields = [field for field in _fields(model) if field.name in names]
    sets = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    table, key = quoted(model._meta.db_table), quoted(str(model._meta.pk.column))
    update = f"UPDATE {table} SET {sets} WHERE {key} = %s"  # noqa: S608 our own names
    with connection.cursor() as cursor:
        cursor.executemany(update, [[*_prepared(row, fields), row.pk] for row in rows])


def _prepared(row: models.Model, fields: Sequence[Any]) -> Iterator[Any]:
    for field in fields:
        yield field.get_db_prep_save(getattr(row, field.attname), connection)


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if not field.primary_key]
