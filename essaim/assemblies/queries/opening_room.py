"""Who was there when a meeting was opened: frozen then, for rules whose quorum is of then."""

from typing import Any

from essaim.assemblies.enums import CheckedAt
from essaim.assemblies.models import Meeting, SubjectRule
from essaim.assemblies.queries.presence import Room, room_of


def frozen_opening(meeting: Meeting) -> dict[str, Any]:
    """Who is present, and who represents whom, at the moment of the opening: keys of electors."""
    room = room_of(meeting, meeting.opened_at)
    key = {pk: str(one.key) for pk, one in room.electors.items()}
    return {
        "present": [key[pk] for pk in room.electors if pk in room.present],
        "represented": {key[giver]: key[holder] for giver, holder in room.holder_of.items()},
    }


def room_of_quorum(meeting: Meeting, rule: SubjectRule, room: Room) -> Room:
    """This room, or who was in it at the opening where the rule looks at the quorum then.

    The right to vote is that of the room given.
    """
    if rule.quorum_checked_at != CheckedAt.OPENING or meeting.opened_at is None:
        return room
    if not meeting.opening:  # opened before it was frozen
        rights = {pk: one.right for pk, one in room.electors.items()}
        return room_of(meeting, meeting.opened_at).with_rights(rights)
    pk_of = {str(one.key): pk for pk, one in room.electors.items()}
    return Room(
        electors=room.electors,
        present=frozenset(pk_of[key] for key in meeting.opening["present"]),
        holder_of={
            pk_of[giver]: pk_of[holder] for giver, holder in meeting.opening["represented"].items()
        },
    )
