"""The electors of a vote that is held elsewhere, as Belenios reads them.

One elector a line: `address,login`. A proxy goes to the address of whoever holds it, under a login
of its own: holders vote each of them, alike or not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.presence import Room, room_of
from essaim.assemblies.roll.queries.recipients import BEHIND, recipients_of
from essaim.assemblies.votes.models import Resolution


@dataclass(frozen=True)
class Electorate:
    """The lines, and the electors to whom no address leads."""

    lines: Sequence[str]
    without_address: Sequence[Elector]


def electorate_of(resolution: Resolution) -> Electorate:
    """Those on the roll of the vote; before it is opened, those who have the right to vote."""
    room = room_of(resolution.meeting)
    electors = list(resolution.meeting.electors.select_related(*BEHIND).order_by("folded", "pk"))
    found = recipients_of(electors, timezone.localdate(resolution.meeting.starts_at))
    addresses: dict[int, str] = {}
    for one in found.reached:
        addresses.setdefault(one.elector.pk, one.email)
    voters = [one for one in electors if _votes(one, resolution)]
    return Electorate(
        lines=[
            f"{address},{one.key.hex[:12]}"
            for one in voters
            if (address := addresses.get(_voted_by(one, room)))
        ],
        without_address=[one for one in voters if _voted_by(one, room) not in addresses],
    )


def _votes(elector: Elector, resolution: Resolution) -> bool:
    if resolution.roll:
        return str(elector.key) in resolution.roll["electors"]
    return elector.may_vote


def _voted_by(elector: Elector, room: Room) -> int:
    return room.holder_of.get(elector.pk, elector.pk)
