"""People: the list, the page, and the labels under which one appears."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from essaim.kernel.acting import Acting
from essaim.network.models import (
    Affiliation,
    Group,
    GroupMember,
    Membership,
    NetworkRole,
    Organisation,
    Person,
    Representation,
)
from essaim.network.queries.cards import Contact, contacts_of
from essaim.network.queries.clusters import people_like


def list_people(acting: Acting, *, on: date, words: str = "", role: str = "") -> QuerySet[Person]:
    """Those whom this reader may see, by name, with `current_affiliations` and `current_roles`."""
    people = (
        Person.objects.visible_to(acting).filter(canonical=None, erased_at=None).matching(words)
    )
    if role:
        holders = NetworkRole.objects.current(on).filter(kind=role)
        people = people.filter(pk__in=holders.values("person"))
    affiliations = Affiliation.objects.current(on).select_related("organisation")
    affiliations = affiliations.filter(organisation__audience__in=acting.capacities)
    return people.prefetch_related(
        Prefetch("affiliations", affiliations.order_by("pk"), to_attr="current_affiliations"),
        Prefetch(
            "network_roles",
            NetworkRole.objects.current(on).order_by("pk"),
            to_attr="current_roles",
        ),
    ).order_by("folded", "pk")


@dataclass(frozen=True)
class PersonPage:
    """A person as the network knows them, for one reader."""

    person: Person
    contacts: list[Contact]
    affiliations: list[Affiliation]
    representations: list[Representation]
    roles: list[NetworkRole]
    groups: list[GroupMember]
    memberships: list[Membership]
    merged: list[Person]


def is_awaited(person: Person) -> bool:
    """Has an account in which they never came: invited, or to be invited again."""
    user = person.user if person.user_id is not None and person.died_on is None else None
    return user is not None and user.last_login is None


def person_page(person: Person, acting: Acting) -> PersonPage:
    """Their own, and that of every row merged into it."""
    rows = list(people_like(person))
    visible = {"organisation__audience__in": acting.capacities}
    groups = GroupMember.objects.filter(person__in=rows, group__in=Group.objects.visible_to(acting))
    return PersonPage(
        person=person,
        contacts=contacts_of(person, acting),
        affiliations=list(
            Affiliation.objects.filter(person__in=rows, **visible)
            .select_related("organisation")
            .order_by("-starts_on", "pk")
        ),
        representations=list(
            Representation.objects.filter(person__in=rows, **visible)
            .select_related("organisation")
            .order_by("-starts_on", "pk")
        ),
        roles=list(NetworkRole.objects.filter(person__in=rows).order_by("-starts_on", "pk")),
        groups=list(groups.select_related("group").order_by("-starts_on", "pk")),
        memberships=list(
            Membership.objects.filter(person__in=rows)
            .select_related("college")
            .order_by("-admitted_on", "pk")
        ),
        merged=[row for row in rows if row.pk != person.pk],
    )


def labels_of(person: Person, on: date) -> list[str]:
    """The labels that an appearance chooses from: each of their organisations on that day, the
    network itself, and both: "UFISC", "MES France", "MES France / UFISC". Two queries.
    """
    affiliations = Affiliation.objects.current(on).filter(person__in=people_like(person))
    names = [
        str(link.organisation)
        for link in affiliations.select_related("organisation").order_by("starts_on", "pk")
    ]
    house = Organisation.objects.filter(is_house=True).first()
    if house is None:
        return list(dict.fromkeys(names))
    others = [name for name in dict.fromkeys(names) if name != str(house)]
    return [str(house), *others, *(f"{house} / {name}" for name in others)]


def who_died(keys: Iterable[UUID]) -> list[UUID]:
    """Of these keys of people, those of somebody who died, under whichever row."""
    died = Person.objects.filter(key__in=keys)
    died = died.filter(Q(died_on__isnull=False) | Q(canonical__died_on__isnull=False))
    return list(died.values_list("key", flat=True))


def invited_at(grants: str) -> Iterator[tuple[UUID | None, str]]:
    """Whoever is invited by a link (`invited:KEY`) and never came, at their address of today."""
    kind, _colon, key = grants.partition(":")
    if kind == "invited":
        people = Person.objects.filter(key=key, user__is_active=True, user__last_login=None)
        yield from people.values_list("key", "user__email")
