"""What waits for the next meeting of a body, in this room and in the others."""

from essaim.assemblies.models import Meeting
from essaim.kernel.manifest import AgendaLine, offered


def lines_waiting(meeting: Meeting) -> list[AgendaLine]:
    """Each source's lines in the order of the rooms."""
    day = meeting.local_start.date()
    return [
        line for source in offered("agenda_sources") for line in source.lines(meeting.body.key, day)
    ]
