"""Taking back what the rows of an import did to actions."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from essaim.exchange.engine import Trace
from essaim.exchange.enums import RowOutcome
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.locks import in_a_turn
from essaim.programme.actions.actions import (
    discard_actions,
    edit_action,
    identify_action,
    restore_revision,
)
from essaim.programme.models import Action
from essaim.programme.queries.revisions import content_of_record, number_of_record

#: What belongs to an action; any other row that points at one cites it.
OWN_PARTS = {"actionobjective", "actionorganisation", "actionperson", "evidence"}


def take_back(traces: Sequence[Trace], *, by: Acting) -> list[str]:
    """Takes each back and answers "", or says in one sentence why it stays.

    As many as begin within a turn. What rows added is discarded together; what they changed is
    restored one by one.
    """
    keys = [trace.target_key for trace in traces]
    locked = Action.objects.select_for_update(of=("self",)).select_related("carried_by")
    actions = list(locked.filter(key__in=keys).order_by("pk"))
    standing = dict(zip(actions, Action.records_of(actions), strict=True))
    cited, by_key = _cited(actions), {action.key: action for action in actions}
    notes, added = list[str](), list[Action]()
    for trace in in_a_turn(traces):
        action = by_key[trace.target_key]
        note = _why_it_stays(action, trace, standing[action], cited)
        if not note and trace.outcome == RowOutcome.UPDATED:
            note = _restored(action, trace.before, by)
        elif not note:
            added.append(action)
        notes.append(note)
    discard_actions(actions=added, by=by)
    return notes


def _why_it_stays(
    action: Action, trace: Trace, standing: Mapping[str, Any], cited: Set[int]
) -> str:
    title = {"title": action.title}
    if standing != trace.after:
        return _("“%(title)s” was changed since the import, and stays as it is.") % title
    if trace.outcome == RowOutcome.CREATED and action.pk in cited:
        return _("“%(title)s” is cited elsewhere, and stays.") % title
    return ""


def _restored(action: Action, before: Mapping[str, Any], by: Acting) -> str:
    """What forbids it stands for this one alone."""
    try:
        with transaction.atomic():
            _restore(action, before, by)
    except RuleBroken as refusal:
        return str(refusal)
    return ""


def _restore(action: Action, before: Mapping[str, Any], by: Acting) -> None:
    number = number_of_record(action, before)
    if number is None:
        edit_action(action=action, content=content_of_record(before), by=by)
    else:
        restore_revision(action=action, number=number, by=by)
    if (action.source, action.external_id) != (before["source"], before["external_id"]):
        source, identifier = before["source"], before["external_id"]
        identify_action(action=action, source=source, external_id=identifier, by=by)


def _cited(actions: Sequence[Action]) -> set[int]:
    """Those at which a row points that is no part of them, in whatever room. A query a model."""
    cited: set[int] = set()
    for relation in Action._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if model._meta.model_name not in OWN_PARTS:
            rows = model._base_manager.filter(**{f"{name}__in": actions})
            cited.update(rows.values_list(name, flat=True))
    return cited
