"""Importing actions: what a row says, what it would do, and how it is taken back.

Which action a row means is settled in `identity`, for all rows of a file together. An empty cell
says nothing: it never blanks what is noted.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.exchange.engine import (
    Answers,
    Applied,
    Claims,
    Done,
    Misread,
    Plan,
    SourceRow,
    Trace,
    Values,
)
from essaim.exchange.enums import RowOutcome
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fit
from essaim.kernel.lengths import length_of
from essaim.kernel.locks import in_a_turn
from essaim.kernel.text import fold
from essaim.programme.actions.content import checked
from essaim.programme.actions.kept import refuse_kept
from essaim.programme.actions.together import (
    add_actions,
    edit_actions,
    identify_actions,
    prove_actions,
)
from essaim.programme.columns import COLUMNS
from essaim.programme.content import COLUMNS as ROW
from essaim.programme.content import ActionContent, Noting
from essaim.programme.enums import ActionState
from essaim.programme.imports.cells import read_cells
from essaim.programme.imports.identity import Sketch, arrived, match_rows
from essaim.programme.imports.links import read_links
from essaim.programme.imports.noted import (
    House,
    Targets,
    noted_by_keys,
    noted_content,
    noted_like,
    noted_links,
    records_by_key,
)
from essaim.programme.imports.questions import plan_of_match
from essaim.programme.imports.undo import take_back
from essaim.programme.models import Action


@dataclass(frozen=True)
class Reading:
    """What the cells of a row say, and by what it is told from others."""

    row: SourceRow
    given: Mapping[str, Any]
    links: Sequence[str]
    sketch: Sketch

    def noting(self, content: ActionContent) -> Noting:
        sketch = self.sketch
        return Noting(content, sketch.source, sketch.identifier, tuple(self.links))


@dataclass(frozen=True)
class Change:
    """What a row makes of an action that stands."""

    reading: Reading
    action: Action
    content: ActionContent


class ActionImport:
    """The import target `actions`. One instance a run, or a batch: it looks names up once."""

    columns = COLUMNS
    needed = ("title", "starts_on")

    def __init__(self) -> None:
        self.house: House | None = None

    def plan(
        self,
        rows: Sequence[SourceRow],
        *,
        options: Mapping[str, Any],
        answers: Answers,
        by: Acting,
        tell: Callable[[int], None] = lambda _count: None,
    ) -> list[Plan]:
        plans: dict[int, Plan] = {}
        readings: dict[int, Reading] = {}
        for count, row in enumerate(rows):
            tell(count)
            try:
                readings[row.position] = self._read(row, options, answers, by)
            except Misread as fault:
                plans[row.position] = fault.plan
        sketches = {position: reading.sketch for position, reading in readings.items()}
        known = noted_like(sketches.values(), by)
        matches = match_rows(sketches, known, _answers_by_row(answers))
        noted = noted_by_keys(key for match in matches.values() for key in match.keys)
        for position, match in matches.items():
            reading = readings[position]
            other = rows[match.other] if match.other is not None else None
            asked = plan_of_match(reading.row, match, noted, other)
            target = noted[match.keys[0]] if match.keys else None
            plans[position] = asked or _weighed(reading, target)[0]
        befores = records_by_key(noted[key] for key in map(_changes, plans.values()) if key)
        return [_upon(plans[row.position], befores) for row in rows]

    def apply(
        self, rows: Sequence[tuple[SourceRow, Plan]], *, run: Claims, by: Acting
    ) -> list[Done]:
        house, done = self._house(by, run.answers), list[Done]()
        new, changes = dict[int, Noting](), dict[int, Change]()
        if not house.stands(by, run.answers):
            house = self.house = House.seen_by(by, run.answers)
        targets = Targets([plan.target_key for _row, plan in rows])
        for row, plan in in_a_turn(rows):
            try:
                reading = self._read(row, run.options, run.answers, by)
            except Misread as fault:
                done.append((fault.plan, None))
                continue
            target = targets.of(plan.target_key) or self._arrived(reading, plan, run)
            if target in [change.action for change in changes.values()]:
                break  # it is read again, as it then stands, in the next batch
            now, content = _weighed(reading, target)
            if content is not None and target is None:
                new[len(done)] = reading.noting(content)
            elif content is not None and target is not None:
                changes[len(done)] = Change(reading, target, content)
            done.append((now, None))
        befores = records_by_key(change.action for change in changes.values())
        added = add_actions(notings=list(new.values()), by=by)
        written = {**dict(zip(new, added, strict=True)), **_changed(changes, by)}
        records = Action.records_of(list(written.values()))
        for (place, action), record in zip(written.items(), records, strict=True):
            done[place] = (_upon(done[place][0], befores), Applied(action.key, record))
        return done

    def undo(self, traces: Sequence[Trace], *, by: Acting) -> list[str]:
        return take_back(traces, by=by)

    def _house(self, by: Acting, answers: Answers) -> House:
        self.house = self.house or House.seen_by(by, answers)
        return self.house

    def _read(
        self, row: SourceRow, options: Mapping[str, Any], answers: Answers, by: Acting
    ) -> Reading:
        """Raises Misread at the first cell that says nothing that the house knows."""
        given = read_cells(row.values, self._house(by, answers).directory)
        return Reading(row, given, read_links(row.values), _sketch(row.values, given, options))

    def _arrived(self, reading: Reading, plan: Plan, run: Claims) -> Action | None:
        """What came since a row was planned as new, and is just what it says."""
        if plan.target_key is not None or f"row:{reading.row.position}" in run.answers:
            return None
        noted = cast(House, self.house).noted.just_like(reading.sketch)
        came = arrived(reading.sketch, noted)
        claimed = run.claimed(came)
        others = [key for key in came if key not in claimed]
        return noted_by_keys(others[:1], are_kept=True)[others[0]] if others else None


def _sketch(values: Values, given: Mapping[str, Any], options: Mapping[str, Any]) -> Sketch:
    """An identifier counts with the source that the row names, or that a person vouched for."""
    source = values.get("source", "") or str(options.get("source", ""))
    identifier = values.get("external_id", "") if source else ""
    for column, text in (("source", source), ("external_id", identifier)):
        if len(text) > length_of(Action, column):
            words = {"length": length_of(Action, column)}
            raise Misread(column, text, _("This is over %(length)d characters.") % words)
    place = fold(given.get("place", ""))
    return Sketch(fold(given["title"]), given["starts_on"], place, source, identifier)


def _answers_by_row(answers: Answers) -> dict[int, str]:
    by_part = {code.partition(":"): answer for code, answer in answers.items()}
    return {int(number): answer for (kind, _c, number), answer in by_part.items() if kind == "row"}


def _changes(plan: Plan) -> UUID | None:
    """The action that stands, and that a row would change."""
    return plan.target_key if plan.outcome in {RowOutcome.CREATED, RowOutcome.UPDATED} else None


def _upon(plan: Plan, befores: Mapping[UUID, Mapping[str, Any]]) -> Plan:
    """The plan with what stands before it."""
    key = _changes(plan)
    return plan if key is None else replace(plan, before=befores[key])


def _weighed(reading: Reading, target: Action | None) -> tuple[Plan, ActionContent | None]:
    """What the row would do to the action that it means, or a new one; and the content, if so."""
    try:
        content = _content(reading, target)
    except RuleBroken as fault:
        return Plan.refused("", "", str(fault)), None
    if target is None:
        return Plan(RowOutcome.CREATED), content
    if target.state == ActionState.DISCARDED:
        return Plan(RowOutcome.CREATED, target.key), content
    is_same = _sayings(noted_content(target)) == _sayings(content)
    if is_same and not _new_links(target, reading.links) and not _is_named(reading, target):
        return Plan(RowOutcome.UNCHANGED, target.key), None
    try:
        refuse_kept(target, content)
    except RuleBroken as fault:
        return Plan.refused("", "", str(fault)), None
    return Plan(RowOutcome.UPDATED, target.key), content


def _content(reading: Reading, target: Action | None) -> ActionContent:
    """The content that the row asks for, over what is noted already. Raises RuleBroken."""
    if target is None or target.state == ActionState.DISCARDED:
        content = checked(ActionContent(**reading.given))
    else:
        content = checked(replace(noted_content(target), **reading.given))
    _refuse_what_does_not_fit(content, target)
    is_held = content.state == ActionState.HELD
    if is_held and content.starts_on > timezone.localdate():
        return replace(content, state=ActionState.PLANNED)
    return content


def _refuse_what_does_not_fit(content: ActionContent, target: Action | None) -> None:
    """The row as it would be saved, measured before: a preview promises nothing that is refused."""
    row = Action() if target is None else copy(target)
    for name in ROW:
        setattr(row, name, getattr(content, name))
    fit(row, ROW)


def _changed(changes: Mapping[int, Change], by: Acting) -> dict[int, Action]:
    """Does what rows change: what they say, then identifiers that they tell, then their links."""
    some = list(changes.values())
    edit_actions(actions=[c.action for c in some], contents=[c.content for c in some], by=by)
    named = [c for c in some if _is_named(c.reading, c.action)]
    sketches = [c.reading.sketch for c in named]
    marks = [(sketch.source, sketch.identifier) for sketch in sketches]
    identify_actions(actions=[c.action for c in named], marks=marks, by=by)
    proven = [(c.action, new) for c in some if (new := _new_links(c.action, c.reading.links))]
    links = [new for _action, new in proven]
    prove_actions(actions=[action for action, _new in proven], links=links, by=by)
    return {place: change.action for place, change in changes.items()}


def _is_named(reading: Reading, action: Action) -> bool:
    """Whether the row tells the identifier of an action that had none."""
    return bool(reading.sketch.mark) and not action.external_id


def _sayings(content: ActionContent) -> tuple[ActionContent, frozenset[Any], frozenset[Any]]:
    """What an action says, whatever the order of organisations and people."""
    bare = replace(content, organisations=(), people=())
    return bare, frozenset(content.organisations), frozenset(content.people)


def _new_links(action: Action, links: Iterable[str]) -> list[str]:
    """The links of the cell that are not yet among the evidence."""
    return [url for url in links if url not in noted_links(action)]
