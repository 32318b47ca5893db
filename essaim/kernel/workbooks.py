"""Rows of a workbook as text, read without trust and without computing anything.

The values come from one reader for XLSX, ODS and XLS; what it does not tell (hidden rows, errors,
formulas, how far a sheet reaches) is read beside it, and before it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from essaim.kernel import refusals
from essaim.kernel.archives import ZIP_HEAD, ZipLimits, opened_zip
from essaim.kernel.old_workbooks import Locked, marks_of_xls
from essaim.kernel.sheet_marks import FarAway, Marks, marks_of_ods, marks_of_xlsx

_BROKEN = (CalamineError, ValueError, TypeError, KeyError, IndexError, OSError, SyntaxError)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)T00:00:00(?:\.0+)?$")
_SHEET_DATA = tuple("sheetData".encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be"))
#: How many filled lines at the top of a sheet may stand above its header.
TOP = 30

Line = tuple[int, list[str]]
#: How well a line names the columns that are looked for: 0 where it names none.
Score = Callable[[Sequence[str]], int]


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows with their numbers, and what there is to tell."""

    title: str
    lines: list[Line]
    notes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)  # cells with an error in place of a value


def is_workbook(data: bytes) -> bool:
    """Whether an archive or an old container says that it is a workbook."""
    if not data.startswith(ZIP_HEAD):
        names = (word.encode("utf-16-le").lower() for word in ("workbook", "book\0"))
        return any(name in data.lower() for name in names)
    return any(name in data for name in (b"xl/", b"xl\\", b"workbook.xml", b"content.xml"))


def read_workbook(
    data: bytes, name: str, limits: ZipLimits, *, rows: int, columns: int, score: Score | None
) -> Sheet:
    """The sheet that names the columns best, else the first filled one. Raises Refused.

    `rows` + 1 filled rows and `columns` + 1 columns at most.
    """
    try:
        marks = _marks(data, name, limits)
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return _read(book, marks, rows, columns, score)
    except FarAway as far:
        raise refusals.has_a_far_cell(name, str(far)) from far
    except (Locked, PasswordError) as error:
        raise refusals.is_encrypted(name) from error
    except _BROKEN as error:
        raise refusals.is_damaged(name) from error


def _read(
    book: CalamineWorkbook, marks: dict[str, Marks], rows: int, columns: int, score: Score | None
) -> Sheet:
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    visible = [sheet for sheet in sheets if sheet.visible is SheetVisibleEnum.Visible] or sheets
    filled = (
        Sheet(sheet.name, list(_lines(book.get_sheet_by_name(sheet.name), rows, columns)))
        for sheet in visible
    )
    read = _best(filled, score)
    hidden = {sheet.name for sheet in sheets if sheet.visible is not SheetVisibleEnum.Visible}
    notes = _others(read.title, [sheet.name for sheet in sheets], hidden)
    sheet_marks = marks.get(read.title, Marks())
    if read.lines:
        notes += _notes(sheet_marks, read.lines)
    return Sheet(read.title, read.lines, notes, sheet_marks.errors)


def _best(sheets: Iterator[Sheet], score: Score | None) -> Sheet:
    """The first filled one, unless a later one names more columns of those looked for."""
    best, most = Sheet("", []), -1
    for sheet in sheets:
        named = max((score(cells) for _n, cells in sheet.lines[:TOP]), default=0) if score else 0
        if sheet.lines and named > most:
            best, most = sheet, named
        if best.lines and not score:
            break
    return best


def _lines(sheet: Any, rows: int, columns: int) -> Iterator[Line]:
    """The filled rows, one more than the limit so that the caller can tell."""
    filled = 0
    nothing = [""] * ((sheet.end or (0, 0))[1] + 1)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if cells != nothing:
            texts = [as_text(cell) for cell in cells[: columns + 1]]
            if any(text.strip() for text in texts):
                yield number, texts
                filled += 1
            if filled > rows:
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
    if isinstance(value, str):
        return _MIDNIGHT.sub(r"\1", value.replace("\r\n", "\n").replace("\r", "\n"))
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _marks(data: bytes, name: str, limits: ZipLimits) -> dict[str, Marks]:
    """The marks of every sheet by its title. Raises Refused, FarAway, ValueError."""
    if not data.startswith(ZIP_HEAD):
        return {marks.title: marks for marks in marks_of_xls(data)}
    with opened_zip(BytesIO(data), name, limits) as archive:
        if "content.xml" in archive.namelist():
            if b"spreadsheet" not in archive.read("mimetype"):
                raise refusals.is_no_table(name)
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise refusals.is_encrypted(name)
            sheets = marks_of_ods(archive.read("content.xml"))
            return {marks.title: marks for marks in sheets}
        return _marks_of_parts(archive)


def _marks_of_parts(archive: ZipFile) -> dict[str, Marks]:
    """Every part that holds a sheet is looked into, wherever it lies; titles are told by another.

    A sheet whose title is not found is bounded all the same.
    """
    by_part: dict[str, Marks] = {}
    for entry in archive.namelist():
        if entry.lower().endswith((".bin", ".xlsb")) and "workbook" in entry.lower():
            raise ValueError("a binary workbook")
        xml = archive.read(entry) if entry.lower().endswith(".xml") else b""
        if any(mark in xml for mark in _SHEET_DATA):
            by_part[_plain(entry)] = marks_of_xlsx(xml)
    titles = _titles(archive)
    return {titles.get(part, f"/{part}"): marks for part, marks in by_part.items()}


def _titles(archive: ZipFile) -> dict[str, str]:
    """{part of the archive: title of the sheet}; nothing where a program wrote it its own way."""
    parts = {_plain(entry): entry for entry in archive.namelist()}
    workbook = next((part for part in parts if part.rpartition("/")[2] == "workbook.xml"), "")
    folder = workbook.removesuffix("workbook.xml")
    links = parts.get(f"{folder}_rels/workbook.xml.rels")
    if not workbook or links is None:
        return {}
    targets = {
        link.get("Id", ""): _part(folder, link.get("Target", ""))
        for link in fromstring(archive.read(links))
    }
    titles = {}
    for sheet in fromstring(archive.read(parts[workbook])).iter():
        if sheet.tag.endswith("}sheet"):
            link = next((sheet.attrib[key] for key in sheet.attrib if key.endswith("}id")), "")
            titles[targets.get(link, "")] = sheet.get("name", "")
    return titles


def _part(folder: str, target: str) -> str:
    """The name of a part that is named from the root, or from the folder of the workbook."""
    return _plain(target if target.startswith("/") else folder + target)


def _plain(entry: str) -> str:
    return entry.replace("\\", "/").lstrip("/").lower()


def _others(title: str, titles: list[str], hidden: set[str]) -> list[str]:
    others = [
        _("“%s” (hidden)") % other if other in hidden else f"“{other}”"
        for other in titles
        if other != title
    ]
    if not others:
        return []
    sentence = _("Only the sheet “%(sheet)s” was read, not %(others)s.")
    return [sentence % {"sheet": title, "others": ", ".join(others)}]


def _notes(marks: Marks, lines: list[Line]) -> Iterator[str]:
    """What a reader of the sheet on a screen would not see, or would see otherwise."""
    width = max(len(cells) for _number, cells in lines)
    columns = [number for number in sorted(marks.hidden_columns) if number <= width]
    if marks.hidden_rows:
        yield ngettext(
            "%(count)d row is hidden in the sheet (%(rows)s): it was read too.",
            "%(count)d rows are hidden in the sheet (%(rows)s): they were read too.",
            len(marks.hidden_rows),
        ) % {"count": len(marks.hidden_rows), "rows": some(list(map(str, marks.hidden_rows)))}
    if columns:
        yield ngettext(
            "%(count)d column is hidden in the sheet: it was read too.",
            "%(count)d columns are hidden in the sheet: they were read too.",
            len(columns),
        ) % {"count": len(columns)}
    yield from _formula_notes(marks)


def _formula_notes(marks: Marks) -> Iterator[str]:
    """Say which cells hold formulas, and which of them were saved without their result."""
    computed = [place for place, has_value in marks.formulas if has_value]
    blank = [place for place, has_value in marks.formulas if not has_value]
    if computed:
        sentence = ngettext(
            "%(count)d cell holds a formula (%(cells)s): its last result was read.",
            "%(count)d cells hold formulas (%(cells)s): their last results were read.",
            len(computed),
        )
        yield sentence % {"count": len(computed), "cells": some(computed)}
    if blank:
        sentence = ngettext(
            "%(count)d formula was saved without its result (%(cells)s): left blank.",
            "%(count)d formulas were saved without their results (%(cells)s): left blank.",
            len(blank),
        )
        yield sentence % {"count": len(blank), "cells": some(blank)}


def some(names: Sequence[str], shown: int = 5) -> str:
    """A few names of a list, with a mark where there are more."""
    return ", ".join(names[:shown]) + ("…" if len(names) > shown else "")
