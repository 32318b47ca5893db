"""The first evening in an empty house: what each room needs before it is of use."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value

from essaim.kernel.acting import Acting


@dataclass(frozen=True)
class Way:
    """A page on which a step is taken; the first one of a step is what most people want."""

    label: Any  # a lazy translation or a string
    url: str


@dataclass(frozen=True, eq=False)
class FirstStep:
    """Something to do once, on pages that are there anyway.

    It is done by the rows that it leaves, not by a mark: where `rows(acting)` are `enough`, and
    `sentence(number)` says how many. `ways(acting)`: where it is taken, by whoever may; none for
    whoever may not. Other rooms add ways by a `PageLink` whose `page` is the step's code.
    `minutes`: how long it takes. `pages`: names of views from which one goes back to the path; the
    bare name of a room stands for all of its own.
    """

    code: str
    label: Any
    text: Any
    order: int
    minutes: int
    rows: Callable[[Acting], QuerySet[Any]]
    sentence: Callable[[int], str]
    ways: Callable[[Acting], Iterable[Way]]
    pages: Collection[str]
    enough: int = 1

    def stands_on(self, view_name: str) -> bool:
        """Whether this page belongs to the step."""
        return view_name in self.pages or view_name.partition(":")[0] in self.pages


@dataclass(frozen=True)
class StepTaken:
    """How far a step is: how many rows it left, whether it was skipped."""

    step: FirstStep
    count: int
    was_skipped: bool

    @property
    def is_done(self) -> bool:
        return self.count >= self.step.enough

    @property
    def is_skipped(self) -> bool:
        """What is done all the same is not skipped."""
        return self.was_skipped and not self.is_done

    @property
    def is_open(self) -> bool:
        return not self.is_done and not self.was_skipped

    @property
    def sentence(self) -> str:
        return self.step.sentence(self.count) if self.is_done else ""


@dataclass(frozen=True)
class FirstPath:
    """All steps in their order."""

    steps: Sequence[StepTaken]

    @property
    def next(self) -> StepTaken | None:
        """None where each is done or skipped: the path is over."""
        return next((taken for taken in self.steps if taken.is_open), None)

    @property
    def done(self) -> int:
        return sum(taken.is_done for taken in self.steps)

    @property
    def minutes(self) -> int:
        """How long what is open takes."""
        return sum(taken.step.minutes for taken in self.steps if taken.is_open)


def first_path(
    steps: Iterable[FirstStep], skipped: Collection[str], acting: Acting, *, counts_all: bool
) -> FirstPath:
    """How far each of these steps is, in one query.

    Without `counts_all`, no more rows are counted than are enough: a house that has been at work
    for years answers as soon as one that opens.
    """
    ordered = sorted(steps, key=lambda step: step.order)
    counts = _count_each(ordered, acting, counts_all)
    return FirstPath(
        [StepTaken(step, counts.get(step.code, 0), step.code in skipped) for step in ordered]
    )


def _count_each(steps: Sequence[FirstStep], acting: Acting, counts_all: bool) -> dict[str, int]:
    counted = [
        (step.rows(acting).order_by() if counts_all else _enough_of(step, acting))
        .annotate(step=Value(step.code, output_field=CharField()))
        .values("step")
        .annotate(rows=Count("pk", distinct=True))
        .values_list("step", "rows")
        for step in steps
    ]
    return dict(counted[0].union(*counted[1:], all=True)) if counted else {}


def _enough_of(step: FirstStep, acting: Acting) -> QuerySet[Any]:
    rows = step.rows(acting).order_by()
    few = rows.values("pk").distinct()[: step.enough]
    counted: QuerySet[Any] = rows.model._default_manager.filter(pk__in=few)
    return counted
