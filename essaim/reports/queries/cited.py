"""The figures of a report: those that its texts cite, those of its objectives, the key ones."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q

from essaim.kernel.acting import Acting
from essaim.kernel.periods import Period
from essaim.programme.enums import FigureForm, Nature, Qualifier
from essaim.programme.models import Indicator
from essaim.programme.queries.figures import Figure, FigureBook
from essaim.reports.material import CitedFigure, FigureRow
from essaim.reports.models import Report
from essaim.reports.prose import Citation
from essaim.writing.queries import hidden_figure


@dataclass
class Figures:
    """Every figure that the report shows, read once: three queries, and one a measure."""

    book: FigureBook
    reader: Acting
    key_rows: Sequence[FigureRow] = ()
    rows: Mapping[int, Sequence[FigureRow]] = field(default_factory=dict)
    known: dict[Citation, CitedFigure] = field(default_factory=dict)
    gone: set[Citation] = field(default_factory=set)

    @classmethod
    def load(cls, report: Report, reader: Acting, codes: Iterable[str]) -> "Figures":
        of_the_programme = Q(objective__programme=report.programme_id)
        wanted = Q(code__in=set(codes)) | Q(is_key=True) | of_the_programme
        rows = Indicator.objects.filter(wanted).select_related("objective")
        indicators = list(rows.order_by("-is_key", "title", "id"))
        figures = cls(FigureBook.of(indicators, report.year), reader)
        shown = [indicator for indicator in indicators if indicator.audience in reader.capacities]
        figures.key_rows = [figures._row(indicator) for indicator in shown if indicator.is_key]
        by_objective: defaultdict[int, list[FigureRow]] = defaultdict(list)
        for indicator in shown:
            if (
                indicator.objective is not None
                and indicator.objective.programme_id == report.programme_id
            ):
                by_objective[indicator.objective.pk].append(figures._row(indicator))
        figures.rows = dict(by_objective)
        return figures

    def cite(self, citation: Citation) -> CitedFigure | None:
        """The figure that a text cites; None where its indicator, period or form is none."""
        if citation not in self.known and citation not in self.gone:
            figure = self.book.figure(citation.code, citation.period, citation.form)
            if figure is None:
                self.gone.add(citation)
            else:
                self._keep(figure)
        return self.known.get(citation)

    def _row(self, indicator: Indicator) -> FigureRow:
        """The figure of the year with what is known of the year before."""
        now = self._keep(self._figure(indicator, FigureForm.VALUE))
        before, change = None, None
        if now.is_known:
            growth = self._figure(indicator, FigureForm.GROWTH)
            moved = (
                growth
                if growth.value is not None
                else self._figure(indicator, FigureForm.DIFFERENCE)
            )
            change = self._keep(moved) if moved.value is not None else None
            past = self._figure(indicator, FigureForm.PREVIOUS)
            before = self._keep(past) if past.value is not None else None
        return FigureRow(now, before, change)

    def _figure(self, indicator: Indicator, form: FigureForm) -> Figure:
        return self.book.figure_of(indicator, Period.of_year(self.book.year), form)

    def _keep(self, figure: Figure) -> CitedFigure:
        citation = Citation(figure.indicator.code, figure.period, figure.form)
        if citation not in self.known:
            is_visible = figure.indicator.audience in self.reader.capacities
            self.known[citation] = cited(citation, figure, is_visible=is_visible)
        return self.known[citation]


def cited(citation: Citation, figure: Figure, *, is_visible: bool) -> CitedFigure:
    """One that the readers of the report may not see tells them nothing: no value, no source."""
    indicator = figure.indicator
    if not is_visible:
        figure = replace(figure, text=hidden_figure(), value=None, url="", source="", warning="")
        figure = replace(figure, formula="", base="", qualifier=Qualifier.EXACT)
    return CitedFigure(
        citation=citation,
        title=indicator.title,
        unit=indicator.unit_plural or indicator.unit,
        text=figure.text,
        value=figure.value,
        url=figure.url,
        definition=indicator.definition if is_visible else "",
        formula=figure.formula,
        source=figure.source,
        qualifier=figure.qualifier,
        base=figure.base,
        warning=figure.warning,
        is_visible=is_visible,
        is_stock=indicator.nature == Nature.STOCK,
    )
