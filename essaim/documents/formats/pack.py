"""The data pack: what the report says, as CSV and JSON, with a manifest of hashes.

Everything comes from the document: the figures with their formula and source, the records behind
them, the actions told, the tables and charts, and the rows that the publication joined.
"""

import hashlib
import json
import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from essaim.documents.document import ActionList, ChartBlock, Document, Heading, Table
from essaim.documents.formats.frame import Frame
from essaim.documents.formats.words import catalogue
from essaim.documents.formats.zipped import zipped
from essaim.kernel.exports import write_csv
from essaim.kernel.sheet_cells import Cell

FORM = "essaim-pack/1"
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,9})?")
Rows = list[Sequence[Cell]]


class _File(NamedTuple):
    name: str
    content: bytes
    about: str = ""


def render(document: Document, _fmt: str, *, base_url: str) -> bytes:
    """The pack as a ZIP whose bytes depend on the document alone."""
    frame = Frame(document, base_url)
    _ = catalogue(document.language).gettext
    whole = _File("document.json", document.to_json().encode(), _("The whole report."))
    files = [whole, *_tables(frame), *_pictures(frame)]
    files.append(_File(_("READ-ME.txt"), _readme(frame, files).encode()))
    files.append(_File("manifest.json", _manifest(document, files)))
    return zipped([(file.name, file.content) for file in files])


def _tables(frame: Frame) -> Iterator[_File]:
    document = frame.document
    _ = catalogue(document.language).gettext
    yield _csv("figures", _("The figures of the report."), _FIGURES, _figures(frame))
    yield _csv("records", _("The records behind the figures."), _RECORDS, _records(document))
    yield _csv("actions", _("The actions told."), _ACTIONS, _actions(frame))
    shown = [block for block in document.blocks if isinstance(block, Table | ChartBlock)]
    for number, block in enumerate(shown, start=1):
        table = block if isinstance(block, Table) else frame.chart_table(block.chart)
        about = block.caption if isinstance(block, Table) else block.chart.title
        yield _csv(f"table-{number:02}", about, table.header, list(table.rows))
    for number, data in enumerate(document.data, start=1):
        name = re.sub(r"[^a-z0-9]+", "-", data.name.lower()).strip("-")[:40] or str(number)
        yield _csv(f"data-{name}", data.name, data.header, [_numbers(row) for row in data.rows])


def _pictures(frame: Frame) -> Iterator[_File]:
    """Each once, under what it shows."""
    shown = {picture.src: picture for picture in reversed(frame.pictures)}
    for number, picture in enumerate(reversed(shown.values()), start=1):
        kind, _comma, data = picture.src.partition(";base64,")
        yield _File(
            f"picture-{number:02}.{kind.rpartition('/')[2]}", b64decode(data), picture.words
        )


def _csv(name: str, about: str, header: Sequence[str], rows: Rows) -> _File:
    return _File(f"{name}.csv", write_csv(header, rows), about)


_FIGURES = (
    *("number", "figure", "label", "period", "definition", "formula", "source", "qualifier"),
    *("page", "records", "withheld", "withheld_why", "id"),
)
_RECORDS = ("figure", "title", "when")
_ACTIONS = (
    *("section", "starts_on", "ends_on", "when", "kind", "title"),
    *("place", "organisations", "summary", "page", "evidence"),
)


def _figures(frame: Frame) -> Rows:
    return [
        (
            *(frame.notes[line.id], line.text, line.label, line.period, line.definition),
            *(line.formula, line.source, line.qualifier, frame.absolute(line.href)),
            *(len(line.records) + line.withheld, line.withheld, line.withheld_why, line.id),
        )
        for line in frame.document.figures
    ]


def _records(document: Document) -> Rows:
    return [
        (number, record.title, record.when)
        for number, line in enumerate(document.figures, start=1)
        for record in line.records
    ]


def _actions(frame: Frame) -> Rows:
    rows: Rows = []
    section = ""
    for block in frame.document.blocks:
        if isinstance(block, Heading):
            section = f"{block.number} {block.text}".strip()
        elif isinstance(block, ActionList):
            rows += [
                (
                    *(section, item.starts_on, item.ends_on, item.when, item.kind, item.title),
                    *(item.place, ", ".join(item.organisations), item.summary),
                    frame.absolute(item.href),
                    " ".join(frame.absolute(each.href) for each in item.evidence),
                )
                for item in block.items
            ]
    return rows


def _numbers(row: Sequence[str]) -> Sequence[Cell]:
    """Plain numbers as numbers, so that a spreadsheet can add them; the rest is text."""
    return [Decimal(cell) if _NUMBER.fullmatch(cell) else cell for cell in row]


def _readme(frame: Frame, files: Sequence[_File]) -> str:
    document = frame.document
    _ = catalogue(document.language).gettext
    lines = [
        f"{document.title} — {document.publisher}",
        frame.year_line(),
        document.notice,
        "",
        _("The data of this report. CSV files are in UTF-8, separated by semicolons."),
        _("A cell that begins like a formula has an apostrophe before it."),
        _("manifest.json gives the SHA-256 of each file."),
        "",
        *(f"{file.name} : {file.about}" for file in files),
    ]
    return "\r\n".join(lines) + "\r\n"


def _manifest(document: Document, files: Sequence[_File]) -> bytes:
    listed = [
        {
            "name": file.name,
            "sha256": hashlib.sha256(file.content).hexdigest(),
            "bytes": len(file.content),
        }
        for file in files
    ]
    record = {
        "form": FORM,
        "title": document.title,
        "publisher": document.publisher,
        "notice": document.notice,
        "document_sha256": document.digest(),
        "files": listed,
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
