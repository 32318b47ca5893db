"""What becomes of decisions: who carries them out, until when, where they stand."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.bodies.enums import BodyKind, Subject
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.minutes.actions.signing import lock_approved_minutes
from essaim.assemblies.minutes.letters import reminder
from essaim.assemblies.minutes.models import (
    Undertaking,
    UndertakingState,
)
from essaim.assemblies.roll.queries.recipients import address_of_person
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.signals import settled
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.calendars.timetable import months_after
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Person
from essaim.post.actions import queue_messages
from essaim.post.models import Message
from essaim.programme.models import Decision

#: Calendar months within which an association declares what changed (law of 1 July 1901, art. 5).
MONTHS_TO_DECLARE = 3
#: Subjects whose decisions change what was declared, in whatever body.
CHANGES = frozenset({Subject.STATUTES, Subject.EXCLUSION})
#: Bodies whose elections change who administers the association.
ADMINISTER = frozenset(
    {
        BodyKind.GENERAL_ASSEMBLY,
        BodyKind.BOARD,
        BodyKind.COLLEGIATE,
        BodyKind.PERMANENT_ASSEMBLY,
        BodyKind.BUREAU,
    }
)
#: A reminder leaves this long before a day, and no sooner than this long after another.
AHEAD = timedelta(days=7)
AGAIN = timedelta(days=14)


@action
def follow_decision(
    *,
    decision: Decision,
    meeting: Meeting,
    by: Acting,
    owner: Person | None = None,
    due_on: date | None = None,
    review_on: date | None = None,
) -> Undertaking:
    """Enter a decision in the register, once. What changes the association is to be declared."""
    undertaking, _is_new = Undertaking.objects.get_or_create(
        decision=decision,
        defaults={
            "meeting": meeting,
            "owner": owner,
            "due_on": due_on,
            "review_on": review_on,
            "declare_by": _declare_by(decision, meeting),
            "state": _first_state(decision),
        },
    )
    return undertaking


def _first_state(decision: Decision) -> UndertakingState:
    """A report or minutes that are approved leave nothing more to do."""
    resolution = getattr(decision, "resolution", None)
    if resolution is None:
        return UndertakingState.TO_DO
    is_approval = resolution.subject == Subject.ACCOUNTS or resolution.item.source.startswith(
        "minutes:"
    )
    return UndertakingState.DONE if is_approval else UndertakingState.TO_DO


def _declare_by(decision: Decision, meeting: Meeting) -> date | None:
    """The last day to declare it: who administers, the statutes, the seat, who the members are."""
    resolution = getattr(decision, "resolution", None)
    if resolution is None:
        return None
    subject = resolution.subject
    is_election = subject == Subject.ELECTION and meeting.body.kind in ADMINISTER
    if is_election or subject in CHANGES or resolution.must_be_declared:
        return months_after(decision.decided_on, MONTHS_TO_DECLARE)
    return None


@receiver(settled)
def after_settling(
    resolution: Resolution, by: Acting, review_on: date | None, **_signal: Any
) -> None:
    """The decision is followed up, minutes that it approves are locked.

    Within the act that settles the question: what is refused here undoes that too.
    """
    if resolution.decision is not None:
        meeting = resolution.meeting
        follow_decision(decision=resolution.decision, meeting=meeting, by=by, review_on=review_on)
    lock_approved_minutes(resolution=resolution, by=by)


@action
def edit_undertaking(
    *,
    undertaking: Undertaking,
    by: Acting,
    owner: Person | None = None,
    due_on: date | None = None,
    review_on: date | None = None,
    declare_by: date | None = None,
) -> Undertaking:
    """Say who carries it out and by when, and by when a change is declared if it is one."""
    undertaking = _standing(undertaking)
    for name, day in {"due_on": due_on, "review_on": review_on, "declare_by": declare_by}.items():
        if day is not None and day < undertaking.decision.decided_on:
            raise RuleBroken(_("This day is before the decision."))
        setattr(undertaking, name, day)
    undertaking.owner = owner
    if declare_by is None:
        undertaking.declared_on = None
    undertaking.save()
    return undertaking


@action
def report_progress(
    *, undertaking: Undertaking, state: str, by: Acting, evidence: str = ""
) -> Undertaking:
    """Say where it stands, and what shows it. Raises RuleBroken where it ends and nothing does."""
    undertaking = _standing(undertaking)
    if state not in UndertakingState.values:
        raise RuleBroken(_("Choose where it stands."))
    evidence = evidence.strip()
    if state == UndertakingState.DONE and not evidence:
        raise RuleBroken(_("Say what shows that it is done."))
    if state == UndertakingState.DROPPED and not evidence:
        raise RuleBroken(_("Say why it is given up."))
    undertaking.state, undertaking.evidence = state, evidence
    undertaking.save(update_fields=["state", "evidence"])
    return undertaking


@action
def declare_change(
    *, undertaking: Undertaking, declared_on: date | None, by: Acting
) -> Undertaking:
    """Say when it was declared to the registry of associations; without a day, that it was not."""
    undertaking = _standing(undertaking)
    if undertaking.declare_by is None:
        raise RuleBroken(_("This decision has nothing to declare."))
    if declared_on is not None and declared_on > timezone.localdate():
        raise RuleBroken(_("This day is still to come."))
    if declared_on is not None and declared_on < undertaking.decision.decided_on:
        raise RuleBroken(_("This day is before the decision."))
    undertaking.declared_on = declared_on
    undertaking.save(update_fields=["declared_on"])
    return undertaking


@action
def remind_owners(*, by: Acting, at: datetime | None = None) -> list[Message]:
    """Write to those whose decisions come due, are late or to be reviewed: one mail each.

    Asked twice on one day, or within two weeks, nobody is written to twice about the same.
    """
    now = at or timezone.now()
    today = timezone.localdate(now)
    by_owner = owners_to_remind(now)
    letters = [
        reminder(owner, address_of_person(owner), theirs, today)
        for owner, theirs in by_owner.items()
    ]
    sent: list[Message] = []
    if letters:
        sent = queue_messages(letters=letters, reason="assemblies.undertakings", by=by)
    rows = Undertaking.objects.filter(
        pk__in=[undertaking.pk for theirs in by_owner.values() for undertaking in theirs]
    )
    rows.update(reminded_at=now)
    return sent


def owners_to_remind(now: datetime) -> dict[Person, list[Undertaking]]:
    """Whoever has an address, each with their decisions that come due or are to be reviewed."""
    by_owner: dict[Person, list[Undertaking]] = {}
    for undertaking in _to_remind(now):
        if undertaking.owner is not None and address_of_person(undertaking.owner):
            by_owner.setdefault(undertaking.owner, []).append(undertaking)
    return by_owner


def _to_remind(now: datetime) -> Sequence[Undertaking]:
    soon = timezone.localdate(now) + AHEAD
    open_ = Undertaking.objects.not_done()
    due = open_.filter(Q(due_on__lte=soon) | Q(review_on__lte=timezone.localdate(now)))
    declared = Undertaking.objects.to_declare().filter(declare_by__lte=soon + 3 * AHEAD)
    undertakings = (due | declared).filter(owner__isnull=False)
    fresh = undertakings.filter(Q(reminded_at=None) | Q(reminded_at__lte=now - AGAIN))
    rows = fresh.with_all().select_related("owner__user")
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "pk"))


def _standing(undertaking: Undertaking) -> Undertaking:
    rows = Undertaking.objects.select_for_update(of=("self",)).with_all()
    return rows.get(pk=undertaking.pk)
