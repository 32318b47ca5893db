"""Audiences beside one another: which is within which."""

from essaim.kernel.acting import MEMBERS, PUBLIC


def covers(wide: str, narrow: str) -> bool:
    """Whether whoever is of `narrow` is of `wide` too.

    A group stands within the members (those whom it invites from outside are few, and known to it),
    and never within the bureau: two groups cover nothing of each other.
    """
    return wide in {narrow, PUBLIC} or (wide == MEMBERS and narrow != PUBLIC)
