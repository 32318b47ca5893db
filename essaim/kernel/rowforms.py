"""Forms of a row: labels, lengths, help and choices are those of its model.

The row is given as `instance`. It stays as it stands, whatever is typed: pages that show it beside
a refused form tell no lie, and an action compares with what is there.
"""

from collections.abc import Iterable
from copy import copy
from typing import Any, TypeVar

from django import forms
from django.db import models
from django.utils.text import capfirst

from essaim.kernel.acting import Acting
from essaim.kernel.choices import AS_NOW, NOTHING_YET, SeenChoiceField
from essaim.kernel.forms import DayInput
from essaim.kernel.lengths import TEXT, LineField, field_of

Row = TypeVar("Row", bound=models.Model)


def field_for(column: Any, **options: Any) -> Any:
    """The field of a form for a column; `options` are what the form says otherwise."""
    if isinstance(column, models.URLField):
        standard = {"label": capfirst(column.verbose_name), "required": not column.blank}
        return field_of(column.model, column.name, **{**standard, **options})
    if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
        options.setdefault("widget", DayInput)
    elif isinstance(column, models.TextField):
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        options.setdefault("max_length", TEXT)
    elif isinstance(column, models.ForeignKey):
        options.setdefault("form_class", SeenChoiceField)
    elif column.choices:
        may_be_left = column.blank or not (column.has_default() or "initial" in options)
        choices = column.get_choices(may_be_left, blank_choice=[("", NOTHING_YET)])
        options.setdefault("choices", choices)
    elif type(column) is models.CharField:
        options.setdefault("form_class", LineField)
    return column.formfield(**options)


class RowForm(forms.ModelForm[Row]):
    """What is typed about a row. `audiences`: those offered wherever it says who sees something.

    Of another row, those are offered that `acting` may see; what stands there and is hidden stays.
    """

    class Meta:
        formfield_callback = field_for

    def __init__(
        self,
        *args: Any,
        acting: Acting | None = None,
        audiences: Iterable[tuple[str, Any]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if acting is not None and isinstance(field, SeenChoiceField):
                rows: Any = field.queryset
                field.offer(rows.visible_to(acting), kept=[self.initial.get(name)])
        offered = list(audiences)
        for name in [name for name in self.fields if name.endswith("audience")]:
            self.fields[name] = self._choice_of(name, offered)

    def _choice_of(self, name: str, offered: list[tuple[str, Any]]) -> forms.ChoiceField:
        """A list instead of a word to type; an audience that stands and is hidden may stay."""
        typed, stands = self.fields[name], self.initial.get(name)
        hidden = [(stands, AS_NOW)] if stands and stands not in dict(offered) else []
        looks = {"label": typed.label, "help_text": typed.help_text, "initial": typed.initial}
        return forms.ChoiceField(choices=[*offered, *hidden], required=typed.required, **looks)

    def _post_clean(self) -> None:
        """Asks the model's own checks of a copy."""
        shown, self.instance = self.instance, copy(self.instance)
        super()._post_clean()  # type: ignore[misc]
        self.instance = shown
