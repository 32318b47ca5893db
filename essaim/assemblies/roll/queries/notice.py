"""Whether a convocation leaves in time, in days of the local calendar, and when to remind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from essaim.assemblies.bodies.models import BodyRules
from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.models import Meeting


@dataclass(frozen=True)
class Notice:
    """Days between the convocation and the meeting, and those that the rules ask for.

    `last_day` is the last one on which convening is in time, itself within.
    """

    days: int
    required: int
    last_day: date

    @property
    def is_short(self) -> bool:
        return self.days < self.required


def rules_at(meeting: Meeting, at: datetime) -> BodyRules | None:
    """Those of its convocation; before that, those of the body in force on the day of `at`."""
    return meeting.rules or meeting.body.rules.in_force(timezone.localdate(at)).first()


def notice_of(meeting: Meeting, at: datetime) -> Notice:
    """The notice of a convocation at that moment: clock changes and hours do not count."""
    return notice_under(rules_at(meeting, at), meeting, at)


def notice_under(rules: BodyRules | None, meeting: Meeting, at: datetime) -> Notice:
    day = meeting.local_start.date()
    required = rules.notice_days if rules is not None else 0
    return Notice(
        days=(day - timezone.localdate(at)).days,
        required=required,
        last_day=day - timedelta(days=required),
    )


#: Days before a meeting on which those who have not answered are reminded.
DAYS_BEFORE = (2, 7)

#: Nobody is reminded of a mail that they have hardly had.
TIME_TO_READ = timedelta(days=1)


def meetings_to_remind(at: datetime) -> Iterator[tuple[Meeting, str]]:
    """Each convened meeting with its occasion: the fewest of those days that it has reached."""
    today = timezone.localdate(at)
    coming = Meeting.objects.filter(
        state=MeetingState.CONVENED,
        starts_at__gt=at,
        starts_at__lt=at + timedelta(days=max(DAYS_BEFORE) + 1),
        convened_at__lte=at - TIME_TO_READ,
    )
    for meeting in coming.with_body().order_by("starts_at", "pk"):
        left = (meeting.local_start.date() - today).days
        days = next((days for days in DAYS_BEFORE if left <= days), None)
        if days is not None:
            yield meeting, str(days)
