"""Which page of another room keeps an action."""

from dataclasses import dataclass

from django.db.models import QuerySet

from essaim.kernel.manifest import is_open, manifests, offered
from essaim.programme.enums import Origin
from essaim.programme.models import Action


@dataclass(frozen=True)
class Kept:
    """What the keeper calls it, “meeting”, and the address of its page; none where it is closed."""

    label: str
    address: str


def kept_by(action: Action) -> Kept | None:
    """None for an action that stands alone, as most do. A query a keeper for those of rooms."""
    if action.origin != Origin.ROOM:
        return None
    for room in manifests():
        for keeper in room.action_keepers:
            if address := keeper.page_of(action.pk):
                return Kept(str(keeper.label), address if is_open(room.room) else "")
    return None


def kept_elsewhere(actions: QuerySet[Action]) -> set[int]:
    """Those of these actions that stand on the page of another room. A query a keeper."""
    ids = actions.values_list("pk", flat=True)
    return {pk for keeper in offered("action_keepers") for pk in keeper.own(ids)}
