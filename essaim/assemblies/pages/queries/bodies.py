"""Bodies with their meetings, and the page of one."""

from dataclasses import dataclass
from datetime import datetime

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
from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.kernel.acting import Acting


@dataclass(frozen=True)
class BodyCard:
    """A body with the meetings, among those this reader sees, that come next and came last."""

    body: Body
    next: Meeting | None
    last: Meeting | None


def list_bodies(acting: Acting, at: datetime) -> list[BodyCard]:
    """Those that still meet first, by name. Two queries, whatever their number."""
    seen = Meeting.objects.visible_to(acting).filter(body=OuterRef("pk"))
    held = seen.filter(state=MeetingState.CLOSED).order_by("-starts_at", "-pk")
    bodies = list(
        Body.objects.visible_to(acting)
        .annotate(
            next_id=Subquery(seen.coming(at).values("pk")[:1]),
            last_id=Subquery(held.values("pk")[:1]),
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


def body_page(body: Body, acting: Acting, at: datetime) -> BodyPage:
    """As many queries whatever the number of meetings, versions and people."""
    today = timezone.localdate(at)
    versions = versions_of(body, today)
    seen = body.meetings.visible_to(acting).select_related("action").order_by("starts_at", "pk")
    meetings = list(seen)
    past = [one for one in meetings if one.is_over]
    return BodyPage(
        body=body,
        electors=electors_on(body, acting, today),
        versions=versions,
        ruling=ruling_of(versions.in_force, today) if versions.in_force else None,
        coming=[one for one in meetings if not one.is_over],
        past=past[::-1],
        polls=list(polls_of_use(acting, at).filter(body=body)),
    )
