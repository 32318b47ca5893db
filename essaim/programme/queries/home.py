"""What the home page tells of the programme: in few queries, whatever the length of the years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Exists, OuterRef

from essaim.kernel.acting import Acting
from essaim.kernel.addresses import address
from essaim.kernel.periods import Period
from essaim.programme.enums import FigureForm
from essaim.programme.models import (
    Action,
    Indicator,
    ObjectiveYear,
    Programme,
)
from essaim.programme.queries.figures import FigureBook, page_of
from essaim.programme.queries.plan import held_in, missing_in, year_shown

FIGURES, HIGHLIGHTS, UNTOLD = 6, 6, 6


@dataclass(frozen=True)
class KeyFigure:
    """A key figure, bare since its label says of what, with its change on the year before.

    `base`: what a rate is a rate of, in words; empty for what is none.
    """

    indicator: Indicator
    number: str
    change: str
    url: str
    base: str


def key_figures(acting: Acting, on: date) -> tuple[int, list[KeyFigure]]:
    """The network's key figures of the last year that has readings, and which year that is."""
    indicators = Indicator.objects.visible_to(acting).filter(is_key=True).order_by("title", "id")
    book = FigureBook.of_last_year_read(list(indicators), on)
    shown = ((each, *book.number_and_base(each.code)) for each in book.indicators.values())
    known = ((indicator, number, base) for indicator, number, base in shown if number)
    return book.year, [_key_figure(book, *figure) for figure in islice(known, FIGURES)]


def _key_figure(book: FigureBook, indicator: Indicator, number: str, base: str) -> KeyFigure:
    change, _form = book.change(indicator.code)
    url = page_of(indicator, Period.of_year(book.year), FigureForm.VALUE)
    return KeyFigure(indicator, number, change, url, base)


def last_highlights(acting: Acting, on: date) -> list[Action]:
    """Of the last year that has any, the last first."""
    highlights = (
        Action.objects.visible_to(acting)
        .that_took_place()
        .filter(is_highlight=True, starts_on__lte=on)
    )
    lines = highlights.only("key", "title", "place", "starts_on", "ends_on", "precision")
    last = lines.order_by("-starts_on", "-id")[:HIGHLIGHTS]
    return [action for action in last if action.starts_on.year == last[0].starts_on.year]


@dataclass(frozen=True)
class Untold:
    """An objective of which a report of the year will want something that is not there."""

    code: str
    url: str
    there: Sequence[bool]  # facts, an evaluation, means

    @property
    def missing(self) -> list[str]:
        return missing_in(*self.there)


def untold_actions(programme: Programme, on: date) -> tuple[list[Untold], int]:
    """Of the year that the programme shows: the first ones, and how many more there are.

    Whether something was held is looked for where it decides, or is told: among twenty thousand
    actions, that of each objective is most of the cost.
    """
    year = year_shown(programme, None, on)
    judged = ObjectiveYear.objects.filter(objective__programme=programme, year=year)
    texts = judged.values_list("objective", "evaluation", "means")
    written = {pk: (bool(evaluation), bool(means)) for pk, evaluation, means in texts}
    rows = list(programme.objectives.order_by("position", "code").values_list("pk", "key", "code"))
    silent = [pk for pk, _key, _code in rows if not all(written.get(pk, (False,)))]
    asked = {pk for pk, _key, _code in rows} - set(silent[UNTOLD:])
    facts = Exists(held_in(programme, year).filter(objective=OuterRef("pk")))
    with_facts = set(programme.objectives.filter(facts, pk__in=asked).values_list("pk", flat=True))
    there = {pk: (pk in with_facts, *written.get(pk, (False, False))) for pk in asked}
    lines = [
        Untold(code, f"{address('programme:objective', key)}?annee={year}", there[pk])
        for pk, key, code in rows
        if pk in asked and not all(there[pk])
    ]
    return lines[:UNTOLD], len(lines[UNTOLD:]) + len(silent[UNTOLD:])
