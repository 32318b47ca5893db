"""One writer a meeting at a time: closing it and what happens in it never cross."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from essaim.assemblies.meetings.models import Meeting
from essaim.kernel.errors import RuleBroken


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


def refuse_room(meeting: Meeting) -> None:
    """Raises RuleBroken for what happens among people who are together."""
    if meeting.is_written:
        raise RuleBroken(
            _("This question is put in writing: nobody meets, each answers from their mail.")
        )


def refuse_other_question(meeting: Meeting) -> None:
    """Raises RuleBroken once the question left: those who answered answered that one."""
    if meeting.is_written and meeting.is_frozen:
        raise RuleBroken(
            _("A consultation puts one question, which stays as it was sent: open another.")
        )
