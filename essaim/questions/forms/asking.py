"""Asking: a questionnaire, and one question of it."""

from collections.abc import Collection, Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from essaim.kernel.acting import PUBLIC, Acting
from essaim.kernel.audiences import audiences_of
from essaim.kernel.fields import NumberField, WholeField
from essaim.kernel.forms import Folding
from essaim.kernel.lengths import LineField
from essaim.kernel.rowforms import RowForm
from essaim.questions.enums import WITH_CHOICES, Comparison, QuestionKind
from essaim.questions.models import USUAL_ANSWERS, Questionnaire
from essaim.questions.reading import Unread, read_answer
from essaim.questions.schema import MOST_OF_A_LIST, Choice, Condition, Question, Schema, free_code

#: What a line of choices has between its code and its label.
PARTS = "="
LABEL, HINT, CODE = 300, 1_000, 60


class QuestionnaireForm(RowForm[Questionnaire]):
    """What it is called, who answers, who reads the answers."""

    class Meta(RowForm.Meta):
        model = Questionnaire
        fields = (
            *("title", "introduction", "audience", "answers_audience"),
            *("is_once", "closes_on", "most_answers"),
        )
        labels: ClassVar = {"audience": gettext_lazy("Who may answer")}

    def __init__(self, *args: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*args, audiences=audiences_of(acting), **options)

    def clean_most_answers(self) -> int:
        """Left empty, it is the usual number."""
        most: int | None = self.cleaned_data["most_answers"]
        return USUAL_ANSWERS if most is None else most

    def clean_closes_on(self) -> Any:
        """A last day is to come; one that stands may be past."""
        day = self.cleaned_data["closes_on"]
        if day is not None and day < timezone.localdate() and "closes_on" in self.changed_data:
            raise ValidationError(_("Choose today or a later day."))
        return day


class ChoicesField(forms.CharField):
    """Choices one a line: “label”, or “code = label” where it is there already."""

    def __init__(self, *, label: Any) -> None:
        sentence = gettext_lazy(
            "One a line. What stands before “=” is the code that answers and files keep: leave it "
            "when you correct the words after it."
        )
        area = forms.Textarea(attrs={"rows": 6})
        super().__init__(label=label, help_text=sentence, max_length=20_000, widget=area)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return "\n".join(f"{each.code} {PARTS} {each.label}" for each in value)
        return value

    def to_python(self, value: Any) -> Any:
        lines = [" ".join(line.split()) for line in str(value or "").splitlines()]
        if len(lines) > MOST_OF_A_LIST:
            words = {"most": MOST_OF_A_LIST}
            raise ValidationError(_("Give %(most)d lines at most.") % words)
        choices: list[Choice] = []
        for line in filter(None, lines):
            choices.append(self._choice(line, {each.code for each in choices}))
        return tuple(choices)

    def _choice(self, line: str, used: Collection[str]) -> Choice:
        written, is_coded, label = line.partition(PARTS)
        code, label = written.strip(), (label if is_coded else line).strip()
        if not is_coded:
            return Choice(free_code(label, used), label[:LABEL])
        if not code.replace("_", "").isalnum() or not code.isascii() or len(code) > CODE:
            words = {"code": code[:CODE], "line": line[:LABEL]}
            sentence = _(
                "“%(code)s” is no code, in the line “%(line)s”: before “=” stand letters, figures "
                "and “_” alone."
            )
            raise ValidationError(sentence % words)
        if code in used:
            raise ValidationError(_("Two lines have the code “%(code)s”.") % {"code": code})
        return Choice(code, label[:LABEL] or code)

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(_("Write at least one, each on its line."))

    def run_validators(self, value: Any) -> None:
        """Its length is that of its lines."""


class QuestionForm(Folding, forms.Form):
    """One question of a kind that was chosen before, and asks for nothing that the kind has not.

    `before` is the question as it stands; `schema` the questions among which it stands.
    """

    label = LineField(label=gettext_lazy("Question"), max_length=LABEL)
    hint = forms.CharField(
        label=gettext_lazy("Hint"),
        required=False,
        max_length=HINT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    choices = ChoicesField(label=gettext_lazy("Choices"))
    rows = ChoicesField(label=gettext_lazy("Rows"))
    low = WholeField(label=gettext_lazy("The scale begins at"), initial=1)
    low_label = LineField(
        label=gettext_lazy("What this end means"), required=False, max_length=CODE
    )
    high = WholeField(label=gettext_lazy("The scale ends at"), initial=5)
    high_label = LineField(
        label=gettext_lazy("What that end means"), required=False, max_length=CODE
    )
    unit = LineField(label=gettext_lazy("Unit"), required=False, max_length=CODE)
    minimum = NumberField(label=gettext_lazy("Smallest number"), required=False)
    maximum = NumberField(label=gettext_lazy("Largest number"), required=False)
    is_required = forms.BooleanField(label=gettext_lazy("An answer is needed"), required=False)
    is_personal = forms.BooleanField(
        label=gettext_lazy("Personal data"),
        required=False,
        help_text=gettext_lazy(
            "Erased when whoever answered is forgotten; groups under five are told of no one."
        ),
    )
    audience = forms.ChoiceField(label=gettext_lazy("Visible to"))
    condition_on = forms.ChoiceField(
        label=gettext_lazy("Only if, to this question"), required=False
    )
    comparison = forms.ChoiceField(
        label=gettext_lazy("the answer"), choices=Comparison.choices, required=False
    )
    condition_value = LineField(
        label=gettext_lazy("Which answer"),
        required=False,
        max_length=LABEL,
        help_text=gettext_lazy("A choice by its label or its code, a number, a day, yes or no."),
    )
    after = forms.ChoiceField(label=gettext_lazy("Place among the questions"), required=False)

    folds = (
        (gettext_lazy("Only under a condition"), ("condition_on", "comparison", "condition_value")),
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        schema: Schema,
        acting: Acting,
        of_fields: bool,
        before: Question | None = None,
        taken: Collection[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **{"initial": _shown(before), **options})
        self.kind, self.schema, self.before, self.taken = kind, schema, before, taken
        for name in _absent(kind, of_fields=of_fields, is_there=before is not None):
            del self.fields[name]
        self._offer("audience", audiences_of(acting))
        self._offer("after", [("", _("as the last")), *reversed(self._places())])
        self._offer("condition_on", [("", _("always asked")), *self._earlier()])

    def _places(self) -> list[tuple[str, str]]:
        asked = self.schema.questions
        return [(each.code, _("after “%(label)s”") % {"label": each.label}) for each in asked]

    def _earlier(self) -> list[tuple[str, str]]:
        place = self.schema.place_of(self.before.code) if self.before else None
        asked = self.schema.questions[:place]
        return [(each.code, each.label) for each in asked if not each.is_section]

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        if name in self.fields:
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["shown_if"] = None
        if data.get("condition_on"):
            try:
                data["shown_if"] = self._condition(data)
            except Unread as fault:
                self.add_error("condition_value", str(fault))
        return data

    def _condition(self, data: dict[str, Any]) -> Condition:
        """With the value as answers to that question are kept."""
        comparison = data["comparison"] or Comparison.ANSWERED
        if comparison == Comparison.ANSWERED:
            return Condition(data["condition_on"], comparison)
        before, value = self.schema.get(data["condition_on"]), data["condition_value"]
        if before is None or not value:
            raise Unread(_("Write which answer."))
        if before.kind in {QuestionKind.WORDS, QuestionKind.TEXT}:
            return Condition(before.code, comparison, value)
        read = read_answer(before, value, get_language() or "fr")
        if before.kind == QuestionKind.SEVERAL:
            read = next(iter(read))
        written = {True: "yes", False: "no"}[read] if isinstance(read, bool) else str(read)
        return Condition(before.code, comparison, written)

    def question(self) -> Question:
        """The question that was typed, under the code that it has or gets."""
        data = self.cleaned_data
        names = {"label", "hint", "choices", "rows", "low", "high", "low_label", "high_label"}
        names |= {"unit", "minimum", "maximum", "is_required", "is_personal", "shown_if"}
        given = {name: data[name] for name in names if name in data}
        label = data["label"]
        code = self.before.code if self.before else self.schema.free_code(label, self.taken)
        audience = data.get("audience", PUBLIC)
        return Question(code=code, kind=self.kind, audience=audience, **given)

    def arguments(self) -> dict[str, Any]:
        place = {"after": self.cleaned_data["after"]} if "after" in self.fields else {}
        return {"question": self.question(), **place}


def _shown(question: Question | None) -> dict[str, Any]:
    """What stands in the fields."""
    if question is None:
        return {}
    asked = question.shown_if
    condition = (
        {
            "condition_on": asked.on,
            "comparison": asked.comparison,
            "condition_value": asked.value,
        }
        if asked
        else {}
    )
    return {**vars(question), **condition}


def _absent(kind: str, *, of_fields: bool, is_there: bool) -> set[str]:
    """The fields that a kind has not. What is there keeps its place, until it is moved."""
    own = {
        "choices": kind in WITH_CHOICES,
        "rows": kind == QuestionKind.MATRIX,
        "unit": kind == QuestionKind.NUMBER,
        "minimum": kind == QuestionKind.NUMBER,
        "maximum": kind == QuestionKind.NUMBER,
        "is_required": kind != QuestionKind.SECTION,
        "is_personal": kind != QuestionKind.SECTION,
        "audience": of_fields,
        "after": not is_there,
    }
    graded = kind in {QuestionKind.SCALE, QuestionKind.MATRIX}
    own |= dict.fromkeys(("low", "low_label", "high", "high_label"), graded)
    return {name for name, has_it in own.items() if not has_it}


class MoveForm(forms.Form):
    """One place back, or one further on."""

    steps = forms.TypedChoiceField(choices=[("-1", "-1"), ("1", "1")], coerce=int)
