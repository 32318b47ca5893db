"""The page of a meeting under way: what everybody sees of it, and what concerns one reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from essaim.assemblies.enums import Answer
from essaim.assemblies.models import AgendaItem, Attendance, Elector, Meeting, Proxy, Turn
from essaim.assemblies.queries.agenda_tree import numbered
from essaim.assemblies.queries.live import SHOWN, Now, now_of
from essaim.kernel.acting import Acting


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
    found = now.meeting.electors.spoken_for_by(acting).select_related("college").order_by("folded")
    electors = found.prefetch_related(
        Prefetch("attendances", Attendance.objects.in_the_room()),
        Prefetch("proxies_given", given),
    )
    turns = {one.elector_id: one for one in now.turns if one.ended_at is None}
    return [
        Mine(
            elector=one,
            attendance=next(iter(one.attendances.all()), None),
            turn=turns.get(one.pk),
            holds=[now.room.electors[pk] for pk in now.room.given_to.get(one.pk, [])],
            given=next(iter(one.proxies_given.all()), None),
            is_represented=one.pk in now.room.holder_of,
        )
        for one in electors
    ]


@dataclass(frozen=True)
class AgendaLine:
    """An item with its number in the tree: 2, then 2.1."""

    item: AgendaItem
    number: str
    is_current: bool

    @property
    def depth(self) -> int:
        return self.number.count(".")


def agenda_lines(meeting: Meeting) -> list[AgendaLine]:
    """The agenda from top to bottom, points under points, each with its documents: two queries."""
    items = meeting.items.on_agenda().prefetch_related("documents")
    current = meeting.current_item_id
    return [AgendaLine(item, number, item.pk == current) for number, item in numbered(items)]


def line_after(lines: Sequence[AgendaLine]) -> AgendaLine | None:
    """What comes after the item under way; the first where none is."""
    current = next((place for place, one in enumerate(lines) if one.is_current), -1)
    return next(iter(lines[current + 1 :]), None)


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
        return next((one for one in self.agenda if one.is_current), None)

    @property
    def next_item(self) -> AgendaLine | None:
        return line_after(self.agenda)

    @property
    def expected(self) -> list[Elector]:
        """Who said that she would come and is not here yet: the first of them."""
        said = {Answer.COMING, Answer.REMOTE}
        away = (
            one for pk, one in self.now.room.electors.items() if pk not in self.now.room.present
        )
        return [one for one in away if one.answer in said][:SHOWN]


def sitting_page(meeting: Meeting, acting: Acting, at: datetime) -> SittingPage:
    now = now_of(meeting, at)
    return SittingPage(now=now, mine=mine_of(now, acting), agenda=agenda_lines(meeting))
