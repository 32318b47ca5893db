"""Rows merged into another count as that one: roots, and whatever hangs on any row of a cluster."""

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce

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
    """The person with every row merged into her."""
    return Person.objects.filter(models.Q(pk=person.pk) | models.Q(canonical=person))
