"""How long a text may be: as its column says, in the form that takes it and in the action.

SQLite lets a text outgrow its column, PostgreSQL answers with a fault. So each form asks the
column, and each row is measured before it is written: both databases give the same sentence.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django import forms
from django.db import DataError, models
from django.utils.translation import gettext as _

from essaim.kernel.errors import RuleBroken

#: Addresses of the web, whose queries are long: video rooms, shared folders, archives.
LINK = 2_000
#: Texts without a length of their own, in signs; a Bilan of forty pages has 120 000.
TEXT = 200_000

#: What PostgreSQL keeps in whole numbers; SQLite would keep more.
_SMALL, _PLAIN, _BIG = 2**15 - 1, 2**31 - 1, 2**63 - 1
_LARGEST = {
    "SmallIntegerField": _SMALL,
    "PositiveSmallIntegerField": _SMALL,
    "IntegerField": _PLAIN,
    "PositiveIntegerField": _PLAIN,
    "BigIntegerField": _BIG,
    "PositiveBigIntegerField": _BIG,
}

Row = TypeVar("Row", bound=models.Model)


def field_of(model: type[models.Model], name: str, **options: Any) -> Any:
    """The field of a form for a column: its kind and its length, and what `options` say.

    As any field of a form it must be filled in, unless `required=False`.
    """
    column = model._meta.get_field(name)
    limit = getattr(column, "max_length", None) or TEXT
    made: forms.CharField
    if isinstance(column, models.URLField):
        made = forms.URLField(max_length=limit, assume_scheme="https", **options)
    elif isinstance(column, models.EmailField):
        made = forms.EmailField(max_length=limit, **options)
    else:
        if isinstance(column, models.TextField):
            options.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        made = forms.CharField(max_length=limit, **options)
    made.column = column  # type: ignore[attr-defined]
    return made


def refuse_too_long(row: models.Model, names: Iterable[str] | None = None) -> None:
    """Raises RuleBroken where a text or a whole number of the row is more than its column holds."""
    wanted = None if names is None else set(names)
    for column in row._meta.concrete_fields:
        value = row.__dict__.get(column.attname)
        if wanted is not None and column.name not in wanted:
            continue
        if isinstance(value, str) and len(value) > (column.max_length or len(value)):
            sentence = _("“%(name)s” has %(length)d signs; at most %(limit)d are kept: shorten it.")
            words = {"length": len(value), "limit": column.max_length}
            raise RuleBroken(sentence % {"name": column.verbose_name, **words})
        most = _LARGEST.get(column.get_internal_type())
        if isinstance(value, int) and most and abs(value) > most:
            sentence = _("“%(name)s” goes up to %(limit)d: write a smaller number.")
            raise RuleBroken(sentence % {"name": column.verbose_name, "limit": most})


def bounded(rows: Iterable[Row]) -> Sequence[Row]:
    """Rows on their way into the database at once, none of them too long. Raises RuleBroken."""
    held = list(rows)
    for row in held:
        refuse_too_long(row)
    return held


@contextmanager
def as_sentences() -> Iterator[None]:
    """What a row measures itself it tells by name; what is left the database refuses."""
    try:
        yield
    except DataError as error:
        sentence = _("A text or a number is more than can be kept here: shorten it.")
        raise RuleBroken(sentence) from error
