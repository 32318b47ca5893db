"""Importing actions: what a row says, what it would do, and how it is taken back.

Which action a row means is settled in `identity`, for all rows of a file together. An empty cell
says nothing: it never blanks what is noted.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.exchange.engine import Answers, Applied, Claims, Plan, SourceRow, Values
from essaim.exchange.enums import RowOutcome
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fit
from essaim.kernel.text import fold
from essaim.programme.actions.actions import (
    add_action,
    add_evidence,
    edit_action,
    identify_action,
)
from essaim.programme.actions.content import checked
from essaim.programme.actions.kept import refuse_kept
from essaim.programme.cell_links import longest, read_links
from essaim.programme.cells import Directory, read_cells
from essaim.programme.columns import COLUMNS
from essaim.programme.content import COLUMNS as ROW
from essaim.programme.content import ActionContent
from essaim.programme.enums import ActionState, Origin
from essaim.programme.identity import Sketch, arrived, match_rows
from essaim.programme.import_questions import plan_of_match
from essaim.programme.import_undo import taken_back
from essaim.programme.misread import Misread, Unsure
from essaim.programme.models import Action, Evidence
from essaim.programme.queries.identity import (
    noted_by_keys,
    noted_content,
    noted_just_like,
    noted_like,
    noted_links,
)


@dataclass(frozen=True)
class Reading:
    """What the cells of a row say, and by what it is told from others."""

    row: SourceRow
    given: Mapping[str, Any]
    links: Sequence[str]
    sketch: Sketch


class ActionImport:
    """The import target `actions`. One instance a batch: it looks names up once."""

    columns = COLUMNS
    needed = ("title", "starts_on")

    def __init__(self) -> None:
        self.directory: Directory | None = None

    def plan(
        self, rows: Sequence[SourceRow], *, options: Mapping[str, Any], answers: Answers, by: Acting
    ) -> list[Plan]:
        plans: dict[int, Plan] = {}
        readings: dict[int, Reading] = {}
        for row in rows:
            try:
                readings[row.position] = self._read(row, options, answers, by)
            except Misread as fault:
                plans[row.position] = _plan_of_fault(fault)
        sketches = {position: reading.sketch for position, reading in readings.items()}
        known = noted_like(sketches.values(), by)
        matches = match_rows(sketches, known, _said_of_rows(answers))
        noted = noted_by_keys(key for match in matches.values() for key in match.keys)
        for position, match in matches.items():
            reading = readings[position]
            other = rows[match.other] if match.other is not None else None
            asked = plan_of_match(reading.row, match, noted, other)
            target = noted[match.keys[0]] if match.keys else None
            plans[position] = asked or _plan_over(reading, target)
        return [plans[row.position] for row in rows]

    def apply(
        self, row: SourceRow, plan: Plan, *, run: Claims, by: Acting
    ) -> tuple[Plan, Applied | None]:
        try:
            reading = self._read(row, run.options, run.answers, by)
        except Misread as fault:
            return _plan_of_fault(fault), None
        target = self._target(reading, plan, run, by)
        now = _plan_over(reading, target)
        if now.outcome not in {RowOutcome.CREATED, RowOutcome.UPDATED}:
            return now, None
        return now, _applied(reading, target, by)

    def undo(self, outcome: RowOutcome, key: UUID, before: Any, after: Any, *, by: Acting) -> str:
        return taken_back(Action.objects.get(key=key), outcome, before, after, by=by)

    def _read(
        self, row: SourceRow, options: Mapping[str, Any], answers: Answers, by: Acting
    ) -> Reading:
        """Raises Misread at the first cell that says nothing that the house knows."""
        self.directory = self.directory or Directory(by, answers)
        given = read_cells(row.values, self.directory)
        return Reading(row, given, read_links(row.values), _sketch(row.values, given, options))

    def _target(self, reading: Reading, plan: Plan, run: Claims, by: Acting) -> Action | None:
        """What was planned to be changed; or what came since, and is just what the row says."""
        if plan.target_key is not None:
            return noted_by_keys([plan.target_key]).get(plan.target_key)
        if f"row:{reading.row.position}" in run.answers:
            return None
        came = arrived(reading.sketch, noted_just_like(reading.sketch, by))
        claimed = run.claimed(came)
        others = [key for key in came if key not in claimed]
        return noted_by_keys(others[:1])[others[0]] if others else None


def _sketch(values: Values, given: Mapping[str, Any], options: Mapping[str, Any]) -> Sketch:
    """An identifier counts with the source that the row names, or that a person vouched for."""
    source = values.get("source", "") or str(options.get("source", ""))
    identifier = values.get("external_id", "") if source else ""
    for column, text in (("source", source), ("external_id", identifier)):
        if len(text) > longest(Action, column):
            words = {"length": longest(Action, column)}
            raise Misread(column, text, _("This is over %(length)d characters.") % words)
    place = fold(given.get("place", ""))
    return Sketch(fold(given["title"]), given["starts_on"], place, source, identifier)


def _said_of_rows(answers: Answers) -> dict[int, str]:
    said = {code.partition(":"): answer for code, answer in answers.items()}
    return {int(number): answer for (kind, _c, number), answer in said.items() if kind == "row"}


def _plan_of_fault(fault: Misread) -> Plan:
    if isinstance(fault, Unsure):
        return Plan.asked(fault.question, fault.column, fault.value)
    return Plan.refused(fault.column, fault.value, fault.sentence)


def _plan_over(reading: Reading, target: Action | None) -> Plan:
    """What the row would do to the action that it means, or a new one."""
    try:
        content = _content(reading, target)
    except RuleBroken as fault:
        return Plan.refused("", "", str(fault))
    if target is None:
        return Plan(RowOutcome.CREATED)
    if target.state == ActionState.DISCARDED:
        return Plan(RowOutcome.CREATED, target.key, target.as_record())
    is_same = _sayings(noted_content(target)) == _sayings(content)
    if is_same and not _new_links(target, reading.links) and not _is_named(reading, target):
        return Plan(RowOutcome.UNCHANGED, target.key)
    try:
        refuse_kept(target, content)
    except RuleBroken as fault:
        return Plan.refused("", "", str(fault))
    return Plan(RowOutcome.UPDATED, target.key, target.as_record())


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


def _applied(reading: Reading, action: Action | None, by: Acting) -> Applied:
    content, sketch = _content(reading, action), reading.sketch
    mark = {"source": sketch.source, "external_id": sketch.identifier}
    new = reading.links if action is None else _new_links(action, reading.links)
    if action is None:
        action = add_action(content=content, origin=Origin.IMPORT, by=by, **mark)
    else:
        action = edit_action(action=action, content=content, by=by)
    if _is_named(reading, action):
        action = identify_action(action=action, by=by, **mark)
    for url in new:
        add_evidence(action=action, title=url[: longest(Evidence, "title")], url=url, by=by)
    return Applied(action.key, action.as_record())


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
