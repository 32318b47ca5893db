"""Lists of choices: what one may see, and what a thing holds already, its name withheld."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy

from essaim.kernel.among_many import (
    LONGEST,
    NameInput,
    NamesInput,
    few_of,
    name_among,
    row_called,
    row_of_key,
)
from essaim.kernel.models import Folded
from essaim.kernel.namesakes import labels_of

#: What stands in a menu before anything is chosen.
NOTHING_YET = "–"
#: In the place of a name that is kept and withheld.
AS_NOW = gettext_lazy("as now (not for you to see)")


class OneOfField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One row of a menu; a dash, as wherever something is left empty, until it is chosen."""

    def __init__(self, queryset: Any, *, empty_label: Any = NOTHING_YET, **options: Any) -> None:
        super().__init__(queryset, empty_label=empty_label, **options)


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
    """Whoever corrects a thing loses nothing that stands there, and reads no name it hides.

    Where a menu would hold more than fifty, names are typed: they are looked for among what this
    reader may see, and what stands there hidden has none.
    """

    iterator = _Labelled
    names_input: ClassVar[type[NameInput]] = NameInput
    visible: QuerySet[Any]
    withheld: frozenset[Any] = frozenset()
    #: The rows, where they were read to know how many there are.
    few: list[Any] | None = None

    def offer(
        self, visible: QuerySet[Any], *, kept: Iterable[Any] = (), names_at: str = ""
    ) -> None:
        """The rows that this reader may see, in their order; then those kept already, by id.

        `names_at`: where a browser asks for names, unless the search holds them.
        """
        kept_ids = {pk for pk in kept if pk is not None}
        here = set(visible.filter(pk__in=kept_ids).values_list("pk", flat=True))
        self.withheld = frozenset(kept_ids - here)
        self.queryset = visible
        if self.withheld:
            either = Q(pk__in=visible.order_by().values("pk")) | Q(pk__in=self.withheld)
            rows = visible.model._default_manager.filter(either)
            self.queryset = rows.order_by(*visible.query.order_by)
        if issubclass(visible.model, Folded):
            self.visible, self.few = visible, few_of(cast(Any, self.queryset))
            if self.few is None:
                self.widget = self.names_input.suggesting(visible, names_at)
                self.widget.is_required = self.required

    def label_from_instance(self, row: Any) -> str:
        if row.pk in self.withheld:
            return str(AS_NOW)
        return super().label_from_instance(row)

    @property
    def is_typed(self) -> bool:
        return isinstance(self.widget, NameInput)

    def name_of(self, value: Any) -> Any:
        """A row, whichever way it is meant, is shown by its name; what was typed stays."""
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

    def rows_called(self, value: Any, widget: NameInput) -> list[Any]:
        """The row of this name, or all that are withheld. Raises as `row_called` does."""
        typed = str(value).replace("\0", "")
        if typed == str(AS_NOW) and self.withheld:
            rows: Any = self.queryset
            return list(rows.filter(pk__in=self.withheld))
        return [row_called(self.visible, typed[:LONGEST], widget)]


class SeenChoiceField(_Offers, OneOfField):
    """One of them."""

    def prepare_value(self, value: Any) -> Any:
        if not self.is_typed or value in self.empty_values:
            return super().prepare_value(value)
        return self.name_of(value)

    def to_python(self, value: Any) -> Any:
        if not self.is_typed or value in self.empty_values:
            return super().to_python(value)
        return next(iter(self.rows_called(value, cast(NameInput, self.widget))), None)


class SeenMultipleChoiceField(_Offers, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several of them, each typed in a field of its own where a menu would be too long."""

    names_input = NamesInput

    def prepare_value(self, value: Any) -> Any:
        if not self.is_typed or value is None:
            return super().prepare_value(value)
        return [self.name_of(each) for each in value]

    def clean(self, value: Any) -> Any:
        if not self.is_typed:
            return super().clean(value)
        rows, faults = [], []
        for place, typed in enumerate(value or []):
            alone = NameInput()
            try:
                rows += self.rows_called(typed, alone)
            except ValidationError as fault:
                cast(NamesInput, self.widget).near_of[place] = alone.near
                faults.append(fault)
        if self.required and not value:
            faults.append(ValidationError(self.error_messages["required"], code="required"))
        if faults:
            raise ValidationError(faults)
        return cast(Any, self.queryset).filter(pk__in=[row.pk for row in rows])
