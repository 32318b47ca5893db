"""Lists of choices: what one may see, and what a thing holds already, its name withheld."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy

from essaim.kernel.among_many import LONGEST, NameInput, few_of, name_among, row_called, row_of_key
from essaim.kernel.models import Folded
from essaim.kernel.namesakes import labels_of

#: In the place of a name that is kept and withheld.
AS_NOW = gettext_lazy("as now (not for you to see)")


class _Labelled(ModelChoiceIterator):  # type: ignore[type-arg]
    """The rows of a list, those of one name told apart."""

    field: "_Offers"

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        rows = self.field.few if self.field.few is not None else list(self.queryset.all())
        shown = [row for row in rows if row.pk not in self.field.withheld]
        labels = dict(zip((row.pk for row in shown), labels_of(shown), strict=True))
        for row in rows:
            value, name = self.choice(row)
            yield value, labels.get(row.pk, name)


class _Offers(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Whoever corrects a thing loses nothing that stands there, and reads no name it hides."""

    iterator = _Labelled
    withheld: frozenset[Any] = frozenset()
    #: The rows, where they were read to know how many there are.
    few: list[Any] | None = None

    def offer(self, visible: QuerySet[Any], *, kept: Iterable[Any] = ()) -> None:
        """The rows that this reader may see, in their order; then those kept already, by id."""
        kept_ids = {pk for pk in kept if pk is not None}
        self.withheld = frozenset(
            kept_ids - set(visible.filter(pk__in=kept_ids).values_list("pk", flat=True))
        )
        if not self.withheld:
            self.queryset = visible
            return
        either = Q(pk__in=visible.order_by().values("pk")) | Q(pk__in=self.withheld)
        self.queryset = visible.model._default_manager.filter(either).order_by(
            *visible.query.order_by
        )

    def label_from_instance(self, row: Any) -> str:
        if row.pk in self.withheld:
            return str(AS_NOW)
        return super().label_from_instance(row)


class SeenChoiceField(_Offers):
    """One of them: of a menu or, where a menu would hold more than fifty, by its name.

    A name is looked for among what this reader may see: what stands there hidden has none.
    """

    visible: QuerySet[Any]

    def offer(
        self, visible: QuerySet[Any], *, kept: Iterable[Any] = (), names_at: str = ""
    ) -> None:
        """`names_at`: where a browser asks for names, unless the search holds them."""
        super().offer(visible, kept=kept)
        rows: Any = self.queryset
        if issubclass(visible.model, Folded):
            self.visible, self.few = visible, few_of(rows)
            if self.few is None:
                self.widget = NameInput.suggesting(visible, names_at)
                self.widget.is_required = self.required

    @property
    def is_typed(self) -> bool:
        return isinstance(self.widget, NameInput)

    def prepare_value(self, value: Any) -> Any:
        """A row, whichever way it is meant, is shown by its name; what was typed stays."""
        if not self.is_typed or value in self.empty_values:
            return super().prepare_value(value)
        meant = getattr(value, "pk", value)
        if meant in self.withheld or self._is_key_of_withheld(meant):
            return str(AS_NOW)
        if isinstance(meant, int):
            row = self.visible.filter(pk=meant).first()
        else:
            row = row_of_key(self.visible, meant)
        return value if row is None else name_among(self.visible, row)

    def _is_key_of_withheld(self, value: Any) -> bool:
        rows: Any = self.queryset
        if not self.withheld:
            return False
        return row_of_key(rows.filter(pk__in=self.withheld), value) is not None

    def to_python(self, value: Any) -> Any:
        if not self.is_typed or value in self.empty_values:
            return super().to_python(value)
        typed = str(value).replace("\0", "")
        if typed == str(AS_NOW) and self.withheld:
            rows: Any = self.queryset
            return rows.filter(pk__in=self.withheld).first()
        return row_called(self.visible, typed[:LONGEST], cast(NameInput, self.widget))


class SeenMultipleChoiceField(_Offers, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several of them."""
