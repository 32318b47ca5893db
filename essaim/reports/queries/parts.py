"""What other rooms tell in a report: their passages, each figure with the records behind it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from essaim.kernel.acting import Acting
from essaim.kernel.manifest import PartFigure, Passage, ReportPart, measures, offered
from essaim.kernel.markup import from_markdown
from essaim.kernel.offering.records import Record
from essaim.kernel.periods import Period
from essaim.programme.enums import FigureForm, Qualifier
from essaim.programme.models import Objective
from essaim.reports.material import Behind, CitedFigure, RoomPassage
from essaim.reports.models import Report
from essaim.reports.prose import Citation


@dataclass(frozen=True)
class Passages:
    """The passages of one report: of each objective by its id, of the whole network under None."""

    of_objective: Mapping[int | None, Sequence[RoomPassage]]
    behind: Mapping[Citation, Behind]

    @classmethod
    def load(cls, report: Report, reader: Acting, objectives: Iterable[Objective]) -> "Passages":
        """One to three queries a part, however many objectives there are."""
        maker = _Maker(report.year, {objective.pk: objective.code for objective in objectives})
        period = Period.of_year(report.year)
        passages: defaultdict[int | None, list[RoomPassage]] = defaultdict(list)
        parts: Iterable[ReportPart] = offered("report_parts")
        for part in (part for part in parts if part.code not in report.parts_left_out):
            for objective, passage in part.tell(period, set(maker.codes), reader).items():
                passages[objective].append(maker.passage(objective, passage))
        return cls(passages, maker.behind)


@dataclass
class _Maker:
    """`codes` are those of the objectives, by id."""

    year: int
    codes: Mapping[int, str]
    behind: dict[Citation, Behind] = field(default_factory=dict)

    def passage(self, objective: int | None, passage: Passage) -> RoomPassage:
        return RoomPassage(
            html=from_markdown(passage.text),
            figures={figure.measure: self.figure(objective, figure) for figure in passage.figures},
            lists={
                caption: [record.published for record in records]
                for caption, records in passage.lists.items()
            },
        )

    def figure(self, objective: int | None, figure: PartFigure) -> CitedFigure:
        measure = measures()[figure.measure]
        code = figure.measure if objective is None else f"{figure.measure}.{self.codes[objective]}"
        citation = Citation(code, str(self.year), FigureForm.VALUE)
        self.behind[citation] = Behind(_visible(figure.records))
        return CitedFigure(
            citation=citation,
            title=str(measure.label),
            unit=str(measure.unit),
            text=figure.text,
            value=Fraction(figure.value),
            url="",
            definition="",
            formula=str(measure.formula),
            source="",
            qualifier=Qualifier.EXACT,
            base="",
            warning="",
            is_visible=True,
            is_stock=False,
        )


def _visible(records: Sequence[Record]) -> tuple[Record, ...]:
    return tuple(record.published for record in records if record.is_visible)
