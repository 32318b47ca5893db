"""Rows of an XLSX workbook as text, read without trust and without computing anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import zip_longest
from typing import Any
from zipfile import ZipFile

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from essaim.kernel import refusals
from essaim.kernel.archives import ZipLimits, opened_zip

_UNREADABLE = (InvalidFileException, DefusedXmlException, KeyError, ValueError, TypeError)
_BROKEN = (*_UNREADABLE, AttributeError, IndexError, OSError, SyntaxError, OverflowError)
_SHOWN = 5

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Sheet:
    """The first sheet that holds something: rows with their numbers, and what there is to tell."""

    title: str
    lines: list[Line]
    notes: list[str]


def read_workbook(data: bytes, name: str, limits: ZipLimits, *, rows: int, columns: int) -> Sheet:
    """The first filled sheet, `rows` + 1 filled rows at most. Raises Refused."""
    with opened_zip(BytesIO(data), name, limits) as archive:
        has_formulas = _has_formulas(archive)
    try:
        return _read(data, rows, columns, has_formulas=has_formulas)
    except _BROKEN as error:
        raise refusals.is_damaged(name) from error


def _read(data: bytes, rows: int, columns: int, *, has_formulas: bool) -> Sheet:
    values = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets = values.worksheets
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
    title, lines = "", list[Line]()
    for sheet in visible:
        title, lines = sheet.title, list(_lines(sheet, rows, columns))
        if lines:
            break
    notes = [_others(title, [sheet.title for sheet in sheets])] if len(sheets) > 1 else []
    if has_formulas and lines:
        formulas = load_workbook(BytesIO(data), read_only=True, keep_links=False)
        notes += _formula_notes(formulas[title], lines, columns)
        formulas.close()
    values.close()
    return Sheet(title, lines, notes)


def _has_formulas(archive: ZipFile) -> bool:
    sheets = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
    return any(b"<f>" in xml or b"<f " in xml for xml in map(archive.read, sheets))


def _cells(sheet: Any, columns: int) -> Iterator[tuple[Any, ...]]:
    # What the file says of its own dimensions is often wrong.
    sheet.reset_dimensions()
    yield from sheet.iter_rows(max_col=columns + 1)


def _lines(sheet: Any, rows: int, columns: int) -> Iterator[Line]:
    """The filled rows, one more than the limit so that the caller can tell."""
    found = 0
    for number, cells in enumerate(_cells(sheet, columns), start=1):
        texts = [as_text(cell.value) for cell in cells]
        if any(text.strip() for text in texts):
            yield number, texts
            found += 1
        if found > rows:
            return


def as_text(value: object) -> str:
    """A cell as a person would type it: ISO dates, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize() + 0, "f")
    if isinstance(value, datetime):
        moment = value.replace(microsecond=0)
        is_day = moment.time() == time()
        return moment.date().isoformat() if is_day else moment.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _others(title: str, titles: list[str]) -> str:
    others = ", ".join(f"“{other}”" for other in titles if other != title)
    return _("Only the sheet “%(sheet)s” was read, not %(others)s.") % {
        "sheet": title,
        "others": others,
    }


def _formula_notes(sheet: Any, lines: list[Line], columns: int) -> Iterator[str]:
    """Say which cells hold formulas, and which of them were saved without their result."""
    values = dict(lines)
    computed, blank = list[str](), list[str]()
    for number, cells in enumerate(_cells(sheet, columns), start=1):
        for cell, text in zip_longest(cells, values.get(number, ())):
            if cell is not None and cell.data_type == "f":
                (computed if text else blank).append(cell.coordinate)
    if computed:
        sentence = ngettext(
            "%(count)d cell holds a formula (%(cells)s): its last result was read.",
            "%(count)d cells hold formulas (%(cells)s): their last results were read.",
            len(computed),
        )
        yield sentence % {"count": len(computed), "cells": _some(computed)}
    if blank:
        sentence = ngettext(
            "%(count)d formula was saved without its result (%(cells)s): left blank.",
            "%(count)d formulas were saved without their results (%(cells)s): left blank.",
            len(blank),
        )
        yield sentence % {"count": len(blank), "cells": _some(blank)}


def _some(cells: list[str]) -> str:
    return ", ".join(cells[:_SHOWN]) + ("…" if len(cells) > _SHOWN else "")
