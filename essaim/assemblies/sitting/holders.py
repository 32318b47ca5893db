"""Who marks those who come in and leave: what rules are made of."""

from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.holders import presides
from essaim.assemblies.meetings.models import Meeting
from essaim.kernel.acting import Acting

#: People come in before the meeting opens too.
RECEIVES = frozenset({MeetingState.CONVENED, MeetingState.OPEN})


def marks(by: Acting, meeting: Meeting) -> bool:
    """Who marks anybody, while people come in and leave."""
    return presides(by, meeting) and meeting.state in RECEIVES
