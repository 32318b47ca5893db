"""What is noted already, as an import compares it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from essaim.exchange.engine import Answers
from essaim.journal.telling import Follower
from essaim.kernel.acting import Acting
from essaim.kernel.text import fold
from essaim.programme.content import COLUMNS as COLUMNS_OF_CONTENT
from essaim.programme.content import ActionContent
from essaim.programme.enums import ActionState
from essaim.programme.imports.cells import Directory
from essaim.programme.imports.identity import Sketch
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
    visible = Action.objects.visible_to(by).order_by("pk")
    sketches_by_key: dict[UUID, Sketch] = {}
    for days in _chunks({sketch.day for sketch in wanted}):
        _take_in(sketches_by_key, visible.kept().filter(starts_on__in=days))
    marks = {sketch.mark for sketch in wanted if sketch.mark}
    for identifiers in _chunks({mark[1] for mark in marks}):
        marked: dict[UUID, Sketch] = {}
        _take_in(marked, visible.filter(external_id__in=identifiers))
        sketches_by_key |= {key: sketch for key, sketch in marked.items() if sketch.mark in marks}
    return list(sketches_by_key.values())


def noted_by_keys(keys: Iterable[UUID], *, are_kept: bool = False) -> dict[UUID, Action]:
    """The actions themselves, with all that `noted_content` asks of them.

    `are_kept` keeps others from writing to them until what is compared here is written.
    """
    rows = Action.objects.order_by("pk")
    if are_kept:
        rows = rows.select_for_update(of=("self",), no_key=True)
    by_key: dict[UUID, Action] = {}
    for some in _chunks(set(keys)):
        actions = rows.filter(key__in=some).select_related("carried_by")
        actions = actions.prefetch_related(*_PARTS)
        by_key |= {action.key: action for action in actions}
    return by_key


def records_by_key(actions: Iterable[Action]) -> dict[UUID, dict[str, Any]]:
    """What each says, as the journal keeps it."""
    by_key, records = {action.key: action for action in actions}, dict[UUID, dict[str, Any]]()
    for keys in _chunks(by_key):
        some = [by_key[key] for key in keys]
        records |= zip(keys, Action.records_of(some), strict=True)
    return records


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


def _take_in(sketches: dict[UUID, Sketch], actions: QuerySet[Action]) -> None:
    sketches |= {row[0]: _sketch(*row) for row in actions.values_list(*COLUMNS)}


def _sketch(
    key: UUID, title: str, day: date, place: str, source: str, identifier: str, state: str
) -> Sketch:
    is_discarded = state == ActionState.DISCARDED
    subject = "" if is_discarded else fold(title)
    return Sketch(subject, day, fold(place), source, identifier, key)


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(sorted(values, key=str))
    while some := list(islice(rest, CHUNK)):
        yield some


class Noted:
    """The actions of some days as `by` may see them, by title and day, while a file is taken in.

    A day is looked up once; what is written meanwhile is taken in by `follow`.
    """

    def __init__(self, by: Acting) -> None:
        self.by = by
        self._days: set[date] = set()
        self._sketches: dict[UUID, Sketch] = {}
        self._like: defaultdict[tuple[str, date], dict[UUID, None]] = defaultdict(dict)

    def follow(self, moved: Iterable[UUID]) -> None:
        """Reads again what was written to."""
        for keys in _chunks(moved):
            for key in keys:
                if former := self._sketches.pop(key, None):
                    self._like[former.subject].pop(key, None)
            self._take_in(self._visible_actions().filter(key__in=keys, starts_on__in=self._days))

    def just_like(self, sketch: Sketch) -> list[Sketch]:
        """Those of the same title and day, or under the same identifier, the oldest first."""
        if sketch.day not in self._days:
            self._days.add(sketch.day)
            self._take_in(self._visible_actions().filter(starts_on=sketch.day))
        like = {key: self._sketches[key] for key in self._like[sketch.subject]}
        if sketch.mark:
            marked = Action.objects.visible_to(self.by)
            _take_in(like, marked.filter(source=sketch.source, external_id=sketch.identifier))
        return list(like.values())

    def _visible_actions(self) -> QuerySet[Action]:
        return Action.objects.visible_to(self.by).kept().order_by("pk")

    def _take_in(self, actions: QuerySet[Action]) -> None:
        sketches: dict[UUID, Sketch] = {}
        _take_in(sketches, actions)
        for key, sketch in sketches.items():
            self._sketches[key] = sketch
            self._like[sketch.subject][key] = None


class Targets:
    """The actions that rows were planned to change, read some ahead of the row at hand."""

    AHEAD = 32

    def __init__(self, keys: Sequence[UUID | None]) -> None:
        self._keys = [key for key in keys if key is not None]
        self._read: dict[UUID, Action] = {}

    def of(self, key: UUID | None) -> Action | None:
        if key is not None and key not in self._read:
            place = self._keys.index(key)
            self._read = noted_by_keys(self._keys[place : place + self.AHEAD], are_kept=True)
        return None if key is None else self._read.get(key)


@dataclass
class House:
    """What an import has read of the house, and keeps in step with it by the journal."""

    directory: Directory
    noted: Noted
    follower: Follower

    @classmethod
    def seen_by(cls, by: Acting, answers: Answers) -> "House":
        follower = Follower()  # before anything is read
        return cls(Directory(by, answers), Noted(by), follower)

    def stands(self, by: Acting, answers: Answers) -> bool:
        """Whether it still is what these may see, once what moved is read again."""
        moved = self.follower.written()
        self.noted.follow(moved.get("programme.action", ()))
        is_theirs = (self.directory.by, self.directory.answers) == (by, answers)
        return is_theirs and self.directory.read_of.isdisjoint(moved)
