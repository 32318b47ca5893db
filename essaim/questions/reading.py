"""What was typed, understood by a schema: one pure function for forms, imports and other rooms.

Values are kept as JSON: a text, the code of a choice, a list of codes, `true` or `false`, a grade,
{code of a row: grade}, a number in digits (`"12.50"`: exact), a day (`"2024-06-12"`), the name of
a file. What nobody answered is absent.

**One rule for what is hidden**: a question is put where its condition, and that of its section,
holds for the answers that are kept so far. What was typed in any other is dropped, silently, so
that a question which depends on it is not put either.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, getcontext
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from essaim.kernel.datecells import parse_date
from essaim.kernel.guards import near_day
from essaim.kernel.lengths import TEXT
from essaim.kernel.numbers import parse_number
from essaim.kernel.signs import as_quoted, in_lines, on_one_line
from essaim.kernel.text import fold
from essaim.questions.enums import Comparison, QuestionKind
from essaim.questions.schema import Choice, Condition, Question, Schema

#: Signs of a line, of an address.
LINE, ADDRESS = 300, 500
YES, NO = ("yes", "oui", "true", "1", "x"), ("no", "non", "false", "0")


class Unread(ValueError):
    """What was typed says nothing that the question asks for; the message says what to write."""


@dataclass
class Reading:
    """The answers by the codes of their questions, and a sentence for each that is not one."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def read_answers(
    schema: Schema,
    typed: Mapping[str, Any],
    *,
    put: Collection[str] | None = None,
    standing: Mapping[str, Any] | None = None,
    language: str = "fr",
) -> Reading:
    """Reads what was typed, question by question.

    `put`: the codes of those that were put, all unless given; the others keep what is `standing`.
    Labels of choices count as their codes.
    """
    reading = Reading()
    is_in_view = True
    for question in schema.questions:
        is_shown = is_met(question.shown_if, schema, reading.values)
        if question.is_section:
            is_in_view = is_shown
        elif is_in_view and is_shown:
            if put is None or question.code in put:
                _read(question, typed.get(question.code), reading, language)
            elif question.code in (standing or {}):
                reading.values[question.code] = (standing or {})[question.code]
    return reading


def _read(question: Question, typed: Any, reading: Reading, language: str) -> None:
    """Signs that nobody sees are nothing either."""
    try:
        value = None if _is_empty(typed) else read_answer(question, typed, language)
    except Unread as fault:
        reading.faults[question.code] = str(fault)
        return
    if not _is_empty(value):
        reading.values[question.code] = value
    elif question.is_required:
        reading.faults[question.code] = _("An answer is needed here.")


def _is_empty(typed: Any) -> bool:
    """Nothing, blanks, no box, no row of a matrix; `False` and 0 are answers."""
    if isinstance(typed, str):
        return not typed.strip()
    if isinstance(typed, Mapping):
        return not any(str(grade).strip() for grade in typed.values())
    return typed is None or (isinstance(typed, list | tuple) and not typed)


def is_met(asked: Condition | None, schema: Schema, values: Mapping[str, Any]) -> bool:
    """Whether the answers so far let a question be put; without a condition, always."""
    if asked is None:
        return True
    before, value = schema.get(asked.on), values.get(asked.on)
    if before is None or value is None:
        return False
    return _COMPARED[Comparison(asked.comparison)](before, value, asked.value)


def _equals(before: Question, value: Any, other: str) -> bool:
    if before.kind == QuestionKind.YES_NO:
        return bool(value) == (other == "yes")
    if before.kind in {QuestionKind.NUMBER, QuestionKind.SCALE}:
        return Decimal(str(value)) == Decimal(other)
    return fold(str(value)) == fold(other)


def _contains(_before: Question, value: Any, other: str) -> bool:
    return other in value if isinstance(value, list) else fold(other) in fold(str(value))


def _is_over(before: Question, value: Any, other: str) -> bool:
    if before.kind == QuestionKind.DAY:
        return str(value) > other
    return Decimal(str(value)) > Decimal(other)


def _is_under(before: Question, value: Any, other: str) -> bool:
    return not _is_over(before, value, other) and not _equals(before, value, other)


_COMPARED: dict[Comparison, Callable[[Question, Any, str], bool]] = {
    Comparison.ANSWERED: lambda _before, _value, _other: True,
    Comparison.EQUALS: _equals,
    Comparison.CONTAINS: _contains,
    Comparison.OVER: _is_over,
    Comparison.UNDER: _is_under,
}


def read_answer(question: Question, typed: Any, language: str = "fr") -> Any:
    """The answer as it is kept. Raises Unread with a sentence that says what to write."""
    return _READERS[QuestionKind(question.kind)](question, typed, language)


def _line(_question: Question, typed: Any, _language: str) -> str:
    return _bounded(on_one_line(str(typed)), LINE)


def _text(_question: Question, typed: Any, _language: str) -> str:
    return _bounded(in_lines(str(typed)).strip(), TEXT)


def _address(_question: Question, typed: Any, _language: str) -> str:
    return _bounded(in_lines(str(typed)).strip(), ADDRESS)


def _bounded(text: str, most: int) -> str:
    if len(text) > most:
        words = {"length": len(text), "limit": most}
        raise Unread(_("This has %(length)d signs; at most %(limit)d are kept.") % words)
    return text


def _email(_question: Question, typed: Any, _language: str) -> str:
    address = str(typed).strip()
    try:
        validate_email(address)
    except ValidationError as fault:
        raise Unread(_("Write a whole e-mail address, as name@example.org.")) from fault
    return _bounded(address, LINE)


def _phone(_question: Question, typed: Any, _language: str) -> str:
    number = " ".join(str(typed).split())
    digits = sum(sign.isdecimal() for sign in number)
    if not 4 <= digits <= 20 or any(sign.isalpha() for sign in number):
        raise Unread(_("Write a telephone number in digits, as 01 23 45 67 89."))
    return _bounded(number, 40)


def _choice(question: Question, typed: Any, _language: str) -> str:
    return _code_in(question.choices, typed)


def _several(question: Question, typed: Any, _language: str) -> list[str]:
    """In the order of the choices, each once; a cell of a table parts them with semicolons."""
    parts = typed.split(";") if isinstance(typed, str) else list(typed)
    chosen = {_code_in(question.choices, part) for part in parts if str(part).strip()}
    return [each.code for each in question.choices if each.code in chosen]


def _code_in(choices: Collection[Choice], typed: Any) -> str:
    word = str(typed).strip()
    for each in choices:
        if word == each.code or fold(word) == fold(each.label):
            return each.code
    labels = ", ".join(each.label for each in choices)
    words = {"value": as_quoted(word), "choices": labels}
    raise Unread(_("“%(value)s” is none of the choices: %(choices)s.") % words)


def _yes_no(_question: Question, typed: Any, _language: str) -> bool:
    word = fold(str(typed))
    if word not in {*YES, *NO}:
        raise Unread(_("Answer yes or no."))
    return word in YES


def _scale(question: Question, typed: Any, _language: str) -> int:
    word = str(typed).strip()
    grades = {str(grade): grade for grade in question.grades}
    if word not in grades:
        words = {"low": question.low, "high": question.high}
        raise Unread(_("Choose a whole number from %(low)d to %(high)d.") % words)
    return grades[word]


def _matrix(question: Question, typed: Any, language: str) -> dict[str, int]:
    """All rows where an answer is needed, else those that were answered."""
    if not isinstance(typed, Mapping):
        raise Unread(_("Answer row by row."))
    known = {row.code: str(typed.get(row.code, "")).strip() for row in question.rows}
    missing = [row.label for row in question.rows if not known[row.code]]
    if question.is_required and missing:
        words = {"rows": ", ".join(missing)}
        raise Unread(_("An answer is needed in each row: %(rows)s.") % words)
    return {code: _scale(question, grade, language) for code, grade in known.items() if grade}


def _number(question: Question, typed: Any, language: str) -> str:
    try:
        plain = isinstance(typed, int | Decimal)
        value = Decimal(typed) if plain else parse_number(str(typed), language=language)
    except ValueError as fault:
        raise Unread(str(fault)) from fault
    if not value.is_finite() or len(value.as_tuple().digits) > getcontext().prec:
        raise Unread(_("This number is too large: write it with fewer digits."))
    if question.minimum is not None and value < question.minimum:
        raise Unread(_("Write a number from %(limit)s on.") % {"limit": question.minimum})
    if question.maximum is not None and value > question.maximum:
        raise Unread(_("Write a number up to %(limit)s.") % {"limit": question.maximum})
    return format(value.normalize() + 0, "f")


def _day(_question: Question, typed: Any, _language: str) -> str:
    try:
        day = typed if isinstance(typed, date) else _read_day(str(typed).strip())
        near_day(day)
    except ValidationError as fault:
        raise Unread(fault.messages[0]) from fault
    except ValueError as fault:
        raise Unread(_("Write a whole day, as 12/06/2024.")) from fault
    return day.isoformat()


def _read_day(text: str) -> date:
    first, _last, precision = parse_date(text)
    if precision != "day":
        raise ValueError(text)
    return first


def _file(_question: Question, typed: Any, _language: str) -> str:
    return str(typed)


_READERS: dict[QuestionKind, Callable[[Question, Any, str], Any]] = {
    QuestionKind.WORDS: _line,
    QuestionKind.TEXT: _text,
    QuestionKind.ADDRESS: _address,
    QuestionKind.EMAIL: _email,
    QuestionKind.PHONE: _phone,
    QuestionKind.CHOICE: _choice,
    QuestionKind.SEVERAL: _several,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.SCALE: _scale,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.NUMBER: _number,
    QuestionKind.DAY: _day,
    QuestionKind.FILE: _file,
}
