"""What most rooms offer of a plain model, made of its rows: found, counted, told in reports.

A room writes its own where there is more to say.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from essaim.kernel.acting import Acting
from essaim.kernel.manifest import Findable, Measure, PartFigure, Passage, ReportPart, offered
from essaim.kernel.offering.attendances import Attendances, TimeAsked, TimeGiven
from essaim.kernel.offering.records import Record
from essaim.kernel.periods import Period


def found_by(
    model: Any, *text: str, starts_on: str = ""
) -> Callable[[Collection[UUID]], Iterator[Findable]]:
    """The rows of a model for the search: each under its own name, with these texts of it."""

    def rows(keys: Collection[UUID]) -> Iterator[Findable]:
        for row in model._default_manager.filter(key__in=keys):
            yield Findable(
                key=row.key,
                title=str(row),
                url=row.get_absolute_url(),
                audience=row.audience,
                text=" · ".join(filter(None, (getattr(row, name) for name in text))),
                starts_on=getattr(row, starts_on) if starts_on else None,
            )

    return rows


def counted(
    rows: QuerySet[Any], day: str, *, code: str, label: Any, unit: Any, formula: Any
) -> Measure:
    """How many of these rows have their day in a period, for the network as a whole.

    Each row is one record, nameless for whoever may not see it. Two queries at most.
    """

    def within(period: Period) -> QuerySet[Any]:
        return rows.filter(**{f"{day}__range": (period.starts_on, period.ends_on)})

    def compute(period: Period) -> Mapping[int | None, Decimal]:
        return {None: Decimal(within(period).count())}

    def records(period: Period, objective: int | None, acting: Acting) -> Sequence[Record]:
        if objective is not None:
            return []
        visible: Any = within(period)
        visible = set(visible.visible_to(acting).values_list("pk", flat=True))
        return [
            Record.of(row, getattr(row, day), is_visible=row.pk in visible)
            for row in within(period).order_by(day, "pk")
        ]

    return Measure(code, label, unit, formula, compute, records)


def part_of_measure(measure: Measure, sentence: Callable[[int], str]) -> ReportPart:
    """A measure in reports, for the network as a whole: a sentence that opens onto its records.

    `sentence` is given how many its readers see, and names the figure: `[[loans.lent]]`.
    """

    def tell(
        period: Period, _objectives: Set[int], readers: Acting
    ) -> Mapping[int | None, Passage]:
        records = [each for each in measure.records(period, None, readers) if each.is_visible]
        if not records:
            return {}
        count = len(records)
        figure = PartFigure(measure.code, str(count), count, records)
        lists = {str(measure.label): records}
        return {None: Passage(sentence(count), [figure], lists)}

    return ReportPart(measure.code, measure.label, tell)


def time_given(asked: TimeAsked) -> list[tuple[Attendances, TimeGiven]]:
    """What all rooms know of the time that was given, each with where it is known from, by day."""
    sources: Iterator[Attendances] = offered("attendances")
    given = [(source, time) for source in sources for time in source.given(asked)]
    return sorted(given, key=lambda pair: (pair[1].day, pair[1].label, pair[1].url))
