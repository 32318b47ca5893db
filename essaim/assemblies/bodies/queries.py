"""The rules of a body that hold on a day, and what they say."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from essaim.assemblies.bodies.cautions import cautions
from essaim.assemblies.bodies.enums import Subject
from essaim.assemblies.bodies.models import Body, BodyRules, SubjectRule
from essaim.assemblies.bodies.telling import Paragraph, tell_rules, tell_subject
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
    paragraphs: list[Paragraph]
    subjects: list[tuple[SubjectRule, Paragraph]]
    unruled: list[Subject]
    cautions: list[str]


def ruling_of(rules: BodyRules, on: date) -> Ruling:
    """Four queries, five where the answer asks whether the network has colleges."""
    order = list(Subject)
    subjects = sorted(rules.subjects.all(), key=lambda rule: order.index(Subject(rule.subject)))
    weighted = rules.colleges.select_related("college").order_by("-weight", "college__name")
    weights = [(rule.college.name, rule.weight) for rule in weighted]
    presiding = NetworkRole.objects.current(on).filter(kind=NetworkRoleKind.COPRESIDENCY)
    ruled = {rule.subject for rule in subjects}
    return Ruling(
        rules=rules,
        is_used=rules.meetings.exists(),
        paragraphs=tell_rules(rules.body, rules, weights),
        subjects=[(rule, tell_subject(rule)) for rule in subjects],
        unruled=[subject for subject in Subject if subject not in ruled],
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
