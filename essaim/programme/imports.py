"""Importing actions: what a row says, what it would do, and how it is taken back.

Identity: source and identifier where the row has one, else folded title, first day and first
objective. An empty cell says nothing: it never blanks what is noted.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from essaim.exchange.engine import Applied, Plan, Values
from essaim.exchange.enums import RowOutcome
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.text import fold
from essaim.programme.actions.actions import (
    add_action,
    add_evidence,
    discard_action,
    edit_action,
    restore_revision,
)
from essaim.programme.actions.content import checked
from essaim.programme.actions.kept import refuse_kept
from essaim.programme.cells import Directory, Misread, read_cells
from essaim.programme.columns import COLUMNS
from essaim.programme.content import ActionContent
from essaim.programme.enums import ActionState, Origin
from essaim.programme.models import Action
from essaim.programme.queries.revisions import content_of_record, number_of_record

#: What belongs to an action; any other row that points at one cites it.
OWN_PARTS = {"actionobjective", "actionorganisation", "actionperson", "evidence"}


class ActionImport:
    """The import target `actions`. One instance a batch: it looks names up once."""

    columns = COLUMNS

    def __init__(self) -> None:
        self.directory = Directory()

    def plan(self, values: Values, *, options: Mapping[str, Any], by: Acting) -> Plan:
        try:
            content, existing = self._read(values)
        except Misread as fault:
            return Plan.refused(fault.column, fault.value, fault.sentence)
        except RuleBroken as fault:
            return Plan.refused("", "", str(fault))
        if existing is None:
            return Plan(RowOutcome.CREATED)
        if existing.state == ActionState.DISCARDED:
            return Plan(RowOutcome.CREATED, existing.key, existing.as_record())
        is_same = _sayings(ActionContent.of(existing)) == _sayings(content)
        if is_same and not _new_links(existing, values):
            return Plan(RowOutcome.UNCHANGED, existing.key)
        return Plan(RowOutcome.UPDATED, existing.key, existing.as_record())

    def apply(self, values: Values, *, options: Mapping[str, Any], by: Acting) -> Applied:
        content, action = self._read(values)
        if action is None:
            action = add_action(
                content=content,
                origin=Origin.IMPORT,
                source=_source(values),
                external_id=values.get("external_id", ""),
                by=by,
            )
        else:
            action = edit_action(action=action, content=content, by=by)
        for url in _new_links(action, values):
            add_evidence(action=action, title=url, url=url, by=by)
        return Applied(action.key, action.as_record())

    def undo(self, outcome: RowOutcome, key: UUID, before: Any, after: Any, *, by: Acting) -> str:
        action = Action.objects.get(key=key)
        title = {"title": action.title}
        if action.as_record() != after:
            return _("“%(title)s” was changed since the import, and stays as it is.") % title
        if outcome == RowOutcome.UPDATED:
            _restore(action, before, by)
            return ""
        if _is_cited(action):
            return _("“%(title)s” is cited elsewhere, and stays.") % title
        discard_action(action=action, by=by)
        return ""

    def _read(self, values: Values) -> tuple[ActionContent, Action | None]:
        """The content that the row asks for, over what is noted already, if anything is."""
        given = read_cells(values, self.directory)
        existing = self._existing(values, given)
        if existing is None or existing.state == ActionState.DISCARDED:
            return checked(ActionContent(**given)), existing
        content = checked(replace(ActionContent.of(existing), **given))
        refuse_kept(existing, content)
        return content, existing

    def _existing(self, values: Values, given: Mapping[str, Any]) -> Action | None:
        identifier = values.get("external_id", "")
        if identifier:
            known = {"source": _source(values), "external_id": identifier}
            found: Action | None = Action.objects.filter(**known).first()
            return found
        start, title = given["starts_on"], fold(given["title"])
        objective = next(iter(given.get("objectives", ())), None)
        noted = Action.objects.kept().filter(starts_on=start).order_by("pk")
        same_day: list[Action] = list(noted.prefetch_related("objective_links"))
        for action in same_day:
            first = min(action.objective_links.all(), key=lambda link: link.position, default=None)
            same_objective = (first.objective_id if first else None) == (
                objective.pk if objective else None
            )
            if same_objective and fold(action.title) == title:
                return action
        return None


def _source(values: Values) -> str:
    """An identifier without a source is of the import itself."""
    return values.get("source", "") or ("import" if values.get("external_id") else "")


def _sayings(content: ActionContent) -> tuple[ActionContent, frozenset[Any], frozenset[Any]]:
    """What an action says, whatever the order of organisations and people."""
    bare = replace(content, organisations=(), people=())
    return bare, frozenset(content.organisations), frozenset(content.people)


def _new_links(action: Action, values: Values) -> list[str]:
    """The links of the cell that are not yet among the evidence."""
    asked = [url.strip() for url in values.get("evidence", "").split(";") if url.strip()]
    known = set(action.evidence.values_list("url", flat=True))
    return [url for url in dict.fromkeys(asked) if url not in known]


def _restore(action: Action, before: Mapping[str, Any], by: Acting) -> None:
    number = number_of_record(action, before)
    if number is None:
        edit_action(action=action, content=content_of_record(before), by=by)
    else:
        restore_revision(action=action, number=number, by=by)


def _is_cited(action: Action) -> bool:
    """Whether a row that is no part of it points at it, in whatever room."""
    for relation in Action._meta.related_objects:
        model = relation.related_model
        rows = model._base_manager.filter(**{relation.field.name: action})
        if model._meta.model_name not in OWN_PARTS and rows.exists():
            return True
    return False
