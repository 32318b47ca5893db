"""One writer a meeting at a time: closing it and what happens in it never cross."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from essaim.assemblies.models import Meeting
from essaim.kernel.errors import RuleBroken


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands, held until the act is over."""
    rows = Meeting.objects.select_for_update(of=("self",)).with_body()
    return rows.get(pk=meeting.pk)


def locked_in(meeting: Meeting, states: Collection[str]) -> Meeting:
    """The same. Raises RuleBroken where it is in another state, with the state in words."""
    standing = locked(meeting)
    if standing.state not in states:
        state = standing.get_state_display()
        raise RuleBroken(_("That cannot be done: the meeting is %(state)s.") % {"state": state})
    return standing
