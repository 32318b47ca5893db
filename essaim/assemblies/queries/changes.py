"""Whether those who are convened know of what changed since."""

from essaim.assemblies.enums import MeetingState
from essaim.assemblies.models import Meeting
from essaim.journal.models import Entry

ANNOUNCED = "assemblies.announce_change"


def has_changed(meeting: Meeting) -> bool:
    """Its name, its day, its place or its video room, since it was convened."""
    return meeting.convened_at is not None and meeting.changed_at > meeting.convened_at


def has_untold_change(meeting: Meeting) -> bool:
    """Such a change of a meeting to come that no mail has told. One query at most."""
    if meeting.state != MeetingState.CONVENED or not has_changed(meeting):
        return False
    told = Entry.objects.about(meeting.key).filter(verb=ANNOUNCED, at__gte=meeting.changed_at)
    return not told.exists()
