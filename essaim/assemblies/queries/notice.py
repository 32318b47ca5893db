"""Whether a convocation leaves in time, counted in days of the local calendar."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from essaim.assemblies.models import BodyRules, Meeting


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
