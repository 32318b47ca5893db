"""The page of a body with its meetings, and the page of a meeting."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from essaim.assemblies.asking.models import DatePoll
from essaim.assemblies.asking.queries.date_polls import polls_of_use
from essaim.assemblies.bodies.models import Body
from essaim.assemblies.bodies.queries import (
    Electors,
    Ruling,
    Versions,
    electors_on,
    ruling_of,
    versions_of,
)
from essaim.assemblies.meetings.enums import ItemState, MeetingState
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.assemblies.meetings.queries import numbered
from essaim.assemblies.meetings.rules import edit_meeting, propose_item
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.answers import my_electors
from essaim.assemblies.votes.models import Resolution
from essaim.kernel.acting import Acting


@dataclass(frozen=True)
class BodyCard:
    """A body with the meetings, among those this reader sees, that come next and came last."""

    body: Body
    next: Meeting | None
    last: Meeting | None


def list_bodies(acting: Acting, at: datetime) -> list[BodyCard]:
    """Those that still meet first, by name. Two queries, whatever their number."""
    visible = Meeting.objects.visible_to(acting).filter(body=OuterRef("pk"))
    closed = visible.filter(state=MeetingState.CLOSED).order_by("-starts_at", "-pk")
    bodies = list(
        Body.objects.visible_to(acting)
        .annotate(
            next_id=Subquery(visible.coming(at).values("pk")[:1]),
            last_id=Subquery(closed.values("pk")[:1]),
        )
        .order_by("is_closed", "name")
    )
    ids = {pk for body in bodies for pk in (body.next_id, body.last_id) if pk is not None}
    meetings = Meeting.objects.select_related("action").in_bulk(ids) if ids else {}
    return [
        BodyCard(body, meetings.get(body.next_id), meetings.get(body.last_id)) for body in bodies
    ]


#: How many meetings to come the home of the room lists.
COMING = 10


def meetings_to_come(acting: Acting, at: datetime) -> list[Meeting]:
    """The nearest ones of every body, among those this reader sees. One query."""
    return list(Meeting.objects.visible_to(acting).coming(at).with_body()[:COMING])


@dataclass(frozen=True)
class BodyPage:
    """A body, who sits in it, the rules in force, its meetings that this reader sees."""

    body: Body
    electors: Electors
    versions: Versions
    ruling: Ruling | None
    coming: list[Meeting]
    past: list[Meeting]
    polls: list[DatePoll]

    @property
    def decides_in_writing(self) -> bool:
        """As far as its rules in force allow it."""
        rules = self.versions.in_force
        return rules is not None and rules.written_allowed


def body_page(body: Body, acting: Acting, at: datetime) -> BodyPage:
    """As many queries whatever the number of meetings, versions and people."""
    today = timezone.localdate(at)
    versions = versions_of(body, today)
    rows = body.meetings.visible_to(acting).select_related("action").order_by("starts_at", "pk")
    meetings = list(rows)
    past = [meeting for meeting in meetings if meeting.is_over]
    return BodyPage(
        body=body,
        electors=electors_on(body, acting, today),
        versions=versions,
        ruling=ruling_of(versions.in_force, today) if versions.in_force else None,
        coming=[meeting for meeting in meetings if not meeting.is_over],
        past=past[::-1],
        polls=list(polls_of_use(acting, at).filter(body=body)),
    )


def page_of_action(action_id: int) -> str:
    """The page of the meeting that an action of the programme is; empty for any other."""
    meeting = Meeting.objects.filter(action=action_id).first()
    return meeting.get_absolute_url() if meeting is not None else ""


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
    listed = list(items.prefetch_related("documents").order_by("position", "pk"))
    of = {state: [item for item in listed if item.state == state] for state in ItemState.values}
    runs = edit_meeting(acting, meeting)
    return MeetingPage(
        meeting=meeting,
        lines=planned_lines(of[ItemState.ACCEPTED], meeting),
        proposed=of[ItemState.PROPOSED] if runs or propose_item(acting, meeting) else [],
        declined=[item for item in of[ItemState.DECLINED] if runs or _is_theirs(item, acting)],
        electors=my_electors(meeting, acting),
        resolutions=list(meeting.resolutions.order_by("number")),
    )


def _is_theirs(item: AgendaItem, acting: Acting) -> bool:
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
