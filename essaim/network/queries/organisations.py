"""Organisations: the list with its filters, the page, totals that count each once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    Prefetch,
    Q,
    QuerySet,
    prefetch_related_objects,
)
from django.utils import timezone

from essaim.kernel import geo
from essaim.kernel.acting import Acting
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.models import bears
from essaim.network.enums import LinkKind
from essaim.network.models import (
    Affiliation,
    Membership,
    Organisation,
    OrganisationLink,
    Representation,
    Succession,
)
from essaim.network.queries.cards import (
    Contact,
    commune_of,
    contacts_of,
    identity_of,
    warnings_of,
)
from essaim.network.queries.clusters import organisations_like, root_of
from essaim.questions.queries import fields_of


def _is_member(on: date) -> Q:
    """By a membership of its own, or of a row merged into it.

    The members are read once for a whole list: asked anew for each row, they would be so many times
    so many.
    """
    running = Membership.objects.running_on(on).filter(organisation__isnull=False)
    return Q(pk__in=running.values(root=root_of("organisation")))


def member_organisations(on: date) -> QuerySet[Organisation]:
    """Organisations whose membership runs on that day, each once whatever was merged into it."""
    return Organisation.objects.canonical_only().filter(_is_member(on))


@UntilWritten
def members_and_reached(on: date) -> tuple[frozenset[int], int]:
    """The ids of the members, and how many organisations there are through them; two queries."""
    members = frozenset(member_organisations(on).values_list("pk", flat=True))
    return members, len(_reached_from(members, on))


def organisations_reached(on: date) -> frozenset[int]:
    """The members and, from link to link, the members of members: ids, each once, in two queries.

    The links are a graph: an organisation that belongs to two networks, or networks that belong to
    each other, are counted once and end nothing.
    """
    return frozenset(_reached_from(member_organisations(on).values_list("pk", flat=True), on))


def _reached_from(members: Iterable[int], on: date) -> set[int]:
    below: dict[int, list[int]] = defaultdict(list)
    links = OrganisationLink.objects.current(on).filter(kind=LinkKind.MEMBER_OF)
    for source, target in links.values_list(root_of("source"), root_of("target")):
        below[target].append(source)
    reached: set[int] = set()
    ahead = list(members)
    while ahead:
        here = ahead.pop()
        if here not in reached:
            reached.add(here)
            ahead.extend(below.get(here, ()))
    return reached


def list_organisations(
    acting: Acting,
    *,
    on: date,
    words: str = "",
    kind: str = "",
    theme: str = "",
    is_member: bool | None = None,
    departement: str = "",
    region: str = "",
) -> QuerySet[Organisation]:
    """What this reader may see, by name, each with its `theme_rows`."""
    organisations: QuerySet[Organisation]
    organisations = Organisation.objects.visible_to(acting).canonical_only().matching(words)
    if kind:
        organisations = organisations.filter(kind=kind)
    if theme:
        organisations = organisations.filter(themes__key=theme)
    if departement or region:
        organisations = organisations.filter(
            _lies_in(departement, region), address_audience__in=acting.capacities
        )
    if is_member is not None:
        organisations = organisations.filter(_is_member(on) if is_member else ~_is_member(on))
    themes = Prefetch("themes", to_attr="theme_rows")
    return organisations.prefetch_related(themes).order_by("folded", "pk")


def with_membership(rows: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """Each with `is_member` on that day, where all of them are read."""
    return rows.annotate(is_member=ExpressionWrapper(_is_member(on), BooleanField()))


def _lies_in(departement: str, region: str) -> Q:
    """By the commune; where only the postcode is known, by its first figures."""
    codes = [departement] if departement else []
    if region:
        inside = [place.code for place in geo.departements() if place.region.code == region]
        codes = [code for code in codes or inside if code in inside]
    where = Q(pk__in=[])
    for code in codes:
        where |= Q(commune_code__startswith=code)
        where |= Q(
            commune_code="", postcode__startswith="20" if code[0:2] in {"2A", "2B"} else code
        )
    return where


def similar_organisations(acting: Acting, *, name: str, siren: str = "") -> QuerySet[Organisation]:
    """Those that bear this very name, written otherwise perhaps, or this SIREN."""
    same = bears(name) | Q(siren=siren) if siren else bears(name)
    visible = Organisation.objects.canonical_only().visible_to(acting)
    return visible.filter(same).order_by("folded", "pk")


@dataclass(frozen=True)
class OrganisationPage:
    """The life of an organisation as the network knows it, for one reader."""

    organisation: Organisation
    contacts: list[Contact]
    fields: list[tuple[str, str]]
    commune: geo.Commune | None
    identity: list[tuple[str, str]]
    warnings: list[str]
    links: list[OrganisationLink]
    links_back: list[OrganisationLink]
    representatives: list[Representation]
    people: list[Affiliation]
    memberships: list[Membership]
    successions: list[Succession]
    successions_back: list[Succession]
    merged: list[Organisation] = field(default_factory=list)

    @property
    def place(self) -> str:
        """The commune with its département, which is not told twice: Brest (Finistère); Paris."""
        if self.commune is None:
            return ""
        is_both = self.commune.departement.name == self.commune.name
        return self.commune.name if is_both else str(self.commune)


def organisation_page(organisation: Organisation, acting: Acting) -> OrganisationPage:
    """Links, people and memberships of the organisation and of all that was merged into it."""
    rows = list(organisations_like(organisation))
    prefetch_related_objects([organisation], "themes")
    visible = {"person__audience__in": acting.capacities, "person__erased_at": None}
    representatives = Representation.objects.filter(organisation__in=rows, **visible)
    people = Affiliation.objects.filter(organisation__in=rows, **visible)
    memberships = Membership.objects.filter(organisation__in=rows).select_related("college")
    followed = _successions(acting, rows)
    return OrganisationPage(
        organisation=organisation,
        contacts=contacts_of(organisation, acting),
        fields=fields_of("network.organisation", acting, organisation.key).facts,
        commune=commune_of(organisation, acting),
        identity=identity_of(organisation),
        warnings=warnings_of(organisation),
        links=_links(acting, "target", source__in=rows),
        links_back=_links(acting, "source", target__in=rows),
        representatives=list(
            representatives.select_related("person").order_by("-standing", "-starts_on", "pk")
        ),
        people=list(people.select_related("person").order_by("person__folded", "-starts_on", "pk")),
        memberships=list(memberships.order_by("-admitted_on", "pk")),
        successions=[succession for succession in followed if succession.predecessor in rows],
        successions_back=[succession for succession in followed if succession.successor in rows],
        merged=[row for row in rows if row.pk != organisation.pk],
    )


def _links(acting: Acting, end: str, **here: Any) -> list[OrganisationLink]:
    visible_end = {f"{end}__audience__in": acting.capacities}
    links = OrganisationLink.objects.filter(**here, **visible_end).select_related(end)
    shown = links.only("key", "kind", "starts_on", "ends_on", *_named(end))
    return list(shown.order_by("kind", f"{end}__folded", "-starts_on", "pk"))


def _named(path: str) -> list[str]:
    """What an organisation that is named on another's page is read of: few of its many columns."""
    return [f"{path}__{name}" for name in ("key", "name", "short_name")]


def _successions(acting: Acting, rows: list[Organisation]) -> list[Succession]:
    """Those of which this reader may see the other end. One query."""
    after = Q(predecessor__in=rows, successor__audience__in=acting.capacities)
    before = Q(successor__in=rows, predecessor__audience__in=acting.capacities)
    successions = Succession.objects.filter(after | before).select_related(
        "predecessor", "successor"
    )
    ends = [*_named("predecessor"), *_named("successor")]
    shown = successions.only("key", "kind", "happened_on", *ends)
    return list(shown.order_by("happened_on", "successor__folded", "pk"))


def name_of_network() -> str:
    """The short name of the network whose house this is, for the head of every page."""
    house = Organisation.objects.filter(is_house=True).first()
    return str(house) if house else ""


def who_speaks_for(organisation: Organisation) -> QuerySet[Representation, UUID]:
    """The keys of those who represent it today, under whichever of its cards."""
    today = Representation.objects.current(timezone.localdate())
    theirs = today.filter(organisation__in=organisations_like(organisation))
    return theirs.values_list("person__key", flat=True)
