"""Live parts of pages, at addresses sealed for all who see as much: each page has its own seal."""

from django.core.signing import BadSignature
from django.http import Http404
from django.urls import reverse

from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.kernel.audiences import covers
from essaim.kernel.seals import Seal

#: States in which nothing is under way, and the page of the room leads to that of the meeting.
_NOTHING_TO_FOLLOW = frozenset({MeetingState.PLANNED, MeetingState.CANCELLED})


class LiveSeal(Seal):
    """Seals the address of one live part, by the name of its view, which opens no other."""

    def __init__(self, view: str) -> None:
        super().__init__(salt=f"essaim.assemblies.{view}")
        self.view = f"assemblies:{view}"

    def address_of(self, meeting: Meeting, *words: str) -> str:
        """For those who see the meeting as it is now; none but the last may hold an underscore."""
        return reverse(self.view, args=[self.address_part([meeting.action.audience, *words])])

    def opened(self, sealed: str, count: int) -> list[str]:
        """The audience and so many words; a 404 where the seal is broken, old or another one."""
        try:
            return self.words_in(sealed, count + 1)
        except BadSignature as error:
            raise Http404 from error


def refuse_hidden(meeting: Meeting, audience: str) -> None:
    """A 404 where fewer people than that audience see the meeting by now, or it is called off."""
    if meeting.state in _NOTHING_TO_FOLLOW or not covers(meeting.action.audience, audience):
        raise Http404
