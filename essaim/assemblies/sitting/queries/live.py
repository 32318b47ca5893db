"""What everybody in a meeting sees of it now, asked again every few seconds by each open page.

It costs as many queries whatever the number of electors, proxies and colleges.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from operator import attrgetter
from uuid import UUID

from essaim.assemblies.bodies.enums import Subject
from essaim.assemblies.bodies.models import SubjectRule
from essaim.assemblies.meetings.enums import MeetingMode, MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.meetings.queries import sitting_meetings
from essaim.assemblies.roll.queries.headcount import RoomCount, count_now, count_of_quorum
from essaim.assemblies.roll.queries.presence import Headcount, room_of
from essaim.assemblies.rounds.queries.now import mark_of, with_marks
from essaim.assemblies.sitting.models import Turn
from essaim.assemblies.votes.enums import ResolutionState
from essaim.assemblies.votes.marks import DELIBERATED
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.queries.quorum import quorum_for
from essaim.kernel.database_clock import UntilWritten
from essaim.tally.errors import CannotCount
from essaim.tally.quorum import Presence, QuorumResult

#: Names that the live part shows before it counts the others.
SHOWN = 8


@dataclass(frozen=True)
class CollegeNow:
    """A college in the room; `quorum` is its own, where the rule asks for one in each."""

    name: str
    here: Presence
    remote: int
    quorum: QuorumResult | None


@dataclass(frozen=True)
class SpeakingTime:
    """What one elector spoke in a meeting: turns, and whole seconds."""

    name: str
    turns: int
    seconds: int

    @property
    def minutes(self) -> int:
        return self.seconds // 60

    @property
    def seconds_left(self) -> int:
        return self.seconds % 60


@dataclass(frozen=True)
class Now:
    """What everybody in a meeting sees of it at one moment."""

    meeting: Meeting
    room: RoomCount
    rule: SubjectRule | None
    turns: Sequence[Turn]
    resolutions: Sequence[Resolution]
    language: str
    #: Of a meeting that is over: who was in the room until it closed, and everybody left.
    at_closing: Headcount | None = None

    @property
    def mark(self) -> str:
        """Changes where the rest of the page has something new to say."""
        states = ".".join(_mark(resolution) for resolution in self.resolutions)
        return f"{self.meeting.state}-{self.meeting.current_item_id or 0}-{states}"

    @property
    def is_open(self) -> bool:
        return self.meeting.state == MeetingState.OPEN

    @property
    def is_awaited(self) -> bool:
        """Something is still to come: the page asks again."""
        return self.meeting.state in {MeetingState.CONVENED, MeetingState.OPEN}

    @property
    def has_room(self) -> bool:
        """A consultation in writing has none, and nobody is in that of a meeting that is over."""
        return self.meeting.mode != MeetingMode.WRITTEN and not self.meeting.is_over

    @property
    def subject(self) -> str:
        """What the item under way is about, in words."""
        return str(Subject(subject_of(self.meeting)).label)

    @cached_property
    def quorum(self) -> QuorumResult | None:
        """None where the rules say nothing of the subject, or cannot be counted."""
        if self.rule is None:
            return None
        try:
            room = count_of_quorum(self.meeting, self.rule, self.at_closing or self.room)
            return quorum_for(self.meeting, self.rule, room, self.language)
        except CannotCount:
            return None

    @property
    def quorum_sentences(self) -> list[str]:
        """The quorum in words, and which colleges lack it; a table tells the rest."""
        if self.quorum is None:
            return []
        words = list(self.quorum.explanation)
        lacks = any(not college.is_reached for college in self.quorum.colleges.values())
        return [*words[:3], words[-1]] if lacks else words[:3]

    @property
    def bar(self) -> int:
        """How far the bar of the quorum is filled: it is full when the quorum is there."""
        return min(self.quorum.counted, self.quorum.required) if self.quorum else 0

    @property
    def remote(self) -> int:
        """Those present who have a vote and take part by video."""
        return self.room.remote

    @cached_property
    def colleges(self) -> list[CollegeNow]:
        own = self.quorum.colleges if self.quorum is not None else {}
        return [
            CollegeNow(
                name=(name := self.room.college_names[count.code]),
                here=count.presence,
                remote=count.remote,
                quorum=own.get(name),
            )
            for count in self.room.colleges
        ]

    @property
    def speaker(self) -> Turn | None:
        return next((turn for turn in self.turns if turn.began_at and not turn.ended_at), None)

    @property
    def waiting(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.began_at is None and turn.ended_at is None]

    @property
    def next_up(self) -> list[Turn]:
        return self.waiting[:SHOWN]

    @property
    def later_up(self) -> int:
        return max(0, len(self.waiting) - SHOWN)

    @property
    def under_way(self) -> list[Resolution]:
        return [each for each in self.resolutions if each.state == ResolutionState.OPEN]

    @property
    def in_rounds(self) -> list[Resolution]:
        """Those of them that go round by round."""
        return [question for question in self.under_way if question.method in DELIBERATED]

    @property
    def open_questions(self) -> list[tuple[Resolution, str]]:
        """Each with the step at which it is, where it goes round by round."""
        return [(question, _step(question)) for question in self.under_way]


def _step(resolution: Resolution) -> str:
    deliberation = getattr(resolution, "deliberation", None)
    return str(deliberation.get_step_display()) if deliberation else ""


def _mark(resolution: Resolution) -> str:
    """By its state; while it goes round by round, by its step and its rounds too."""
    is_going = resolution.state == ResolutionState.OPEN and resolution.method in DELIBERATED
    return mark_of(resolution) if is_going else resolution.state[0]


def subject_of(meeting: Meeting) -> str:
    """That of the item under way; between items, an ordinary question."""
    return meeting.current_item.subject if meeting.current_item else Subject.ORDINARY


@UntilWritten
def now_of(key: UUID, language: str) -> Now:
    """Of the meeting of that key. It is the same for everybody, so that it is read once: nothing in
    it depends on who reads, or when.

    Seven queries at most, whatever the number of electors, proxies and colleges. Raises
    Meeting.DoesNotExist.
    """
    meeting = sitting_meetings().get(key=key)
    rules = SubjectRule.objects.filter(rules=meeting.rules_id, subject=subject_of(meeting))
    return Now(
        meeting=meeting,
        room=count_now(meeting),
        rule=rules.first(),
        turns=turns_of(meeting),
        resolutions=resolutions_of(meeting),
        language=language,
        at_closing=_room_at_closing(meeting),
    )


def _room_at_closing(meeting: Meeting) -> Headcount | None:
    """In three queries, or four; none before it is closed."""
    if meeting.closed_at is None or meeting.state != MeetingState.CLOSED:
        return None
    return room_of(meeting, meeting.closed_at - timedelta(microseconds=1))


def resolutions_of(meeting: Meeting) -> list[Resolution]:
    """By number; those under way with their marks and their roll, which is long: two queries."""
    rows = meeting.resolutions.all()
    under_way = with_marks(rows.filter(state=ResolutionState.OPEN))
    others = rows.exclude(state=ResolutionState.OPEN).defer("roll", "presence", "tally")
    return sorted([*under_way, *others], key=attrgetter("number"))


def turns_of(meeting: Meeting) -> list[Turn]:
    """All turns of the meeting in the order in which they were asked, in one query."""
    return list(meeting.turns.select_related("elector").order_by("asked_at", "pk"))


def speaking_times(turns: Iterable[Turn], now: datetime) -> list[SpeakingTime]:
    """The longest first; a turn under way counts until now."""
    spoken: dict[str, list[int]] = {}
    for turn in turns:
        if turn.began_at is not None:
            until = turn.ended_at or now
            spoken.setdefault(turn.elector.name, []).append(seconds_between(turn.began_at, until))
    times = (SpeakingTime(name, len(each), sum(each)) for name, each in spoken.items())
    return sorted(times, key=lambda time: (-time.seconds, time.name))


def seconds_between(start: datetime, end: datetime) -> int:
    """As long as it really lasted: told in universal time, since clocks change at night."""
    return max(0, int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds()))
