"""The opening of a meeting, kept as it was, also where a time of then is put right."""

from datetime import datetime

from essaim.assemblies.models import Meeting
from essaim.assemblies.queries.opening_room import frozen_opening


def keep_opening(meeting: Meeting, since: datetime) -> None:
    """Freeze it again where something that began by then is noted, changed or taken back."""
    if meeting.opened_at is not None and since <= meeting.opened_at:
        meeting.opening = frozen_opening(meeting)
        meeting.save(update_fields=["opening"])
