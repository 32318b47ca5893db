"""What every format shares: addresses made whole, figures numbered, the lines of the annex."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from essaim.documents.document import (
    Contents,
    Detail,
    Document,
    FigureLine,
    Heading,
    KeyFigures,
    Prose,
    Table,
)
from essaim.documents.formats.words import (
    Words,
    published_words,
    records_words,
    withheld_words,
    words_in,
)
from essaim.kernel.charts import Chart, ChartKind, table_of
from essaim.kernel.hypertext import read_html
from essaim.kernel.nodes import Block, Marks, Picture, Run

#: Signs of an address that are printed; the link leads on.
LONGEST_ADDRESS = 60


class UnresolvedFigure(ValueError):
    """A figure of the text has no value or no line in the annex; `place` is the heading above."""

    def __init__(self, figure: str, place: str) -> None:
        super().__init__(f"The figure {figure!r} has no value, under {place!r}.")
        self.figure = figure
        self.place = place


@dataclass(frozen=True)
class Frame:
    """A document on its way to a format."""

    document: Document
    base_url: str

    @cached_property
    def words(self) -> Words:
        return words_in(self.document.language)

    @cached_property
    def notes(self) -> dict[str, int]:
        """The number of each figure in the annex, from 1."""
        return {line.id: at for at, line in enumerate(self.document.figures, start=1)}

    @cached_property
    def annexed(self) -> list[FigureLine]:
        """The lines of the annex: on shorter paper those of the figures that stand there."""
        if self.document.detail is Detail.COMPLETE:
            return list(self.document.figures)
        cited = {figure for block in self.document.blocks for figure, _resolved in _cited(block)}
        return [line for line in self.document.figures if line.id in cited]

    def in_short(self, line: FigureLine) -> str:
        """What the annex of shorter paper says of a figure: what it counts, or where it is from."""
        parts = [line.label, line.period, line.formula or line.source or line.definition]
        if line.records:
            parts.append(records_words(len(line.records), self.document.language))
        return " · ".join(part for part in parts if part)

    def absolute(self, href: str) -> str:
        return f"{self.base_url}{href}" if href.startswith("/") else href

    def figure_href(self, figure: str) -> str:
        """The page of a figure, or its place in the annex if it has no page."""
        note = self.notes[figure]
        return self.absolute(self.document.figures[note - 1].href) or f"#figure-{note}"

    def year_line(self) -> str:
        """The year and, once published, the day."""
        if self.document.published_on is None:
            return str(self.document.year)
        day = published_words(self.document.published_on, self.document.language)
        return f"{self.document.year} · {day}"

    def prose(self, html: str) -> list[Block]:
        """Rich text with whole addresses, and after each figure its number in the annex."""
        return [
            block._replace(runs=tuple(run for whole in block.runs for run in self._runs(whole)))
            for block in read_html(html, figures=True)
        ]

    @cached_property
    def pictures(self) -> list[Picture]:
        """Those of the texts, in order, as often as they stand there."""
        proses = [block for block in self.document.blocks if isinstance(block, Prose)]
        return [picture for prose in proses for picture in pictures_in(prose)]

    def _runs(self, run: Run) -> Iterator[Run]:
        if run.figure:
            note = self.notes[run.figure]
            yield run._replace(marks=run.marks._replace(href=self.figure_href(run.figure)))
            yield Run(
                f"[{note}]", Marks(f"#figure-{note}", run.marks.strong, run.marks.em, sup=True)
            )
        else:
            yield run._replace(marks=run.marks._replace(href=self.absolute(run.marks.href)))

    def chart_table(self, chart: Chart) -> Table:
        """The figures of a chart, whose first column always has a name."""
        header, rows = table_of(chart)
        header = (header[0] or self.words.chart_axis, *header[1:])
        return Table(self.words.chart_table, header, rows, tuple(range(1, len(header))))

    def label_of(self, prose: Prose) -> str:
        """ "Évaluation", "Moyens"…; nothing for plain text."""
        return str(getattr(self.words, prose.kind.value, ""))

    def facts(self, line: FigureLine) -> list[tuple[str, str]]:
        """What the annex says of a figure, each with its label; what is not known is left out."""
        lines = [
            (self.words.period, line.period),
            (self.words.definition, line.definition),
            (self.words.formula, line.formula),
            (self.words.source, line.source),
            (self.words.qualifier, line.qualifier),
        ]
        return [(label, text) for label, text in lines if text]

    def records(self, line: FigureLine) -> list[str]:
        """The records that may be shown, each in a line, then how many are not and why."""
        shown = [
            f"{record.title} ({record.when})" if record.when else record.title
            for record in line.records
        ]
        if line.withheld:
            shown.append(withheld_words(line.withheld, line.withheld_why, self.document.language))
        return shown


def place_of(href: str) -> str:
    """An address as paper shows it: its host and its path, cut where it is long; ours has none."""
    place = re.sub(r"^https?://(www\.)?", "", href).rstrip("/")
    if href.startswith("/"):
        return ""
    return place if len(place) <= LONGEST_ADDRESS else f"{place[: LONGEST_ADDRESS - 1]}…"


def bears_its_figures(chart: Chart) -> bool:
    """Whether each value is printed in the picture: no table need repeat them on paper."""
    return chart.kind in {ChartKind.BAR, ChartKind.GROUPED}


def pictures_in(prose: Prose) -> list[Picture]:
    """Those of a text that hold the picture itself; most texts have none, and are not read."""
    if "<figure>" not in prose.html:
        return []
    blocks = read_html(prose.html, figures=True)
    return [block.picture for block in blocks if block.picture and block.picture.src]


def levelled(blocks: Iterable[Block], under: int) -> Iterator[Block]:
    """Headings inside a text moved under those of the report, none skipped."""
    has_heading = False
    for block in blocks:
        if block.kind in {"h3", "h4"}:
            level = under + (block.kind == "h4" and has_heading)
            has_heading = True
            yield block._replace(kind=f"h{min(level, 6)}")
        else:
            yield block


def headings(document: Document, *, depth: int) -> list[Heading]:
    """The headings for the table of contents, in order; the annex comes after them."""
    return [
        block for block in document.blocks if isinstance(block, Heading) and block.level <= depth
    ]


def listed_anchors(document: Document) -> list[str]:
    """Where the lines of its table of contents lead, in order; nothing where it has none."""
    depths = [block.depth for block in document.blocks if isinstance(block, Contents)]
    entries = [
        heading.anchor for depth in depths[:1] for heading in headings(document, depth=depth)
    ]
    return [*entries, "annex"] if entries else []


def refuse_unresolved(document: Document) -> None:
    """Raises UnresolvedFigure if a token is left, or if a figure cited is not in the annex."""
    known = {line.id for line in document.figures}
    place = document.title
    for block in document.blocks:
        if isinstance(block, Heading):
            place = block.text
        for figure, is_resolved in _cited(block):
            if not is_resolved or figure not in known:
                raise UnresolvedFigure(figure, place)


def _cited(block: object) -> Iterator[tuple[str, bool]]:
    if isinstance(block, KeyFigures):
        yield from ((item.figure, True) for item in block.items if item.figure)
    if isinstance(block, Table):
        yield from ((figure, True) for row in block.figures for figure in row if figure)
    if isinstance(block, Prose):
        for paragraph in read_html(block.html, figures=True):
            for run in paragraph.runs:
                if run.token:
                    yield run.token.code, False
                if run.figure:
                    yield run.figure, True
