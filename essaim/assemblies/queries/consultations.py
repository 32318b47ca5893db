"""Consultations in writing: who has answered, who is awaited, which are to be closed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from essaim.assemblies.enums import MeetingMode, MeetingState
from essaim.assemblies.models import Ballot, Elector, Meeting, Resolution, SignOff
from essaim.assemblies.queries.recipients import BEHIND, Recipients, recipients_of
from essaim.assemblies.queries.reminders import DAYS_BEFORE

#: Nobody is reminded of a mail that she has hardly had.
_TIME_TO_READ = timedelta(days=1)


def consultations_open() -> QuerySet[Meeting]:
    """Those under way, whoever sees them, the first to close first."""
    found = Meeting.objects.filter(mode=MeetingMode.WRITTEN, state=MeetingState.OPEN)
    return found.with_body().order_by("ends_at", "pk")


def consultations_to_remind(at: datetime) -> Iterator[tuple[Meeting, str]]:
    """Each with its occasion: the fewest of the days before its closing that it has reached."""
    for meeting in consultations_open().filter(ends_at__gt=at, opened_at__lte=at - _TIME_TO_READ):
        left = (meeting.local_end.date() - timezone.localdate(at)).days
        days = next((days for days in DAYS_BEFORE if left <= days), None)
        if days is not None:
            yield meeting, str(days)


def voters_in(meeting: Meeting) -> QuerySet[Elector]:
    """Electors with the right to vote, each with `has_voted` on a question of the meeting."""
    here = {"elector": OuterRef("pk"), "resolution__meeting": meeting}
    voted = Exists(Ballot.objects.filter(**here)) | Exists(SignOff.objects.filter(**here))
    return meeting.electors.with_right().annotate(has_voted=voted).order_by("name", "pk")


def awaited_in(meeting: Meeting) -> Recipients:
    """To whom a reminder is written: those behind the electors who have not voted."""
    electors = voters_in(meeting).select_related(*BEHIND)
    silent = [one for one in electors if not getattr(one, "has_voted", False)]
    return recipients_of(silent, timezone.localdate())


@dataclass(frozen=True)
class ConsultationPage:
    """Who has answered and who is awaited, never what was answered.

    Of a secret ballot nobody is named: the page of the vote says its turnout.
    """

    meeting: Meeting
    resolution: Resolution | None
    voted: Sequence[Elector]
    awaited: Sequence[Elector]

    @property
    def is_open(self) -> bool:
        return self.meeting.state == MeetingState.OPEN

    @property
    def names_voters(self) -> bool:
        return self.resolution is not None and not self.resolution.is_secret


def consultation_page(meeting: Meeting) -> ConsultationPage:
    """In two queries, whatever the number of electors."""
    resolution = meeting.resolutions.order_by("number").first()
    electors: list[Elector] = []
    if resolution is not None and not resolution.is_secret:
        electors = list(voters_in(meeting))
    voted = [one for one in electors if getattr(one, "has_voted", False)]
    awaited = [one for one in electors if one not in voted]
    return ConsultationPage(meeting, resolution, voted, awaited)
