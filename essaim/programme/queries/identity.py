"""What is noted already, as an import compares it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from essaim.kernel.acting import Acting
from essaim.kernel.text import fold
from essaim.programme.content import COLUMNS as COLUMNS_OF_CONTENT
from essaim.programme.content import ActionContent
from essaim.programme.enums import ActionState
from essaim.programme.identity import Sketch
from essaim.programme.models import (
    Action,
    ActionObjective,
    ActionOrganisation,
    ActionPerson,
    Evidence,
)

T = TypeVar("T")
#: How many values stand in one query.
CHUNK = 500
_PARTS = (
    Prefetch(
        "objective_links",
        ActionObjective.objects.select_related("objective__programme").order_by("position", "pk"),
        to_attr="noted_objectives",
    ),
    Prefetch(
        "organisation_links",
        ActionOrganisation.objects.select_related("organisation").order_by("pk"),
        to_attr="noted_organisations",
    ),
    Prefetch(
        "person_links",
        ActionPerson.objects.select_related("person").order_by("pk"),
        to_attr="noted_people",
    ),
    Prefetch("evidence", Evidence.objects.exclude(url=""), to_attr="noted_evidence"),
)
COLUMNS = ("key", "title", "starts_on", "place", "source", "external_id", "state")


def noted_like(sketches: Iterable[Sketch], by: Acting) -> list[Sketch]:
    """The actions of the same days or under the same identifiers, as `by` may see them.

    What was discarded is known by its identifier alone.
    """
    wanted = list(sketches)
    seen = Action.objects.visible_to(by).order_by("pk")
    found: dict[UUID, Sketch] = {}
    for days in _chunks({sketch.day for sketch in wanted}):
        _take_in(found, seen.kept().filter(starts_on__in=days))
    marks = {sketch.mark for sketch in wanted if sketch.mark}
    for identifiers in _chunks({mark[1] for mark in marks}):
        marked: dict[UUID, Sketch] = {}
        _take_in(marked, seen.filter(external_id__in=identifiers))
        found |= {key: one for key, one in marked.items() if one.mark in marks}
    return list(found.values())


def noted_just_like(sketch: Sketch, by: Acting) -> list[Sketch]:
    """Those of `noted_like` whose title begins as this one: few, even where all share a day."""
    seen = Action.objects.visible_to(by).order_by("pk")
    found: dict[UUID, Sketch] = {}
    that_day = seen.kept().filter(starts_on=sketch.day)
    _take_in(found, that_day.filter(folded__startswith=sketch.title))
    if sketch.mark:
        _take_in(found, seen.filter(source=sketch.source, external_id=sketch.identifier))
    return list(found.values())


def noted_by_keys(keys: Iterable[UUID]) -> dict[UUID, Action]:
    """The actions themselves, with all that `noted_content` asks of them."""
    found: dict[UUID, Action] = {}
    for some in _chunks(set(keys)):
        actions = Action.objects.filter(key__in=some).select_related("carried_by")
        actions = actions.prefetch_related(*_PARTS)
        found |= {action.key: action for action in actions.order_by("pk")}
    return found


def noted_content(action: Action) -> ActionContent:
    """What an action of `noted_by_keys` said when it was read, without another query."""
    parts: Any = action
    return ActionContent(
        **{name: getattr(action, name) for name in COLUMNS_OF_CONTENT},
        objectives=tuple(link.objective for link in parts.noted_objectives),
        organisations=tuple((link.organisation, link.role) for link in parts.noted_organisations),
        people=tuple((link.person, link.label) for link in parts.noted_people),
    )


def noted_links(action: Action) -> set[str]:
    """The addresses among its evidence, likewise."""
    parts: Any = action
    return {evidence.url for evidence in parts.noted_evidence}


def _take_in(found: dict[UUID, Sketch], actions: QuerySet[Action]) -> None:
    found |= {row[0]: _sketch(*row) for row in actions.values_list(*COLUMNS)}


def _sketch(
    key: UUID, title: str, day: date, place: str, source: str, identifier: str, state: str
) -> Sketch:
    is_discarded = state == ActionState.DISCARDED
    said = "" if is_discarded else fold(title)
    return Sketch(said, day, fold(place), source, identifier, key)


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(sorted(values, key=str))
    while some := list(islice(rest, CHUNK)):
        yield some
