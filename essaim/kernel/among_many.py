"""A row among many: where a menu would hold hundreds, its name is typed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
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
#: Rows that bear a name among which the very one is looked for: many begin or end alike.
BEARING = 200
#: Empty fields below the names that stand there already.
SPARE = 3
#: What is typed to find a row.
LONGEST = 200


def few_of(rows: QuerySet[Any]) -> list[Any] | None:
    """The rows where a menu can hold them; None where a name is typed instead. One query."""
    few = list(rows[: A_MENU + 1])
    return few if len(few) <= A_MENU else None


def rows_near(rows: QuerySet[Any], typed: str) -> list[Any]:
    """Those of this very name; else those that hold its words, at most `NEAR`. Three queries.

    What tells rows of one name apart may stand behind the name, as labels have it.
    """
    whole, name = fold(typed), fold(typed.partition(" · ")[0])
    bearing = (rows.filter(bears(words))[:BEARING] for words in dict.fromkeys((whole, name)))
    near = list(dict.fromkeys(chain.from_iterable(bearing)))
    labels = labels_of(near)
    exact = [row for row, label in zip(near, labels, strict=True) if fold(label) == whole]
    if not exact:
        exact = [row for row in near if name in {fold(str(row)), fold(getattr(row, "name", ""))}]
    return exact[:NEAR] or list(dict.fromkeys([*near, *rows.filter(holding(typed))[:NEAR]]))[:NEAR]


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
    alike = list(rows.filter(folded=row.folded)[:BEARING])
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


class NamesInput(NameInput):
    """Several names, each in a field of its own; some stay empty for more."""

    template_name = "house_forms/several_among_many.html"
    use_fieldset = True

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        #: Place of a name, from 0 → those to which it corresponds.
        self.near_of: dict[int, Sequence[tuple[str, str]]] = {}

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_1"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Of each, what was chosen below it, else what was typed."""
        sent = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        chosen = [data.get(f"{name}-{place}") or typed for place, typed in enumerate(sent)]
        return [value for value, typed in zip(chosen, sent, strict=True) if str(typed).strip()]

    def format_value(self, value: Any) -> Any:
        return [str(each) for each in value or ()]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        names = [*self.format_value(value), *[""] * SPARE]
        rows = [(each, self.near_of.get(place)) for place, each in enumerate(names)]
        more = {"names": rows, "suggestions": self.attrs.get("data-suggest", "")}
        return {**super().get_context(name, value, attrs), **more}


class ListedInput(NameInput):
    """A name among some that the page itself suggests, without JavaScript: a `<datalist>`."""

    template_name = "house_forms/listed.html"
    names: Sequence[str] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if self.names:
            context["widget"]["attrs"]["list"] = f"{name}-names"
        return {**context, "names": self.names}


class ListedChoiceField(forms.TypedChoiceField):
    """One of some values: of a menu or, where it would hold more than fifty, typed by its label."""

    def offer(
        self, choices: Iterable[tuple[Any, Any]], *, suggested: Sequence[str] | None = None
    ) -> None:
        """`suggested`: what the page suggests, where all labels would be too many."""
        self.choices = list(choices)
        self.labels = dict(without_groups(self.choices))
        named = [str(label) for value, label in self.labels.items() if value]
        if len(named) > A_MENU:
            self.widget = ListedInput({"autocomplete": "off", "maxlength": LONGEST})
            self.widget.is_required = self.required
            self.widget.names = named if suggested is None else suggested

    def prepare_value(self, value: Any) -> Any:
        is_typed = isinstance(self.widget, ListedInput)
        return self.labels.get(str(value), value) if is_typed and value else value

    def to_python(self, value: Any) -> Any:
        """A value, a label, or what stands on one side of its point: 69, Rhône, “69 · Rhône”."""
        typed = super().to_python(value)
        if not isinstance(self.widget, ListedInput) or not typed or typed in self.labels:
            return typed
        word = fold(typed)
        called = [
            (key, label)
            for key, label in self.labels.items()
            if key and word in {fold(each) for each in (key, label, *str(label).split(" · "))}
        ]
        if len(called) == 1:
            return called[0][0]
        if not called:
            raise ValidationError(_("Nothing here is called “%(name)s”.") % {"name": typed})
        self.widget.near = called
        raise ValidationError(_("Several correspond: choose one, or write more of its name."))


def without_groups(choices: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield str(value), label


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
