"""Fields of the room: a row found by its name, and lists of pairs in one field."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.kernel.choices import AS_NOW
from essaim.programme.queries.options import Choices, Directory

#: Empty rows offered below those that are filled.
SPARE_ROWS = 2
Pair = tuple[str, str]


class NameInput(forms.TextInput):
    """A text field that suggests names, without JavaScript: a `<datalist>` of its own."""

    template_name = "programme/widgets/name.html"

    def __init__(self, names: Sequence[str] = (), *, list_id: str) -> None:
        super().__init__(attrs={"list": list_id, "autocomplete": "off"})
        self.names, self.list_id = names, list_id

    def offer(self, directory: Directory[Any]) -> None:
        """Its names, or where they are suggested."""
        self.names = directory.names
        if directory.suggestions:
            self.attrs = {"data-suggest": directory.suggestions, "autocomplete": "off"}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {
            **super().get_context(name, value, attrs),
            "names": self.names,
            "list_id": self.list_id,
        }


class NameField(forms.CharField):
    """A row of a directory, by the name typed."""

    def __init__(self, *, list_id: str, **options: Any) -> None:
        super().__init__(widget=NameInput(list_id=list_id), **options)
        self.directory: Directory[Any]

    def offer(self, directory: Directory[Any], *, suggests: bool = True) -> None:
        """Without names of its own where another field of the page offers the same list."""
        self.directory = directory
        self.widget.offer(directory)
        if not suggests:
            self.widget.names = ()

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return found_in(self.directory, typed) if typed else None


def found_in(directory: Directory[Any], typed: str) -> Any:
    """Raises ValidationError with the name that the house does not know."""
    row = directory.find(typed)
    if row is None:
        raise ValidationError(
            _("“%(name)s” is not known: choose a name of the list, or add its page first.")
            % {"name": typed}
        )
    return row


class PairsInput(forms.Widget):
    """Rows of two: a name, and a choice or a text that goes with it."""

    template_name = "programme/widgets/pairs.html"
    use_fieldset = True

    def __init__(self, *, list_id: str, name_label: Any, other_label: Any) -> None:
        super().__init__()
        self.list_id, self.name_label, self.other_label = list_id, name_label, other_label
        self.names: Sequence[str] = ()
        self.suggestions = ""
        self.choices: Choices = []

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_1"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Pair]:
        rows = zip(data.getlist(f"{name}-name"), data.getlist(f"{name}-as"), strict=False)
        return [(who.strip(), other.strip()) for who, other in rows if who.strip()]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-name" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {
            **super().get_context(name, value, attrs),
            "suggestions": self.suggestions,
            "rows": [*(value or []), *[("", "")] * SPARE_ROWS],
            "names": self.names,
            "list_id": self.list_id,
            "choices": self.choices,
            "name_label": self.name_label,
            "other_label": self.other_label,
        }

    def format_value(self, value: Any) -> Any:
        return value


class PairsField(forms.Field):
    """A list of (row of a directory, word): organisations with role, people with label."""

    widget: PairsInput

    def __init__(self, *, list_id: str, name_label: Any, other_label: Any, **options: Any) -> None:
        widget = PairsInput(list_id=list_id, name_label=name_label, other_label=other_label)
        super().__init__(widget=widget, required=False, **options)
        self.directory: Directory[Any]

    def offer(self, directory: Directory[Any], choices: Choices | None = None) -> None:
        """The names to suggest, and the words to choose from; without these, any word goes."""
        self.directory = directory
        self.widget.names, self.widget.suggestions = directory.names, directory.suggestions
        self.widget.choices = choices or []

    def clean(self, value: Any) -> tuple[tuple[Any, str], ...]:
        allowed = dict(self.widget.choices)
        pairs = []
        for typed, word in value or []:
            if allowed and word not in allowed:
                raise ValidationError(_("Choose what “%(name)s” did.") % {"name": typed})
            pairs.append((found_in(self.directory, typed), word))
        return tuple(pairs)


def _with_withheld(rows: Sequence[Any], choices: Choices, kept: Iterable[Any]) -> Choices:
    """What is kept already and is not for this reader to see stays, its name withheld."""
    offered = {str(row.key) for row in rows}
    hidden = [str(row.key) for row in kept if row is not None and str(row.key) not in offered]
    return [*choices, *((key, AS_NOW) for key in hidden)]


class KeyField(forms.ChoiceField):
    """A row chosen among some, by its key."""

    default_error_messages = {"invalid_choice": gettext_lazy("Choose one of the list.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.rows: dict[str, Any] = {}

    def offer(
        self, rows: Sequence[Any], choices: Choices, *, empty: Any = None, kept: Any = None
    ) -> None:
        """`kept` is what stands there already, whether or not it is among the rows."""
        self.rows = {str(row.key): row for row in (*rows, kept) if row is not None}
        offered = _with_withheld(rows, choices, [kept])
        self.choices = offered if empty is None else [("", empty), *offered]

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


class KeysField(forms.MultipleChoiceField):
    """Several rows, by their keys, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.rows: dict[str, Any] = {}

    def offer(self, rows: Sequence[Any], choices: Choices, *, kept: Iterable[Any] = ()) -> None:
        """`kept` are those that stand there already, whether or not they are among the rows."""
        standing = list(kept)
        self.rows = {str(row.key): row for row in (*rows, *standing)}
        self.choices = _with_withheld(rows, choices, standing)

    def clean(self, value: Any) -> tuple[Any, ...]:
        return tuple(self.rows[key] for key in super().clean(value))
