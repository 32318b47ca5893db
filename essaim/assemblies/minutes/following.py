"""What follows a question that is settled: the decision is followed up, minutes are locked."""

from datetime import date
from typing import Any

from django.dispatch import receiver

from essaim.assemblies.minutes.actions.signing import lock_approved_minutes
from essaim.assemblies.minutes.actions.undertakings import follow_decision
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.signals import settled
from essaim.kernel.acting import Acting


@receiver(settled)
def after_settling(
    resolution: Resolution, by: Acting, review_on: date | None, **_signal: Any
) -> None:
    """Within the act that settles it: what is refused here undoes that too."""
    if resolution.decision is not None:
        meeting = resolution.meeting
        follow_decision(decision=resolution.decision, meeting=meeting, by=by, review_on=review_on)
    lock_approved_minutes(resolution=resolution, by=by)
