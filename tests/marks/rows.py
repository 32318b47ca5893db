"""Rows made from the fields of their models: each text carries a word that says where it stands.

A new model joins by itself. Only what its constraints ask is told in `tests.marks.needs`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from tests.marks.needs import AS_THEY_ARE, CYCLES, MADE_ELSEWHERE, WITHIN, needs_of

#: Shorter columns hold codes, never a word.
SHORTEST = 7
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def word_of(number: int) -> str:
    """A word that no text of the house holds: seven letters, whatever the number."""
    letters = ""
    for _place in range(5):
        number, rest = divmod(number, len(LETTERS))
        letters += LETTERS[rest]
    return f"zq{letters}"


@dataclass(frozen=True)
class Mark:
    """Where a word stands: the column, the audience of its row, the audience of what it cites."""

    column: str
    family: str
    #: The reader whom the row names, if it was made to name one.
    names: str = ""

    def family_for(self, reader: str) -> str:
        """A row that names whoever reads is a case of its own."""
        return "hers" if reader == self.names else self.family


def family_of(audience: str, cites: str) -> str:
    return audience if audience == cites else f"{audience}>{cites}"


@dataclass
class Marked:
    """The rows made so far, by model and family, and the word of each of their texts."""

    #: what `audience` columns hold for each audience: `group` is `group:KEY`.
    words: dict[str, str]
    marks: dict[str, Mark] = field(default_factory=dict)
    rows: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    #: The reader whom the rows now made are about.
    names: str = ""
    #: Addresses that a token opens: who holds it, the page, the address.
    tokens: list[tuple[str, str, str]] = field(default_factory=list)
    #: The links of mails: family → act → token.
    links: dict[str, dict[str, str]] = field(default_factory=dict)

    def row(self, label: str, audience: str, cites: str = "") -> Any:
        """The first row of a model in a family."""
        return self.rows[(label, family_of(audience, cites or audience))][0]

    def rows_of(self, label: str, audience: str, cites: str) -> list[Any]:
        """All rows of a model in a family."""
        return self.rows.get((label, family_of(audience, cites)), [])

    def firsts(self, audience: str, cites: str) -> list[Any]:
        """The first row of each model in a family."""
        family = family_of(audience, cites)
        return [rows[0] for (_label, one), rows in self.rows.items() if one == family]

    def mark(self, column: str, audience: str, cites: str) -> str:
        word = word_of(next(self.numbers))
        self.marks[word] = Mark(column, family_of(audience, cites), self.names)
        return word

    def add(self, model: Any, audience: str, cites: str, **given: Any) -> Any:
        """One row more, each of its columns filled as its type asks unless it is given."""
        label = model._meta.label
        values = Filling(self, audience, cites, set(given)).values_of(model)
        row = model(**{**values, **given})
        row.save()
        self.rows.setdefault((label, family_of(audience, cites)), []).append(row)
        for many in model._meta.local_many_to_many:
            if many.remote_field.through._meta.auto_created and "auth." not in str(
                many.related_model._meta.label
            ):
                getattr(row, many.name).add(self.row(many.related_model._meta.label, cites))
        return row


@dataclass(frozen=True)
class Filling:
    """One row under way: of an audience, citing rows of another or of the same."""

    made: Marked
    audience: str
    cites: str
    given: set[str]

    def own(self, label: str) -> Any:
        return self.made.row(label, self.audience, self.cites)

    def cited(self, label: str) -> Any:
        return self.made.row(label, self.cites)

    def values_of(self, model: Any) -> dict[str, Any]:
        told = needs_of(model._meta.label, self)
        return {
            column.name: told[column.name] if column.name in told else self.value_of(column)
            for column in model._meta.concrete_fields
            if column.name not in self.given and (column.name in told or self.is_filled(column))
        }

    def is_filled(self, column: Any) -> bool:
        if column.primary_key and not column.is_relation:
            return False
        if f"{column.model._meta.label}.{column.name}" in AS_THEY_ARE:
            return False
        if isinstance(column, models.CharField | models.TextField):
            return True
        if column.is_relation:
            return f"{column.model._meta.label}.{column.name}" not in CYCLES
        return not column.has_default() and not column.null

    def value_of(self, column: Any) -> Any:
        name = f"{column.model._meta.label}.{column.name}"
        if column.is_relation:
            return self.row_for(column)
        if column.name == "audience" or column.name.endswith("_audience"):
            return self.made.words[self.audience]
        if column.choices:
            return column.get_default() or column.choices[0][0]
        if isinstance(column, models.CharField | models.TextField):
            return self.text_for(column, name)
        if isinstance(column, models.FileField):
            word = self.mark(name)
            return ContentFile(f"%PDF-1.7\n% {word}\n%%EOF\n".encode(), name="marked.pdf")
        return self.plain_value(column)

    def plain_value(self, column: Any) -> Any:
        """What is no text: a number that no other row has, unless its type is of another kind."""
        if column.name == "year":
            return timezone.localdate().year
        makers = (
            (models.DateTimeField, lambda: timezone.now() + timedelta(seconds=self.number())),
            (models.DateField, timezone.localdate),
            (models.BinaryField, lambda: b"x"),
            (models.JSONField, dict),
            (models.UUIDField, uuid4),
            (models.BooleanField, bool),
        )
        return next((make() for kind, make in makers if isinstance(column, kind)), self.number())

    def mark(self, column: str) -> str:
        return self.made.mark(column, self.audience, self.cites)

    def number(self) -> int:
        return next(self.made.numbers)

    def text_for(self, column: Any, name: str) -> str:
        if column.name == "folded" or (column.max_length or SHORTEST) < SHORTEST:
            return str(column.get_default())
        word = self.mark(name)
        if isinstance(column, models.EmailField):
            return f"{word}@marked.example"
        if isinstance(column, models.URLField):
            return f"https://{word}.example/"
        return word

    def row_for(self, column: Any) -> Any:
        """What a row belongs to is of its own family; what it cites, of the other."""
        model, target = column.model, column.related_model
        label, name = target._meta.label, f"{model._meta.label}.{column.name}"
        if name in WITHIN or parent_of(model) == column:
            return self.free_or_new(column, self.own(label))
        if model == target and self.audience == self.cites:
            return None
        parent = parent_of(model)
        is_pair = parent is not None and parent.related_model == target
        if column.unique or (is_pair and self.audience == self.cites):
            return self.made.add(target, self.cites, self.cites)
        return self.cited(label)

    def free_or_new(self, column: Any, own: Any) -> Any:
        """Where each stands with one alone, and this one is taken, another is made."""
        if column.unique and column.model._base_manager.filter(**{column.name: own}).exists():
            return self.made.add(column.related_model, self.audience, self.cites)
        return own


def parent_of(model: Any) -> Any:
    """The column by which a row without an audience belongs to another: its first that must be."""
    if any(column.name == "audience" for column in model._meta.concrete_fields):
        return None
    required = [
        column for column in model._meta.concrete_fields if column.is_relation and not column.null
    ]
    return required[0] if required else None


def models_in_order() -> list[Any]:
    """Every model of ours, after those that it points at."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("essaim.")]
    done: list[Any] = []

    def visit(model: Any) -> None:
        if model in done or model not in ours:
            return
        for column in [*model._meta.concrete_fields, *model._meta.local_many_to_many]:
            name = f"{model._meta.label}.{column.name}"
            if column.is_relation and column.related_model != model and name not in CYCLES:
                visit(column.related_model)
        done.append(model)

    for model in sorted(ours, key=lambda model: str(model._meta.label)):
        visit(model)
    return [model for model in done if model._meta.label not in MADE_ELSEWHERE]
