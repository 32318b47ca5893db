"""What the fields of the forms offer, and the figures that texts may cite."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from operator import or_
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from essaim.kernel.acting import Acting
from essaim.kernel.among_many import few_of, suggestions_of
from essaim.kernel.markup import Token
from essaim.kernel.models import SearchableQuerySet, bears
from essaim.kernel.namesakes import labels_of
from essaim.kernel.offering.figures import FigureChoice, FigureOffer, FiguresInText, TextFigure
from essaim.kernel.text import fold
from essaim.network.models import Organisation, Person
from essaim.programme.arithmetic import cited_period
from essaim.programme.enums import FigureForm
from essaim.programme.models import Agreement, Decision, Indicator, Objective, Programme
from essaim.programme.queries.figures import FigureBook

Named = TypeVar("Named", Organisation, Person)
Choices = list[tuple[str, Any]]
#: Of so many that bear a name, the one of this very label is found.
ALIKE = 200


def _name(row: Organisation | Person) -> str:
    return row.name if isinstance(row, Organisation) else str(row)


class Directory(Generic[Named]):
    """Rows by the label under which a field offers them; found again whatever accents or case.

    Where there are more than a menu holds they are not read: names are suggested while one types.
    Rows of one name are told apart: the name alone finds none of them.
    """

    def __init__(self, rows: SearchableQuerySet) -> None:
        self.rows = rows
        few = few_of(rows)
        self.few = None if few is None else dict(zip(few, labels_of(few, _name), strict=True))

    @property
    def names(self) -> list[str]:
        """To choose from; none where they are suggested."""
        return [] if self.few is None else list(self.few.values())

    @property
    def suggestions(self) -> str:
        """Where a browser asks for names; empty where all are there."""
        return suggestions_of(self.rows) if self.few is None else ""

    def find(self, typed: str) -> Named | None:
        wanted = fold(typed)
        if not wanted:
            return None
        labels = self._bearing({typed, typed.partition(" · ")[0]}) if self.few is None else self.few
        short = (row for row in labels if fold(getattr(row, "short_name", "")) == wanted)
        named = (row for row, label in labels.items() if fold(label) == wanted)
        return next(named, None) or next(short, None)

    def labels(self, rows: Iterable[Named | None]) -> dict[Named, str]:
        """Of those that are in it. At most two queries."""
        asked: list[Named] = [row for row in rows if row is not None]
        if self.few is not None:
            return {row: self.few[row] for row in asked if row in self.few}
        here = list(self.rows.filter(pk__in=[row.pk for row in asked])) if asked else []
        labels = self._bearing({_name(row) for row in here}, here) if here else {}
        return {row: labels[row] for row in here}

    def _bearing(self, names: Iterable[str], rows: Iterable[Named] = ()) -> dict[Named, str]:
        """These rows, and others that bear one of the names, told apart."""
        bearing: Q = reduce(or_, map(bears, sorted(names)))
        alike = list(dict.fromkeys([*rows, *self.rows.filter(bearing)[:ALIKE]]))
        return dict(zip(alike, labels_of(alike, _name), strict=True))

    def label_of(self, row: Named | None) -> str:
        return next(iter(self.labels([row]).values()), "")

    def __contains__(self, row: Named) -> bool:
        return bool(self.labels([row]))


def organisation_directory(acting: Acting) -> Directory[Organisation]:
    visible = Organisation.objects.visible_to(acting)
    return Directory(visible.filter(canonical=None).order_by("folded", "pk"))


def people_directory(acting: Acting) -> Directory[Person]:
    visible = Person.objects.visible_to(acting)
    return Directory(visible.filter(canonical=None, erased_at=None).order_by("folded", "pk"))


def organisations_spoken_for(acting: Acting) -> QuerySet[Organisation]:
    """Those for which they speak: what they note is carried by one of these."""
    return Organisation.objects.filter(key__in=acting.keys_of("delegate")).order_by("folded", "pk")


def objective_choices(objectives: Iterable[Objective]) -> Choices:
    """Objectives by key, under the title of their programme where there are several."""
    groups: dict[Programme, Choices] = {}
    for objective in objectives:
        group = groups.setdefault(objective.programme, [])
        group.append((str(objective.key), str(objective)))
    if len(groups) == 1:
        return next(iter(groups.values()))
    return [(programme.title, choices) for programme, choices in groups.items()]


def objectives_offered(acting: Acting) -> QuerySet[Objective]:
    """Objectives that this reader may see, the newest programme first. One query."""
    objectives = Objective.objects.visible_to(acting).select_related("programme", "axis")
    return objectives.order_by(
        "-programme__starts_on", "programme", "axis__position", "position", "code"
    )


def by_key(rows: Iterable[Any]) -> Mapping[str, Any]:
    return {str(row.key): row for row in rows}


def decisions_offered(acting: Acting) -> QuerySet[Decision]:
    decisions: QuerySet[Decision] = Decision.objects.visible_to(acting)
    return decisions.order_by("-decided_on", "-pk")


def agreements_offered(acting: Acting) -> QuerySet[Agreement]:
    agreements: QuerySet[Agreement] = Agreement.objects.visible_to(acting)
    return agreements.select_related("funder").order_by("-starts_on", "-pk")


def programmes_offered(acting: Acting) -> QuerySet[Programme]:
    programmes: QuerySet[Programme] = Programme.objects.visible_to(acting)
    return programmes.order_by("-starts_on", "-pk")


# --- Figures in texts -------------------------------------------------------------------------


def _find(wanted: Collection[Token], year: int) -> Mapping[Token, TextFigure]:
    """Those of whose indicator, period and form there is one: two queries, and one a measure."""
    book = FigureBook.load({token.code for token in wanted}, year)
    figures = ((token, book.figure(token.code, token.period, token.form)) for token in wanted)
    return {
        token: TextFigure(
            figure.indicator.title, figure.text, figure.url, figure.indicator.audience
        )
        for token, figure in figures
        if figure is not None
    }


def _choose(year: int, writer: Acting, near: UUID | None) -> Sequence[FigureChoice]:
    """The indicators that the writer may see and that have a value, key ones first."""
    visible = Indicator.objects.visible_to(writer).select_related("objective")
    book = FigureBook.of(list(visible.order_by("-is_key", "title", "id")), year)
    choices = (
        FigureChoice(
            indicator.title,
            list(_offers(book, indicator)),
            indicator.is_key
            or (indicator.objective is not None and indicator.objective.key == near),
        )
        for indicator in book.indicators.values()
    )
    return [choice for choice in choices if choice.offers]


def _offers(book: FigureBook, indicator: Indicator) -> Iterator[FigureOffer]:
    periods: Iterable[str] = _periods(book, indicator)
    for period, form in product(periods, FigureForm):
        figure = book.figure(indicator.code, period, form)
        if figure is not None and figure.value is not None:
            token = Token(indicator.code, period, form.value)
            yield FigureOffer(token, str(form.label), figure.text)


def _periods(book: FigureBook, indicator: Indicator) -> list[str]:
    """The year of the text, then what was read of other years and of months, the last first."""
    reads = book.amounts.reads.get(indicator.pk, ())
    periods = {str(cited_period(read.granularity, read.starts_on)) for read in reads}
    return ["", *sorted(periods - {str(book.year)}, reverse=True)]


FIGURES_IN_TEXT = FiguresInText("programme.figures", _("Figures"), _find, _choose)
