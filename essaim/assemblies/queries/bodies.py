"""Bodies with their meetings, and the rules that hold on a day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from essaim.assemblies.enums import MeetingState
from essaim.assemblies.models import Body, BodyRules, Meeting, SubjectRule
from essaim.kernel.acting import Acting


def rules_of(body: Body, on: date) -> BodyRules | None:
    """The version in force on that day; None before the first."""
    return body.rules.in_force(on).first()


def rule_for(rules: BodyRules, subject: str) -> SubjectRule | None:
    """What that kind of question asks; None where nothing is said: no vote on it can open."""
    return rules.subjects.filter(subject=subject).first()


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
