"""A questionnaire as data: questions in their order, some of them headings of sections. Pure.

It is kept as JSON, of which `Schema.of` makes these and `Schema.as_json` makes it again. Every
change answers another schema, refused in a sentence where it does not hold together.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from essaim.kernel.acting import MEMBERS
from essaim.kernel.errors import RuleBroken
from essaim.kernel.text import fold_words
from essaim.questions.enums import (
    ON_A_SCALE,
    REACHES_SOMEBODY,
    WITH_CHOICES,
    Comparison,
    QuestionKind,
)

Json = Mapping[str, Any]
LONGEST_CODE = 40
#: Grades of a scale, its ends within.
MOST_GRADES = 11
#: Questions and headings of a questionnaire; choices, or rows, of a question.
MOST_QUESTIONS = MOST_OF_A_LIST = 300
#: Values of a whole answer: a form of more than a thousand is refused before anybody reads it.
MOST_VALUES = 900


@dataclass(frozen=True)
class Choice:
    """A choice, or a row of a matrix: its code is what answers and files keep."""

    code: str
    label: str


@dataclass(frozen=True)
class Condition:
    """A question is shown where the answer to an earlier one compares so with a value."""

    on: str
    comparison: str = Comparison.ANSWERED
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked; of a section, its heading. `audience`: who sees what is answered."""

    code: str
    kind: str
    label: str
    hint: str = ""
    is_required: bool = False
    is_personal: bool = False
    audience: str = MEMBERS
    choices: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    low: int = 1
    high: int = 5
    low_label: str = ""
    high_label: str = ""
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    shown_if: Condition | None = None

    @classmethod
    def of(cls, kept: Json) -> "Question":
        given: dict[str, Any] = dict(kept)
        for name in ("choices", "rows"):
            given[name] = tuple(Choice(**each) for each in kept.get(name, ()))
        for name in ("minimum", "maximum"):
            given[name] = Decimal(kept[name]) if name in kept else None
        if "shown_if" in kept:
            given["shown_if"] = Condition(**kept["shown_if"])
        return cls(**given)

    def as_json(self) -> dict[str, Any]:
        """What differs from an empty question."""
        plain = asdict(self)
        left = {each.name: each.default for each in fields(self)}
        kept = {name: value for name, value in plain.items() if value != left[name]}
        return {name: _in_json(value) for name, value in kept.items()}

    @property
    def is_section(self) -> bool:
        return self.kind == QuestionKind.SECTION

    @property
    def tells_of_somebody(self) -> bool:
        """Marked so, or a way to reach whoever answers, which is never anything else."""
        return self.is_personal or self.kind in REACHES_SOMEBODY

    @property
    def values_at_most(self) -> int:
        """What a form sends for it."""
        return max(1, len(self.rows), len(self.choices) * (self.kind == QuestionKind.SEVERAL))

    @property
    def kind_label(self) -> str:
        return str(QuestionKind(self.kind).label)

    @property
    def grades(self) -> range:
        return range(self.low, self.high + 1)

    def label_of(self, code: object) -> str:
        """The label of a choice or of a row; the code itself where nothing is called so."""
        known = (each.label for each in (*self.choices, *self.rows) if each.code == code)
        return next(known, str(code))

    def grade_in_words(self, grade: int) -> str:
        """An end of the scale with its label: “1 – not at all”."""
        label = {self.low: self.low_label, self.high: self.high_label}.get(grade, "")
        return f"{grade} – {label}" if label else str(grade)


def _in_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    return list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True)
class Schema:
    """All questions of a version, headings of sections among them."""

    questions: tuple[Question, ...] = ()

    @classmethod
    def of(cls, kept: Sequence[Json]) -> "Schema":
        return cls(tuple(Question.of(each) for each in kept))

    def as_json(self) -> list[dict[str, Any]]:
        return [question.as_json() for question in self.questions]

    def __iter__(self) -> Iterator[Question]:
        """What is asked, without the headings."""
        return (question for question in self.questions if not question.is_section)

    def get(self, code: str) -> Question | None:
        return next((each for each in self.questions if each.code == code), None)

    def place_of(self, code: str) -> int:
        """Raises RuleBroken where nothing bears that code any more."""
        for place, question in enumerate(self.questions):
            if question.code == code:
                return place
        raise RuleBroken(_("This question is no longer there: somebody ended it meanwhile."))

    @property
    def sections(self) -> list[tuple[Question | None, list[Question]]]:
        """Each heading with what is asked under it; what stands before the first has none."""
        parts: list[tuple[Question | None, list[Question]]] = [(None, [])]
        for question in self.questions:
            if question.is_section:
                parts.append((question, []))
            else:
                parts[-1][1].append(question)
        return [part for part in parts if part[0] is not None or part[1]]

    def for_whom(self, capacities: Collection[str]) -> "Schema":
        """With the questions alone whose answers whoever holds one of these may see."""
        kept = (each for each in self.questions if each.is_section or each.audience in capacities)
        return Schema(tuple(kept))

    def adding(self, question: Question, after: str = "") -> "Schema":
        """With one more, after the question of that code; else as the last."""
        place = self.place_of(after) + 1 if after else len(self.questions)
        return checked(Schema((*self.questions[:place], question, *self.questions[place:])))

    def changing(self, question: Question) -> "Schema":
        place = self.place_of(question.code)
        return checked(Schema((*self.questions[:place], question, *self.questions[place + 1 :])))

    def moving(self, code: str, steps: int) -> "Schema":
        """The question so many places further on, or back where `steps` is negative."""
        place = self.place_of(code)
        question = self.questions[place]
        others = [*self.questions[:place], *self.questions[place + 1 :]]
        others.insert(max(0, min(place + steps, len(others))), question)
        return checked(Schema(tuple(others)))

    def without(self, code: str) -> "Schema":
        place = self.place_of(code)
        return checked(Schema((*self.questions[:place], *self.questions[place + 1 :])))

    def free_code(self, label: str, taken: Collection[str]) -> str:
        """A code made of the words of a label, that no question bears or bore.

        It begins with a letter: a database takes a number for a place in a list.
        """
        used = {question.code for question in self.questions} | set(taken)
        return free_code(f"question {label}" if label.strip()[:1].isdecimal() else label, used)


def free_code(label: str, used: Collection[str]) -> str:
    """“Nombre de bénévoles” → `nombre_de_benevoles`; with a number where it is taken."""
    words = "_".join(word for word in fold_words(label) if word.isascii())
    bare = words[:LONGEST_CODE].strip("_") or "question"
    numbered = (f"{bare}_{number}" for number in range(2, len(used) + 3))
    return next(code for code in (bare, *numbered) if code not in used)


def checked(schema: Schema) -> Schema:
    """The schema itself. Raises RuleBroken in a sentence where it does not hold together."""
    if len(schema.questions) > MOST_QUESTIONS:
        raise RuleBroken(
            _("A questionnaire has %(most)d questions at most: end some, or write a second one.")
            % {"most": MOST_QUESTIONS}
        )
    if sum(each.values_at_most for each in schema) > MOST_VALUES:
        raise RuleBroken(
            _(
                "An answer would have more than %(most)d values, counting each row of a matrix and "
                "each choice of several: end some questions, rows or choices first."
            )
            % {"most": MOST_VALUES}
        )
    for place, question in enumerate(schema.questions):
        sentence = _fault_of(question) or _fault_of_condition(schema, place)
        if sentence:
            label = question.label
            raise RuleBroken(_("“%(label)s”: %(fault)s") % {"label": label, "fault": sentence})
    return schema


def _fault_of(question: Question) -> str:
    if question.kind in WITH_CHOICES and len(question.choices) < 2:
        return _("give at least two choices, one a line.")
    if question.kind == QuestionKind.MATRIX and not question.rows:
        return _("give at least one row, one a line.")
    if max(len(question.choices), len(question.rows)) > MOST_OF_A_LIST:
        return _("give %(most)d lines at most.") % {"most": MOST_OF_A_LIST}
    if question.kind in ON_A_SCALE and not 2 <= len(question.grades) <= MOST_GRADES:
        words = {"most": MOST_GRADES}
        return _("a scale has from 2 to %(most)d grades: put its ends right.") % words
    low, high = question.minimum, question.maximum
    if low is not None and high is not None and low > high:
        return _("the smallest number is larger than the largest: exchange them.")
    return ""


def _fault_of_condition(schema: Schema, place: int) -> str:
    """Only what stands before can be asked about, so that no question waits for itself."""
    asked = schema.questions[place].shown_if
    if asked is None:
        return ""
    before = Schema(schema.questions[:place]).get(asked.on)
    if before is None:
        return _("it is shown by the answer to a question that must stand before it.")
    if before.is_section or not _compares(before, asked):
        words = {"label": before.label, "comparison": Comparison(asked.comparison).label}
        return _("it is shown where “%(label)s” %(comparison)s…: nothing answers so.") % words
    return ""


def _compares(before: Question, asked: Condition) -> bool:
    """Whether an answer to that question can be compared so with that value."""
    is_measured = before.kind in {QuestionKind.NUMBER, QuestionKind.SCALE, QuestionKind.DAY}
    is_written = before.kind in {QuestionKind.WORDS, QuestionKind.TEXT}
    kinds = {
        Comparison.ANSWERED: True,
        Comparison.EQUALS: before.kind != QuestionKind.SEVERAL,
        Comparison.CONTAINS: before.kind == QuestionKind.SEVERAL or is_written,
        Comparison.OVER: is_measured,
        Comparison.UNDER: is_measured,
    }
    if asked.comparison == Comparison.ANSWERED:
        return True
    return kinds[Comparison(asked.comparison)] and _is_an_answer(before, asked.value)


def _is_an_answer(before: Question, value: str) -> bool:
    if before.kind in WITH_CHOICES:
        return value in {each.code for each in before.choices}
    if before.kind == QuestionKind.YES_NO:
        return value in {"yes", "no"}
    try:
        if before.kind in {QuestionKind.NUMBER, QuestionKind.SCALE}:
            return Decimal(value).is_finite()
        if before.kind == QuestionKind.DAY:
            return bool(date.fromisoformat(value))
    except (InvalidOperation, ValueError):
        return False
    return bool(value) and before.kind not in {QuestionKind.MATRIX, QuestionKind.FILE}
