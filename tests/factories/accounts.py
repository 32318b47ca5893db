"""Accounts, and the people who act in tests."""

from datetime import date
from itertools import count

from essaim.accounts.actions import acting_command
from essaim.accounts.models import Actor, HouseRole, User
from essaim.accounts.queries import acting_as
from essaim.kernel.acting import Acting

_numbers = count(1)


def make_user(*, email: str = "", role: str = "") -> User:
    """An account with its actor and, if named, a house role."""
    user = User.objects.create_user(email or f"person{next(_numbers)}@reseau.example")
    Actor.objects.create(kind="person", user=user)
    if role:
        HouseRole.objects.create(user=user, role=role, since=date(2020, 1, 1))
    return user


def make_acting(*, role: str = "") -> Acting:
    """Somebody who acts: a signed-in person, with a house role if one is named."""
    return acting_as(make_user(role=role))


def coordinator() -> Acting:
    return make_acting(role="coordination")


def house() -> Acting:
    """A command of the shell, for what a test needs done without asking who may."""
    return acting_command("tests")
