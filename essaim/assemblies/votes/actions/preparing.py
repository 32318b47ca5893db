"""What is said of a question decided round by round before it is opened."""

from django.utils.translation import gettext as _

from essaim.assemblies.roll.models import Elector
from essaim.assemblies.votes.actions.locking import locked_resolution
from essaim.assemblies.votes.enums import Method, ResolutionState, Step
from essaim.assemblies.votes.models import Deliberation, Resolution
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Person


@action
def prepare_consent(
    *,
    resolution: Resolution,
    by: Acting,
    elector: Elector | None = None,
    person: Person | None = None,
) -> Deliberation:
    """Say who proposes the text: an elector of the meeting, or a person. She alone changes it."""
    if (elector is None) == (person is None):
        raise RuleBroken(_("Say first who proposes this text."))
    if elector is not None and elector.meeting_id != resolution.meeting_id:
        raise RuleBroken(_("“%(name)s” is not convened to this meeting.") % {"name": elector.name})
    return prepare(
        resolution, Method.CONSENT, Step.PRESENTED, proposing_elector=elector, proposer=person
    )


@action
def prepare_election(
    *, resolution: Resolution, role: str, duration: str, by: Acting
) -> Deliberation:
    """Say what the role is, what it takes, and for how long: before anybody is named."""
    role, duration = role.strip(), duration.strip()
    if not role or not duration:
        raise RuleBroken(_("Say first what the role is, and for how long."))
    return prepare(resolution, Method.NO_CANDIDATE, Step.NOMINATION, role=role, duration=duration)


def prepare(
    resolution: Resolution, method: Method, step: Step, **said: str | Elector | Person | None
) -> Deliberation:
    """What a question that is not open yet will go through; said again, it replaces."""
    resolution = locked_resolution(resolution)
    if resolution.state != ResolutionState.DRAFT:
        raise RuleBroken(_("What is put to the vote does not change any more."))
    if resolution.method != method:
        raise RuleBroken(_("This question is decided by another method."))
    before = Deliberation.objects.filter(resolution=resolution).first()
    deliberation = before or Deliberation(resolution=resolution)
    deliberation.step = step
    for name, value in said.items():
        setattr(deliberation, name, value)
    deliberation.save()
    return deliberation
