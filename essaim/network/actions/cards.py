"""The cards of organisations and people: what may be filled in, and how."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypedDict

from django.db import models


class OrganisationCard(TypedDict, total=False):
    """What the card of an organisation holds, beside its themes."""

    name: str
    short_name: str
    kind: str
    legal_form: str
    siren: str
    siret: str
    rna: str
    ape: str
    street: str
    postcode: str
    city: str
    commune_code: str
    country: str
    latitude: Decimal | None
    longitude: Decimal | None
    address_audience: str
    website: str
    email: str
    email_audience: str
    phone: str
    phone_audience: str
    description: str
    audience: str
    is_house: bool


class PersonCard(TypedDict, total=False):
    """What the card of a person holds."""

    given_name: str
    family_name: str
    email: str
    email_audience: str
    phone: str
    phone_audience: str
    audience: str


def fill_in(thing: models.Model, card: Mapping[str, Any], form: type) -> None:
    """Sets the fields given, unsaved. Raises TypeError for one that the form of card lacks."""
    unknown = sorted(set(card) - set(form.__annotations__))
    if unknown:
        raise TypeError(f"not on the card of {thing._meta.label}: {', '.join(unknown)}")
    for name, value in card.items():
        setattr(thing, name, value)
