"""A report as it reads, whole: what a published version freezes and what every format renders.

A document holds words, already resolved and in its language: no key to look up, no number to
compute. Its canonical JSON is the published record, and its SHA-256 the proof of it.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from essaim.documents import codec
from essaim.kernel.charts import Chart

FORM = "essaim-report/1"


class Detail(StrEnum):
    """How much of a document is printed; on the web and in the data pack all of it stands."""

    ESSENTIAL = "essential"
    USUAL = "usual"
    COMPLETE = "complete"


class ProseKind(StrEnum):
    """What a text is to its objective; its label is that of the format."""

    TEXT = "text"
    EVALUATION = "evaluation"
    RESULTS = "results"
    MEANS = "means"
    DIFFICULTIES = "difficulties"
    NEXT = "next"


@dataclass(frozen=True)
class TitlePage:
    """The first page: the document's title, subtitle, publisher and year, then these lines."""

    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contents:
    """The place of the table of contents."""

    depth: int = 2


@dataclass(frozen=True)
class Heading:
    """Level 1 for a chapter or an axis, 2 for an objective; `number` as in 2.1, or empty."""

    level: int
    text: str
    anchor: str
    number: str = ""


@dataclass(frozen=True)
class Prose:
    """Rich text in the house's normal form, its figures resolved (`kernel.markup.resolve`)."""

    html: str
    kind: ProseKind = ProseKind.TEXT


@dataclass(frozen=True)
class Status:
    """Where an objective stands, in words, and why when it was transformed or put off."""

    label: str
    reason: str = ""


@dataclass(frozen=True)
class Evidence:
    """What proves an action: what it is called, and its address."""

    title: str
    href: str


@dataclass(frozen=True)
class ActionItem:
    """One action told: `when` in words, the ISO dates for the data pack."""

    when: str
    title: str
    place: str = ""
    summary: str = ""
    organisations: tuple[str, ...] = ()
    kind: str = ""
    href: str = ""
    is_highlight: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    evidence: tuple[Evidence, ...] = field(default=(), metadata=codec.LATER)


@dataclass(frozen=True)
class ActionList:
    """What was done, in the order chosen; the caption names it ("Actions de l'année").

    `more`: how many others stand in the whole document, where this is a shorter one.
    """

    items: tuple[ActionItem, ...]
    caption: str = ""
    more: int = field(default=0, metadata=codec.LATER)


@dataclass(frozen=True)
class Table:
    """Cells are texts; the first column names the row; `numeric` are indexes of columns.

    `figures`: for each row, the id in the annex of the figure in each cell, or nothing; it may be
    left out whole.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    figures: tuple[tuple[str, ...], ...] = ()

    def figure_at(self, row: int, column: int) -> str:
        return self.figures[row][column] if self.figures else ""


@dataclass(frozen=True)
class ChartBlock:
    """A chart, with the table of its figures where it does not bear them; `source` in words."""

    chart: Chart
    source: str = ""


@dataclass(frozen=True)
class KeyFigure:
    """A figure in large: `figure` is the id of its line in the annex."""

    label: str
    value: str
    change: str = ""
    figure: str = ""


@dataclass(frozen=True)
class KeyFigures:
    """Figures that sum the year up."""

    items: tuple[KeyFigure, ...]
    caption: str = ""


@dataclass(frozen=True)
class Identity:
    """Who publishes, in law: pairs such as ("SIRET", "444 165 237 00041")."""

    lines: tuple[tuple[str, str], ...]


Block = (
    TitlePage
    | Contents
    | Heading
    | Prose
    | Status
    | ActionList
    | Table
    | ChartBlock
    | KeyFigures
    | Identity
)


@dataclass(frozen=True)
class Record:
    """A record behind a figure, as the reader of the published version may see it.

    `href` is its page in the house: it tells it from others of its name, and is not printed.
    """

    title: str
    when: str = ""
    href: str = ""


@dataclass(frozen=True)
class FigureLine:
    """Where a figure comes from. `withheld` records are counted, and the reason is in words."""

    id: str
    text: str
    label: str
    period: str = ""
    definition: str = ""
    formula: str = ""
    source: str = ""
    qualifier: str = ""
    href: str = ""
    records: tuple[Record, ...] = ()
    withheld: int = 0
    withheld_why: str = ""


@dataclass(frozen=True)
class DataTable:
    """Rows for the data pack alone: `name` makes the file's name, numbers are plain ("52464")."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Document:
    """A report as it reads. `notice` stands on every page ("démonstration : …").

    `detail` is how much of it is printed (`essaim.documents.formats.shorter`).
    """

    title: str
    language: str
    publisher: str
    year: int
    subtitle: str = ""
    published_on: date | None = None
    notice: str = ""
    blocks: tuple[Block, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    data: tuple[DataTable, ...] = ()
    detail: Detail = field(default=Detail.COMPLETE, metadata=codec.LATER)

    def to_json(self) -> str:
        """Canonical JSON: the same document gives the same text, on any machine."""
        record = {"form": FORM, **codec.encoded(self)}
        return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Document":
        """The document of a published version. Raises `codec.Unreadable` with one sentence."""
        try:
            record: Any = json.loads(text)
        except ValueError as error:
            raise codec.Unreadable(f"This is not JSON: {error}.") from error
        if not isinstance(record, dict) or record.pop("form", None) != FORM:
            raise codec.Unreadable(f"This is not a report of the form {FORM}.")
        document: Document = codec.decoded(cls, record)
        return document

    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()
