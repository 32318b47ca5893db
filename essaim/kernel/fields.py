"""Fields of forms that several rooms share: numbers as people type them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.kernel.numbers import editable_number, parse_number


class NumberField(forms.Field):
    """A number as people type it: 52 464, 3,5. Nothing is rounded; the ambiguous asks."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 40}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value: Any) -> Any:
        return _read(value)

    def prepare_value(self, value: Any) -> Any:
        return _shown(value)


class WholeField(NumberField):
    """A number that counts things."""

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise ValidationError(_("Give a whole number."))
        return int(number)


class EurosField(forms.DecimalField):
    """An amount as people type it: "1 250,50", "1250.5 €"."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def __init__(self, *, max_digits: int = 11, min_value: Decimal | int = 0, **rest: Any) -> None:
        super().__init__(max_digits=max_digits, decimal_places=2, min_value=min_value, **rest)

    def to_python(self, value: Any) -> Any:
        typed = _read(value)
        return None if typed is None else typed.normalize() + 0

    def prepare_value(self, value: Any) -> Any:
        is_round = isinstance(value, int | Decimal) and value == int(value)
        return _shown(value, decimals=0 if is_round else 2)


def _read(value: Any) -> Decimal | None:
    """What was typed; nothing for an empty field. Raises ValidationError with one sentence."""
    text = str(value or "").strip()
    try:
        return parse_number(text, language=get_language() or "fr") if text else None
    except ValueError as error:
        raise ValidationError(str(error)) from error


def _shown(value: Any, *, decimals: int | None = None) -> Any:
    """A number in words that read back; what a person typed stays as it is."""
    if isinstance(value, int | Decimal):
        return editable_number(value, language=get_language() or "fr", decimals=decimals)
    return value
