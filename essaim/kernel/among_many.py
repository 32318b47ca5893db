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

from essaim.kernel.models import bears, holding
from essaim.kernel.namesakes import labels_of
from essaim.kernel.text import fold

#: The most that a menu holds.
A_MENU = 50
#: The most that are shown where several correspond to what was typed.
NEAR = 12
#: What is typed to find a row.
LONGEST = 200


def few_of(rows: QuerySet[Any]) -> list[Any] | None:
    """The rows where a menu can hold them; None where a name is typed instead. One query."""
    few = list(rows[: A_MENU + 1])
    return few if len(few) <= A_MENU else None


def rows_near(rows: QuerySet[Any], typed: str) -> list[Any]:
    """Those of this very name; else those that hold its words, at most `NEAR`. Two queries.

    What tells rows of one name apart may stand behind the name, as labels have it.
    """
    name = fold(typed.partition(" · ")[0])
    near = list(rows.filter(bears(name))[:NEAR])
    labels = labels_of(near)
    exact = [row for row, label in zip(near, labels, strict=True) if fold(label) == fold(typed)]
    if not exact:
        exact = [row for row in near if name in {fold(str(row)), fold(getattr(row, "name", ""))}]
    return exact or list(dict.fromkeys([*near, *rows.filter(holding(typed))[:NEAR]]))[:NEAR]


def row_of_key(rows: QuerySet[Any], value: Any) -> Any:
    """None where it is no key, or that of no row among these."""
    try:
        return rows.filter(key=UUID(str(value))).first()
    except ValueError:
        return None


def row_called(rows: QuerySet[Any], typed: str, widget: "NameInput") -> Any:
    """The row of this key or name. Raises ValidationError where there is none, or are several:
    then the widget shows them."""
    row = row_of_key(rows, typed)
    near = [row] if row is not None else rows_near(rows, typed)
    if len(near) == 1:
        return near[0]
    if not near:
        raise ValidationError(_("Nothing here is called “%(name)s”.") % {"name": typed})
    keys = [str(row.key) for row in near]
    widget.near = list(zip(keys, labels_of(near), strict=True))
    raise ValidationError(_("Several correspond: choose one, or write more of its name."))


def name_among(rows: QuerySet[Any], row: Any) -> str:
    """By which it is known among these: with what tells it apart, where others bear its name."""
    alike = list(rows.filter(folded=row.folded)[:NEAR])
    return str(dict(zip(alike, labels_of(alike), strict=True)).get(row, row))


class NameInput(forms.TextInput):
    """A text field that suggests names; where several correspond, they are shown to choose from."""

    template_name = "house_forms/among_many.html"
    near: Sequence[tuple[str, str]] = ()

    @classmethod
    def suggesting(cls, rows: QuerySet[Any], names_at: str = "") -> "NameInput":
        """`names_at`: the address of the names, for rows that the search does not hold."""
        return cls(
            attrs={
                "autocomplete": "off",
                "data-suggest": names_at or suggestions_of(rows),
                "maxlength": LONGEST,
            }
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was chosen below the field, else what was typed."""
        sent = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
        return next((value for value in reversed(sent) if value), None)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return {**context, "near": self.near}


class AmongManyField(forms.CharField):
    """A row by its name, or by its key as links write it. What was chosen is shown by its name."""

    widget: NameInput

    def __init__(self, rows: QuerySet[Any], **options: Any) -> None:
        super().__init__(widget=NameInput.suggesting(rows), **options)
        self.rows = rows

    def prepare_value(self, value: Any) -> Any:
        row = row_of_key(self.rows, value)
        return value if row is None else name_among(self.rows, row)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return row_called(self.rows, typed, self.widget) if typed else None


def suggestions_of(rows: QuerySet[Any]) -> str:
    """Where a browser asks for names, among the things that whoever types may see."""
    try:
        return (
            f"{reverse('search:suggestions')}?{urlencode({'genre': rows.model._meta.label_lower})}"
        )
    except NoReverseMatch:
        return ""
