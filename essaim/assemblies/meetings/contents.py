"""What is said of a meeting, apart from the rows that hold it and from when it is held."""

from collections.abc import Sequence
from dataclasses import dataclass

from essaim.assemblies.meetings.models import Meeting
from essaim.network.models import Person
from essaim.programme.content import ActionContent
from essaim.programme.models import Objective


@dataclass(frozen=True, kw_only=True)
class MeetingContent:
    """What it is called, where it is, who runs it, what it serves, who sees it.

    Without a title it takes that of its body and its day; without an audience, that of its body,
    or the one that it has.
    """

    mode: str
    title: str = ""
    place: str = ""
    video_url: str = ""
    chair: Person | None = None
    secretary: Person | None = None
    objectives: Sequence[Objective] = ()
    audience: str = ""

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingContent":
        """What a meeting says today, in four queries at most."""
        action = ActionContent.of(meeting.action)
        return cls(
            mode=meeting.mode,
            title=action.title,
            place=action.place,
            video_url=meeting.video_url,
            chair=meeting.chair,
            secretary=meeting.secretary,
            objectives=action.objectives,
            audience=action.audience,
        )
