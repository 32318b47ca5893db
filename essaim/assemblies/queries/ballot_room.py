"""Who is counted as present and represented at one vote."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Q, QuerySet

from essaim.assemblies.enums import CheckedAt, MeetingMode, Right
from essaim.assemblies.models import Attendance, Proxy, Resolution, SubjectRule
from essaim.assemblies.queries.presence import Room, room_of
from essaim.assemblies.queries.quorum import quorum_for
from essaim.assemblies.queries.voices import chair_elector
from essaim.kernel.tally.quorum import QuorumResult


def asked_rows() -> QuerySet[Resolution]:
    """Questions with what casting a ballot reads of them: two hundred may come at once."""
    return Resolution.objects.select_related("meeting__chair")


def room_at_vote(resolution: Resolution) -> Room:
    """The room now, on the roll frozen at the opening of the vote.

    Whoever voted and then left is counted as present still; in writing, who voted is present.
    """
    room = on_roll(room_of(resolution.meeting), resolution)
    own, by_proxy = _voted(resolution)
    if resolution.meeting.mode == MeetingMode.WRITTEN:
        return replace(room, present=own, holder_of={})
    present = room.present | own
    holder_of = {**room.holder_of, **by_proxy}
    return replace(
        room,
        present=present,
        holder_of={giver: held_by for giver, held_by in holder_of.items() if giver not in present},
    )


def on_roll(room: Room, resolution: Resolution) -> Room:
    """The room with the right to vote as it stood when the vote was opened."""
    on_it = resolution.roll.get("electors", {})
    for elector in room.electors.values():
        if str(elector.key) in on_it:
            elector.right = Right.HELD
        elif elector.may_vote:
            elector.right = Right.NOT_ADMITTED
    return replace(room)


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
    if rule.quorum_checked_at == CheckedAt.OPENING and meeting.opened_at is not None:
        room = on_roll(_room_at(resolution, meeting.opened_at), resolution)
    return quorum_for(meeting, rule, room, question=resolution)


def _room_at(resolution: Resolution, at: datetime) -> Room:
    meeting = resolution.meeting
    room = room_of(meeting)
    inside = Attendance.objects.filter(Q(left_at=None) | Q(left_at__gt=at), meeting=meeting)
    inside = inside.filter(arrived_at__lte=at, elector__isnull=False)
    present = frozenset(pk for pk in inside.values_list("elector_id", flat=True) if pk is not None)
    given = Proxy.objects.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at), given_at__lte=at)
    chair = chair_elector(meeting)
    pairs = given.filter(giver__meeting=meeting).values_list("giver_id", "holder_id")
    holders = {giver: holder or (chair.pk if chair else 0) for giver, holder in pairs}
    return replace(
        room,
        present=present,
        holder_of={
            giver: holder
            for giver, holder in holders.items()
            if giver not in present and holder in present
        },
    )
