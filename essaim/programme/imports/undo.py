"""Taking back what the rows of an import did to actions."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from django.utils.translation import gettext as _

from essaim.exchange.engine import Trace
from essaim.exchange.enums import RowOutcome
from essaim.kernel.acting import Acting
from essaim.kernel.citing import cited as cited_elsewhere
from essaim.kernel.locks import in_a_turn
from essaim.programme.actions.together import (
    discard_actions,
    edit_actions,
    identify_actions,
    restore_revisions,
)
from essaim.programme.models import Action
from essaim.programme.queries.revisions import RowsNamed, numbers_of

#: What belongs to an action; any other row that points at one cites it.
OWN_PARTS = {"actionobjective", "actionorganisation", "actionperson", "evidence"}


def take_back(traces: Sequence[Trace], *, by: Acting) -> list[str]:
    """Takes each back and answers "", or says in one sentence why it stays.

    As many as begin within a turn: what rows added is discarded together, what they changed is
    restored together.
    """
    keys = [trace.target_key for trace in traces]
    locked = Action.objects.select_for_update(of=("self",)).select_related("carried_by")
    actions = list(locked.filter(key__in=keys).order_by("pk"))
    standing = dict(zip(actions, Action.records_of(actions), strict=True))
    cited, by_key = cited_elsewhere(actions, OWN_PARTS), {action.key: action for action in actions}
    notes, added = list[str](), list[Action]()
    changed = list[tuple[Action, Mapping[str, Any]]]()
    for trace in in_a_turn(traces):
        action = by_key[trace.target_key]
        note = _why_it_stays(action, trace, standing[action], cited)
        if not note and trace.outcome == RowOutcome.UPDATED:
            changed.append((action, trace.before))
        elif not note:
            added.append(action)
        notes.append(note)
    discard_actions(actions=added, by=by)
    _restore(changed, by)
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


def _restore(changed: Sequence[tuple[Action, Mapping[str, Any]]], by: Acting) -> None:
    """To the revision that says so; what none says, as rows made in bulk, is typed again."""
    kept, unkept = list[tuple[Action, int]](), list[tuple[Action, Mapping[str, Any]]]()
    for (action, before), number in zip(changed, numbers_of(changed), strict=True):
        if number is None:
            unkept.append((action, before))
        else:
            kept.append((action, number))
    restore_revisions(actions=[a for a, _n in kept], numbers=[n for _a, n in kept], by=by)
    befores = [before for _action, before in unkept]
    contents = list(map(RowsNamed(befores).content, befores))
    edit_actions(actions=[action for action, _before in unkept], contents=contents, by=by)
    marks = [(action, (before["source"], before["external_id"])) for action, before in changed]
    named = [(a, mark) for a, mark in marks if mark != (a.source, a.external_id)]
    identify_actions(actions=[a for a, _mark in named], marks=[mark for _a, mark in named], by=by)
