"""A row among many: where a menu would hold hundreds, its name is typed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from essaim.kernel.models import SearchableQuerySet, bears
from essaim.kernel.namesakes import labels_of
from essaim.kernel.text import fold

#: The most that a menu holds.
A_MENU = 50
#: The most that are shown where several correspond to what was typed.
NEAR = 12


def few_of(rows: SearchableQuerySet) -> list[Any] | None:
    """The rows where a menu can hold them; None where a name is typed instead. One query."""
    few = list(rows[: A_MENU + 1])
    return few if len(few) <= A_MENU else None


def rows_near(rows: SearchableQuerySet, typed: str) -> list[Any]:
    """Those of this very name; else those that hold its words, at most `NEAR`. Two queries.

    What tells rows of one name apart may stand behind the name, as labels have it.
    """
    name = fold(typed.partition(" · ")[0])
    near = list(rows.filter(bears(name))[:NEAR])
    labels = labels_of(near)
    exact = [row for row, label in zip(near, labels, strict=True) if fold(label) == fold(typed)]
    if not exact:
        exact = [row for row in near if name in {fold(str(row)), fold(getattr(row, "name", ""))}]
    return exact or list(dict.fromkeys([*near, *rows.matching(typed)[:NEAR]]))[:NEAR]


class NameInput(forms.TextInput):
    """A text field that suggests names; where several correspond, they are shown to choose from."""

    template_name = "house_forms/among_many.html"
    near: Sequence[tuple[str, str]] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was chosen below the field, else what was typed."""
        sent = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
        return next((value for value in reversed(sent) if value), None)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return {**context, "near": self.near}


class AmongManyField(forms.CharField):
    """A row by its name, or by its key as links write it. What was chosen is shown by its name."""

    widget = NameInput

    def __init__(self, rows: SearchableQuerySet, **options: Any) -> None:
        super().__init__(**options)
        self.rows = rows
        self.widget.attrs |= {"autocomplete": "off", "data-suggest": _suggestions(rows)}

    def prepare_value(self, value: Any) -> Any:
        row = self._of_key(value)
        if row is None:
            return value
        alike = list(self.rows.filter(folded=row.folded)[:NEAR])
        return dict(zip(alike, labels_of(alike), strict=True)).get(row, str(row))

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        row = self._of_key(typed)
        near = [row] if row is not None else rows_near(self.rows, typed)
        if len(near) == 1:
            return near[0]
        if not near:
            raise ValidationError(_("Nothing here is called “%(name)s”.") % {"name": typed})
        keys = [str(row.key) for row in near]
        self.widget.near = list(zip(keys, labels_of(near), strict=True))
        raise ValidationError(_("Several correspond: choose one, or write more of its name."))

    def _of_key(self, value: Any) -> Any:
        try:
            return self.rows.filter(key=UUID(str(value))).first()
        except ValueError:
            return None


def _suggestions(rows: QuerySet[Any]) -> str:
    """Where a browser asks for names, among the things that whoever types may see."""
    try:
        return (
            f"{reverse('search:suggestions')}?{urlencode({'genre': rows.model._meta.label_lower})}"
        )
    except NoReverseMatch:
        return ""
