"""Every kind of person who comes to the house, in one small network, each under one letter.

v  a visitor                                      g  of the group, from outside of the network
s  a stranger: an account and no card             f  of the group until the end of last year
m  belongs to a member organisation               c  chairs the meetings
d  speaks for it, as titular                      w  writes their minutes
a  speaks for it, as alternate                    b  of the bureau
i  a member in her own name                       k  of the coordination
q  speaks for an organisation that left           A  an administrator
e  spoke for the member until the end of 2023     r  was of the coordination until the end of 2023
x  held all of it, and the account is closed      z  held all of it, and was erased
l  holds the link of a convocation                t  holds the link of a poll of dates
C  a command of the shell
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from essaim.accounts.models import Actor, HouseRole, User
from essaim.accounts.queries import acting_as
from essaim.kernel.acting import VISITOR, Acting, capacities_of
from essaim.network.models import Group, Organisation, Person
from tests.factories.accounts import house, make_user
from tests.factories.network import (
    make_affiliation,
    make_delegate,
    make_group,
    make_membership,
    make_organisation,
    make_person,
    make_representation,
)

LETTERS = "vsmdaiqegfcwbkArxzltC"
PAST = date(2023, 12, 31)
ERASED = {"given_name": "", "family_name": "", "erased_at": "2024-01-01T00:00:00Z"}


@dataclass
class Network:
    """Two members, one that left, a group that keeps to itself, and everybody's account."""

    ours: Organisation = field(default_factory=lambda: make_organisation(name="La Ruche"))
    theirs: Organisation = field(default_factory=lambda: make_organisation(name="Le Rucher"))
    left: Organisation = field(default_factory=lambda: make_organisation(name="Partie"))
    group: Group = field(default_factory=lambda: make_group(name="Entre nous"))
    persons: dict[str, Person] = field(default_factory=dict)
    #: The capacity of each link: what a room gives to its holder.
    links: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        Group.objects.filter(pk=self.group.pk).update(audience=self.only_group)
        self.group.refresh_from_db()
        for organisation in (self.ours, self.theirs):
            make_membership(organisation=organisation)
        make_membership(organisation=self.left, ended_on=PAST)
        for letter, make in MADE.items():
            self.persons[letter] = make(self)

    @property
    def only_group(self) -> str:
        return f"group:{self.group.key}"

    def acting(self, letter: str) -> Acting:
        if letter == "v":
            return VISITOR
        if letter == "C":
            return house()
        if letter in "lt":
            actor, _made = Actor.objects.get_or_create(kind="link", label=letter)
            held = capacities_of([self.links.get(letter, "")])
            return Acting(key=actor.key, user_id=None, capacities=held)
        if letter in "sbkAr":
            return acting_as(User.objects.get(email=f"{letter}@essaim.example".lower()))
        return acting_as(User.objects.get(pk=self.persons[letter].user_id))

    def everybody(self) -> dict[str, Acting]:
        return {letter: self.acting(letter) for letter in LETTERS}


def somebody(**fields: Any) -> Person:
    return make_person(user=make_user(), **fields)


def _belongs(network: Network) -> Person:
    person = somebody()
    make_affiliation(person=person, organisation=network.ours)
    return person


def _speaks(network: Network, *, standing: str = "alternate", **fields: Any) -> Person:
    person = somebody()
    make_representation(person=person, organisation=network.ours, standing=standing, **fields)
    return person


def _left(network: Network) -> Person:
    person: Person = make_delegate(of=network.left).person
    return person


def _individual(network: Network) -> Person:
    person = somebody()
    make_membership(person=person)
    return person


def _in_group(network: Network, **fields: Any) -> Person:
    person = somebody()
    network.group.members.create(person=person, starts_on=date(2020, 1, 1), **fields)
    return person


def _had_all(network: Network) -> Person:
    """Belongs, speaks, is of the group, in her own name too."""
    person = _belongs(network)
    make_representation(person=person, organisation=network.theirs, standing="alternate")
    network.group.members.create(person=person, starts_on=date(2020, 1, 1))
    make_membership(person=person)
    return person


def _closed(network: Network) -> Person:
    person = _had_all(network)
    for role in ("coordination", "administrator"):
        HouseRole.objects.create(user=person.user, role=role, since=date(2020, 1, 1))
    User.objects.filter(pk=person.user_id).update(is_active=False)
    return person


def _erased(network: Network) -> Person:
    """Her rows run on, as if the erasure had forgotten to end them."""
    person = _had_all(network)
    for name, value in ERASED.items():
        setattr(person, name, value)
    person.save()
    return person


def _account(letter: str, role: str = "") -> Callable[[Network], Person]:
    """An account whose card is nothing to the network."""

    def make(network: Network) -> Person:
        user = make_user(email=f"{letter}@essaim.example".lower(), role=role)
        return make_person() if letter == "s" else make_person(user=user)

    return make


def _former_coordination(network: Network) -> Person:
    person = _account("r", "coordination")(network)
    HouseRole.objects.filter(user=person.user).update(until=PAST)
    return person


MADE: dict[str, Callable[[Network], Person]] = {
    "s": _account("s"),
    "m": _belongs,
    "d": lambda network: _speaks(network, standing="titular"),
    "a": _speaks,
    "i": _individual,
    "q": _left,
    "e": lambda network: _speaks(network, ends_on=PAST),
    "g": _in_group,
    "f": lambda network: _in_group(network, ends_on=PAST),
    "c": lambda network: somebody(given_name="Ana"),
    "w": lambda network: somebody(given_name="Bo"),
    "b": _account("b", "bureau"),
    "k": _account("k", "coordination"),
    "A": _account("A", "administrator"),
    "r": _former_coordination,
    "x": _closed,
    "z": _erased,
}
