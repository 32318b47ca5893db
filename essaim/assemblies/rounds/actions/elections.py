"""An election without candidate: each names somebody and says why, then consent on a person."""

from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.roll.models import Elector
from essaim.assemblies.rounds.actions.deliberations import at_step, go_to, standing_in_circle
from essaim.assemblies.rounds.models import Nomination, Objection, Proposal, Verdict
from essaim.assemblies.rounds.queries.conclusions import election_finding
from essaim.assemblies.rounds.stages import NAMING, PROPOSING
from essaim.assemblies.votes.actions.resolutions import settle
from essaim.assemblies.votes.enums import Method, Step
from essaim.assemblies.votes.models import Option, Resolution
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Person


@action
def nominate(
    *, resolution: Resolution, elector: Elector, nominee: Person | str, by: Acting, reason: str = ""
) -> Nomination:
    """Name one person, and why; said again before the changes, it replaces.

    The reason may wait until the ballot is read aloud. Raises RuleBroken without a name.
    """
    resolution = at_step(resolution, NAMING)
    standing_in_circle(resolution, elector, by)
    nomination, _is_new = Nomination.objects.update_or_create(
        resolution=resolution,
        elector=elector,
        defaults={"nominee": _named(resolution, nominee), "reason": reason.strip()},
    )
    _forget_unnamed(resolution)
    return nomination


def _named(resolution: Resolution, nominee: Person | str) -> Option:
    """One line a person, by whatever elector they are named."""
    label = " ".join(str(nominee).split())
    if not label:
        raise RuleBroken(_("Name somebody: one does not abstain."))
    option = resolution.options.filter(label__iexact=label).first()
    if option is not None:
        return option
    person = nominee if isinstance(nominee, Person) else None
    place = resolution.options.count()
    return Option.objects.create(resolution=resolution, label=label, person=person, position=place)


def _forget_unnamed(resolution: Resolution) -> None:
    """Whom nobody names any more is no choice of the changes."""
    resolution.options.filter(nominations=None).delete()


@action
def change_nomination(
    *, resolution: Resolution, elector: Elector, to: Person | str, reason: str, by: Acting
) -> Nomination:
    """After having heard the others, name another of those named, and why.

    The name given at first takes the change back. Raises RuleBroken for somebody not named.
    """
    resolution = at_step(resolution, {Step.CHANGES})
    standing_in_circle(resolution, elector, by)
    nomination = resolution.nominations.filter(elector=elector).first()
    if nomination is None:
        raise RuleBroken(_("“%(name)s” named nobody at first.") % {"name": elector.name})
    chosen = named_already(resolution, to)
    is_back = chosen.pk == nomination.nominee_id
    if not is_back and not reason.strip():
        raise RuleBroken(_("Say why you change."))
    nomination.changed_to = None if is_back else chosen
    nomination.change_reason = "" if is_back else reason.strip()
    nomination.save()
    return nomination


def named_already(resolution: Resolution, name: Person | str) -> Option:
    """One of those named on the ballots. Raises RuleBroken for anybody else."""
    label = " ".join(str(name).split())
    option = resolution.options.filter(label__iexact=label).first()
    if option is None:
        raise RuleBroken(
            _("“%(name)s” was not named: choose among those who were.") % {"name": label}
        )
    return option


@action
def propose_person(
    *, resolution: Resolution, name: Person | str, reason: str, by: Acting
) -> Proposal:
    """Propose one of those named, not always the one named most: the arguments count.

    After a valid objection it is a new proposal; before any round it replaces the last one.
    """
    resolution = at_step(resolution, PROPOSING)
    option = named_already(resolution, name)
    if not reason.strip():
        raise RuleBroken(_("Say why you propose this person: the arguments count."))
    last = resolution.proposals.order_by("-number").first()
    if last is not None and resolution.deliberation.step == Step.PROPOSAL:
        if last.rounds.exists():
            raise RuleBroken(_("Ask the circle about this proposal first."))
        last.delete()
    number = resolution.proposals.aggregate(last=Max("number"))["last"] or 0
    go_to(resolution, Step.PROPOSAL)
    return Proposal.objects.create(
        resolution=resolution,
        number=number + 1,
        option=option,
        reason=reason.strip(),
        proposed_at=timezone.now(),
    )


@action
def amend_proposal(*, proposal: Proposal, condition: str, by: Acting) -> Proposal:
    """Write the condition that lifts the objections; the circle is then asked again."""
    resolution = at_step(proposal.resolution, {Step.INTEGRATION})
    if not condition.strip():
        raise RuleBroken(_("Write the condition that lifts the objection."))
    last = resolution.proposals.order_by("-number").first()
    if last is None or last.pk != proposal.pk:
        raise RuleBroken(_("Another person was proposed since."))
    last.condition = condition.strip()
    last.save(update_fields=["condition"])
    valid = Objection.objects.filter(stance__round__proposal=last, verdict=Verdict.VALID)
    valid.update(verdict=Verdict.LIFTED)
    go_to(resolution, Step.PROPOSAL)
    return last


@action
def conclude_election(
    *, resolution: Resolution, by: Acting, at: datetime | None = None
) -> Resolution:
    """Elect the person proposed, once nobody objects any more. Both counts are kept."""
    resolution = at_step(resolution, {Step.CONCLUSION})
    if resolution.method != Method.NO_CANDIDATE:
        raise RuleBroken(_("This question is decided by another method."))
    return settle(resolution, election_finding(resolution), by=by, at=at)
