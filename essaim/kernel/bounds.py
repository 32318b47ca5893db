"""What the value of a column may be, as checks that raise ValidationError with a sentence.

Each sentence follows the name of its column: “title”: this has 300 signs.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.utils.translation import gettext as _

from essaim.kernel.signs import as_quoted
from essaim.kernel.weblinks import check_web_address

Value = Any

#: What PostgreSQL keeps in whole numbers; SQLite would keep more.
_SMALL, _PLAIN, _BIG = 2**15 - 1, 2**31 - 1, 2**63 - 1
LARGEST = {
    "SmallIntegerField": _SMALL,
    "PositiveSmallIntegerField": _SMALL,
    "IntegerField": _PLAIN,
    "PositiveIntegerField": _PLAIN,
    "BigIntegerField": _BIG,
    "PositiveBigIntegerField": _BIG,
}


def own_checks(column: Any) -> list[Callable[[Value], None]]:
    """The validators that the column was given, and its choices; an empty text has none."""
    is_link = isinstance(column, models.URLField)
    made = () if isinstance(column, models.IntegerField) else column.default_validators
    checks = [
        validator
        for validator in (*made, *column._validators)
        if not isinstance(validator, URLValidator | MaxLengthValidator)
    ]
    if is_link:
        checks.append(check_web_address)
    if column.choices:
        checks.append(_among([value for value, _label in column.flatchoices]))
    return [_unless_empty(check) for check in checks]


def _unless_empty(check: Callable[[Value], None]) -> Callable[[Value], None]:
    def checked(value: Value) -> None:
        if value != "":
            check(value)

    return checked


def longest(limit: int | None) -> Callable[[str], None]:
    """No more than so many signs; None is no end."""

    def check(text: str) -> None:
        if limit is not None and len(text) > limit:
            sentence = _("this has %(length)d signs; at most %(limit)d are kept: shorten it.")
            raise ValidationError(sentence % {"length": len(text), "limit": limit})

    return check


def within(column: Any) -> Callable[[int], None]:
    """A whole number that the column keeps on both databases."""
    kind = column.get_internal_type()
    most, is_counted = LARGEST[kind], kind.startswith("Positive")

    def check(number: int) -> None:
        if abs(number) > most:
            sentence = _("this goes up to %(limit)d: write a smaller number.")
            raise ValidationError(sentence % {"limit": most})
        if is_counted and number < 0:
            raise ValidationError(_("this is counted from 0: write no number below."))

    return check


def _among(choices: Sequence[Value]) -> Callable[[Value], None]:
    known = frozenset(choices)

    def check(value: Value) -> None:
        if value not in known:
            shown = {"value": as_quoted(str(value))}
            raise ValidationError(_("“%(value)s” is none of the choices.") % shown)

    return check
