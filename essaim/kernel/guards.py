"""What no field of any form lets through, whatever it is for.

A whole number goes into columns of 64 bits, a text has an end. A day lies in the years that the
calendar, its time zones and its spreadsheets can all tell.
"""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from essaim.kernel.lengths import TEXT
from essaim.kernel.lookups import LARGEST, SMALLEST

FIRST_YEAR, LAST_YEAR = 1900, 2199
_BOUND = MaxLengthValidator(TEXT)


def whole_number(value: int) -> None:
    """Raises ValidationError for a number that no column holds."""
    if not SMALLEST <= value <= LARGEST:
        raise ValidationError(_("This number is too large: write it with fewer digits."))


def near_day(value: date) -> None:
    """Raises ValidationError for a day or moment outside of the years that the house can tell."""
    near_year(value.year)


def near_year(year: int) -> None:
    """Raises ValidationError for a year that the house cannot tell."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        sentence = _("The year %(year)04d is too far away: dates go from %(first)d to %(last)d.")
        raise ValidationError(sentence % {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR})


def bounded_text(value: Any) -> None:
    """Raises ValidationError for a text without end; its column may have no length."""
    if isinstance(value, str):
        _BOUND(value)


def guard(field: forms.Field) -> None:
    """Adds to a field of a form what holds for all of its type, once."""
    wanted: Any = None
    if isinstance(field, forms.IntegerField) and not isinstance(
        field, forms.DecimalField | forms.FloatField
    ):
        wanted = whole_number
    elif isinstance(field, forms.DateField | forms.DateTimeField):
        wanted = near_day
    elif isinstance(field, forms.CharField) and field.max_length is None:
        wanted = bounded_text
    if wanted and wanted not in field.validators:
        field.validators.append(wanted)
