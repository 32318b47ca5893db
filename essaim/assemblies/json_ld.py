"""Meetings of bodies as machines read them."""

from operator import attrgetter

from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.kernel.offering.json_ld import Description, JsonLd, page_of


def event(meeting: Meeting) -> Description | None:
    """None for a question in writing, to which nobody comes."""
    if meeting.is_written:
        return None
    is_cancelled = meeting.state == MeetingState.CANCELLED
    place = meeting.action.place
    return {
        "@type": "Event",
        "@id": page_of(meeting),
        "name": str(meeting),
        "url": page_of(meeting),
        "startDate": meeting.local_start.isoformat(),
        "endDate": meeting.local_end.isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if is_cancelled else 'Scheduled'}",
        "location": {"@type": "Place", "name": place, "address": place},
    }


JSON_LD = (JsonLd("assemblies.meeting", event, attrgetter("action.audience")),)
