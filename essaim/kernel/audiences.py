"""Audiences beside one another: which is within which."""

from typing import Any

from essaim.kernel.acting import BUREAU, MEMBERS, PUBLIC, Acting
from essaim.kernel.models import AUDIENCES


def covers(wide: str, narrow: str) -> bool:
    """Whether whoever is of `narrow` is of `wide` too.

    A group stands within the members (those whom it invites from outside are few, and known to it),
    and never within the bureau: two groups cover nothing of each other.
    """
    return wide in {narrow, PUBLIC} or (wide == MEMBERS and narrow != PUBLIC)


def as_wide_as(audience: str) -> set[str]:
    """Every audience that covers this one: what its readers may all read."""
    return {wide for wide in (PUBLIC, MEMBERS, BUREAU, audience) if covers(wide, audience)}


def audiences_of(acting: Acting) -> list[tuple[str, Any]]:
    """Those that all rooms know and of which one is part oneself, for the list of a form."""
    return [(code, label) for code, label in AUDIENCES if code in acting.capacities]
