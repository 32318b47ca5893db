"""Actions: the list with its filters, and the page of one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.safestring import SafeString

from essaim.kernel.acting import Acting
from essaim.network.models import Organisation, Person
from essaim.network.queries.clusters import organisations_like, people_like
from essaim.programme.enums import ActionState
from essaim.programme.models import (
    Action,
    ActionLink,
    ActionObjective,
    ActionOrganisation,
    ActionPerson,
    Axis,
    Evidence,
    Objective,
)
from essaim.programme.models.actions import ActionQuerySet
from essaim.writing.queries import in_words, shown_text

NAMING_OBJECTIVES = ("objective__code", "objective__title")


@dataclass(frozen=True, kw_only=True)
class ActionFilter:
    """What a reader asks of the list; each part may be missing."""

    text: str = ""
    year: int | None = None
    objective: Objective | None = None
    axis: Axis | None = None
    kind: str = ""
    state: str = ""
    organisation: Organisation | None = None
    person: Person | None = None
    highlights: bool = False


def list_actions(acting: Acting, wanted: ActionFilter) -> ActionQuerySet:
    """What this reader may see of what they ask for, newest first; discarded ones on demand.

    A year holds what began in it, as in the figures.
    """
    actions = Action.objects.visible_to(acting).filter(_plainly(wanted)).matching(wanted.text)
    if wanted.state != ActionState.DISCARDED:
        actions = actions.kept()
    if wanted.objective is not None or wanted.axis is not None:
        actions = actions.filter(pk__in=_serving(wanted).values("action"))
    if wanted.organisation is not None:
        like = organisations_like(wanted.organisation)
        involved = ActionOrganisation.objects.filter(organisation__in=like)
        actions = actions.filter(Q(carried_by__in=like) | Q(pk__in=involved.values("action")))
    if wanted.person is not None:
        there = ActionPerson.objects.filter(person__in=people_like(wanted.person))
        actions = actions.filter(pk__in=there.values("action"))
    return actions.order_by("-starts_on", "-id")


def _plainly(wanted: ActionFilter) -> Q:
    """The filters on the action's own columns."""
    asked = Q()
    if wanted.year is not None:
        asked &= Q(starts_on__gte=date(wanted.year, 1, 1), starts_on__lte=date(wanted.year, 12, 31))
    if wanted.kind:
        asked &= Q(kind=wanted.kind)
    if wanted.state:
        asked &= Q(state=wanted.state)
    if wanted.highlights:
        asked &= Q(is_highlight=True)
    return asked


def _serving(wanted: ActionFilter) -> QuerySet[ActionObjective]:
    links = ActionObjective.objects.all()
    if wanted.objective is not None:
        links = links.filter(objective=wanted.objective)
    if wanted.axis is not None:
        links = links.filter(objective__axis=wanted.axis)
    return links


def with_objectives(actions: QuerySet[Action], acting: Acting) -> QuerySet[Action]:
    """Each with its `objectives_shown`, as a line of the list names them. One query more."""
    links = ActionObjective.objects.filter(objective__programme__audience__in=acting.capacities)
    read = links.select_related("objective").only("action", "objective__key", *NAMING_OBJECTIVES)
    ordered = read.order_by("position", "id")
    return actions.prefetch_related(
        Prefetch("objective_links", ordered, to_attr="objectives_shown")
    )


def years_of_actions(acting: Acting) -> list[int]:
    """From the newest year of an action that this reader may see to the oldest. Two queries."""
    days = Action.objects.visible_to(acting).kept().values_list("starts_on", flat=True)
    first, last = days.order_by("starts_on").first(), days.order_by("-starts_on").first()
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def organisations_of_actions(acting: Acting) -> QuerySet[Organisation]:
    """Organisations that carried or took part in an action of the list, for its filter."""
    visible_actions = Action.objects.visible_to(acting)
    involved = visible_actions.filter(organisation_links__organisation=OuterRef("pk"))
    carrying = visible_actions.filter(carried_by=OuterRef("pk"))
    visible: QuerySet[Organisation] = Organisation.objects.visible_to(acting)
    return visible.filter(Exists(involved) | Exists(carrying)).order_by("folded", "pk")


def people_of_actions(acting: Acting) -> QuerySet[Person]:
    """People who appear in an action of the list, for its filter."""
    there = Action.objects.visible_to(acting).filter(person_links__person=OuterRef("pk"))
    visible: QuerySet[Person] = Person.objects.visible_to(acting)
    return visible.filter(Exists(there), erased_at=None).order_by("folded", "pk")


@dataclass(frozen=True)
class ActionPage:
    """An action and what stands around it, as this reader may see it."""

    action: Action
    summary: SafeString
    carrier: Organisation | None
    objectives: Sequence[ActionObjective]
    organisations: Sequence[ActionOrganisation]
    organisations_withheld: int
    people: Sequence[ActionPerson]
    people_withheld: int
    evidence: Sequence[Evidence]
    links_out: Sequence[ActionLink]
    links_in: Sequence[ActionLink]


def action_page(action: Action, acting: Acting) -> ActionPage:
    """Each part in one query, of the columns that are shown; what is withheld is counted, never
    named."""
    mine, carrier = acting.capacities, action.carried_by
    objectives = action.objective_links.filter(objective__programme__audience__in=mine)
    organisations = action.organisation_links.filter(organisation__audience__in=mine)
    people = action.person_links.filter(person__audience__in=mine)
    evidence = action.evidence.filter(Q(file=None) | Q(file__audience__in=mine))
    links_out = action.links_out.filter(target__audience__in=mine)
    links_in = action.links_in.filter(source__audience__in=mine)
    named = ("action", "role", "organisation__key", "organisation__name")
    organisations = organisations.select_related("organisation").only(*named)
    taking_part = list(organisations.order_by("role", "pk"))
    names = ("person__key", "person__given_name", "person__family_name", "person__erased_at")
    people = people.select_related("person").only("action", "label", *names)
    met = list(people.order_by("pk"))
    codes = ("objective__key", "objective__code", "objective__title")
    objectives = objectives.select_related("objective").only("action", *codes)
    return ActionPage(
        action=action,
        summary=shown_text(action.summary, action.starts_on.year, acting),
        carrier=carrier if carrier is not None and carrier.audience in mine else None,
        objectives=list(objectives.order_by("position", "pk")),
        organisations=taking_part,
        organisations_withheld=action.organisation_links.count() - len(taking_part),
        people=met,
        people_withheld=action.person_links.count() - len(met),
        evidence=list(evidence.select_related("file").order_by("pk")),
        links_out=_linked(links_out, "target"),
        links_in=_linked(links_in, "source"),
    )


def _linked(links: QuerySet[ActionLink], end: str) -> list[ActionLink]:
    shown = ("key", "kind", "source", "target", f"{end}__key", f"{end}__title")
    return list(links.select_related(end).only(*shown).order_by("pk"))


def summaries_of(actions: Iterable[Action], acting: Acting) -> dict[int, str]:
    """The summaries of actions in words, by their id: no query unless they cite figures."""
    texts: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for action in actions:
        texts[action.starts_on.year][action.pk] = action.summary
    summaries: dict[int, str] = {}
    for year, by_id in texts.items():
        summaries |= in_words(by_id, year, acting)
    return summaries


def linkable_actions(action: Action, acting: Acting) -> ActionQuerySet:
    """Actions to which this one may be linked, newest first."""
    return list_actions(acting, ActionFilter()).exclude(pk=action.pk)
