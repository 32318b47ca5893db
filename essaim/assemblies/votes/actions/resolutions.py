"""Putting a question to the vote: written, opened under a frozen rule, closed with its result."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.bodies.enums import Secrecy
from essaim.assemblies.bodies.models import Body
from essaim.assemblies.meetings.actions.locking import locked, refuse_other_question
from essaim.assemblies.meetings.models import AgendaItem
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.votes.actions.ballot_boxes import (
    break_seal,
    destroy_box,
    refuse_too_few,
    seal_lots,
    sweep_on_commit,
)
from essaim.assemblies.votes.actions.ballot_checks import (
    refuse_moment_of_devices,
    refuse_more_papers,
)
from essaim.assemblies.votes.actions.locking import locked_open, locked_resolution
from essaim.assemblies.votes.actions.openings import (
    prepare_consent,
    prepare_election,
    refuse_secrecy,
    refuse_to_open,
)
from essaim.assemblies.votes.enums import Method, Outcome, ResolutionState
from essaim.assemblies.votes.marks import DELIBERATED, YES_OR_NO
from essaim.assemblies.votes.models import Deliberation, Option, Resolution
from essaim.assemblies.votes.queries.outcomes import Finding, finding_of, frozen_roll, frozen_rule
from essaim.assemblies.votes.signals import settled
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Person
from essaim.programme.actions.agreements import add_decision
from essaim.programme.content import DecisionContent
from essaim.programme.models import Decision


@dataclass(frozen=True)
class ResolutionContent:
    """What a resolution says, as long as it is in preparation. Grades go from the best.

    Who proposes the text is said of a decision by consent, and the duration of the mandate of an
    election without candidate, whose text is the role.
    """

    title: str
    text: str
    subject: str
    method: str = Method.SIMPLE
    is_secret: bool = False
    options: Sequence[str | Person] = ()
    seats: int = 1
    grades: Sequence[str] = ()
    proposer: Elector | Person | None = None
    duration: str = ""
    must_be_declared: bool = False


@action
def write_resolution(
    *,
    item: AgendaItem,
    title: str,
    text: str,
    by: Acting,
    subject: str = "ordinary",
    method: str = Method.SIMPLE,
    is_secret: bool = False,
    options: Sequence[str | Person] = (),
    seats: int = 1,
    grades: Sequence[str] = (),
    proposer: Elector | Person | None = None,
    duration: str = "",
    must_be_declared: bool = False,
    is_put_again: bool = False,
) -> Resolution:
    """Prepare a question at a point of the agenda; it takes the next number of the meeting.

    One that a second call puts again keeps its words. Where the rules have changed since, it tells
    itself what keeps it from opening (`hindrance_of`).
    """
    meeting = locked(item.meeting)
    if meeting.is_over:
        raise RuleBroken(_("This meeting is over."))
    refuse_other_question(meeting)
    last = meeting.resolutions.aggregate(last=Max("number"))["last"] or 0
    words = (title, text, subject, method, is_secret, tuple(options), seats, tuple(grades))
    content = ResolutionContent(*words, proposer, duration, must_be_declared)
    resolution = _fill(Resolution(meeting=meeting, item=item, number=last + 1), content, by)
    if not is_put_again:
        refuse_secrecy(resolution)
    return resolution


@action
def edit_resolution(
    *, resolution: Resolution, content: ResolutionContent, by: Acting
) -> Resolution:
    """Put the question otherwise. Raises RuleBroken once the vote has begun."""
    resolution = locked_resolution(resolution)
    if resolution.state != ResolutionState.DRAFT:
        raise RuleBroken(_("What is put to the vote does not change any more."))
    resolution = _fill(resolution, content, by)
    refuse_secrecy(resolution)
    return resolution


def _fill(resolution: Resolution, content: ResolutionContent, by: Acting) -> Resolution:
    resolution.title = " ".join(content.title.split())
    resolution.text = content.text.strip()
    if not resolution.title or not resolution.text:
        raise RuleBroken(_("A resolution has a title and a text."))
    resolution.subject = content.subject
    resolution.method = content.method
    resolution.is_secret = content.is_secret
    resolution.seats = max(1, content.seats)
    resolution.grades = _scale(content)
    resolution.must_be_declared = content.must_be_declared
    resolution.save()
    _set_options(resolution, content)
    _prepare(resolution, content, by)
    return resolution


def _prepare(resolution: Resolution, content: ResolutionContent, by: Acting) -> None:
    """What goes round by round needs more than a text: who proposes it, or how long it is for."""
    Deliberation.objects.filter(resolution=resolution).delete()
    if content.method == Method.CONSENT:
        proposer = content.proposer
        elector = proposer if isinstance(proposer, Elector) else None
        person = proposer if isinstance(proposer, Person) else None
        prepare_consent(resolution=resolution, elector=elector, person=person, by=by)
    elif content.method == Method.NO_CANDIDATE:
        duration = content.duration
        prepare_election(resolution=resolution, role=resolution.text, duration=duration, by=by)


def _scale(content: ResolutionContent) -> list[str]:
    """The grades of a majority judgment; those of the house where none are given."""
    if content.method != Method.MAJORITY_JUDGMENT:
        return []
    grades = [grade.strip() for grade in content.grades if grade.strip()]
    if len(set(grades)) < len(grades) or len(grades) == 1:
        raise RuleBroken(_("A scale has two grades at least, all different."))
    return grades or usual_grades()


def usual_grades() -> list[str]:
    """Five grades, best first, in the language of the network."""
    with override(settings.LANGUAGE_CODE):
        return [
            _("Very good"),
            _("Good"),
            _("Fairly good"),
            _("Passable"),
            _("To be rejected"),
        ]


def _set_options(resolution: Resolution, content: ResolutionContent) -> None:
    labels = [str(option).strip() for option in content.options]
    if len({label.casefold() for label in labels}) < len(labels):
        raise RuleBroken(_("The same option stands twice."))
    if not all(labels):
        raise RuleBroken(_("An option has a name."))
    resolution.options.all().delete()
    if resolution.method in YES_OR_NO | DELIBERATED:
        return
    for position, (label, option) in enumerate(zip(labels, content.options, strict=True)):
        person = option if isinstance(option, Person) else None
        Option.objects.create(resolution=resolution, position=position, label=label, person=person)


@action
def open_resolution(
    *, resolution: Resolution, by: Acting, at: datetime | None = None
) -> Resolution:
    """Begin the vote under the rule of its subject, which is frozen here with the roll.

    Raises RuleBroken without a rule, without a majority that can be counted, without electors, for
    a point that the convocation did not announce where the rules ask for that, and where a secret
    ballot would not be one.
    """
    meeting = locked(resolution.meeting)
    resolution = locked_resolution(resolution)
    if resolution.state != ResolutionState.DRAFT:
        raise RuleBroken(_("This vote was opened already, or withdrawn."))
    subject_rule = refuse_to_open(resolution, meeting)
    electors = list(meeting.electors.select_related("college").order_by("pk"))
    resolution.is_secret = resolution.is_secret or subject_rule.secrecy == Secrecy.ALWAYS
    resolution.rule = frozen_rule(subject_rule, subject_rule.rules)
    seal_lots(resolution)
    resolution.roll = frozen_roll(electors, meeting.chair)
    resolution.state = ResolutionState.OPEN
    resolution.opened_at = at or timezone.now()
    resolution.save(update_fields=["is_secret", "rule", "roll", "state", "opened_at"])
    return resolution


@action
def close_resolution(
    *, resolution: Resolution, by: Acting, at: datetime | None = None
) -> Resolution:
    """End the vote: the room, the quorum and the count are stamped, and what is adopted is decided.

    Each ballot that came before is counted; those that come after are refused. Raises RuleBroken
    where the vote is not open, and where counting a secret ballot would tell who voted what.
    """
    resolution = locked_open(resolution)
    if resolution.method in DELIBERATED:
        raise RuleBroken(_("This question is concluded on its own page, after its rounds."))
    if resolution.method == Method.LOT:
        raise RuleBroken(_("Lots are drawn: this vote closes with words said before all."))
    refuse_too_few(resolution)
    refuse_moment_of_devices(resolution)
    finding = finding_of(resolution)
    refuse_more_papers(resolution)
    return settle(resolution, finding, by=by, at=at)


def settle(
    resolution: Resolution,
    finding: Finding,
    *,
    by: Acting,
    at: datetime | None = None,
    review_on: date | None = None,
) -> Resolution:
    """Stamp what was found on a resolution that is held and open, whatever its method."""
    if finding.outcome in {Outcome.ADOPTED, Outcome.ELECTED}:
        resolution.decision = _decide(resolution, finding, by)
    resolution.presence = finding.presence
    resolution.tally = finding.tally
    resolution.explanation = finding.explanation
    resolution.outcome = finding.outcome
    resolution.state = ResolutionState.CLOSED
    resolution.closed_at = max(at or timezone.now(), resolution.opened_at or timezone.now())
    resolution.save()
    break_seal(resolution)
    if resolution.is_secret:
        sweep_on_commit()
    settled.send(Resolution, resolution=resolution, by=by, review_on=review_on)
    return resolution


def _decide(resolution: Resolution, finding: Finding, by: Acting) -> Decision:
    """Writes it down in the programme, numbered among the decisions of the body in that year."""
    meeting = resolution.meeting
    body, day = meeting.body, meeting.day_of_decisions
    text = finding.text or resolution.text
    if finding.winners and not finding.text:
        text = f"{resolution.title}\n\n{', '.join(finding.winners)}"
    content = DecisionContent(
        text=text,
        body=body.name,
        decided_on=day,
        result=finding.result,
        reference=_reference(body, day.year),
        audience=meeting.action.audience,
    )
    return add_decision(content=content, by=by)


def _reference(body: Body, year: int) -> str:
    """The next one. Every body is held, since two whose names begin alike number together."""
    list(Body.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    stem = reference_stem(body.name, year)
    given = Decision.objects.filter(reference__startswith=stem)
    return next_reference(stem, given.values_list("reference", flat=True))


def short_name(name: str) -> str:
    """“AG” for “Assemblée générale”, “CA” for “Conseil d’administration”; one word stays whole."""
    words = [word for word in re.split(r"[\s’'\-]+", name) if len(word) > 2]
    if len(words) < 2:
        return name.strip()
    return "".join(word[0].upper() for word in words)


def reference_stem(body: str, year: int) -> str:
    """ "AG 2024-": what the decisions of the general assembly in 2024 are called by."""
    return f"{short_name(body)[:60]} {year}-"


def next_reference(stem: str, given: Iterable[str]) -> str:
    """ "AG 2024-4", after the highest number given; one that is free again is not given twice."""
    numbers = (reference.removeprefix(stem) for reference in given if reference.startswith(stem))
    return f"{stem}{max((int(number) for number in numbers if number.isdecimal()), default=0) + 1}"


@action
def withdraw_resolution(*, resolution: Resolution, by: Acting) -> Resolution:
    """Give the question up before it is decided. Named ballots stay; a secret box is destroyed."""
    resolution = locked_resolution(resolution)
    if resolution.state not in {ResolutionState.DRAFT, ResolutionState.OPEN}:
        raise RuleBroken(_("What is decided is not withdrawn: put another question."))
    destroy_box(resolution)
    break_seal(resolution)
    resolution.state = ResolutionState.WITHDRAWN
    resolution.save(update_fields=["state"])
    return resolution
