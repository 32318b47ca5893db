"""What rows of several rooms have in common; no table stands here."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essaim.kernel.acting import BUREAU, MEMBERS, PUBLIC, Acting
from essaim.kernel.fitting import Fitted
from essaim.kernel.text import fold, search_words

AUDIENCES = [
    (PUBLIC, pgettext_lazy("vocabulary", "Everybody")),
    (MEMBERS, pgettext_lazy("vocabulary", "Members")),
    (BUREAU, pgettext_lazy("vocabulary", "Bureau")),
]


def _table_behind(relation: Any) -> str:
    """Of a relation seen from the one: the table of the many."""
    table: str = relation.related_model._meta.db_table
    return table


class Keyed(Fitted):
    """A row that leaves the house: its key stands in addresses, journal and exports."""

    #: Whether nothing can change without its record changing.
    record_is_whole: ClassVar[bool] = True
    #: Relations whose rows the record tells: `objective_links`.
    parts_in_record: ClassVar[tuple[str, ...]] = ()

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def tables_of_parts(cls) -> set[str]:
        """The tables of the rows that the record tells."""
        return {_table_behind(cls._meta.get_field(name)) for name in cls.parts_in_record}

    def save_with(self, **values: Any) -> Self:
        """Sets these columns, and saves the row."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save()
        return self

    def as_record(self) -> dict[str, Any]:
        """The row in words and numbers, for revisions and exports: columns only, no primary key."""
        skipped = {"id", "key", "folded"}
        return {
            field.name: field.value_to_string(self)
            if field.get_internal_type() != "JSONField"
            else getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if field.name not in skipped
        }

    @classmethod
    def records_of(cls, rows: Sequence[Self]) -> list[dict[str, Any]]:
        """The record of each, in their order."""
        return [row.as_record() for row in rows]


class Folded(models.Model):
    """Carries one column without accents or case, for search and sorting on both databases."""

    folds: ClassVar[tuple[str, ...]]

    folded = models.TextField(_("name, for searching"), editable=False, db_index=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        self.refold()
        fields = options.get("update_fields")
        if fields is not None and set(fields) & set(self.folds):
            options["update_fields"] = {*fields, "folded"}
        super().save(*args, **options)

    def refold(self) -> None:
        """Whoever writes in bulk calls this itself."""
        self.folded = fold(" ".join(str(getattr(self, name) or "") for name in self.folds))


class Visible(models.Model):
    """A row with an audience: public, members, bureau, or `group:KEY`.

    Named people are a group made for them: one kind of audience less to explain.
    """

    audience = models.CharField(_("visible to"), max_length=60, default=MEMBERS, db_index=True)

    class Meta:
        abstract = True


class VisibleQuerySet(models.QuerySet[Any]):
    def visible_to(self, acting: Acting) -> Self:
        """Only what this reader may see: the filter is in the query, never after it."""
        return self.filter(audience__in=acting.capacities)


def bears(name: str) -> models.Q:
    """Folded rows of this very name, written otherwise perhaps, or with another name beside it."""
    folded = fold(name)
    beside = models.Q(folded__startswith=f"{folded} ") | models.Q(folded__endswith=f" {folded}")
    return models.Q(folded=folded) | beside


def holding(words: str) -> models.Q:
    """Folded rows that hold every word, whatever the accents, case, hyphens or order."""
    return models.Q(*(models.Q(folded__contains=word) for word in search_words(words)))


class SearchableQuerySet(VisibleQuerySet):
    """Rows with an audience and a folded column."""

    def matching(self, words: str) -> Self:
        return self.filter(holding(words))
