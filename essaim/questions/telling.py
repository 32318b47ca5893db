"""Answers in words, and as the cells of a table: with codes for machines, with labels for people.

A question is one column; several choices are one column a choice, a matrix one a row.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.kernel.datewords import date_words
from essaim.kernel.numbers import format_number
from essaim.kernel.sheet_cells import Cell
from essaim.questions.enums import Comparison, QuestionKind
from essaim.questions.schema import Choice, Question, Schema


def in_words(question: Question, value: Any) -> str:
    """What was answered, as people write it; nothing for nothing."""
    language = get_language() or "fr"
    if value is None:
        return ""
    if question.kind == QuestionKind.SEVERAL:
        return ", ".join(question.label_of(code) for code in value)
    if question.kind == QuestionKind.MATRIX:
        lines = ((question.label_of(code), grade) for code, grade in value.items())
        return "\n".join(_("%(title)s: %(label)s") % {"title": t, "label": g} for t, g in lines)
    if question.kind == QuestionKind.NUMBER:
        return f"{format_number(Decimal(value), language=language)} {question.unit}".strip()
    if question.kind == QuestionKind.DAY:
        return date_words(date.fromisoformat(value), language=language)
    return _as_label(question, value)


def _as_label(question: Question, value: Any) -> str:
    if question.kind == QuestionKind.YES_NO:
        return _("yes") if value else _("no")
    if question.kind == QuestionKind.SCALE:
        return question.grade_in_words(value)
    return question.label_of(value) if question.kind == QuestionKind.CHOICE else str(value)


def condition_in_words(question: Question, schema: Schema) -> str:
    """When it is asked: “Only if “Do you stay for dinner?” is yes.” Nothing where always."""
    asked = question.shown_if
    before = schema.get(asked.on) if asked else None
    if asked is None or before is None:
        return ""
    words = {"question": before.label, "comparison": Comparison(asked.comparison).label}
    if asked.comparison == Comparison.ANSWERED:
        return _("Only if “%(question)s” %(comparison)s.") % words
    words["value"] = _value_in_words(before, asked.value)
    return _("Only if “%(question)s” %(comparison)s %(value)s.") % words


def _value_in_words(before: Question, value: str) -> str:
    if before.kind == QuestionKind.YES_NO:
        return _("yes") if value == "yes" else _("no")
    if before.kind in {QuestionKind.NUMBER, QuestionKind.DAY}:
        return in_words(before, value)
    return f"“{before.label_of(value)}”"


@dataclass(frozen=True)
class TableColumn:
    """A column of the table of answers: of a question, of one of its choices or of its rows."""

    question: Question
    part: Choice | None = None

    @property
    def code(self) -> str:
        return f"{self.question.code}.{self.part.code}" if self.part else self.question.code

    @property
    def label(self) -> str:
        return f"{self.question.label} – {self.part.label}" if self.part else self.question.label

    def cell(self, values: Mapping[str, Any], *, labels: bool) -> Cell:
        """What stands there: nothing where nobody answered, as where the question was hidden."""
        value = values.get(self.question.code)
        if value is None:
            return ""
        if self.part is not None:
            return self._cell_of_part(value, self.part.code, labels=labels)
        if self.question.kind == QuestionKind.NUMBER:
            return Decimal(value)
        if self.question.kind == QuestionKind.DAY:
            return date.fromisoformat(value)
        if self.question.kind == QuestionKind.YES_NO and not labels:
            return int(value)
        if self.question.kind == QuestionKind.SCALE:
            return int(value)
        return in_words(self.question, value) if labels else str(value)

    def _cell_of_part(self, value: Any, code: str, *, labels: bool) -> Cell:
        if self.question.kind == QuestionKind.MATRIX:
            grade: int | None = value.get(code)
            return grade
        is_chosen = code in value
        return (_("yes") if is_chosen else _("no")) if labels else int(is_chosen)


def columns_of(questions: Iterable[Question]) -> list[TableColumn]:
    """All columns, in the order of the questions."""
    return [column for question in questions for column in _columns_of(question)]


def _columns_of(question: Question) -> Iterator[TableColumn]:
    parts = {QuestionKind.SEVERAL: question.choices, QuestionKind.MATRIX: question.rows}
    among = parts.get(QuestionKind(question.kind))
    if among is None:
        yield TableColumn(question)
        return
    for part in among:
        yield TableColumn(question, part)


def joined(schemas: Sequence[Schema]) -> list[Question]:
    """What was asked in any version, newest first: a question as it was last put.

    Choices and rows that a newer version lacks stand at the end, since answers name them; what was
    ever marked as personal is, since somebody answered it so.
    """
    known: dict[str, Question] = {}
    for schema in schemas:
        for question in schema:
            newer = known.setdefault(question.code, question)
            if newer is not question:
                known[question.code] = _with_former(newer, question)
    return list(known.values())


def _with_former(newer: Question, older: Question) -> Question:
    def both(now: Sequence[Choice], before: Sequence[Choice]) -> tuple[Choice, ...]:
        codes = {each.code for each in now}
        return (*now, *(each for each in before if each.code not in codes))

    choices, rows = both(newer.choices, older.choices), both(newer.rows, older.rows)
    is_personal = newer.is_personal or older.is_personal
    both_of = {"choices": choices, "rows": rows, "is_personal": is_personal}
    return Question(**{**vars(newer), **both_of})


def cell_of(question: Question, value: Any) -> Cell:
    """A field of a thing as one cell, which an import reads back: choices by their labels."""
    if value is None:
        return ""
    if question.kind == QuestionKind.SEVERAL:
        return "; ".join(question.label_of(code) for code in value)
    if question.kind in {QuestionKind.CHOICE, QuestionKind.TEXT, QuestionKind.ADDRESS}:
        return question.label_of(value)
    return TableColumn(question).cell({question.code: value}, labels=True)
