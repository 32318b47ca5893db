"""Taking back what a row of an import did to an action."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from essaim.exchange.enums import RowOutcome
from essaim.kernel.acting import Acting
from essaim.programme.actions.actions import (
    discard_action,
    edit_action,
    identify_action,
    restore_revision,
)
from essaim.programme.models import Action
from essaim.programme.queries.revisions import content_of_record, number_of_record

#: What belongs to an action; any other row that points at one cites it.
OWN_PARTS = {"actionobjective", "actionorganisation", "actionperson", "evidence"}


def taken_back(
    action: Action,
    outcome: RowOutcome,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    by: Acting,
) -> str:
    """Takes it back and answers "", or says in one sentence why it stays."""
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


def _restore(action: Action, before: Mapping[str, Any], by: Acting) -> None:
    number = number_of_record(action, before)
    if number is None:
        edit_action(action=action, content=content_of_record(before), by=by)
    else:
        restore_revision(action=action, number=number, by=by)
    if (action.source, action.external_id) != (before["source"], before["external_id"]):
        source, identifier = before["source"], before["external_id"]
        identify_action(action=action, source=source, external_id=identifier, by=by)


def _is_cited(action: Action) -> bool:
    """Whether a row that is no part of it points at it, in whatever room."""
    for relation in Action._meta.related_objects:
        model = relation.related_model
        rows = model._base_manager.filter(**{relation.field.name: action})
        if model._meta.model_name not in OWN_PARTS and rows.exists():
            return True
    return False
