"""The page of a meeting before and after it: when, where, what about, and what one may do now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from essaim.assemblies.meetings.enums import ItemState, MeetingState
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.assemblies.meetings.queries import numbered
from essaim.assemblies.meetings.rules import edit_meeting, propose_item
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.answers import my_electors
from essaim.assemblies.votes.models import Resolution
from essaim.kernel.acting import Acting


def page_of_action(action_id: int) -> str:
    """The page of the meeting that an action of the programme is; empty for any other."""
    found = Meeting.objects.filter(action=action_id).first()
    return found.get_absolute_url() if found is not None else ""


def actions_that_are_meetings(action_ids: Collection[int]) -> set[int]:
    """Those of these actions of the programme that are meetings."""
    return set(Meeting.objects.filter(action__in=action_ids).values_list("action", flat=True))


@dataclass(frozen=True)
class PlannedLine:
    """An item with its number in the tree, and the hour at which its turn should come."""

    item: AgendaItem
    number: str
    at: datetime | None

    @property
    def is_under(self) -> bool:
        return "." in self.number


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
    def minutes_available(self) -> int:
        """From the beginning of the meeting to its end."""
        return int((self.meeting.ends_at - self.meeting.starts_at).total_seconds()) // 60

    @property
    def has_hours(self) -> bool:
        return any(line.at for line in self.lines)

    @property
    def is_planned(self) -> bool:
        return self.meeting.state == MeetingState.PLANNED


def meeting_page(meeting: Meeting, acting: Acting) -> MeetingPage:
    """In four queries, whatever the number of items and of electors."""
    items = meeting.items.select_related("presenter", "proposed_by")
    found = list(items.prefetch_related("documents").order_by("position", "pk"))
    of = {state: [one for one in found if one.state == state] for state in ItemState.values}
    runs = edit_meeting(acting, meeting)
    return MeetingPage(
        meeting=meeting,
        lines=planned_lines(of[ItemState.ACCEPTED], meeting),
        proposed=of[ItemState.PROPOSED] if runs or propose_item(acting, meeting) else [],
        declined=[one for one in of[ItemState.DECLINED] if runs or _is_hers(one, acting)],
        electors=my_electors(meeting, acting),
        resolutions=list(meeting.resolutions.order_by("number")),
    )


def _is_hers(item: AgendaItem, acting: Acting) -> bool:
    """Whoever proposed an item reads why it is not on the agenda."""
    return item.proposed_by is not None and item.proposed_by.key in acting.keys_of("person")


def planned_lines(items: Sequence[AgendaItem], meeting: Meeting) -> list[PlannedLine]:
    """From top to bottom, points under points; the clock runs while minutes are planned.

    Minutes are added to the moment, not to the clock on the wall, which one night a year shows the
    same hour twice. A point under another has its hour where it has its own minutes.
    """
    has_hours = any(item.minutes_planned for item in items)
    moment, lines = meeting.starts_at, []
    for number, item in numbered(items):
        says = has_hours and (item.minutes_planned or "." not in number)
        lines.append(PlannedLine(item, number, timezone.localtime(moment) if says else None))
        moment += timedelta(minutes=item.minutes_planned)
    return lines
