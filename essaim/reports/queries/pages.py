"""A report as its pages show it. No query here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import NamedTuple
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from essaim.documents.formats.frame import levelled
from essaim.kernel.addresses import Pattern, address
from essaim.kernel.charts import Chart, svg, table_of
from essaim.kernel.datewords import date_range
from essaim.kernel.hypertext import write_html
from essaim.kernel.markup import ResolvedFigure, Token, resolved_blocks
from essaim.kernel.nodes import Block
from essaim.kernel.offering.records import Record
from essaim.reports.material import (
    NOTHING_BEHIND,
    AxisChapter,
    CitedFigure,
    Fact,
    Material,
    ObjectiveChapter,
    RoomPassage,
    is_compared,
)
from essaim.reports.prose import Prose, citation_of
from essaim.reports.queries.summary import AxisLine, columns, lines_of
from essaim.reports.report_templates import PartPlan, SectionKind


@dataclass(frozen=True, slots=True)
class PageText:
    """A text with its figures resolved."""

    prose: Prose
    html: SafeString


@dataclass(frozen=True)
class FactAddresses:
    """Where the actions of an objective lead; `then` ends the addresses of their buttons.

    Looked up when they are shown: whoever only reads has no button.
    """

    report: UUID
    objective: UUID
    then: str

    @cached_property
    def choose(self) -> Pattern:
        return Pattern("reports:select_action", self.report, self.objective)

    @cached_property
    def move(self) -> Pattern:
        return Pattern("reports:move_action", self.report, self.objective)


class PageFact(NamedTuple):
    """An action, told or left out, with the addresses of what may be done with it here; a tuple,
    since there may be ten thousand of them."""

    fact: Fact
    when: str
    addresses: FactAddresses
    is_kept: bool = False
    may_rise: bool = False
    may_sink: bool = False

    @property
    def url(self) -> str:
        return address("programme:action", self.fact.key)

    @property
    def choose_url(self) -> str:
        return self.addresses.choose(self.fact.key) + self.addresses.then

    @property
    def move_url(self) -> str:
        return self.addresses.move(self.fact.key) + self.addresses.then


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part of an objective; `text` where it is one."""

    kind: str
    heading: str
    text: PageText | None


@dataclass(frozen=True, slots=True)
class PageRecords:
    """Records, and how many more there are than stand here."""

    shown: Sequence[Record]
    more: int

    @classmethod
    def of(cls, records: Sequence[Record], most: int | None) -> "PageRecords":
        return cls(records[:most], len(records[most:]) if most is not None else 0)


@dataclass(frozen=True, slots=True)
class PagePassage:
    """What another room tells: its text, each of its figures with its records, its lists."""

    html: SafeString
    figures: Sequence[tuple[CitedFigure, PageRecords]]
    lists: Mapping[str, PageRecords]


@dataclass(frozen=True, slots=True)
class PageObjective:
    """An objective with its parts in the order of the template."""

    chapter: ObjectiveChapter
    parts: Sequence[PagePart]
    facts: Sequence[PageFact]
    left_out: Sequence[PageFact]
    passages: Sequence[PagePassage]

    @property
    def is_compared(self) -> bool:
        return is_compared(self.chapter.rows)

    @property
    def place(self) -> str:
        """As remarks name it."""
        return f"{self.chapter.code} {self.chapter.title}"

    @property
    def unwritten(self) -> list[PagePart]:
        """Texts that may be written and are not."""
        proses = [(part, part.text.prose) for part in self.parts if part.text is not None]
        return [part for part, prose in proses if not prose.html and not prose.is_required]


@dataclass(frozen=True, slots=True)
class PageAxis:
    """An axis with its objectives."""

    chapter: AxisChapter
    anchor: str
    objectives: Sequence[PageObjective]
    summary: Sequence[AxisLine]


@dataclass(frozen=True, slots=True)
class PageChart:
    """A chart with the table of its figures."""

    chart: Chart
    picture: SafeString
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class PageSection:
    """A section of the template; `text` where somebody writes it."""

    kind: str
    anchor: str
    heading: str
    text: PageText | None
    is_empty: bool
    summary: str
    columns: AxisLine


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A whole report for a page of the site."""

    material: Material
    sections: Sequence[PageSection]
    axes: Sequence[PageAxis]
    charts: Sequence[PageChart]
    passages: Sequence[PagePassage]


def report_page(material: Material, *, most: int | None = None) -> ReportPage:
    """The page of a report; it costs no query. No list of what other rooms tell is longer than
    `most`."""
    maker = _Maker(material, most)
    return ReportPage(
        material=material,
        sections=list(maker.sections()),
        axes=[maker.axis(axis) for axis in material.axes],
        charts=[_chart(chart) for chart in material.charts],
        passages=[maker.passage(passage) for passage in material.passages],
    )


class FactMaker:
    """Makes the lines of actions of one report; `then` ends the addresses of their buttons."""

    def __init__(self, report: UUID, then: str = "") -> None:
        self.report, self.then = report, then
        self.in_words = cache(partial(date_range, language=get_language() or "fr"))

    def kept(self, objective: UUID, facts: Sequence[Fact]) -> list[PageFact]:
        """Those that are told, in their order: each but the first may go up, but the last down."""
        addresses, last = FactAddresses(self.report, objective, self.then), len(facts) - 1
        return [
            PageFact(fact, self._when(fact), addresses, True, at > 0, at < last)
            for at, fact in enumerate(facts)
        ]

    def left_out(self, objective: UUID, facts: Sequence[Fact]) -> list[PageFact]:
        addresses = FactAddresses(self.report, objective, self.then)
        return [PageFact(fact, self._when(fact), addresses) for fact in facts]

    def _when(self, fact: Fact) -> str:
        return self.in_words(fact.starts_on, fact.ends_on, fact.precision)


class _Maker:
    """Makes the parts of one page."""

    def __init__(self, material: Material, most: int | None) -> None:
        self.material, self.most = material, most
        self.lines = FactMaker(material.key)

    def sections(self) -> Iterator[PageSection]:
        for plan in self.material.template.sections:
            prose = self.material.sections.get(plan.code)
            yield PageSection(
                kind=plan.kind.value,
                anchor=plan.code.replace("_", "-"),
                heading=str(plan.heading),
                text=self._text(prose, under=3) if prose else None,
                is_empty=self._is_empty(plan.kind, prose),
                summary=str(plan.summary),
                columns=columns(),
            )

    def _is_empty(self, kind: SectionKind, prose: Prose | None) -> bool:
        has_content = {
            SectionKind.TEXT: bool(prose and prose.html),
            SectionKind.KEY_FIGURES: bool(self.material.passages)
            or any(row.now.is_known for row in self.material.key_rows),
            SectionKind.CHARTS: bool(self.material.charts),
            SectionKind.LEGAL_IDENTITY: bool(self.material.identity),
        }
        return not has_content.get(kind, True)

    def axis(self, axis: AxisChapter) -> PageAxis:
        return PageAxis(
            axis,
            f"axe-{axis.code.replace('.', '-')}",
            [self._objective(x) for x in axis.objectives],
            lines_of(axis),
        )

    def _objective(self, chapter: ObjectiveChapter) -> PageObjective:
        return PageObjective(
            chapter=chapter,
            parts=[self._part(chapter, plan) for plan in self.material.template.parts],
            facts=self.lines.kept(chapter.key, chapter.facts),
            left_out=self.lines.left_out(chapter.key, chapter.left_out),
            passages=[self.passage(passage) for passage in chapter.passages],
        )

    def passage(self, passage: RoomPassage) -> PagePassage:
        """Each figure of it leads to its records, which stand below it."""

        def figure_of(token: Token) -> ResolvedFigure | None:
            figure = passage.figures.get(token.code)
            place = f"{self.material.url}#{figure.anchor}" if figure else ""
            return ResolvedFigure(figure.text, place, "") if figure else None

        def behind(figure: CitedFigure) -> PageRecords:
            records = self.material.behind.get(figure.citation, NOTHING_BEHIND).records
            return PageRecords.of(records, self.most)

        return PagePassage(
            html=_as_shown(resolved_blocks(passage.html, figure_of), under=5),
            figures=[(figure, behind(figure)) for figure in passage.figures.values()],
            lists={
                caption: PageRecords.of(records, self.most)
                for caption, records in passage.lists.items()
            },
        )

    def _part(self, chapter: ObjectiveChapter, plan: PartPlan) -> PagePart:
        prose = chapter.texts.get(plan.kind)
        text = self._text(prose, under=5) if prose else None
        return PagePart(plan.kind.value, str(plan.heading), text)

    def _text(self, prose: Prose, *, under: int) -> PageText:
        return PageText(prose, shown(prose, self.material, under=under))


def shown(prose: Prose, material: Material, *, under: int) -> SafeString:
    """A text as it reads: each figure is a link to its page, one that is gone is marked.

    Its headings begin at level `under`.

    Safe: `write_html` writes nothing but the normal form of the house.
    """

    def figure_of(token: Token) -> ResolvedFigure | None:
        figure = material.figures.get(citation_of(token, material.year))
        if figure is None:
            return None
        return ResolvedFigure(figure.text, figure.url, figure.anchor if figure.is_visible else "")

    blocks = resolved_blocks(prose.html, figure_of, material.picture)
    return _as_shown(blocks, under=under)


def _as_shown(blocks: Iterable[Block], *, under: int) -> SafeString:
    html = write_html(levelled(blocks, under), is_shown=True)
    html = html.replace('<a class="figure" ', '<a class="token" ')
    html = html.replace("<span data-figure=", '<span class="token gone" data-figure=')
    return mark_safe(html)  # noqa: S308


def _chart(chart: Chart) -> PageChart:
    header, rows = table_of(chart)
    return PageChart(chart, mark_safe(svg(chart)), header, rows)  # noqa: S308
