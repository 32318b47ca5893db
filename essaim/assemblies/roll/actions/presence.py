"""For which member whoever presides is in the room, and who was there as the meeting opened."""

from datetime import datetime

from django.utils import timezone

from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.queries.presence import frozen_opening
from essaim.network.enums import Standing
from essaim.network.models import Representation
from essaim.network.queries.clusters import people_like, root_key_of


def seat_chair(meeting: Meeting) -> None:
    """Whoever presides is there, and sits for the members of which they are the titular delegate.

    Who notes arrivals seldom says who came: without that, blank proxies would be in nobody's hands
    and the casting vote nobody's.
    """
    if meeting.chair is None:
        return
    running = Representation.objects.current(timezone.localdate(meeting.starts_at))
    theirs = running.filter(person__in=people_like(meeting.chair), standing=Standing.TITULAR)
    keys = theirs.annotate(root=root_key_of("organisation")).values_list("root", flat=True)
    voices = [f"delegate:{key}" for key in keys]
    nobodys = meeting.attendances.in_the_room().filter(person=None, elector__voice__in=voices)
    nobodys.update(person=meeting.chair)


def keep_opening(meeting: Meeting, since: datetime) -> None:
    """Freeze it again where something that began by then is noted, changed or taken back."""
    if meeting.opened_at is not None and since <= meeting.opened_at:
        meeting.opening = frozen_opening(meeting)
        meeting.save(update_fields=["opening"])
