"""Who is counted as present and represented at one vote."""

from dataclasses import replace

from django.db.models import QuerySet

from essaim.assemblies.enums import Right
from essaim.assemblies.models import Resolution, SubjectRule
from essaim.assemblies.queries.opening_room import room_of_quorum
from essaim.assemblies.queries.presence import Room, room_of
from essaim.assemblies.queries.quorum import quorum_for
from essaim.tally.quorum import QuorumResult


def asked_rows() -> QuerySet[Resolution]:
    """Questions with what casting a ballot reads of them: two hundred may come at once."""
    return Resolution.objects.select_related("meeting__chair")


def room_at_vote(resolution: Resolution) -> Room:
    """The room now, or when the votes were taken, on the roll frozen at the opening of the vote.

    Whoever voted and then left is counted as present still; in writing, who voted is present.
    """
    room = on_roll(room_of(resolution.meeting, resolution.taken_at), resolution)
    own, by_proxy = _voted(resolution)
    if resolution.meeting.is_written:
        return replace(room, present=own, holder_of={})
    return room.with_cast(own, by_proxy)


def on_roll(room: Room, resolution: Resolution) -> Room:
    """The room with the right to vote as it stood when the vote was opened."""
    on_it = resolution.roll.get("electors", {})
    voting = {pk: Right.HELD for pk, one in room.electors.items() if str(one.key) in on_it}
    others = (pk for pk, one in room.electors.items() if pk not in voting and one.may_vote)
    return room.with_rights({**voting, **dict.fromkeys(others, Right.NOT_ADMITTED)})


def _voted(resolution: Resolution) -> tuple[frozenset[int], dict[int, int]]:
    """Electors who voted themselves, and those voted for, each with who held the proxy."""
    rows = resolution.sign_offs if resolution.is_secret else resolution.ballots
    cast = rows.values_list("elector_id", "proxy_id", "proxy__holder_id")
    own = frozenset(elector for elector, proxy, _holder in cast if proxy is None)
    by_proxy = {elector: holder or 0 for elector, proxy, holder in cast if proxy is not None}
    return own, by_proxy


def quorum_at_vote(resolution: Resolution, rule: SubjectRule, room: Room) -> QuorumResult:
    """With the room of the vote, or that of the opening where the rule looks at it then."""
    meeting = resolution.meeting
    counted = room_of_quorum(meeting, rule, room)
    return quorum_for(meeting, rule, counted, question=resolution)
