"""Rows merged into another count as that one: roots, and whatever hangs on any row of a cluster."""

from collections.abc import Collection
from uuid import UUID

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce

from essaim.accounts.models import User
from essaim.kernel.acting import Acting
from essaim.kernel.personal import Whom
from essaim.network.models import Organisation, Person


def root_of(path: str = "") -> Coalesce:
    """The id of the canonical row, at the end of a path: `root_of("organisation")`."""
    start = f"{path}__" if path else ""
    return Coalesce(F(f"{start}canonical_id"), F(f"{start}id"))


def root_key_of(path: str) -> Coalesce:
    return Coalesce(F(f"{path}__canonical__key"), F(f"{path}__key"))


def organisations_like(organisation: Organisation) -> models.QuerySet[Organisation]:
    """The organisation with every row merged into it."""
    return Organisation.objects.filter(
        models.Q(pk=organisation.pk) | models.Q(canonical=organisation)
    )


def people_like(person: Person) -> models.QuerySet[Person]:
    """The person with every row merged into theirs."""
    return Person.objects.filter(models.Q(pk=person.pk) | models.Q(canonical=person))


def person_of(acting: Acting) -> Person | None:
    """Their card, the one kept where several were merged; None for a link, a command, a visitor."""
    if acting.user_id is None:
        return None
    person = Person.objects.select_related("canonical").filter(user_id=acting.user_id).first()
    return person and (person.canonical or person)


def named_people(acting: Acting, keys: Collection[UUID]) -> set[UUID]:
    """Of these people, those whom this reader may know by name: themselves, and whom they see."""
    visible = Person.objects.visible_to(acting).filter(key__in=keys, erased_at=None)
    return {*visible.values_list("key", flat=True), *(acting.keys_of("person") & set(keys))}


def whom_of(person: Person | None, user: User | None = None) -> Whom:
    """Somebody as every room may know them, to tell what it holds on them."""
    people = list[Person]()
    if person is not None:
        same = people_like(person.canonical or person).select_related("user")
        people = list(same.order_by("pk"))
    users = {row.user for row in people if row.user} | ({user} if user else set())
    accounts = sorted(users, key=lambda account: account.pk)
    return Whom(
        people=[row.pk for row in people],
        keys=[row.key for row in people],
        accounts=[account.pk for account in accounts],
        emails=[account.email for account in accounts],
    )
