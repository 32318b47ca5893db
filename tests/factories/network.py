"""Organisations, people, memberships."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from essaim.accounts.models import User
from essaim.network.models import (
    Affiliation,
    College,
    Dues,
    Group,
    GroupMember,
    Membership,
    NetworkRole,
    Organisation,
    OrganisationLink,
    Payment,
    Person,
    Representation,
    Theme,
)
from tests.factories.accounts import make_user

_numbers = count(1)


def make_organisation(**fields: Any) -> Organisation:
    defaults = {"name": f"Réseau {next(_numbers)}", "kind": "network", "audience": "public"}
    return Organisation.objects.create(**{**defaults, **fields})


def make_person(*, user: User | None = None, **fields: Any) -> Person:
    defaults = {"given_name": "Camille", "family_name": f"Test{next(_numbers)}"}
    return Person.objects.create(**{**defaults, **fields, "user": user})


def make_college(**fields: Any) -> College:
    number = next(_numbers)
    return College.objects.create(**{"code": f"college-{number}", "name": "Réseaux", **fields})


def make_membership(*, organisation: Organisation | None = None, **fields: Any) -> Membership:
    """An organisation's membership unless a person is given."""
    if "person" not in fields:
        fields["organisation"] = organisation or make_organisation()
    defaults = {"admitted_on": date(2020, 1, 1)}
    college = fields.pop("college", None) or make_college()
    return Membership.objects.create(**{**defaults, **fields, "college": college})


def make_affiliation(**fields: Any) -> Affiliation:
    return Affiliation.objects.create(**{"starts_on": date(2020, 1, 1), **fields})


def make_group(*, people: tuple[Person, ...] = (), **fields: Any) -> Group:
    defaults = {"name": f"Groupe {next(_numbers)}", "kind": "working_group"}
    group = Group.objects.create(**{**defaults, **fields})
    for person in people:
        GroupMember.objects.create(group=group, person=person, starts_on=date(2020, 1, 1))
    return group


def make_network_role(**fields: Any) -> NetworkRole:
    return NetworkRole.objects.create(**{"kind": "bureau", "starts_on": date(2020, 1, 1), **fields})


def make_theme(**fields: Any) -> Theme:
    return Theme.objects.create(**{"name": f"Thème {next(_numbers)}", **fields})


def make_link(**fields: Any) -> OrganisationLink:
    defaults = {"kind": "member_of", "starts_on": date(2020, 1, 1)}
    return OrganisationLink.objects.create(**{**defaults, **fields})


def make_representation(**fields: Any) -> Representation:
    defaults = {"standing": "titular", "starts_on": date(2020, 1, 1)}
    return Representation.objects.create(**{**defaults, **fields})


def make_dues(*, membership: Membership | None = None, paid: str = "", **fields: Any) -> Dues:
    """A hundred euros for 2024 unless told otherwise; `paid` is one payment of that much."""
    year = fields.get("year", 2024)
    defaults = {
        "year": 2024,
        "amount": Decimal(100),
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
    }
    membership = membership or make_membership()
    dues = Dues.objects.create(**{**defaults, **fields, "membership": membership})
    if paid:
        Payment.objects.create(dues=dues, amount=Decimal(paid), paid_on=date(2024, 3, 1))
    return dues


def make_delegate(*, of: Organisation | None = None) -> User:
    """An account that speaks for a member organisation, as titular."""
    organisation = of or make_organisation()
    if not organisation.memberships.exists():
        make_membership(organisation=organisation)
    user = make_user()
    Representation.objects.create(
        organisation=organisation,
        person=make_person(user=user),
        standing="titular",
        starts_on=date(2020, 1, 1),
    )
    return user
