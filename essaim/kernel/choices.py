"""Lists of choices: what one may see, and what a thing holds already, its name withheld."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

#: In the place of a name that is kept and withheld.
AS_NOW = gettext_lazy("as now (not for you to see)")


class _Offers(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Whoever corrects a thing loses nothing that stands there, and reads no name it hides."""

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
