"""Each row is made to fit its columns, then measured, whatever way it came in.

A form, an import, a state restored, a past report, a command line: all of them save rows, and here
stands what columns hold, once. Texts of one line stand on one line; what does not fit is refused by
the name of its column, on both databases. Whoever writes in bulk passes its rows by `fitted`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.db import DataError, models
from django.utils.encoding import force_str
from django.utils.translation import gettext as _

from essaim.kernel.bounds import LARGEST, longest, own_checks, within
from essaim.kernel.errors import RuleBroken
from essaim.kernel.guards import near_day, near_year, whole_number
from essaim.kernel.lengths import TEXT
from essaim.kernel.signs import in_data, in_lines, on_one_line

Value = Any
Row = TypeVar("Row", bound=models.Model)


class Fit(NamedTuple):
    """How one column takes a value: made plain first, then measured."""

    column: Any
    kind: type | tuple[type, ...]  # what is looked at; anything else the column knows itself
    made_plain: Callable[[Value], Value]
    checks: Sequence[Callable[[Value], None]]


class Fitted(models.Model):
    """A row of the house. Its texts are plain and its values fit before it is saved."""

    #: Columns whose letters are counted or summed: kept one by one, as they are.
    as_written: ClassVar[tuple[str, ...]] = ()
    #: Texts that the house makes of others, as long as these are.
    without_end: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Raises RuleBroken where a value does not fit its column; `fitted` does it in bulk."""
        fit(self, options.get("update_fields"))
        super().save(*args, **options)

    def _get_FIELD_display(self, field: Any) -> Any:  # noqa: N802 (Django's, for `get_…_display`)
        """The label of a choice. Django puts all of them into words to find one, for each row."""
        value = getattr(self, field.attname)
        labels = (label for code, label in field.flatchoices if code == value)
        return force_str(next(labels, value), strings_only=True)


def fit(row: models.Model, names: Iterable[str] | None = None) -> None:
    """Make the row's values plain. Raises RuleBroken where one does not fit its column.

    What the database holds already is no fault of who saves the row for something else.
    """
    wanted = None if names is None else set(names)
    values = row.__dict__
    for way in _ways(type(row)):
        name = way.column.attname
        value = values.get(name)
        if not isinstance(value, way.kind) or (wanted is not None and _is_out(way.column, wanted)):
            continue
        plain = way.made_plain(value)
        try:
            _measure(way, value, plain)
        except ValidationError as fault:
            if _stands_already(row, name, value):
                continue
            raise RuleBroken(_sentence(way.column, fault)) from fault
        values[name] = plain


def fitted(rows: Iterable[Row]) -> Sequence[Row]:
    """Rows on their way into the database at once. Raises RuleBroken where one does not fit."""
    checked = list(rows)
    for row in checked:
        fit(row)
    return checked


@contextmanager
def as_sentences() -> Iterator[None]:
    """What a row measures itself it tells by name; what is left the database refuses."""
    try:
        yield
    except DataError as error:
        sentence = _("A text or a number is more than can be kept here: shorten it.")
        raise RuleBroken(sentence) from error


def _measure(way: Fit, value: Value, plain: Value) -> None:
    if value and not plain and not way.column.blank:
        raise ValidationError(_("no sign of this shows: write it anew."))
    for check in way.checks:
        check(plain)


def _is_out(column: Any, wanted: set[str]) -> bool:
    return column.name not in wanted and column.attname not in wanted


def _sentence(column: Any, fault: ValidationError) -> str:
    return _("“%(name)s”: %(why)s") % {"name": column.verbose_name, "why": " ".join(fault.messages)}


def _stands_already(row: models.Model, name: str, value: Value) -> bool:
    if row._state.adding or row.pk is None:
        return False
    kept = type(row)._base_manager.filter(pk=row.pk).values_list(name, flat=True)
    return list(kept) == [value]


@cache
def _ways(model: type[models.Model]) -> Sequence[Fit]:
    as_written, without_end = getattr(model, "as_written", ()), getattr(model, "without_end", ())
    ways = (
        _way(column, has_an_end=column.editable and column.name not in without_end)
        for column in model._meta.concrete_fields
        if column.name not in as_written
    )
    return tuple(way for way in ways if way is not None)


def _way(column: Any, *, has_an_end: bool) -> Fit | None:
    if isinstance(column, models.CharField):
        checks = [longest(column.max_length), *own_checks(column)]
        return Fit(column, str, on_one_line, checks)
    if isinstance(column, models.TextField):
        return Fit(column, str, in_lines, [longest(TEXT)] if has_an_end else [])
    if isinstance(column, models.JSONField):
        return Fit(column, (dict, list, tuple, str), in_data, [])
    if isinstance(column, models.DateField):
        return Fit(column, date, _itself, [near_day])
    if isinstance(column, models.DecimalField):
        return Fit(column, Decimal, _itself, column.validators)
    if column.get_internal_type() in LARGEST:
        checks = [whole_number, within(column), *own_checks(column)]
        return Fit(column, int, _itself, [*checks, *([near_year] if column.name == "year" else [])])
    return None


def _itself(value: Value) -> Value:
    return value
