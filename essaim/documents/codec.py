"""Frozen dataclasses to plain JSON values and back, by their annotations.

Exact: decimals and dates are text, tuples are lists; where a field may hold several dataclasses,
each says its `type`. Fields that are unknown, missing or of the wrong type are refused. One that
came later (`LATER`) is left out where it holds its default: what was written before keeps its hash.
"""

import types
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

#: Of a field that documents written before do not have.
LATER = {"is_later": True}


def _is_told(column: Field[Any], value: Any) -> bool:
    return not column.metadata.get("is_later") or bool(value != column.default)


class Unreadable(ValueError):
    """The JSON is not that of the dataclass; the message says where."""


def encoded(value: Any) -> Any:
    """The value as JSON knows it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            "type": type(value).__name__,
            **{
                each.name: encoded(getattr(value, each.name))
                for each in fields(value)
                if _is_told(each, getattr(value, each.name))
            },
        }
    if isinstance(value, tuple):
        return [encoded(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def decoded(hint: Any, value: Any) -> Any:
    """The value that `encoded` gave for this annotation. Raises Unreadable."""
    origin = get_origin(hint)
    if origin is tuple:
        return _tuple(hint, value)
    if origin in {Union, types.UnionType}:
        return _one_of(get_args(hint), value)
    if is_dataclass(hint) and isinstance(hint, type):
        return _record(hint, value)
    if hint in {str, int, bool} and type(value) is hint:
        return value
    if isinstance(value, str) and isinstance(hint, type) and issubclass(hint, _FROM_TEXT):
        return _from_text(hint, value)
    raise Unreadable(f"{value!r:.60} is not {getattr(hint, '__name__', hint)}.")


_FROM_TEXT = (StrEnum, Decimal, date)


def _from_text(hint: Any, value: str) -> Any:
    try:
        return date.fromisoformat(value) if hint is date else hint(value)
    except (ValueError, InvalidOperation) as error:
        raise Unreadable(f"{value!r:.60} is not {hint.__name__}.") from error


def _tuple(hint: Any, value: Any) -> tuple[Any, ...]:
    inner = get_args(hint)
    if not isinstance(value, list):
        raise Unreadable(f"{value!r:.60} is not a list.")
    if inner[-1] is Ellipsis:
        return tuple(decoded(inner[0], item) for item in value)
    if len(value) != len(inner):
        raise Unreadable(f"{value!r:.60} has not {len(inner)} items.")
    return tuple(decoded(kind, item) for kind, item in zip(inner, value, strict=True))


def _one_of(hints: tuple[Any, ...], value: Any) -> Any:
    if value is None and type(None) in hints:
        return None
    named = {getattr(hint, "__name__", ""): hint for hint in hints}
    hint = named.get(value.get("type")) if isinstance(value, dict) else None
    likely = [hint] if hint else [kind for kind in hints if not is_dataclass(kind)]
    for kind in likely:
        if kind is not type(None):
            return decoded(kind, value)
    raise Unreadable(f"{value!r:.60} is of no known type.")


def _record(hint: Any, value: Any) -> Any:
    if not isinstance(value, dict) or value.get("type") != hint.__name__:
        raise Unreadable(f"{value!r:.60} is not {hint.__name__}.")
    hints = _hints(hint)
    unknown = value.keys() - hints.keys() - {"type"}
    required = {each.name for each in fields(hint) if each.default is MISSING}
    if unknown or required - value.keys():
        names = ", ".join(sorted(unknown | (required - value.keys())))
        raise Unreadable(f"{hint.__name__}: fields unknown or missing: {names}.")
    values = {name: decoded(hints[name], value[name]) for name in hints if name in value}
    try:
        return hint(**values)
    except ValueError as error:
        raise Unreadable(str(error)) from error


@cache
def _hints(hint: Any) -> dict[str, Any]:
    return get_type_hints(hint)
