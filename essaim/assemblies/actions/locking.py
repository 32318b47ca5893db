"""One writer a meeting or a resolution at a time: closing it and what happens in it never cross."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from essaim.assemblies.enums import ResolutionState
from essaim.assemblies.models import Meeting, Resolution
from essaim.kernel.errors import RuleBroken

_AROUND = ("meeting__action", "meeting__body", "meeting__chair", "meeting__second_call_of")
#: What casting a ballot reads: two hundred may come at once.
TO_VOTE = ("meeting__chair",)


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands, held until the act is over."""
    rows = Meeting.objects.select_for_update(of=("self",)).with_body()
    return rows.get(pk=meeting.pk)


def hold_votes(meeting: Meeting) -> None:
    """The votes that are open, before the meeting is held: closing one takes them in that order."""
    list(meeting.resolutions.open().select_for_update(of=("self",)).order_by("pk"))


def locked_in(meeting: Meeting, states: Collection[str]) -> Meeting:
    """The same. Raises RuleBroken where it is in another state, with the state in words."""
    standing = locked(meeting)
    if standing.state not in states:
        state = standing.get_state_display()
        raise RuleBroken(_("That cannot be done: the meeting is %(state)s.") % {"state": state})
    return standing


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
