"""The rules of a body that hold on a day, what they say, and what to look at in them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from essaim.assemblies.bodies.enums import Aggregation, CastingVote, QuorumKind, Subject
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


def cautions(
    rules: BodyRules,
    subjects: Collection[SubjectRule],
    *,
    is_weighted: bool,
    has_colleges: bool,
    has_copresidency: bool,
) -> list[str]:
    """One sentence each. `is_weighted`: these rules give colleges a weight."""
    return [
        *_without_article(rules),
        *_unruled(subjects),
        *_about_colleges(rules, subjects, is_weighted, has_colleges),
        *_about_casting_vote(rules, has_copresidency),
    ]


def _without_article(rules: BodyRules) -> Iterator[str]:
    """Valid only if the statutes allow it (domain reference 2.2)."""
    if rules.remote_allowed and not rules.remote_article:
        yield _(
            "Taking part by video stands without an article: it is valid only if the statutes"
            " allow it."
        )
    if rules.written_allowed and not rules.written_article:
        yield _(
            "Deciding in writing stands without an article: it is valid only if the statutes"
            " allow it."
        )
    if rules.electronic_allowed and not rules.electronic_article:
        yield _(
            "Voting on a device stands without an article: it is valid only if the statutes"
            " allow it."
        )


def _unruled(subjects: Collection[SubjectRule]) -> Iterator[str]:
    ruled = {rule.subject for rule in subjects}
    for subject in Subject:
        if subject not in ruled:
            sentence = _("Nothing is said of “%(subject)s”: a vote on this cannot open.")
            yield sentence % {"subject": subject.label}


def _about_colleges(
    rules: BodyRules, subjects: Collection[SubjectRule], is_weighted: bool, has_colleges: bool
) -> Iterator[str]:
    by_college = any(
        rule.quorum_by_college and rule.quorum_kind != QuorumKind.NONE for rule in subjects
    )
    if by_college and not has_colleges:
        yield _("A quorum is asked in each college, and the network has no college yet.")
    if rules.aggregation != Aggregation.HEADS and not is_weighted:
        yield _("Votes weigh by college, and no college has a weight yet: none can be counted.")


def _about_casting_vote(rules: BodyRules, has_copresidency: bool) -> Iterator[str]:
    if rules.casting_vote == CastingVote.CHAIR and has_copresidency:
        yield _(
            "The chair decides between equal votes, and the network has a co-presidency: say who"
            " chairs each meeting, or leave equal votes undecided."
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
