"""Actions: the coordination and the bureau note all of them, a delegate those theirs carries."""

from uuid import UUID

from essaim.kernel.acting import BUREAU, MEMBERS, Acting
from essaim.programme.content import ActionContent
from essaim.programme.models import Action


def view_action(by: Acting, action: Action) -> bool:
    return action.audience in by.capacities


def view_history(by: Acting, action: Action) -> bool:
    return by.is_one_of(MEMBERS) and view_action(by, action)


def add_action(by: Acting, content: ActionContent | None = None) -> bool:
    """A delegate notes what their member carries; without content: whether they may at all."""
    if by.is_one_of(BUREAU):
        return True
    theirs = _members_spoken_for(by)
    return bool(theirs) and (content is None or content.carrier_key in theirs)


def _members_spoken_for(by: Acting) -> frozenset[UUID]:
    """None once their organisation has left: the programme is written by the network alone."""
    return by.keys_of("delegate") if by.is_one_of(MEMBERS) else frozenset()


def add_proven_action(by: Acting, content: ActionContent | None = None) -> bool:
    return add_action(by, content)


def edit_action(by: Acting, action: Action, content: ActionContent | None = None) -> bool:
    """A delegate stays within what their organisation carries: before and after."""
    if by.is_one_of(BUREAU):
        return view_action(by, action)
    theirs = _members_spoken_for(by)
    carrier = action.carried_by.key if action.carried_by is not None else None
    stays = content is None or content.carrier_key in theirs
    return carrier in theirs and stays and view_action(by, action)


def keep_both_versions(by: Acting, action: Action, content: ActionContent) -> bool:
    """Whoever may edit it so."""
    return edit_action(by, action, content)


def _mends(by: Acting, action: Action) -> bool:
    return edit_action(by, action)


cancel_action = discard_action = restore_action = restore_revision = _mends
highlight_action = link_actions = unlink_actions = identify_action = _mends
add_evidence = add_file_evidence = remove_evidence = _mends
