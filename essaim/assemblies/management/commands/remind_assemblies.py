"""`essaim remind_assemblies`: for a timer, once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from essaim.accounts.actions import acting_command
from essaim.assemblies.actions.consultations import (
    close_overdue_consultations,
    remind_voters,
)
from essaim.assemblies.actions.convening import remind_electors
from essaim.assemblies.actions.date_polls import remind_dates
from essaim.assemblies.actions.undertakings import remind_owners
from essaim.assemblies.queries.consultations import consultations_to_remind
from essaim.assemblies.queries.date_polls import polls_to_remind
from essaim.assemblies.queries.reminders import meetings_to_remind


class Command(BaseCommand):
    """Safe to run as often as one likes: each is reminded once seven days before, once two.

    Where dates are proposed, once two days before the answers close.
    Consultations in writing whose hour is past are closed. Whoever carries out a decision that
    comes due is written to once in two weeks.
    """

    help = "Remind electors who have not answered, and owners of decisions that come due."

    def handle(self, *args: Any, **options: Any) -> None:
        by = acting_command("remind_assemblies")
        for meeting, occasion in meetings_to_remind(timezone.now()):
            remind_electors(meeting=meeting, by=by, occasion=occasion)
        close_overdue_consultations(by=by)
        for meeting, occasion in consultations_to_remind(timezone.now()):
            remind_voters(meeting=meeting, by=by, occasion=occasion)
        for poll, occasion in polls_to_remind(timezone.now()):
            remind_dates(poll=poll, by=by, occasion=occasion)
        remind_owners(by=by)
