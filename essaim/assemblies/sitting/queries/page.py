"""The page of a meeting under way, the list of its room, and what concerns one reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.meetings.queries import AgendaLine, agenda_lines, line_after
from essaim.assemblies.roll.models import (
    Answer,
    Attendance,
    Elector,
    Proxy,
)
from essaim.assemblies.roll.queries.presence import Room
from essaim.assemblies.rounds.queries.now import MyRounds, my_rounds
from essaim.assemblies.sitting.models import Turn
from essaim.assemblies.sitting.queries.live import SHOWN, Now, now_of
from essaim.assemblies.votes.enums import ResolutionState
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.queries.votes import MyVote, my_votes, with_turnout
from essaim.kernel.acting import Acting
from essaim.kernel.text import holds, search_words


@dataclass(frozen=True)
class Mine:
    """An elector in whose name the reader acts, and where it stands in the room."""

    elector: Elector
    attendance: Attendance | None
    turn: Turn | None
    holds: Sequence[Elector]
    given: Proxy | None
    is_represented: bool

    @property
    def is_here(self) -> bool:
        return self.attendance is not None


def mine_of(now: Now, acting: Acting) -> list[Mine]:
    """The reader's electors, in three queries whatever their number."""
    given = Proxy.objects.standing().select_related("holder")
    rows = now.meeting.electors.spoken_for_by(acting).select_related("college").order_by("folded")
    electors = rows.prefetch_related(
        Prefetch("attendances", Attendance.objects.in_the_room()),
        Prefetch("proxies_given", given),
    )
    turns = {turn.elector_id: turn for turn in now.turns if turn.ended_at is None}
    return [
        Mine(
            elector=elector,
            attendance=next(iter(elector.attendances.all()), None),
            turn=turns.get(elector.pk),
            holds=[now.room.electors[pk] for pk in now.room.given_to.get(elector.pk, [])],
            given=next(iter(elector.proxies_given.all()), None),
            is_represented=elector.pk in now.room.holder_of,
        )
        for elector in electors
    ]


@dataclass(frozen=True)
class SittingPage:
    """Everything that the page of a meeting under way says to one reader."""

    now: Now
    mine: Sequence[Mine]
    agenda: Sequence[AgendaLine]

    @property
    def meeting(self) -> Meeting:
        return self.now.meeting

    @property
    def current(self) -> AgendaLine | None:
        return next((line for line in self.agenda if line.is_current), None)

    @property
    def next_item(self) -> AgendaLine | None:
        return line_after(self.agenda)

    @property
    def expected(self) -> list[Elector]:
        """Who said that they would come and is not here yet: the first of them."""
        comes = {Answer.COMING, Answer.REMOTE}
        away = (
            elector
            for pk, elector in self.now.room.electors.items()
            if pk not in self.now.room.present
        )
        return [elector for elector in away if elector.answer in comes][:SHOWN]


def sitting_page(meeting: Meeting, acting: Acting, at: datetime) -> SittingPage:
    now = now_of(meeting, at)
    return SittingPage(now=now, mine=mine_of(now, acting), agenda=agenda_lines(meeting))


@dataclass(frozen=True)
class VotesNow:
    """What the page of a meeting says of votes to one reader."""

    mine: Sequence[MyVote]
    resolutions: Sequence[Resolution]
    rounds: Sequence[MyRounds] = ()


def votes_now(meeting: Meeting, acting: Acting, room: Room) -> VotesNow:
    """In nine queries at most, whatever the number of electors and resolutions."""
    rows = with_turnout(meeting.resolutions.order_by("number"))
    under_way = list(rows.filter(state=ResolutionState.OPEN).select_related("deliberation"))
    others = rows.exclude(state=ResolutionState.OPEN).defer("roll", "presence", "tally")
    resolutions = sorted([*under_way, *others], key=lambda resolution: resolution.number)
    for resolution in resolutions:
        resolution.meeting = meeting
    return VotesNow(
        mine=my_votes(under_way, acting, room),
        resolutions=resolutions,
        rounds=my_rounds(under_way, acting, room),
    )


@dataclass(frozen=True)
class RoomLine:
    """An elector, each time that it was in the room, and who represents it now."""

    elector: Elector
    attendances: Sequence[Attendance]
    holder: Elector | None

    @property
    def here(self) -> Attendance | None:
        return next((stay for stay in self.attendances if stay.left_at is None), None)


def electors_like(
    room: Room, *, words: str = "", college: str = "", where: str = ""
) -> list[Elector]:
    """Electors of the room in the order of the roll; `where`: ici, represente, absent or all."""
    sought = search_words(words)
    return [
        elector
        for pk, elector in room.electors.items()
        if holds(elector.name, sought)
        and college in {"", elector.college.code if elector.college else None}
        and where in {"", _where(room, pk)}
    ]


def _where(room: Room, pk: int) -> str:
    if pk in room.present:
        return "ici"
    return "represente" if pk in room.holder_of else "absent"


def room_lines(electors: Sequence[Elector], room: Room) -> list[RoomLine]:
    """One query for these electors."""
    came: dict[int | None, list[Attendance]] = {}
    attendances = Attendance.objects.filter(elector__in=[elector.pk for elector in electors])
    for attendance in attendances.order_by("arrived_at", "pk"):
        came.setdefault(attendance.elector_id, []).append(attendance)
    return [
        RoomLine(
            elector=elector,
            attendances=came.get(elector.pk, []),
            holder=room.electors.get(room.holder_of.get(elector.pk, 0)),
        )
        for elector in electors
    ]


def guests_of(meeting: Meeting) -> list[Attendance]:
    """Who is or was there without a vote, in the order of arrival."""
    guests = meeting.attendances.filter(elector=None).select_related("person")
    return list(guests.order_by("arrived_at", "pk"))
