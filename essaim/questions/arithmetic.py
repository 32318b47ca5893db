"""What answers sum up to, exactly: counts, percentages, medians. Pure.

**Who could be recognised is not told**: of a question that is marked as personal, a count under
five is withheld; where one alone would be, the next smallest is too, since the total would give it
away.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from essaim.questions.enums import QuestionKind
from essaim.questions.schema import Choice, Question

#: The smallest group that is told of personal questions.
FEWEST = 5
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Count:
    """How many chose this, and how many in a hundred of those who answered; None: withheld."""

    label: str
    count: int | None
    percent: Decimal | None


@dataclass(frozen=True)
class Summary:
    """What a question amounts to. `answered` of `put`; of a matrix, a part for each row."""

    question: Question
    answered: int
    put: int
    label: str = ""
    counts: Sequence[Count] = ()
    median: Decimal | None = None
    total: Decimal | None = None
    parts: "Sequence[Summary]" = ()

    @property
    def is_withheld(self) -> bool:
        """Too few people answered a personal question."""
        return self.question.is_personal and 0 < self.answered < FEWEST

    @property
    def hides_some(self) -> bool:
        return any(each.count is None for each in self.counts)


def percent(part: int, whole: int) -> Decimal:
    """How many in a hundred, to a tenth, halves up: 1 of 3 is 33.3. `whole` is not 0."""
    return (Decimal(100 * part) / whole).quantize(TENTH, ROUND_HALF_UP)


def median(values: Iterable[Decimal | int]) -> Decimal | None:
    """The middle value, or the mean of the two in the middle; None of nothing."""
    ordered = sorted(Decimal(value) for value in values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def withheld(counts: Sequence[int], *, are_parts: bool = True) -> set[int]:
    """The places of the counts that are not told. `are_parts`: they sum up to a total that is.

    A count of 0 tells of nobody, and stands.
    """
    small = {place for place, count in enumerate(counts) if 0 < count < FEWEST}
    others = [place for place, count in enumerate(counts) if count and place not in small]
    if len(small) == 1 and are_parts and others:
        small.add(min(others, key=lambda place: counts[place]))
    return small


def summarised(question: Question, answers: Sequence[Mapping[str, Any]]) -> Summary:
    """Of answers to the versions in which the question stands."""
    values = [each[question.code] for each in answers if question.code in each]
    if question.kind == QuestionKind.MATRIX:
        rows = [_row(question, row, values, len(answers)) for row in question.rows]
        return Summary(question, len(values), len(answers), parts=rows)
    return _summary(question, values, len(answers), label=question.label)


def _row(question: Question, row: Choice, values: Sequence[Any], put: int) -> Summary:
    grades = [each[row.code] for each in values if row.code in each]
    return _summary(question, grades, put, label=row.label)


def _summary(question: Question, values: Sequence[Any], put: int, *, label: str) -> Summary:
    bare = Summary(question, len(values), put, label)
    if bare.is_withheld or not values:
        return bare
    if question.kind == QuestionKind.NUMBER:
        numbers = [Decimal(value) for value in values]
        total = None if question.is_personal else sum(numbers, Decimal(0))
        return Summary(question, len(values), put, label, (), median(numbers), total)
    counts = _counts(question, values)
    is_graded = question.kind in {QuestionKind.SCALE, QuestionKind.MATRIX}
    middle = median(values) if is_graded else None
    return Summary(question, len(values), put, label, counts, middle)


def _counts(question: Question, values: Sequence[Any]) -> list[Count]:
    """A line for each thing that could be answered; none for texts, days and files."""
    labels = _labels(question)
    several = question.kind == QuestionKind.SEVERAL
    chosen = Counter(code for value in values for code in (value if several else [value]))
    counts = [chosen[code] for code in labels]
    hidden = withheld(counts, are_parts=not several) if question.is_personal else set()
    return [
        Count(label, None, None) if place in hidden else Count(label, n, percent(n, len(values)))
        for place, (label, n) in enumerate(zip(labels.values(), counts, strict=True))
    ]


def _labels(question: Question) -> dict[Any, str]:
    if question.kind in {QuestionKind.SCALE, QuestionKind.MATRIX}:
        return {grade: question.grade_in_words(grade) for grade in question.grades}
    if question.kind == QuestionKind.YES_NO:
        return {True: _("yes"), False: _("no")}
    return {each.code: each.label for each in question.choices}
