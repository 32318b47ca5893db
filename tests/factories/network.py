"""Organisations, people, memberships."""

from datetime import date
from itertools import count
from typing import Any

from essaim.accounts.models import User
from essaim.network.models import (
    Affiliation,
    College,
    Group,
    GroupMember,
    Membership,
    Organisation,
    Person,
    Representation,
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
