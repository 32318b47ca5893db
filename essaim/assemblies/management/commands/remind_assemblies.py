"""`essaim remind_assemblies`: for a timer, once a day."""

import logging
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from essaim.accounts.actions import acting_command
from essaim.assemblies.asking.actions.consultations import (
    close_consultation,
    remind_voters,
    report_unclosed,
)
from essaim.assemblies.asking.actions.date_polls import remind_dates
from essaim.assemblies.asking.queries.consultations import (
    consultations_overdue,
    consultations_to_remind,
)
from essaim.assemblies.asking.queries.date_polls import polls_to_remind
from essaim.assemblies.minutes.actions.undertakings import owners_to_remind, remind_owners
from essaim.assemblies.roll.actions.convening import remind_electors
from essaim.assemblies.roll.queries.notice import meetings_to_remind
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.manifest import is_open

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Safe to run as often as one likes: each is reminded once seven days before, once two.

    Where dates are proposed, once two days before the answers close.
    Consultations in writing whose hour is past are closed. Whoever carries out a decision that
    comes due is written to once in two weeks.
    """

    help = "Remind electors who have not answered, and owners of decisions that come due."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_open("assemblies"):
            return
        by = acting_command("remind_assemblies")
        for meeting, occasion in meetings_to_remind(timezone.now()):
            remind_electors(meeting=meeting, by=by, occasion=occasion)
        self._close_consultations(by)
        for meeting, occasion in consultations_to_remind(timezone.now()):
            remind_voters(meeting=meeting, by=by, occasion=occasion)
        for poll, occasion in polls_to_remind(timezone.now()):
            remind_dates(poll=poll, by=by, occasion=occasion)
        if owners_to_remind(timezone.now()):
            remind_owners(by=by)

    def _close_consultations(self, by: Acting) -> None:
        """Those whose hour is past. One that does not close stops no other, and is told about."""
        for meeting in consultations_overdue(timezone.now()):
            try:
                close_consultation(meeting=meeting, by=by)
            except RuleBroken as refusal:
                why = str(refusal)
                log.warning("consultation %s does not close: %s", meeting.key, why)
            except Exception as error:
                why = f"{type(error).__name__}: {error}"
                log.exception("consultation %s does not close", meeting.key)
            else:
                continue
            report_unclosed(meeting=meeting, why=why, by=by)
            self.stderr.write(f"{meeting} ({meeting.key}): {why}")
