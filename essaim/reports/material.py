"""What a report is made of, gathered from the registry: the composer, the checks and the document
all stand on it. Pure: it knows no database and no request.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property, partial
from typing import NamedTuple
from uuid import UUID

from essaim.documents.document import Evidence
from essaim.kernel.charts import Chart
from essaim.kernel.markup import Picture
from essaim.kernel.offering.records import Record
from essaim.reports.prose import Citation, Prose
from essaim.reports.report_templates import PartKind, ReportTemplate
from essaim.writing.queries import Cited


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


class Moment(NamedTuple):
    """What a chart counts of an action."""

    kind: str
    starts_on: date
    precision: str


class Folded(NamedTuple):
    """How many actions an objective tells and leaves out, where they are counted and not read."""

    kept: int
    left_out: int


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
        amount, _space, unit = self._alone.rpartition("\u00a0")
        return amount or unit

    @property
    def counted(self) -> str:
        """The unit as it is written: "visites"."""
        amount, _space, unit = self._alone.rpartition("\u00a0")
        return unit if amount else ""

    @property
    def _alone(self) -> str:
        """Without what it is a part of, which stands below it: 3,54 %, not (392 of 11 080)."""
        return self.text.removesuffix(f" ({self.base})") if self.base else self.text

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
class RoomPassage:
    """What another room tells: its text in the normal form, the figures that it cites, its lists.

    `figures` are found by the code of their measure.
    """

    html: str
    figures: Mapping[str, CitedFigure]
    lists: Mapping[str, Sequence[Record]]


@dataclass(frozen=True, slots=True)
class DecisionNote:
    """A decision, as a changed objective refers to it: its day alone where it is not shown."""

    text: str
    body: str
    decided_on: date
    reference: str


@dataclass(frozen=True)
class ObjectiveChapter:
    """An objective of the year: its facts (kept, left out, withheld), figures, texts, judgement.

    Where they are folded there are no `facts` and none `left_out`, but how many.
    """

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
    passages: Sequence[RoomPassage] = ()
    folded: Folded | None = None

    @property
    def action_count(self) -> int:
        """How many actions it tells."""
        return len(self.facts) if self.folded is None else self.folded.kept

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
    passages: Sequence[RoomPassage] = ()  # of the network as a whole
    pictures: Cited = field(default_factory=partial(Cited, 0))
    evidence: Mapping[int, tuple[Evidence, ...]] = field(default_factory=dict)  # by id of an action

    def picture(self, picture: Picture) -> Picture | str:
        """As the readers of the report may see it."""
        return self.pictures.drawn(picture)

    @property
    def objectives(self) -> Iterator[ObjectiveChapter]:
        return (objective for axis in self.axes for objective in axis.objectives)

    @cached_property
    def proses(self) -> list[Prose]:
        """Every text, in the order of the report."""
        proses: list[Prose] = []
        for section in self.template.sections:
            if section.code in self.sections:
                proses.append(self.sections[section.code])
            if section.parts:
                proses += [
                    text for objective in self.objectives for text in objective.texts.values()
                ]
        return proses

    def place_of(self, objective: ObjectiveChapter) -> str:
        """The objective in the composer."""
        return f"{self.composer_url}#{objective.anchor}"
