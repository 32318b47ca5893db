"""The page of a meeting under way, the list of its room, and what concerns one reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import attrgetter

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.utils.translation import get_language

from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.meetings.queries import AgendaLine, agenda_lines, line_after
from essaim.assemblies.roll.attendance_sheet import DOORS
from essaim.assemblies.roll.models import Attendance, Elector, Proxy
from essaim.assemblies.roll.queries.headcount import ANNOUNCED, chair_votes, in_the_room
from essaim.assemblies.roll.queries.presence import (
    Room,
    own_electors,
    room_around_these,
    room_of,
)
from essaim.assemblies.rounds.queries.now import MyRounds, my_rounds
from essaim.assemblies.sitting.models import Turn
from essaim.assemblies.sitting.queries.live import SHOWN, Now, SpeakingTime, now_of, speaking_times
from essaim.assemblies.sitting.rules import RECEIVES
from essaim.assemblies.votes.enums import Outcome
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.queries.votes import MyVote, my_votes
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
    meeting: Meeting

    @property
    def is_here(self) -> bool:
        return self.attendance is not None

    @property
    def is_represented(self) -> bool:
        """Whether somebody may use the proxy that it gave."""
        if self.given is None or self.is_here or not self.elector.may_vote:
            return False
        holder = self.given.holder
        if holder is None:
            return chair_votes(self.meeting)
        holder_is_here: bool = self.given.holder_is_here  # type: ignore[attr-defined]
        return holder.may_vote and holder_is_here


def mine_of(now: Now, own: Sequence[Elector], around: Room) -> list[Mine]:
    """Of electors read by `own_electors`: one query, whatever their number."""
    holds = Attendance.objects.in_the_room().filter(elector=OuterRef("holder"))
    given = Proxy.objects.standing().select_related("holder").annotate(holder_is_here=Exists(holds))
    prefetch_related_objects(own, Prefetch("proxies_given", given))
    turns = {turn.elector_id: turn for turn in now.turns if turn.ended_at is None}
    return [
        Mine(
            elector=elector,
            attendance=next(iter(elector.attendances.all()), None),
            turn=turns.get(elector.pk),
            holds=[around.electors[pk] for pk in around.given_to.get(elector.pk, [])],
            given=next(iter(elector.proxies_given.all()), None),
            meeting=now.meeting,
        )
        for elector in own
    ]


@dataclass(frozen=True)
class SittingPage:
    """Everything that the page of a meeting under way says to one reader."""

    now: Now
    at: datetime
    around: Room
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
    def speaking_times(self) -> list[SpeakingTime]:
        return speaking_times(self.now.turns, self.at)

    @cached_property
    def expected(self) -> list[Elector]:
        """Who said that they would come and is not here yet: the first of them. One query."""
        away = self.meeting.electors.filter(ANNOUNCED).exclude(in_the_room(self.meeting))
        return list(away.order_by("folded", "pk")[:SHOWN])


def sitting_page(meeting: Meeting, acting: Acting, at: datetime) -> SittingPage:
    """The whole room is read where a question goes round by round: one hears the others."""
    now, own = now_of(meeting.key, get_language() or "fr"), own_electors(meeting, acting)
    is_whole = own and now.in_rounds
    around = room_of(meeting) if is_whole else room_around_these(meeting, own)
    mine, agenda = mine_of(now, own, around), agenda_lines(meeting)
    return SittingPage(now=now, at=at, around=around, mine=mine, agenda=agenda)


def receives(meeting: Meeting, at: datetime) -> bool:
    """Whether an arrival may be noted at that moment: from when the doors open until the end."""
    begins_at = min(filter(None, (meeting.starts_at, meeting.opened_at)))
    return meeting.state in RECEIVES and at >= begins_at - DOORS


#: What came of votes that settle something; none of the others is a decision of the meeting.
SETTLED = frozenset(
    {Outcome.ADOPTED, Outcome.REJECTED, Outcome.ELECTED, Outcome.POSTPONED, Outcome.RETURNED}
)


@dataclass(frozen=True)
class QuestionRow:
    """A question with the number of its item on the agenda; none where it was taken off."""

    resolution: Resolution
    number: str

    @property
    def is_decided(self) -> bool:
        return self.resolution.outcome in SETTLED


@dataclass(frozen=True)
class VotesNow:
    """What the page of a meeting says of votes to one reader; what waits for an answer first."""

    mine: Sequence[MyVote]
    resolutions: Sequence[QuestionRow]
    rounds: Sequence[MyRounds] = ()

    @property
    def decided(self) -> list[QuestionRow]:
        return [row for row in self.resolutions if row.is_decided]

    @property
    def undecided(self) -> list[QuestionRow]:
        return [row for row in self.resolutions if not row.is_decided]


def votes_now(page: SittingPage, acting: Acting) -> VotesNow:
    """In seven queries at most, whatever the number of electors and resolutions."""
    now, around = page.now, page.around
    numbers = {line.item.pk: line.number for line in page.agenda}
    mine = my_votes(now.under_way, acting, around)
    return VotesNow(
        mine=sorted(mine, key=attrgetter("has_voted")),
        resolutions=[QuestionRow(row, numbers.get(row.item_id, "")) for row in now.resolutions],
        rounds=my_rounds(now.in_rounds, acting, around),
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
