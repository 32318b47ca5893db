"""What of the bodies runs or waits, for whoever closes the room."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.assemblies.asking.models import DatePoll
from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.votes.enums import ResolutionState
from essaim.assemblies.votes.models import Resolution
from essaim.kernel.acting import Acting


def under_way(acting: Acting) -> Iterator[str]:
    """Consultations, meetings with their votes and rounds: by name where the reader may see it."""
    voting = Resolution.objects.filter(state=ResolutionState.OPEN).values("meeting")
    running = Meeting.objects.filter(Q(state=MeetingState.OPEN) | Q(pk__in=voting))
    visible = running.visible_to(acting).with_body().order_by("starts_at", "pk")
    for meeting in visible:
        yield _ends_where(meeting) % {"meeting": meeting.action.title}
    if hidden := running.exclude(pk__in=visible.order_by().values("pk")).count():
        yield ngettext(
            "%(count)d meeting or consultation that is not for you to see is under way: whoever "
            "runs it closes it on its page.",
            "%(count)d meetings or consultations that are not for you to see are under way: "
            "whoever runs them closes them on their pages.",
            hidden,
        ) % {"count": hidden}


def _ends_where(meeting: Meeting) -> str:
    if meeting.is_written:
        return _("“%(meeting)s” takes votes in writing: close or withdraw it on its page first.")
    return _("“%(meeting)s” is under way: close its votes and the meeting on its page first.")


def stops(_acting: Acting) -> Iterator[str]:
    """Meetings convened and polls of dates: how many, since some are not for everybody."""
    convened = Meeting.objects.filter(state=MeetingState.CONVENED, ends_at__gt=timezone.now())
    if count := convened.count():
        yield ngettext(
            "%(count)d meeting is convened: nobody can answer, give a proxy or read what it is "
            "about.",
            "%(count)d meetings are convened: nobody can answer, give a proxy or read what they "
            "are about.",
            count,
        ) % {"count": count}
    if count := DatePoll.objects.still_of_use(timezone.now()).count():
        yield ngettext(
            "%(count)d poll of dates is under way: nobody can answer.",
            "%(count)d polls of dates are under way: nobody can answer.",
            count,
        ) % {"count": count}
