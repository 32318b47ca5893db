"""The people behind electors: whom a secret ballot must hide, whom a vote elsewhere writes to."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import Attendance, Elector
from essaim.assemblies.roll.queries.presence import Room, room_of
from essaim.assemblies.roll.queries.recipients import BEHIND, recipients_of
from essaim.assemblies.votes.models import Resolution
from essaim.network.models import Person, Representation
from essaim.network.queries.clusters import root_of


def chair_changed_during(resolution: Resolution) -> bool:
    """Whether somebody else presided at some time since the vote was opened."""
    opened_at, since = resolution.opened_at, resolution.meeting.chair_since
    return since is not None and opened_at is not None and since >= opened_at


#: Whoever is behind an elector: a person, else the capacity that speaks for it.
Identity = int | str


def people_behind(electors: QuerySet[Elector], meeting: Meeting) -> dict[int, Identity]:
    """By elector: who sits for it, who it is, who represents it on that day; else its voice."""
    rows = electors.select_related("membership__person", "seat__person")
    behind: dict[int, Identity] = {elector.pk: elector.voice for elector in rows}
    members = {
        elector.pk: elector.membership.organisation_id
        for elector in rows
        if elector.membership is not None
    }
    behind |= _titulars(members, meeting)
    behind |= {
        elector.pk: _root(person)
        for elector in rows
        if (person := _individual(elector)) is not None
    }
    return _joined(behind, _who_sat(behind, meeting))


def people_who_voted(resolution: Resolution) -> dict[Any, Identity]:
    """By key of each elector that signed off: who put its ballot into the box.

    A proxy that names nobody is the chair's; where the chair changed since the opening, nobody
    knows whose, and it is left out: it hides nobody.
    """
    meeting = resolution.meeting
    is_known = not chair_changed_during(resolution)
    people = people_behind(meeting.electors.all(), meeting)
    chair: Identity = _root(meeting.chair) if meeting.chair is not None else ""
    signed = resolution.sign_offs.values_list(
        "elector__key", "elector_id", "proxy_id", "proxy__holder_id"
    )
    return {
        key: people[elector] if proxy is None else people.get(holder or 0, chair)
        for key, elector, proxy, holder in signed
        if is_known or proxy is None or holder is not None
    }


def _individual(elector: Elector) -> Person | None:
    if elector.membership is not None:
        return elector.membership.person
    return elector.seat.person if elector.seat is not None else None


def _root(person: Person) -> int:
    return person.canonical_id or person.pk


def _titulars(members: dict[int, int | None], meeting: Meeting) -> dict[int, int]:
    """Who represents each member organisation on the day of the meeting."""
    running = Representation.objects.current(meeting.local_start.date())
    rows = running.filter(organisation__in=set(members.values()) - {None}, standing="titular")
    of = dict(rows.values_list("organisation_id", root_of("person")))
    return {pk: of[member] for pk, member in members.items() if member in of}


def _who_sat(electors: Collection[int], meeting: Meeting) -> list[tuple[int, int]]:
    """Each elector with who was in the room for it, where that was noted; the last comes last."""
    sat = Attendance.objects.filter(meeting=meeting, elector__in=electors, person__isnull=False)
    rows = sat.order_by("arrived_at", "pk").values_list("elector_id", root_of("person"))
    return [(pk, root) for pk, root in rows if pk is not None]


def _joined(behind: dict[int, Identity], sat: Sequence[tuple[int, int]]) -> dict[int, Identity]:
    """The last who sat is behind an elector; electors for which one person sat are one person's.

    A box tells no time: whoever follows in a seat hides nobody who may have voted from it before.
    """
    identities = behind | dict(sat)
    seats: dict[int, list[int]] = defaultdict(list)
    for elector, person in sat:
        seats[person].append(elector)
    for electors in seats.values():
        same = {identities[elector] for elector in electors}
        if len(same) > 1:
            identity = identities[electors[0]]
            identities = {pk: identity if who in same else who for pk, who in identities.items()}
    return identities


@dataclass(frozen=True)
class Electorate:
    """The lines, and the electors to whom no address leads."""

    lines: Sequence[str]
    without_address: Sequence[Elector]


def electorate_of(resolution: Resolution) -> Electorate:
    """Those on the roll of the vote; before it is opened, those who have the right to vote."""
    room = room_of(resolution.meeting)
    electors = list(resolution.meeting.electors.select_related(*BEHIND).order_by("folded", "pk"))
    recipients = recipients_of(electors, timezone.localdate(resolution.meeting.starts_at))
    addresses: dict[int, str] = {}
    for recipient in recipients.reached:
        addresses.setdefault(recipient.elector.pk, recipient.email)
    voters = [elector for elector in electors if _votes(elector, resolution)]
    return Electorate(
        lines=[
            f"{address},{elector.key.hex[:12]}"
            for elector in voters
            if (address := addresses.get(_voted_by(elector, room)))
        ],
        without_address=[
            elector for elector in voters if _voted_by(elector, room) not in addresses
        ],
    )


def _votes(elector: Elector, resolution: Resolution) -> bool:
    if resolution.roll:
        return str(elector.key) in resolution.roll["electors"]
    return elector.may_vote


def _voted_by(elector: Elector, room: Room) -> int:
    return room.holder_of.get(elector.pk, elector.pk)
