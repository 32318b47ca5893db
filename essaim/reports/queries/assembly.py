"""From what a report is made of to the document that every format renders. No query here."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from django.utils.translation import gettext as _

from essaim.documents import document as doc
from essaim.kernel.addresses import Pattern
from essaim.kernel.datewords import date_range, date_words
from essaim.kernel.manifest import kinds
from essaim.kernel.markup import ResolvedFigure, Token, resolve
from essaim.kernel.offering.records import Record
from essaim.programme.enums import Qualifier
from essaim.reports.material import (
    NOTHING_BEHIND,
    CitedFigure,
    DecisionNote,
    Fact,
    FigureRow,
    Material,
    ObjectiveChapter,
    RoomPassage,
    is_compared,
)
from essaim.reports.prose import Prose, citation_of
from essaim.reports.queries.summary import capital, columns, lines_of
from essaim.reports.report_templates import PartKind, PartPlan, SectionKind, SectionPlan

PROSE_KINDS = {
    PartKind.EVALUATION: doc.ProseKind.EVALUATION,
    PartKind.RESULTS: doc.ProseKind.RESULTS,
    PartKind.MEANS: doc.ProseKind.MEANS,
    PartKind.DIFFICULTIES: doc.ProseKind.DIFFICULTIES,
    PartKind.NEXT_STEPS: doc.ProseKind.NEXT,
}


def document_of(material: Material, *, language: str, notice: str) -> doc.Document:
    """The same material gives the same document.

    The annex holds the figures that the report shows, in the order in which one meets them.
    """
    maker = _Maker(material, language)
    blocks = tuple(maker.blocks())
    shown = list(maker.shown)
    return doc.Document(
        title=material.title,
        language=language,
        publisher=material.publisher,
        year=material.year,
        subtitle=material.programme,
        notice=notice,
        blocks=blocks,
        figures=tuple(maker.figure_line(figure) for figure in shown),
        data=tuple(tables_of(material, shown)),
    )


class _Maker:
    """Makes the blocks of one report."""

    def __init__(self, material: Material, language: str) -> None:
        self.material = material
        self.language = language
        self.action_page = Pattern("programme:action")
        self.kinds = {code: str(kind.label) for code, kind in kinds().items()}
        self.in_words = cache(partial(date_range, language=language))
        self.shown: dict[CitedFigure, None] = {}

    def show(self, figure: CitedFigure) -> str:
        """Its place in the annex, where it stands from now on."""
        self.shown.setdefault(figure)
        return figure.anchor

    def blocks(self) -> Iterator[doc.Block]:
        for plan in self.material.template.sections:
            yield from self._section(plan)

    def _section(self, plan: SectionPlan) -> Iterator[doc.Block]:
        if plan.kind is SectionKind.TITLE_PAGE:
            yield doc.TitlePage(tuple(self.material.lines))
        elif plan.kind is SectionKind.CONTENTS:
            yield doc.Contents()
        elif plan.kind is SectionKind.PROGRAMME:
            yield from self._programme(plan.parts, str(plan.summary))
        else:
            blocks = list(self._headed(plan))
            if blocks:
                yield doc.Heading(1, str(plan.heading), plan.code.replace("_", "-"))
                yield from blocks

    def _headed(self, plan: SectionPlan) -> Iterator[doc.Block]:
        """What stands under the heading of a section: without it, no heading."""
        material = self.material
        if plan.kind is SectionKind.TEXT:
            yield from self._prose(material.sections[plan.code], doc.ProseKind.TEXT)
        elif plan.kind is SectionKind.KEY_FIGURES:
            items = tuple(self._key_figure(row) for row in material.key_rows if row.now.is_known)
            if items:
                yield doc.KeyFigures(items)
            yield from self._passages(material.passages)
        elif plan.kind is SectionKind.CHARTS:
            yield from (doc.ChartBlock(chart) for chart in material.charts)
        elif material.identity:
            yield doc.Identity(material.identity)

    def _programme(self, parts: Sequence[PartPlan], summary: str) -> Iterator[doc.Block]:
        for axis in self.material.axes:
            yield doc.Heading(1, axis.title, f"axe-{axis.code.replace('.', '-')}", axis.code)
            if summary:
                yield doc.Table(summary, columns(), tuple(lines_of(axis)), (2,))
            for objective in axis.objectives:
                yield doc.Heading(2, objective.title, objective.anchor, objective.code)
                for part in parts:
                    yield from self._part(objective, part)

    def _part(self, objective: ObjectiveChapter, part: PartPlan) -> Iterator[doc.Block]:
        if part.kind is PartKind.STATUS:
            yield doc.Status(capital(objective.status_label), _why(objective, self.language))
        elif part.kind is PartKind.FACTS:
            if objective.facts:
                items = tuple(self._item(fact) for fact in objective.facts)
                yield doc.ActionList(items, str(part.heading))
            yield from self._passages(objective.passages)
        elif part.kind is PartKind.FIGURES:
            yield from self._figure_table(objective.rows, str(part.heading))
        else:
            yield from self._prose(objective.texts[part.kind], PROSE_KINDS[part.kind])

    def _prose(self, prose: Prose, kind: doc.ProseKind) -> Iterator[doc.Block]:
        if prose.html:
            yield doc.Prose(resolve(prose.html, self._resolved, self.material.picture), kind)

    def _passages(self, passages: Sequence[RoomPassage]) -> Iterator[doc.Block]:
        """What other rooms tell: their paragraph, then what they list."""
        for passage in passages:
            yield doc.Prose(resolve(passage.html, partial(self._measured, passage)))
            for caption, records in passage.lists.items():
                lines = map(self._record, records)
                items = (doc.ActionItem(line.when, line.title, href=line.href) for line in lines)
                yield doc.ActionList(tuple(items), caption)

    def _measured(self, passage: RoomPassage, token: Token) -> ResolvedFigure | None:
        figure = passage.figures.get(token.code)
        return ResolvedFigure(figure.text, figure.url, self.show(figure)) if figure else None

    def _resolved(self, token: Token) -> ResolvedFigure | None:
        figure = self.material.figures.get(citation_of(token, self.material.year))
        return _in_text(figure, self.show) if figure else None

    def _key_figure(self, row: FigureRow) -> doc.KeyFigure:
        change = row.change.text if row.change else ""
        return doc.KeyFigure(row.now.title, row.now.text, change, self.show(row.now))

    def _figure_table(self, rows: Sequence[FigureRow], caption: str) -> Iterator[doc.Table]:
        """The figures of an objective that are known, with the year before and the change."""
        known = [row for row in rows if row.now.is_known]
        if not known:
            return
        width = 4 if is_compared(known) else 2
        year = self.material.year
        grid = [(row.now, row.before, row.change)[: width - 1] for row in known]
        texts = [[figure.text if figure else "" for figure in row] for row in grid]
        yield doc.Table(
            caption=caption,
            header=(_("Figure"), str(year), str(year - 1), _("Change"))[:width],
            rows=tuple((row.now.title, *words) for row, words in zip(known, texts, strict=True)),
            numeric=tuple(range(1, width)),
            figures=tuple(("", *(self.show(each) if each else "" for each in row)) for row in grid),
        )

    def _item(self, fact: Fact) -> doc.ActionItem:
        return doc.ActionItem(
            when=self.in_words(fact.starts_on, fact.ends_on, fact.precision),
            title=fact.title,
            place=fact.place,
            summary=fact.summary,
            organisations=fact.organisations,
            kind=self.kinds.get(fact.kind, fact.kind),
            href=self.action_page(fact.key),
            is_highlight=fact.is_highlight,
            starts_on=fact.starts_on,
            ends_on=fact.ends_on,
            evidence=self.material.evidence.get(fact.id, ()),
        )

    def figure_line(self, figure: CitedFigure) -> doc.FigureLine:
        behind = self.material.behind.get(figure.citation, NOTHING_BEHIND)
        why = _("They are not for the readers of this report.") if behind.withheld else ""
        return doc.FigureLine(
            id=figure.anchor,
            text=figure.text,
            label=figure.title,
            period=figure.citation.period,
            definition=figure.definition,
            formula=figure.formula,
            source=figure.source,
            qualifier=_qualified(figure.qualifier),
            href=figure.url,
            records=tuple(self._record(record) for record in behind.records),
            withheld=behind.withheld,
            withheld_why=why,
        )

    def _record(self, record: Record) -> doc.Record:
        day = record.on
        when = self.in_words(day, day, record.precision) if day else ""
        return doc.Record(record.title, when, record.url)


def _in_text(figure: CitedFigure, show: Callable[[CitedFigure], str]) -> ResolvedFigure:
    """One that its readers may not see has no line in the annex."""
    return ResolvedFigure(figure.text, figure.url, show(figure) if figure.is_visible else "")


def _why(objective: ObjectiveChapter, language: str) -> str:
    """Why an objective was changed, what it became, who decided it."""
    parts = [objective.reason]
    if objective.became:
        parts.append(_("It became: %(objective)s.") % {"objective": objective.became})
    if objective.decision:
        parts.append(_decided(objective.decision, language))
    return " ".join(part for part in parts if part)


def _decided(decision: DecisionNote, language: str) -> str:
    where = {
        "body": decision.body,
        "day": date_words(decision.decided_on, language=language),
        "reference": f" ({decision.reference})" if decision.reference else "",
    }
    if not decision.body:
        return _("Decided on %(day)s.") % where
    return _("Decided by %(body)s, %(day)s%(reference)s.") % where


def _qualified(qualifier: str) -> str:
    """How exact a value is, in words; nothing where it is."""
    return "" if qualifier == Qualifier.EXACT else str(Qualifier(qualifier).label)


def tables_of(material: Material, shown: Sequence[CitedFigure]) -> Iterator[doc.DataTable]:
    """The same facts as rows, for the data pack."""
    yield doc.DataTable(
        "objectives",
        ("code", "title", "status", "reason"),
        tuple(
            (objective.code, objective.title, objective.status, objective.reason)
            for objective in material.objectives
        ),
    )
    yield doc.DataTable(
        "actions",
        ("objective", "kind", "title", "starts_on", "ends_on", "precision", "place",
         "organisations", "summary"),
        tuple(
            (objective.code, fact.kind, fact.title, fact.starts_on.isoformat(),
             fact.ends_on.isoformat(), fact.precision, fact.place,
             " ; ".join(fact.organisations), fact.summary)
            for objective in material.objectives
            for fact in objective.facts
        ),
    )  # fmt: skip
    yield doc.DataTable(
        "figures",
        ("code", "title", "period", "form", "text", "qualifier", "formula", "source"),
        tuple(
            (*_cited(figure), figure.text, figure.qualifier, figure.formula, figure.source)
            for figure in shown
        ),
    )


def _cited(figure: CitedFigure) -> tuple[str, str, str, str]:
    citation = figure.citation
    return citation.code, figure.title, citation.period, citation.form
