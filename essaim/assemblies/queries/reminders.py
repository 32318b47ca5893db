"""Which meetings it is time to remind their electors of."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from essaim.assemblies.enums import MeetingState
from essaim.assemblies.models import Meeting

#: Days before a meeting on which those who have not answered are reminded.
DAYS_BEFORE = (2, 7)
#: Nobody is reminded of a mail that she has hardly had.
_TIME_TO_READ = timedelta(days=1)


def meetings_to_remind(at: datetime) -> Iterator[tuple[Meeting, str]]:
    """Each convened meeting with its occasion: the fewest of those days that it has reached."""
    today = timezone.localdate(at)
    coming = Meeting.objects.filter(
        state=MeetingState.CONVENED,
        starts_at__gt=at,
        starts_at__lt=at + timedelta(days=max(DAYS_BEFORE) + 1),
        convened_at__lte=at - _TIME_TO_READ,
    )
    for meeting in coming.with_body().order_by("starts_at", "pk"):
        left = (meeting.local_start.date() - today).days
        days = next((days for days in DAYS_BEFORE if left <= days), None)
        if days is not None:
            yield meeting, str(days)
