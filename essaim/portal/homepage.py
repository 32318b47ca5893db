"""The home page: who the network is, for whoever passes; what waits, for whoever works here."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from essaim.kernel.acting import Acting
from essaim.kernel.manifest import Awaiting, Waiting, offered

#: Lines of what waits; the rest stand below a fold.
FIRST = 8


def what_waits(acting: Acting, on: date) -> list[Waiting]:
    """What all rooms say waits for whoever is signed in: the heaviest first, then by day."""
    offers: Iterator[Awaiting] = offered("awaiting")
    waiting = (each for offer in offers for each in offer.find(acting, on))
    return sorted(waiting, key=lambda each: (-each.weight, each.on or date.max))


def show_what_waits(acting: Acting, on: date) -> Mapping[str, Any] | None:
    waiting = what_waits(acting, on)
    return {"first": waiting[:FIRST], "rest": waiting[FIRST:]} if waiting else None
