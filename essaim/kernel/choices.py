"""Lists of choices: what one may see, and what a thing holds already, its name withheld."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy

from essaim.kernel.namesakes import labels_of

#: In the place of a name that is kept and withheld.
AS_NOW = gettext_lazy("as now (not for you to see)")


class _Labelled(ModelChoiceIterator):  # type: ignore[type-arg]
    """The rows of a list, those of one name told apart."""

    field: "_Offers"

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        rows = list(self.queryset.all())
        shown = [row for row in rows if row.pk not in self.field.withheld]
        labels = dict(zip((row.pk for row in shown), labels_of(shown), strict=True))
        for row in rows:
            value, name = self.choice(row)
            yield value, labels.get(row.pk, name)


class _Offers(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Whoever corrects a thing loses nothing that stands there, and reads no name it hides."""

    iterator = _Labelled
    withheld: frozenset[Any] = frozenset()

    def offer(self, seen: QuerySet[Any], *, kept: Iterable[Any] = ()) -> None:
        """The rows that this reader may see, in their order; then those kept already, by id."""
        held = {pk for pk in kept if pk is not None}
        self.withheld = frozenset(held - set(seen.filter(pk__in=held).values_list("pk", flat=True)))
        if not self.withheld:
            self.queryset = seen
            return
        either = Q(pk__in=seen.order_by().values("pk")) | Q(pk__in=self.withheld)
        self.queryset = seen.model._default_manager.filter(either).order_by(*seen.query.order_by)

    def label_from_instance(self, row: Any) -> str:
        if row.pk in self.withheld:
            return str(AS_NOW)
        return super().label_from_instance(row)


class SeenChoiceField(_Offers):
    """One of them."""


class SeenMultipleChoiceField(_Offers, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several of them."""
