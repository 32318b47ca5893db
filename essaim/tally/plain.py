"""Results as JSON: counts as numbers, parts as exact fractions beside their percentage."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction

from essaim.tally.words import rounded


def as_json(value: object) -> object:
    """Dataclasses become objects, tuples lists; `for_` is written "for".

    A `Fraction`, in results always a part of a whole, becomes its exact form and its percentage
    with two decimals: {"exact": "8/15", "percent": "53.33"}. A `Decimal` keeps its digits.
    """
    if isinstance(value, Fraction):
        return {"exact": str(value), "percent": str(rounded(value * 100))}
    if isinstance(value, Decimal):
        return f"{value:f}"
    if is_dataclass(value):
        return {
            field.name.rstrip("_"): as_json(getattr(value, field.name)) for field in fields(value)
        }
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    return value
