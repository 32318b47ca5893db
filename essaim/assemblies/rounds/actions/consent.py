"""A decision by consent: the versions of its text, its conclusion."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.assemblies.rounds.actions.deliberations import at_step, last_wording
from essaim.assemblies.rounds.models import Objection, Verdict, Wording
from essaim.assemblies.rounds.queries.conclusions import ENDS, consent_finding
from essaim.assemblies.rounds.queries.deliberations import REVIEW_MONTHS, consent_result
from essaim.assemblies.rounds.stages import WRITING
from essaim.assemblies.votes.actions.resolutions import settle, withdraw_resolution
from essaim.assemblies.votes.enums import Outcome, Step
from essaim.assemblies.votes.models import Resolution
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.calendars.timetable import months_after
from essaim.kernel.errors import RuleBroken


@action
def write_wording(
    *, resolution: Resolution, text: str, why: str, by: Acting, at: datetime | None = None
) -> Wording:
    """Put another version of the text, with what it changes; valid objections are integrated in it.

    Raises RuleBroken where it says the same, without a reason, and while a round is under way.
    """
    resolution = at_step(resolution, WRITING)
    text, why = text.strip(), why.strip()
    before = last_wording(resolution)
    if not text or text == before.text:
        raise RuleBroken(_("This version says the same as the one before."))
    if not why:
        raise RuleBroken(_("Say what this version changes, and why."))
    wording = Wording.objects.create(
        resolution=resolution,
        number=before.number + 1,
        text=text,
        why=why,
        written_at=at or timezone.now(),
    )
    valid = Objection.objects.filter(
        stance__round__resolution=resolution, verdict=Verdict.VALID, integrated_in=None
    )
    valid.update(integrated_in=wording)
    resolution.text = text
    resolution.save(update_fields=["text"])
    return wording


@action
def withdraw_text(*, resolution: Resolution, by: Acting) -> Resolution:
    """The proposer takes the text back: it is not ripe. What was said stays."""
    resolution = at_step(resolution, list(Step))
    resolution.rounds.under_way().update(ended_at=timezone.now())
    return withdraw_resolution(resolution=resolution, by=by)


@action
def conclude_consent(
    *, resolution: Resolution, by: Acting, at: datetime | None = None
) -> Resolution:
    """Close the question with what its rounds amount to, to be reviewed in a year if adopted.

    Raises RuleBroken while an objection is to be looked at or integrated, or a vote to be taken.
    """
    resolution = at_step(resolution, {Step.CONCLUSION})
    result = consent_result(resolution, (get_language() or "fr")[:2])
    if result.outcome not in ENDS:
        raise RuleBroken(result.explanation[-1])
    finding = consent_finding(resolution)
    review_on = None
    if finding.outcome == Outcome.ADOPTED:
        review_on = months_after(resolution.meeting.local_start.date(), REVIEW_MONTHS)
    return settle(resolution, finding, by=by, at=at, review_on=review_on)
