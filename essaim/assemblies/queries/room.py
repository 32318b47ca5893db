"""The list of the room: each elector with where it is, and the guests."""

from collections.abc import Sequence
from dataclasses import dataclass

from essaim.assemblies.models import Attendance, Elector, Meeting
from essaim.assemblies.queries.presence import Room
from essaim.kernel.text import holds, search_words


@dataclass(frozen=True)
class RoomLine:
    """An elector, each time that it was in the room, and who represents it now."""

    elector: Elector
    attendances: Sequence[Attendance]
    holder: Elector | None

    @property
    def here(self) -> Attendance | None:
        return next((one for one in self.attendances if one.left_at is None), None)


def electors_like(room: Room, words: str, college: str, where: str) -> list[Elector]:
    """Electors of the room in the order of the roll; `where`: ici, represente, absent or all."""
    sought = search_words(words)
    return [
        one
        for pk, one in room.electors.items()
        if holds(one.name, sought)
        and college in {"", one.college.code if one.college else None}
        and where in {"", _where(room, pk)}
    ]


def _where(room: Room, pk: int) -> str:
    if pk in room.present:
        return "ici"
    return "represente" if pk in room.holder_of else "absent"


def room_lines(electors: Sequence[Elector], room: Room) -> list[RoomLine]:
    """One query for these electors."""
    came: dict[int | None, list[Attendance]] = {}
    found = Attendance.objects.filter(elector__in=[one.pk for one in electors])
    for attendance in found.order_by("arrived_at", "pk"):
        came.setdefault(attendance.elector_id, []).append(attendance)
    return [
        RoomLine(
            elector=one,
            attendances=came.get(one.pk, []),
            holder=room.electors.get(room.holder_of.get(one.pk, 0)),
        )
        for one in electors
    ]


def guests_of(meeting: Meeting) -> list[Attendance]:
    """Who is or was there without a vote, in the order of arrival."""
    found = meeting.attendances.filter(elector=None).select_related("person")
    return list(found.order_by("arrived_at", "pk"))
