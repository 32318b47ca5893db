"""The records behind the figures of a report, as its readers may see them."""

from collections.abc import Iterator, Mapping

from essaim.kernel.acting import Acting
from essaim.kernel.manifest import measures
from essaim.kernel.offering.records import Record
from essaim.kernel.periods import Period
from essaim.programme.enums import FigureForm
from essaim.programme.models import Indicator
from essaim.programme.queries.figures import FigureBook
from essaim.reports.material import Behind
from essaim.reports.prose import Citation

#: Forms that look at the year before, alone or with the year itself.
OF_THE_YEAR_BEFORE = {FigureForm.PREVIOUS}
OF_BOTH = {FigureForm.DIFFERENCE, FigureForm.GROWTH}


def records_of(
    citations: list[Citation], book: FigureBook, reader: Acting
) -> Mapping[Citation, Behind]:
    """What stands behind each citation: one query a measure and a year that is cited.

    A record that several terms count is listed once; those withheld have no name to compare, so
    they are counted term by term. Of people, a report tells their label alone.
    """
    read: dict[tuple[str, int | None, Period], tuple[Record, ...]] = {}
    behind: dict[Citation, Behind] = {}
    for citation in citations:
        visible: dict[Record, None] = {}
        withheld = 0
        for indicator, period in _counted(citation, book):
            asked = (indicator.measure, indicator.objective_id, period)
            if asked not in read:
                measure = measures()[indicator.measure]
                read[asked] = tuple(measure.records(period, indicator.objective_id, reader))
            shown = [record for record in read[asked] if record.is_visible]
            visible.update(dict.fromkeys(shown))
            withheld += len(read[asked]) - len(shown)
        behind[citation] = Behind(tuple(record.published for record in visible), withheld)
    return behind


def _counted(citation: Citation, book: FigureBook) -> Iterator[tuple[Indicator, Period]]:
    """The computed indicators that a figure comes from, and the periods that it looks at."""
    indicator = book.indicators[citation.code]
    now = Period.read(citation.period)
    periods = [now]
    if citation.form in OF_THE_YEAR_BEFORE:
        periods = [now.year_before]
    elif citation.form in OF_BOTH:
        periods = [now, now.year_before]
    for operand in [indicator, *book.amounts.terms.get(indicator.pk, ())]:
        if operand.measure in measures():
            yield from ((operand, period) for period in periods)
