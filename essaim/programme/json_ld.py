"""Actions as machines read them: those to which one comes."""

from essaim.kernel.acting import PUBLIC, VISITOR
from essaim.kernel.offering.json_ld import Description, JsonLd, iso, page_of
from essaim.programme.enums import ActionState
from essaim.programme.models import Action
from essaim.writing.queries import words_of

#: Kinds of action to which one comes; an article or a publication is none.
EVENTS = {"meeting", "seminar", "workshop", "training", "conference", "intervention", "event"}


def event(action: Action) -> Description | None:
    """None for what is no event, or was discarded."""
    if action.kind not in EVENTS or action.state == ActionState.DISCARDED:
        return None
    carrier = action.carried_by
    is_known = carrier is not None and carrier.audience == PUBLIC
    return {
        "@type": "Event",
        "@id": page_of(action),
        "name": action.title,
        "description": words_of(action.summary, action.starts_on.year, VISITOR),
        "url": page_of(action),
        "startDate": iso(action.starts_on, action.precision),
        "endDate": iso(action.ends_on, action.precision),
        "eventStatus": f"https://schema.org/{status_of(action)}",
        "location": {"@type": "Place", "name": action.place, "address": action.place},
        "organizer": {
            "@type": "Organization",
            "name": carrier.name if carrier and is_known else "",
            "url": page_of(carrier) if is_known else "",
        },
    }


def status_of(action: Action) -> str:
    """In the words of schema.org: what was held took place as it was announced."""
    is_cancelled = action.state == ActionState.CANCELLED
    return "EventCancelled" if is_cancelled else "EventScheduled"


JSON_LD = (JsonLd("programme.action", event),)
