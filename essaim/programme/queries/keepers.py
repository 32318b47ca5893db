"""Which page of another room keeps an action."""

from dataclasses import dataclass

from django.db.models import QuerySet

from essaim.kernel.manifest import offered
from essaim.programme.enums import Origin
from essaim.programme.models import Action


@dataclass(frozen=True)
class Kept:
    """What the keeper calls it, “meeting”, and the address of its page."""

    label: str
    address: str


def kept_by(action: Action) -> Kept | None:
    """None for an action that stands alone, as most do. A query a keeper for those of rooms."""
    if action.origin != Origin.ROOM:
        return None
    pages = ((str(keeper.label), keeper.page_of(action.pk)) for keeper in offered("action_keepers"))
    return next((Kept(label, address) for label, address in pages if address), None)


def kept_elsewhere(actions: QuerySet[Action]) -> set[int]:
    """Those of these actions that stand on the page of another room. A query a keeper."""
    ids = actions.values_list("pk", flat=True)
    return {pk for keeper in offered("action_keepers") for pk in keeper.own(ids)}
