"""One writer a question at a time: closing it and what is cast in it never cross."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from essaim.assemblies.votes.enums import ResolutionState
from essaim.assemblies.votes.models import Resolution
from essaim.kernel.errors import RuleBroken

_AROUND = ("meeting__action", "meeting__body", "meeting__chair", "meeting__second_call_of")
#: What casting a ballot reads: two hundred may come at once.
TO_VOTE = ("meeting__chair",)


def locked_resolution(resolution: Resolution, around: Sequence[str] = _AROUND) -> Resolution:
    """The resolution as it stands, held until the act is over, with what the act reads of it."""
    rows = Resolution.objects.select_for_update(of=("self",))
    return rows.select_related(*around).get(pk=resolution.pk)


def locked_open(resolution: Resolution, around: Sequence[str] = _AROUND) -> Resolution:
    """The same, while one may vote. Raises RuleBroken where the vote is not open (any more)."""
    resolution = locked_resolution(resolution, around)
    if resolution.state == ResolutionState.OPEN:
        return resolution
    if resolution.state == ResolutionState.DRAFT:
        raise RuleBroken(_("The vote is not open yet."))
    raise RuleBroken(_("The vote is closed."))
