"""The form of a schema: a field for each question, understood by `reading` alone."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.kernel.forms import DayInput, Folding
from essaim.kernel.intake import ANY, endings
from essaim.kernel.numbers import editable_number
from essaim.questions.enums import QuestionKind
from essaim.questions.models import Answer
from essaim.questions.queries import fields_of
from essaim.questions.reading import LINE, Reading, read_answers
from essaim.questions.schema import Question, Schema
from essaim.questions.telling import condition_in_words

#: More choices than these are a menu.
MOST_BUTTONS = 12
#: What the fields of a thing are called in the form that edits it, before their code.
PREFIX = "champ_"
#: What every name of a form of answers begins with, lest a code be a word of the frame.
ANSWERS = "q"


class GradesSelect(forms.RadioSelect):
    """Grades side by side, each as wide as a thumb."""

    option_inherits_attrs = False

    def __init__(self) -> None:
        super().__init__(attrs={"class": "thumbs grades"})


class MatrixWidget(forms.Widget):
    """Rows on one scale: a table, of which each row is a card on a phone."""

    template_name = "questions/matrix.html"
    use_fieldset = True

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        chosen = value if isinstance(value, Mapping) else {}
        question = self.question
        rows = [
            {
                "label": row.label,
                "name": f"{name}.{row.code}",
                "cells": [
                    (grade, str(grade) == str(chosen.get(row.code))) for grade in question.grades
                ],
            }
            for row in question.rows
        ]
        heads = [question.grade_in_words(grade) for grade in question.grades]
        context = super().get_context(name, value, attrs)
        return {**context, "rows": rows, "heads": heads, "grades": question.grades}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return {row.code: data.get(f"{name}.{row.code}", "") for row in self.question.rows}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}.{row.code}" in data for row in self.question.rows)

    def id_for_label(self, id_: str) -> str:
        return ""


class AskedField(forms.Field):
    """A question: what was typed goes on as it is, for `read_answers` to understand."""

    def __init__(self, question: Question, schema: Schema) -> None:
        self.question = question
        label = f"{question.label} ({question.unit})" if question.unit else question.label
        helps = filter(None, (question.hint, condition_in_words(question, schema)))
        super().__init__(
            label=label,
            help_text=" ".join(helps),
            required=question.is_required,
            widget=widget_of(question),
        )

    def clean(self, value: Any) -> Any:
        return value

    def prepare_value(self, value: Any) -> Any:
        """What stands there, in words that read back."""
        if isinstance(value, Decimal):
            return editable_number(value, language=get_language() or "fr")
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def widget_of(question: Question) -> forms.Widget:
    """How a question is answered."""
    kind = QuestionKind(question.kind)
    if kind == QuestionKind.MATRIX:
        return MatrixWidget(question)
    if kind == QuestionKind.SCALE:
        return _chosen(GradesSelect(), question, _grades(question))
    if kind == QuestionKind.YES_NO:
        return _chosen(GradesSelect(), question, [("yes", _("yes")), ("no", _("no"))])
    if kind == QuestionKind.CHOICE:
        choices = [(each.code, each.label) for each in question.choices]
        is_long = len(choices) > MOST_BUTTONS
        return _chosen(forms.Select() if is_long else forms.RadioSelect(), question, choices)
    if kind == QuestionKind.SEVERAL:
        return forms.CheckboxSelectMultiple(
            choices=[(each.code, each.label) for each in question.choices]
        )
    return _TYPED[kind]()


def _grades(question: Question) -> list[tuple[str, str]]:
    return [(str(grade), question.grade_in_words(grade)) for grade in question.grades]


def _chosen(widget: Any, question: Question, choices: list[tuple[str, str]]) -> forms.Widget:
    """Whoever need not answer may take their answer back, without a script."""
    is_menu, none = isinstance(widget, forms.Select), [("", _("No answer"))]
    if is_menu:
        widget.choices = [*none, *choices]
    else:
        widget.choices = choices if question.is_required else [*choices, *none]
    made: forms.Widget = widget
    return made


_TYPED: dict[QuestionKind, Callable[[], forms.Widget]] = {
    QuestionKind.WORDS: lambda: forms.TextInput(attrs={"maxlength": LINE}),
    QuestionKind.TEXT: lambda: forms.Textarea(attrs={"rows": 4}),
    QuestionKind.ADDRESS: lambda: forms.Textarea(attrs={"rows": 3}),
    QuestionKind.NUMBER: lambda: forms.TextInput(
        attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 40}
    ),
    QuestionKind.DAY: DayInput,
    QuestionKind.EMAIL: lambda: forms.EmailInput(attrs={"maxlength": LINE}),
    QuestionKind.PHONE: lambda: forms.TextInput(attrs={"type": "tel", "maxlength": 40}),
    QuestionKind.FILE: lambda: forms.FileInput(attrs={"accept": endings(ANY)}),
}


def as_typed(schema: Schema, values: Mapping[str, Any]) -> dict[str, Any]:
    """What stands, as a form shows it: numbers are numbers again."""
    numbers = {each.code for each in schema if each.kind == QuestionKind.NUMBER}
    return {code: Decimal(value) if code in numbers else value for code, value in values.items()}


class AnswerForm(forms.Form):
    """All questions of a schema on one page. Those of hidden questions are dropped when read."""

    template_name = "questions/answer_fields.html"

    def __init__(
        self, *args: Any, schema: Schema, answer: Answer | None = None, **options: Any
    ) -> None:
        standing = answer.values if answer is not None else {}
        named = {"initial": as_typed(schema, standing), "prefix": ANSWERS}
        super().__init__(*args, **{**named, **options})
        self.schema, self.standing = schema, standing
        self.fields.update({each.code: AskedField(each, schema) for each in schema})

    def parts(self) -> list[tuple[Question | None, list[BoundField]]]:
        """Each section with its fields."""
        return [
            (heading, [self[question.code] for question in questions])
            for heading, questions in self.schema.sections
        ]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for code, fault in self._read(typed).faults.items():
            self.add_error(code, fault)
        return typed

    def _read(self, typed: Mapping[str, Any]) -> Reading:
        """A file that was sent before answers its question still."""
        files = {each.code for each in self.schema if each.kind == QuestionKind.FILE}
        sent = {code: str(typed.get(code) or self.standing.get(code, "")) for code in files}
        return read_answers(self.schema, {**typed, **sent}, language=get_language() or "fr")

    def arguments(self) -> dict[str, Any]:
        """What was typed, and apart from it the files by their questions."""
        asked = {each.code: each.kind == QuestionKind.FILE for each in self.schema}
        data = self.cleaned_data
        files = {code: data[code] for code, is_file in asked.items() if is_file and data[code]}
        typed = {code: data[code] for code, is_file in asked.items() if not is_file}
        return {"typed": typed, "files": files}


class WithFields(Folding):
    """A form of a thing, with the fields that the network added to its model: `fields_about`.

    As far as whoever acts may see them; those that need no answer stand under a fold.
    """

    fields_about: str

    def add_fields(self, acting: Any, thing: Any = None) -> None:
        """To be called once the form has its own."""
        self.added = fields_of(self.fields_about, acting, thing.key if thing else None)
        for question in self.added.schema:
            self.fields[PREFIX + question.code] = AskedField(question, self.added.schema)
        typed = as_typed(self.added.schema, self.added.values)
        self.initial = {**self.initial, **{PREFIX + code: each for code, each in typed.items()}}

    def all_folds(self) -> Sequence[tuple[Any, Sequence[str]]]:
        folded = [PREFIX + each.code for each in self.added.schema if not each.is_required]
        return (*super().all_folds(), (_("Fields of the network"), folded))

    def take_fields(self, data: dict[str, Any]) -> dict[str, Any] | None:
        """What was typed in them, taken out of the data; None where none is asked."""
        codes = [question.code for question in self.added.schema]
        typed = {code: data.pop(PREFIX + code, None) for code in codes}
        version = self.added.version
        if version is None or not codes:
            return None
        reading = read_answers(
            version.schema,
            typed,
            put=set(typed),
            standing=self.added.values,
            language=get_language() or "fr",
        )
        for code, fault in reading.faults.items():
            self.add_error(PREFIX + code, fault)
        return typed
