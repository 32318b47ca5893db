"""The speakers' list, and how long each elector spoke."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from essaim.assemblies.models import Meeting, Turn


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
    return sorted(times, key=lambda one: (-one.seconds, one.name))


def seconds_between(start: datetime, end: datetime) -> int:
    """As long as it really lasted: told in universal time, since clocks change at night."""
    return max(0, int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds()))
