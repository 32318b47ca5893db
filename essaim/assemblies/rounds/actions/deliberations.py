"""Steering a deliberation: its steps, its rounds, what each answers, what the circle judges."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.bodies.enums import ConsentFallback
from essaim.assemblies.meetings.enums import MeetingMode
from essaim.assemblies.meetings.holders import presides
from essaim.assemblies.roll.holders import speaks_for
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.rounds.models import (
    Objection,
    ObjectionKind,
    Proposal,
    Round,
    RoundKind,
    Stance,
    StanceAnswer,
    Verdict,
    Wording,
)
from essaim.assemblies.rounds.queries.circle import answers_by_device, circle_now, is_proposed
from essaim.assemblies.rounds.queries.conclusions import postponed_finding
from essaim.assemblies.rounds.queries.deliberations import (
    has_enough_answers,
    objections_in,
    rounds_are_used_up,
)
from essaim.assemblies.rounds.stages import BEFORE_ROUND, JUDGING, TALK
from essaim.assemblies.votes.actions.ballot_checks import refuse_devices
from essaim.assemblies.votes.actions.locking import locked_open
from essaim.assemblies.votes.actions.resolutions import settle
from essaim.assemblies.votes.enums import Method, Standing, Step
from essaim.assemblies.votes.models import Deliberation, Resolution
from essaim.assemblies.votes.queries.voices import standing_of, voter_behind
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import Forbidden, RuleBroken

_IN_ROUNDS = frozenset({StanceAnswer.NO_OBJECTION, StanceAnswer.OBJECTION, StanceAnswer.PASS})
_IN_VOTES = frozenset({StanceAnswer.FOR, StanceAnswer.AGAINST, StanceAnswer.ABSTENTION})
_JUDGED = frozenset({Verdict.VALID, Verdict.NOT_VALID, Verdict.LIFTED})


def at_step(resolution: Resolution, steps: Collection[Step]) -> Resolution:
    """The question, held and open. Raises RuleBroken at another step, and says at which it is."""
    resolution = locked_open(resolution)
    step = Step(_deliberation(resolution).step)
    if step not in steps:
        raise RuleBroken(_("That is not the moment: we are at “%(step)s”.") % {"step": step.label})
    return resolution


def _deliberation(resolution: Resolution) -> Deliberation:
    deliberation = Deliberation.objects.filter(resolution=resolution).first()
    if deliberation is None:
        raise RuleBroken(_("This question is decided by another method."))
    resolution.deliberation = deliberation
    return deliberation


def go_to(resolution: Resolution, step: Step) -> None:
    resolution.deliberation.step = step
    resolution.deliberation.save(update_fields=["step"])


@action
def advance_deliberation(*, resolution: Resolution, by: Acting) -> Deliberation:
    """Go on to the next step of the talk. Raises RuleBroken while somebody's word is missing."""
    resolution = at_step(resolution, TALK)
    step = Step(resolution.deliberation.step)
    if step == Step.NOMINATION:
        _refuse_missing(
            resolution, set(resolution.nominations.values_list("elector_id", flat=True))
        )
        if not resolution.nominations.exists():
            raise RuleBroken(_("Nobody is named yet."))
    unargued = resolution.nominations.filter(reason="").select_related("elector").first()
    if step == Step.READING and unargued is not None:
        name = unargued.elector.name
        raise RuleBroken(_("“%(name)s” has not said why yet.") % {"name": name})
    go_to(resolution, TALK[step])
    return resolution.deliberation


def _refuse_missing(resolution: Resolution, heard: Collection[int]) -> None:
    """In a meeting each speaks, turn by turn; in writing one does not wait for ever."""
    if resolution.meeting.mode == MeetingMode.WRITTEN:
        return
    missing = [elector.name for pk, elector in circle_now(resolution).items() if pk not in heard]
    if missing:
        raise RuleBroken(_("Not heard yet: %(names)s.") % {"names": ", ".join(sorted(missing))})


def last_wording(resolution: Resolution) -> Wording:
    """The version that stands; the first is the text that was opened."""
    wording = resolution.wordings.order_by("-number").first()
    if wording is not None:
        return wording
    return Wording.objects.create(
        resolution=resolution,
        number=1,
        text=resolution.text,
        written_at=resolution.opened_at or timezone.now(),
    )


@action
def begin_round(*, resolution: Resolution, by: Acting, at: datetime | None = None) -> Round:
    """Ask each in turn whether they object; or, once the rounds are used up, for the vote fixed.

    Raises RuleBroken where a valid objection calls for another version of the text first.
    """
    resolution = at_step(resolution, BEFORE_ROUND)
    kind = RoundKind.OBJECTIONS
    if resolution.deliberation.step == Step.VOTE:
        kind = RoundKind.VOTE
    last = resolution.rounds.aggregate(last=Max("number"))["last"] or 0
    about = _about_text(resolution, kind)
    if resolution.method == Method.NO_CANDIDATE:
        about = {"proposal": _last_proposal(resolution)}
    begun = Round.objects.create(
        resolution=resolution, number=last + 1, kind=kind, began_at=at or timezone.now(), **about
    )
    go_to(resolution, Step.VOTE if kind == RoundKind.VOTE else Step.ROUND)
    return begun


def _about_text(resolution: Resolution, kind: RoundKind) -> dict[str, Wording | Proposal]:
    if resolution.method == Method.NO_CANDIDATE:
        return {}
    wording = last_wording(resolution)
    is_same = wording.rounds.filter(
        kind=RoundKind.OBJECTIONS, stances__objection__verdict=Verdict.VALID
    ).exists()
    if kind == RoundKind.OBJECTIONS and is_same:
        raise RuleBroken(_("A valid objection calls for another version of the text first."))
    return {"wording": wording}


def _last_proposal(resolution: Resolution) -> Proposal:
    proposal = resolution.proposals.order_by("-number").first()
    if proposal is None:
        raise RuleBroken(_("Propose somebody first."))
    return proposal


@action
def answer_round(
    *,
    resolution: Resolution,
    elector: Elector,
    answer: str,
    by: Acting,
    kind: str = "",
    argument: str = "",
    remedy: str = "",
    at: datetime | None = None,
) -> Stance:
    """Answer the round under way; said again before its end, it replaces.

    Raises RuleBroken for an objection without argument, for an elector who is not in the room,
    and where the person proposed would not speak last.
    """
    resolution = locked_open(resolution)
    under_way = resolution.rounds.under_way().first()
    if under_way is None:
        raise RuleBroken(_("No round is under way."))
    if answer not in (_IN_VOTES if under_way.kind == RoundKind.VOTE else _IN_ROUNDS):
        raise RuleBroken(_("Choose one of the answers of this round."))
    given_as = standing_in_circle(resolution, elector, by)
    _refuse_too_soon(resolution, under_way, elector)
    stance, _is_new = Stance.objects.update_or_create(
        round=under_way,
        elector=elector,
        defaults={"answer": answer, "given_as": given_as, "given_at": at or timezone.now()},
    )
    Objection.objects.filter(stance=stance).delete()
    if answer == StanceAnswer.OBJECTION:
        _object(stance, kind, argument.strip(), remedy.strip())
    return stance


def _object(stance: Stance, kind: str, argument: str, remedy: str) -> None:
    if not argument:
        raise RuleBroken(_("An objection has an argument: say what harm, or what limit."))
    if kind not in ObjectionKind.values:
        raise RuleBroken(_("Say what the objection is about."))
    Objection.objects.create(stance=stance, kind=kind, argument=argument, remedy=remedy)


def standing_in_circle(resolution: Resolution, elector: Elector, by: Acting) -> Standing:
    """In which capacity one answers. Raises RuleBroken where this elector is not in the circle.

    Where the rules allow no device, whoever presides notes their own answer as the others.
    """
    if elector.pk not in circle_now(resolution):
        raise RuleBroken(
            _("“%(name)s” is not in the room: nobody answers by proxy, one hears the others first.")
            % {"name": elector.name}
        )
    is_steering = presides(by, resolution.meeting)
    if speaks_for(by, elector) and (answers_by_device(resolution) or not is_steering):
        refuse_devices(resolution)
        return standing_of(by, voter_behind(by), elector)
    if not is_steering:
        raise Forbidden(_("You do not vote for “%(name)s”.") % {"name": elector.name})
    return Standing.CHAIR


def _refuse_too_soon(resolution: Resolution, under_way: Round, elector: Elector) -> None:
    """The person proposed speaks last, after having heard the others."""
    proposal = under_way.proposal
    is_written = resolution.meeting.mode == MeetingMode.WRITTEN
    if proposal is None or is_written:
        return
    sitting = set(elector.attendances.in_the_room().values_list("person_id", flat=True))
    if not is_proposed(elector, proposal, sitting):
        return
    answered = set(under_way.stances.values_list("elector_id", flat=True))
    if set(circle_now(resolution)) - answered - {elector.pk}:
        raise RuleBroken(_("The person proposed speaks last: wait for the others."))


@action
def end_round(*, resolution: Resolution, by: Acting, at: datetime | None = None) -> Round:
    """End the round: who was to answer is frozen, and the circle looks at the objections.

    Raises RuleBroken in a meeting while somebody there has not answered, unless silence consents.
    """
    resolution = at_step(resolution, {Step.ROUND, Step.VOTE})
    under_way = resolution.rounds.under_way().first()
    if under_way is None:
        raise RuleBroken(_("No round is under way."))
    circle = circle_now(resolution)
    heard = set(under_way.stances.values_list("elector_id", flat=True))
    if not resolution.rule["body"]["silence_is_consent"] or under_way.kind == RoundKind.VOTE:
        _refuse_missing(resolution, heard)
    expected = Elector.objects.filter(pk__in=heard | set(circle)).order_by("pk")
    under_way.voters = [str(key) for key in expected.values_list("key", flat=True)]
    under_way.ended_at = max(at or timezone.now(), under_way.began_at)
    under_way.save(update_fields=["voters", "ended_at"])
    go_to(resolution, _after_round(resolution, under_way, len(heard)))
    return under_way


def _after_round(resolution: Resolution, ended: Round, heard: int) -> Step:
    if ended.kind == RoundKind.VOTE:
        return Step.CONCLUSION
    if has_enough_answers(resolution, len(ended.voters), heard):
        return _after_judging(resolution, ended)
    if resolution.method == Method.NO_CANDIDATE:
        return Step.PROPOSAL
    return Step.CONCLUSION if rounds_are_used_up(resolution) else Step.AMENDMENT


def _after_judging(resolution: Resolution, ended: Round) -> Step:
    verdicts = {objection.verdict for objection in objections_in([ended])}
    if Verdict.UNTESTED in verdicts:
        return Step.TEST
    if Verdict.VALID not in verdicts:
        return Step.CONCLUSION
    if resolution.method == Method.NO_CANDIDATE or not rounds_are_used_up(resolution):
        return Step.INTEGRATION
    by_vote = resolution.rule["body"]["consent_fallback"] == ConsentFallback.MAJORITY
    return Step.VOTE if by_vote else Step.CONCLUSION


@action
def judge_objection(*, objection: Objection, verdict: str, reason: str, by: Acting) -> Objection:
    """Write down what the circle made of an objection, with its reason; the house never judges.

    Raises RuleBroken without a reason, and for an objection of a former round.
    """
    resolution = at_step(objection.stance.round.resolution, JUDGING)
    last = resolution.rounds.order_by("-number").first()
    if last is None or objection.stance.round_id != last.pk or last.ended_at is None:
        raise RuleBroken(_("This objection was looked at in a former round."))
    if verdict not in _JUDGED or not reason.strip():
        raise RuleBroken(_("Write what the circle said, and its reason."))
    objection = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    if objection.integrated_in_id is not None:
        raise RuleBroken(_("Another version of the text integrates this objection already."))
    objection.verdict, objection.reason = verdict, reason.strip()
    objection.save(update_fields=["verdict", "reason"])
    go_to(resolution, _after_judging(resolution, last))
    return objection


@action
def postpone_deliberation(*, resolution: Resolution, why: str, by: Acting) -> Resolution:
    """Time is over: nothing is decided today. The trace stays; a round under way ends unheard."""
    resolution = at_step(resolution, list(Step))
    if not why.strip():
        raise RuleBroken(_("Say why it is postponed."))
    resolution.rounds.under_way().update(ended_at=timezone.now())
    return settle(resolution, postponed_finding(resolution, why.strip()), by=by)
