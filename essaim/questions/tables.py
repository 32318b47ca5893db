"""Tables that leave: answers with codes or with labels, and the codes themselves."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from essaim.kernel.sheet_cells import Cell
from essaim.questions.enums import ON_A_SCALE, QuestionKind
from essaim.questions.models import Answer
from essaim.questions.schema import Question
from essaim.questions.telling import columns_of

#: Of which each may be as long as a form.
CHUNK = 50


def answer_head(questions: Sequence[Question], *, labels: bool) -> list[str]:
    """Two columns that tell the answers apart, then those of the questions."""
    first = [_("Identifier"), _("When"), _("Version")] if labels else ["key", "given_at", "version"]
    return first + [each.label if labels else each.code for each in columns_of(questions)]


def answer_rows(
    answers: QuerySet[Answer], questions: Sequence[Question], *, labels: bool
) -> Iterator[list[Cell]]:
    """One row an answer, of any version: a question keeps its code and its column."""
    columns = columns_of(questions)
    for answer in answers.iterator(chunk_size=CHUNK):
        cells = [column.cell(answer.values, labels=labels) for column in columns]
        yield [str(answer.key), answer.given_at, answer.version.number, *cells]


def codebook_head() -> list[str]:
    return [
        _("Code"),
        _("Question"),
        _("Kind"),
        _("Value"),
        _("What it means"),
        _("Unit"),
        _("Personal data"),
    ]


def codebook_rows(questions: Sequence[Question]) -> Iterator[list[Cell]]:
    """A line for each column of the export, and one for each value that it may hold."""
    for column in columns_of(questions):
        asked = column.question
        mark = _("yes") if asked.tells_of_somebody else ""
        kind = str(QuestionKind(asked.kind).label)
        yield [column.code, column.label, kind, "", asked.hint, asked.unit, mark]
        for value, label in _values(asked):
            yield [column.code, "", "", value, label, "", ""]


def _values(question: Question) -> list[tuple[str, str]]:
    if question.kind == QuestionKind.CHOICE:
        return [(each.code, each.label) for each in question.choices]
    if question.kind in ON_A_SCALE:
        return [(str(grade), question.grade_in_words(grade)) for grade in question.grades]
    if question.kind in {QuestionKind.SEVERAL, QuestionKind.YES_NO}:
        return [("1", _("yes")), ("0", _("no"))]
    return []
