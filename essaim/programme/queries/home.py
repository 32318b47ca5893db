"""What the home page tells of the programme: in few queries, whatever the length of the years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef

from essaim.kernel.acting import Acting
from essaim.programme.arithmetic import Stretch
from essaim.programme.enums import FigureForm
from essaim.programme.models import (
    Action,
    Indicator,
    ObjectiveYear,
    Programme,
)
from essaim.programme.queries.figures import FigureBook, page_of
from essaim.programme.queries.plan import held_in, missing_in, year_shown

FIGURES, HIGHLIGHTS = 6, 6


@dataclass(frozen=True)
class KeyFigure:
    """A key figure, bare since its label says of what, with its change on the year before."""

    indicator: Indicator
    number: str
    change: str
    url: str


def key_figures(acting: Acting, on: date) -> tuple[int, list[KeyFigure]]:
    """The network's key figures of the last year that has readings, and which year that is."""
    seen = Indicator.objects.visible_to(acting).filter(is_key=True).order_by("title", "id")
    book = FigureBook.of_last_year_read(list(seen), on)
    known = (each for each in book.indicators.values() if book.text(each.code, FigureForm.NUMBER))
    return book.year, [_key_figure(book, each) for each in islice(known, FIGURES)]


def _key_figure(book: FigureBook, indicator: Indicator) -> KeyFigure:
    """Where no growth can be, a difference."""
    number, growth = (
        book.text(indicator.code, form) for form in (FigureForm.NUMBER, FigureForm.GROWTH)
    )
    change = growth or book.text(indicator.code, FigureForm.DIFFERENCE)
    url = page_of(indicator, Stretch(book.year), FigureForm.VALUE)
    return KeyFigure(indicator, number, change, url)


def last_highlights(acting: Acting, on: date) -> list[Action]:
    """Of the last year that has any, the last first."""
    seen = Action.objects.visible_to(acting).held().filter(is_highlight=True, starts_on__lte=on)
    last = seen.order_by("-starts_on", "-id")[:HIGHLIGHTS]
    return [action for action in last if action.starts_on.year == last[0].starts_on.year]


@dataclass(frozen=True)
class Untold:
    """An objective of which a report of the year will want something that is not there."""

    key: UUID
    code: str
    there: Sequence[object]

    @property
    def missing(self) -> list[str]:
        return missing_in(*self.there)


def still_to_be_told(programme: Programme, on: date) -> tuple[int, list[Untold]]:
    """The year that the programme shows, and its objectives of which something is missing."""
    year = year_shown(programme, None, on)
    judged = ObjectiveYear.objects.filter(objective__programme=programme, year=year)
    texts = {pk: said for pk, *said in judged.values_list("objective", "evaluation", "means")}
    facts = Exists(held_in(programme, year).filter(objective=OuterRef("pk")))
    rows = programme.objectives.order_by("position", "code")
    lines = [
        Untold(key, code, (has_facts, *texts.get(pk, ("", ""))))
        for pk, key, code, has_facts in rows.values_list("pk", "key", "code", facts)
    ]
    return year, [line for line in lines if not all(line.there)]
