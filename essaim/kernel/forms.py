"""How forms of the house are drawn: label above, help, error tied to its field, the rest folded.

Every form is drawn by these templates, since `FORM_RENDERER` names `HouseRenderer`. A form that
folds its optional fields away inherits `Folding` too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from essaim.kernel.editing import Question, editing
from essaim.kernel.guards import guard
from essaim.kernel.kept import fits, refill
from essaim.kernel.templating import escaped


class HouseBoundField(BoundField):
    """What the template of a field asks of it; and what was typed here and could not be taken.

    Being made for every field of every form, it sets the guards of its type.
    """

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        guard(field)
        super().__init__(form, field, name)

    @property
    def data(self) -> Any:
        """What was typed; within an edit, settled with what somebody else saved meanwhile."""
        typed = super().data
        edit = editing.get()
        return typed if edit is None else edit.settle(self, typed)

    @property
    def meanwhile(self) -> Question | None:
        """What stands now and what was typed, where both are to be looked at."""
        edit = editing.get()
        return edit.questions.get(self.html_name) if edit is not None else None

    def value(self) -> Any:
        kept = refill.get()
        if kept is None or self.form.is_bound or isinstance(self.field.widget, forms.FileInput):
            return super().value()
        if not fits(self.form, kept.data):
            return super().value()
        submitted = self.field.widget.value_from_datadict(
            kept.data, MultiValueDict(), self.html_name
        )
        return self.field.prepare_value(self.field.bound_data(submitted, self.initial))

    @property
    def is_single_checkbox(self) -> bool:
        """A lone box stands before its label, on one line."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_file(self) -> bool:
        return isinstance(self.field.widget, forms.FileInput)

    @property
    def accepted(self) -> str:
        """The endings that a file field takes, as people write them: "csv, xlsx"."""
        accept = str(self.field.widget.attrs.get("accept", ""))
        names = (part.strip().rpartition("/")[2].lstrip(".") for part in accept.split(","))
        return ", ".join(name for name in names if name and name != "*")

    @property
    def megabytes(self) -> int:
        """The most that a file may weigh."""
        return int(settings.UPLOAD_LIMIT) // (1024 * 1024)


class HouseRenderer(TemplatesSetting):
    """Fields and errors from our own templates."""

    form_template_name = "house_forms/form.html"
    field_template_name = "house_forms/field.html"
    bound_field_class = HouseBoundField

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == forms.Select.template_name:
            return menu(context["widget"])
        if template_name in INPUTS:
            return typed(context["widget"])
        return super().render(template_name, context, request)


#: Templates of Django's that draw an `input` and nothing else, each by two more.
INPUTS = {
    kind.template_name
    for kind in (
        forms.TextInput,
        forms.NumberInput,
        forms.EmailInput,
        forms.URLInput,
        forms.HiddenInput,
        forms.CheckboxInput,
        forms.FileInput,
        forms.DateInput,
        forms.TimeInput,
    )
}


def typed(widget: Mapping[str, Any]) -> SafeString:
    """An input, drawn at once, its attributes in the order in which they were given."""
    value = widget["value"]
    given = {} if value is None else {"value": str(value)}
    attributes = {"type": widget["type"], "name": widget["name"], **given, **widget["attrs"]}
    drawn = (
        f" {escaped(name)}" if value is True else f' {escaped(name)}="{escaped(value)}"'
        for name, value in attributes.items()
        if value is not False
    )
    return mark_safe(f"<input{''.join(drawn)}>")  # noqa: S308 every part is escaped


def menu(widget: Mapping[str, Any]) -> SafeString:
    """A menu, drawn at once: Django draws each choice by three templates."""
    groups = [
        format_html('<optgroup label="{}">{}</optgroup>', title, _options(options))
        if title
        else _options(options)
        for title, options, _place in widget["optgroups"]
    ]
    content = format_html_join("", "{}", ((group,) for group in groups))
    name = format_html(' name="{}"', widget["name"])
    return format_html("<select{}{}>{}</select>", name, flatatt(widget["attrs"]), content)


def _options(options: Sequence[Mapping[str, Any]]) -> SafeString:
    drawn = (
        f'<option value="{escaped(option["value"])}"{_attributes(option)}>'
        f"{escaped(option['label'])}</option>"
        for option in options
    )
    return mark_safe("".join(drawn))  # noqa: S308 every part is escaped


def _attributes(option: Mapping[str, Any]) -> str:
    """Most choices have none: only the one that stands there says so."""
    return flatatt(option["attrs"]) if option["attrs"] else ""


@dataclass(frozen=True)
class Fold:
    """Fields under a summary that opens on demand, or by itself when it holds something."""

    title: Any
    fields: Sequence[BoundField]
    is_open: bool


class Folding(forms.BaseForm):
    """A form on one screen: what most people fill in stands open, the rest folds away.

    `folds = ((_("Where and with whom"), ("place", "organisations")), …)`
    """

    folds: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = ()

    def all_folds(self) -> Sequence[tuple[Any, Sequence[str]]]:
        """Those of the form; it may have more that depend on what is asked."""
        return self.folds

    def open_fields(self) -> list[BoundField]:
        folded = {name for _title, names in self.all_folds() for name in names}
        return [field for field in self.visible_fields() if field.name not in folded]

    def folded_fields(self) -> Iterator[Fold]:
        for title, names in self.all_folds():
            fields = [self[name] for name in names if name in self.fields]
            fields = [field for field in fields if not field.is_hidden]
            is_open = any(field.errors or _holds_something(field) for field in fields)
            if fields:
                yield Fold(title, fields, is_open)


def _holds_something(field: BoundField) -> bool:
    """Something other than the field's own default."""
    default = field.field.initial() if callable(field.field.initial) else field.field.initial
    return field.value() not in (None, "", [], False, default)


class DayInput(forms.DateInput):
    """The browser's own date picker; it speaks ISO whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")
