"""What a report is made of, gathered from the registry: the composer, the checks and the document
all stand on it. Pure: it knows no database and no request.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from essaim.kernel.charts import Chart
from essaim.kernel.hypertext import read_html
from essaim.kernel.manifest import Record
from essaim.kernel.nodes import BREAK, Block, Token
from essaim.reports.report_templates import Limit, PartKind, ReportTemplate

#: What stands for a figure where only typed words count: no digit, no letter, ends no sentence.
FIGURE_SIGN = "◆"


@dataclass(frozen=True, slots=True)
class Citation:
    """A figure as the report cites it: code, period (never empty) and form."""

    code: str
    period: str
    form: str

    @property
    def anchor(self) -> str:
        """Its line in the annex."""
        return f"figure-{self.code}-{self.period}-{self.form}".replace("_", "-")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a text: as it reads, and as it was typed, figures left out."""

    kind: str
    depth: int
    text: str
    typed: str

    @property
    def is_item(self) -> bool:
        return self.kind == "li"

    @property
    def is_heading(self) -> bool:
        return self.kind in {"h3", "h4"}


@dataclass(frozen=True)
class Prose:
    """A text of the report, as it is stored, and the page where it is written.

    `values` are the figures that it cites, in words, by citation.
    """

    place: str
    where: str
    heading: str
    html: str
    version: int
    url: str
    is_required: bool = False
    limit: Limit | None = None
    help_text: str = ""
    year: int = 0
    values: Mapping[Citation, str] = field(default_factory=dict, repr=False)

    @cached_property
    def blocks(self) -> list[Block]:
        return read_html(self.html)

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        return [
            Paragraph(
                kind=block.kind,
                depth=len(block.lists),
                text=self._words(block, is_typed=False),
                typed=self._words(block, is_typed=True),
            )
            for block in self.blocks
        ]

    @cached_property
    def citations(self) -> list[Citation]:
        """The figures that it cites, in order, as often as it does."""
        found = (run.token for block in self.blocks for run in block.runs if run.token)
        return [citation_of(token, self.year) for token in found]

    @property
    def text(self) -> str:
        """The words as they read."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    def _words(self, block: Block, *, is_typed: bool) -> str:
        return "".join(
            self._value(run.token, is_typed=is_typed) if run.token else run.text.replace(BREAK, " ")
            for run in block.runs
        )

    def _value(self, token: Token, *, is_typed: bool) -> str:
        if is_typed:
            return FIGURE_SIGN
        return self.values.get(citation_of(token, self.year), f"[[{token.code}]]")


def citation_of(token: Token, year: int) -> Citation:
    """A token without a period means the year of the report."""
    return Citation(token.code, token.period or str(year), token.form or "value")


class Fact(NamedTuple):
    """An action as the report tells it; a tuple, since there may be ten thousand of them.

    `is_first`: this is the objective under which it is told unless somebody says otherwise.
    `position` is its place where somebody gave it one, else 0: by its date.
    """

    id: int
    key: UUID
    kind: str
    title: str
    summary: str
    starts_on: date
    ends_on: date
    precision: str
    place: str
    is_highlight: bool
    is_first: bool
    position: int
    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """A figure that the report shows or cites, with all that its line of the annex says."""

    citation: Citation
    title: str
    unit: str
    text: str
    value: Fraction | None
    url: str
    definition: str
    formula: str
    source: str
    qualifier: str
    base: str
    warning: str
    is_visible: bool
    is_stock: bool

    @property
    def anchor(self) -> str:
        return self.citation.anchor

    @property
    def amount(self) -> str:
        """What stands before the unit: "52 464"; all of it where there is none."""
        amount, _space, unit = self.text.rpartition("\u00a0")
        return amount or unit

    @property
    def counted(self) -> str:
        """The unit as it is written: "visites"."""
        amount, _space, unit = self.text.rpartition("\u00a0")
        return unit if amount else ""

    @property
    def is_known(self) -> bool:
        return self.value is not None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of the year with the year before and the change, where they are known."""

    now: CitedFigure
    before: CitedFigure | None
    change: CitedFigure | None

    def __iter__(self) -> Iterator[CitedFigure]:
        return (figure for figure in (self.now, self.before, self.change) if figure)


def is_compared(rows: Iterable[FigureRow]) -> bool:
    """Whether one of the figures has a year before: else no column for it."""
    return any(row.before or row.change for row in rows)


@dataclass(frozen=True, slots=True)
class DecisionNote:
    """A decision, as a changed objective refers to it."""

    text: str
    body: str
    decided_on: date
    reference: str


@dataclass(frozen=True)
class ObjectiveChapter:
    """An objective of the year: its facts (kept, left out, withheld), figures, texts, judgement."""

    id: int
    key: UUID
    code: str
    title: str
    url: str
    status: str
    status_label: str
    reason: str
    decision: DecisionNote | None
    became: str
    facts: Sequence[Fact]
    left_out: Sequence[Fact]
    withheld: int
    rows: Sequence[FigureRow]
    texts: Mapping[PartKind, Prose]

    @property
    def anchor(self) -> str:
        return anchor_of(self.code)

    @property
    def is_changed(self) -> bool:
        """Transformed, postponed or abandoned: the report says why."""
        return bool(self.reason)


def anchor_of(code: str) -> str:
    """Where an objective or an axis stands on the page: 1.1 → objectif-1-1."""
    return f"objectif-{code.replace('.', '-')}"


@dataclass(frozen=True)
class AxisChapter:
    """An axis and its objectives, in order."""

    code: str
    title: str
    objectives: Sequence[ObjectiveChapter]


@dataclass(frozen=True, slots=True)
class Behind:
    """The records that a figure counts: those that may be seen, and how many may not."""

    records: tuple[Record, ...] = ()
    withheld: int = 0


NOTHING_BEHIND = Behind()


@dataclass(frozen=True)
class Material:
    """All that a report is made of, for the audience of the report."""

    key: UUID
    title: str
    year: int
    url: str
    composer_url: str
    template: ReportTemplate
    programme: str
    agreement: str
    lines: Sequence[str]
    sections: Mapping[str, Prose]
    axes: Sequence[AxisChapter]
    expected: Sequence[str]
    rubrics: Sequence[tuple[str, bool]]
    key_rows: Sequence[FigureRow]
    charts: Sequence[Chart]
    figures: Mapping[Citation, CitedFigure]
    gone: frozenset[Citation]
    behind: Mapping[Citation, Behind]
    publisher: str
    identity: tuple[tuple[str, str], ...]
    audience: str

    @property
    def objectives(self) -> Iterator[ObjectiveChapter]:
        return (objective for axis in self.axes for objective in axis.objectives)

    @cached_property
    def proses(self) -> list[Prose]:
        """Every text, in the order of the report."""
        found: list[Prose] = []
        for section in self.template.sections:
            if section.code in self.sections:
                found.append(self.sections[section.code])
            if section.parts:
                found += [text for one in self.objectives for text in one.texts.values()]
        return found

    def place_of(self, objective: ObjectiveChapter) -> str:
        """The objective in the composer."""
        return f"{self.composer_url}#{objective.anchor}"
