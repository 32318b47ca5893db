"""When somebody was in the room: one stay after another, within the meeting. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

#: The room is open so long before the meeting begins: nobody is there earlier.
DOORS = timedelta(hours=2)


@dataclass(frozen=True)
class Stay:
    """From an arrival to a departure, which is None for who is still there."""

    arrived_at: datetime
    left_at: datetime | None = None

    def overlaps(self, other: "Stay") -> bool:
        """Whether there is a moment in both; who leaves as they come back was never there twice."""
        ends_first = self.left_at is not None and self.left_at <= other.arrived_at
        ends_last = other.left_at is not None and other.left_at <= self.arrived_at
        return not ends_first and not ends_last

    def covers(self, first: datetime, last: datetime) -> bool:
        """Whether there is a moment of the stay between these two, both within."""
        return self.arrived_at <= last and (self.left_at is None or self.left_at >= first)


def refusal_of(stay: Stay, others: Iterable[Stay], *, begins_at: datetime, now: datetime) -> str:
    """Why somebody cannot have been in the room so, in a sentence; empty where they can.

    `others` are the other stays of the same elector or guest; `begins_at` is when the meeting
    began, or is to.
    """
    if max(stay.arrived_at, stay.left_at or stay.arrived_at) > now:
        return _("This time is still to come.")
    if stay.arrived_at < begins_at - DOORS:
        return _(
            "This is more than two hours before the meeting begins: an arrival is noted when the "
            "room is open."
        )
    if stay.left_at is not None and stay.left_at < stay.arrived_at:
        return _("Nobody leaves before arriving.")
    if any(stay.overlaps(other) for other in others):
        return _("Another stay in the room is noted at that time: put that one right first.")
    return ""
