"""Numbers as files write them: what could be read in two ways is no number.

`1,000` is one to some and a thousand to others, and so is `1.000`: neither is read. Twelve hundred
is 1200 or 1 200; a count may end in `.0`, as some programs write it.
"""

import re
from fractions import Fraction

_SPACED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,5}"
_WHOLE = re.compile(rf"(\d{{1,15}}|{_SPACED})(?:[.,]0{{1,2}})?", re.ASCII)
_DECIMAL = re.compile(rf"([+-]?)(\d{{1,18}}|{_SPACED})(?:[.,](\d{{1,12}}))?", re.ASCII)
_PARTS = re.compile(r"\d{1,9}/0*[1-9]\d{0,8}", re.ASCII)
_THOUSAND = 3


def whole_in(cell: str) -> int | None:
    """12, 1 200 or 3.0; None where it is no whole number, or might be another one."""
    match = _WHOLE.fullmatch(cell.strip())
    return int("".join(match[1].split())) if match else None


def quantity_in(cell: str) -> Fraction | None:
    """50, 12.5, 12,5, 1/3 or 50 %; None where it is no number, or might be another one."""
    bare = cell.strip().removesuffix("%").strip()
    if _PARTS.fullmatch(bare):
        return Fraction(bare)
    match = _DECIMAL.fullmatch(bare)
    if match is None:
        return None
    sign, whole, decimals = match[1], "".join(match[2].split()), match[3] or ""
    if len(decimals) == _THOUSAND and len(whole) <= _THOUSAND and whole.strip("0"):
        return None
    return Fraction(f"{sign}{whole}.{decimals or 0}")


def weight_in(cell: str) -> Fraction | None:
    """50, 12.5 or 1/3; None for what is of unclear size beside these: 50 %, 0.5, 4/2."""
    weight = quantity_in(cell)
    is_part = "/" in cell
    if weight is None or weight < 0 or "%" in cell:
        return None
    if is_part and weight >= 1:
        return None
    return None if not is_part and 0 < weight < 1 else weight
