"""Bodies with their meetings, and the rules that hold on a day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from essaim.assemblies.cautions import cautions
from essaim.assemblies.enums import MeetingState, Subject
from essaim.assemblies.models import Body, BodyRules, DatePoll, Meeting, SubjectRule
from essaim.assemblies.queries.date_polls import polls_of_use
from essaim.assemblies.telling import Told, tell_rules, tell_subject
from essaim.kernel.acting import Acting
from essaim.kernel.naming import sees
from essaim.network.enums import NetworkRoleKind
from essaim.network.models import College, Membership, NetworkRole
from essaim.network.queries import GroupPage, group_page


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


#: How many meetings to come the home of the room lists.
COMING = 10


def meetings_to_come(acting: Acting, at: datetime) -> list[Meeting]:
    """The nearest ones of every body, among those this reader sees. One query."""
    return list(Meeting.objects.visible_to(acting).coming(at).with_body()[:COMING])


@dataclass(frozen=True)
class Electors:
    """Who sits: the people of a group with their days, or how many members in each college."""

    group: GroupPage | None
    colleges: list[tuple[str, int]]
    is_named: bool = True

    @property
    def count(self) -> int:
        if self.group is not None:
            return len(self.group.current)
        return sum(number for _name, number in self.colleges)


def electors_on(body: Body, acting: Acting, on: date) -> Electors:
    """Of a group, those whom this reader may see; of the network, numbers alone."""
    if body.group is not None:
        named = sees(acting, body.group)
        return Electors(group_page(body.group, acting, on=on), [], is_named=named)
    running = Membership.objects.running_on(on).values_list("college__name")
    return Electors(None, list(running.annotate(number=Count("pk")).order_by("college__name")))


@dataclass(frozen=True)
class Ruling:
    """A version of the rules, told: in plain sentences, subject by subject, and what to look at."""

    rules: BodyRules
    is_used: bool
    told: list[Told]
    subjects: list[tuple[SubjectRule, Told]]
    unruled: list[Subject]
    cautions: list[str]


def ruling_of(rules: BodyRules, on: date) -> Ruling:
    """Four queries, five where the answer asks whether the network has colleges."""
    order = list(Subject)
    subjects = sorted(rules.subjects.all(), key=lambda one: order.index(Subject(one.subject)))
    weighted = rules.colleges.select_related("college").order_by("-weight", "college__name")
    weights = [(one.college.name, one.weight) for one in weighted]
    presiding = NetworkRole.objects.current(on).filter(kind=NetworkRoleKind.COPRESIDENCY)
    ruled = {one.subject for one in subjects}
    return Ruling(
        rules=rules,
        is_used=rules.meetings.exists(),
        told=tell_rules(rules.body, rules, weights),
        subjects=[(one, tell_subject(one)) for one in subjects],
        unruled=[one for one in Subject if one not in ruled],
        cautions=cautions(
            rules,
            subjects,
            is_weighted=bool(weights),
            has_colleges=bool(weights) or College.objects.exists(),
            has_copresidency=presiding.exists(),
        ),
    )


@dataclass(frozen=True)
class Versions:
    """The versions of a body's rules around a day: the later ones and the earlier ones apart."""

    in_force: BodyRules | None
    coming: list[BodyRules]
    earlier: list[BodyRules]


def versions_of(body: Body, on: date) -> Versions:
    """The nearest first, on both sides. One query."""
    rows = list(body.rules.order_by("-starts_on"))
    begun = [row for row in rows if row.starts_on <= on]
    later = [row for row in reversed(rows) if row.starts_on > on]
    for row in rows:
        row.body = body
    return Versions(begun[0] if begun else None, later, begun[1:])


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
