"""The page of a meeting before and after it: when, where, what about, and what one may do now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from essaim.assemblies.enums import ItemState, MeetingState
from essaim.assemblies.models import AgendaItem, Elector, Meeting, Resolution
from essaim.assemblies.queries.answer_page import my_electors
from essaim.kernel.acting import Acting


@dataclass(frozen=True)
class PlannedLine:
    """An item with its number in the tree, and the hour at which its turn should come."""

    item: AgendaItem
    number: str
    at: datetime | None


@dataclass(frozen=True)
class MeetingPage:
    """A meeting with its agenda, what members propose for it, and the reader's own voices."""

    meeting: Meeting
    lines: Sequence[PlannedLine]
    proposed: Sequence[AgendaItem]
    declined: Sequence[AgendaItem]
    electors: Sequence[Elector]
    resolutions: Sequence[Resolution]

    @property
    def minutes_planned(self) -> int:
        return sum(line.item.minutes_planned for line in self.lines)

    @property
    def is_planned(self) -> bool:
        return self.meeting.state == MeetingState.PLANNED


def meeting_page(meeting: Meeting, acting: Acting) -> MeetingPage:
    """In four queries, whatever the number of items and of electors."""
    items = meeting.items.select_related("presenter", "objective", "proposed_by")
    found = list(items.prefetch_related("documents").order_by("position", "pk"))
    of = {state: [one for one in found if one.state == state] for state in ItemState.values}
    return MeetingPage(
        meeting=meeting,
        lines=planned_lines(of[ItemState.ACCEPTED], meeting),
        proposed=of[ItemState.PROPOSED],
        declined=of[ItemState.DECLINED],
        electors=my_electors(meeting, acting),
        resolutions=list(meeting.resolutions.order_by("number")),
    )


def planned_lines(items: Sequence[AgendaItem], meeting: Meeting) -> list[PlannedLine]:
    """From top to bottom, points under points; the clock runs while minutes are planned."""
    under: dict[int | None, list[AgendaItem]] = {}
    for item in items:
        under.setdefault(item.parent_id, []).append(item)
    has_hours = any(item.minutes_planned for item in items)
    clock = timezone.localtime(meeting.starts_at)
    lines = []
    for number, item in _numbered(under, None, ""):
        lines.append(PlannedLine(item, number, clock if has_hours else None))
        clock += timedelta(minutes=item.minutes_planned)
    return lines


def _numbered(
    under: dict[int | None, list[AgendaItem]], parent: int | None, start: str
) -> list[tuple[str, AgendaItem]]:
    found = []
    for place, item in enumerate(under.get(parent, []), start=1):
        found.append((f"{start}{place}", item))
        found += _numbered(under, item.pk, f"{start}{place}.")
    return found
