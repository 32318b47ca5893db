"""How minutes are locked: signed by the officers, or approved by a later meeting."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.minutes.actions.minutes import unlocked
from essaim.assemblies.minutes.models import (
    Minutes,
    MinutesState,
    Signature,
)
from essaim.assemblies.minutes.queries.document import Locking, approval_line, compose, signed_text
from essaim.assemblies.minutes.queries.facts import facts_of
from essaim.assemblies.votes.enums import Outcome
from essaim.assemblies.votes.models import Resolution
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Person
from essaim.network.queries.clusters import person_of

#: What an item of an agenda that puts minutes to the vote comes from: `minutes:KEY of the meeting`.
SOURCE = "minutes"


@action
def sign_minutes(*, minutes: Minutes, by: Acting, at: datetime | None = None) -> Minutes:
    """An officer signs the text as it stands; the last signature locks it.

    A signature holds for the text that was signed: where that changed since, it is asked again.
    """
    minutes = unlocked(minutes)
    if not minutes.is_by_signature:
        raise RuleBroken(_("These minutes are approved by a later meeting, not signed."))
    if minutes.state != MinutesState.SUBMITTED:
        raise RuleBroken(_("Submit the minutes to those who attended before they are signed."))
    refuse_unanswered(minutes)
    person = person_of(by)
    if person is None or person not in officers_of(minutes.meeting):
        raise RuleBroken(_("The chair and the secretary of the meeting sign its minutes."))
    text = signed_text(minutes)
    signed = {"role": role_of(person, minutes.meeting), "sha256": text}
    Signature.objects.update_or_create(
        minutes=minutes, person=person, defaults={**signed, "signed_at": at or timezone.now()}
    )
    if not _missing(minutes, text):
        return lock_minutes(minutes=minutes, by=by, at=at)
    return minutes


def role_of(person: Person, meeting: Meeting) -> str:
    """In the language of the network, since it is written under the text."""
    with override(settings.LANGUAGE_CODE):
        parts = ((meeting.chair, _("Chair")), (meeting.secretary, _("Secretary")))
        return ", ".join(
            role
            for officer, role in parts
            if officer is not None and (officer.canonical or officer) == person
        )


def _missing(minutes: Minutes, text: str) -> list[Person]:
    """The officers who did not sign this text."""
    signed = set(minutes.signatures.filter(sha256=text).values_list("person_id", flat=True))
    return [officer for officer in officers_of(minutes.meeting) if officer.pk not in signed]


@action(about="resolution")
def lock_approved_minutes(*, resolution: Resolution, by: Acting) -> Minutes | None:
    """Lock the minutes that a vote has just approved; None where it was about something else."""
    minutes = _put_to_the_vote(resolution)
    if minutes is None or minutes.is_locked or minutes.is_by_signature:
        return None
    minutes.approved_by = resolution
    return lock_minutes(minutes=minutes, by=by)


def _put_to_the_vote(resolution: Resolution) -> Minutes | None:
    kind, _colon, key = resolution.item.source.partition(":")
    if kind != SOURCE or resolution.outcome != Outcome.ADOPTED:
        return None
    rows = Minutes.objects.select_for_update(of=("self",)).with_meeting()
    of_body = rows.filter(meeting__body=resolution.meeting.body_id)
    return of_body.filter(meeting__key=key).exclude(meeting=resolution.meeting).first()


@action
def lock_minutes(*, minutes: Minutes, by: Acting, at: datetime | None = None) -> Minutes:
    """Freeze both readings and the digest of the whole; nothing of them is computed again.

    Raises RuleBroken where they are neither approved nor signed by every officer.
    """
    approved_by = minutes.approved_by
    minutes = unlocked(minutes)
    minutes.approved_by = approved_by
    _refuse_to_lock(minutes)
    now = at or timezone.now()
    locking = Locking(timezone.localdate(now), approval_line(minutes))
    facts = facts_of(minutes)
    whole = compose(facts, is_internal=True, locking=locking)
    minutes.document = whole.to_json()
    minutes.public_document = compose(facts, is_internal=False, locking=locking).to_json()
    minutes.sha256, minutes.locked_at = whole.digest(), now
    minutes.state = MinutesState.LOCKED
    minutes.save()
    return minutes


def _refuse_to_lock(minutes: Minutes) -> None:
    if minutes.meeting.state != MeetingState.CLOSED:
        raise RuleBroken(_("Close the meeting before you lock its minutes."))
    if not minutes.is_by_signature:
        vote = minutes.approved_by
        if vote is None or vote.outcome != Outcome.ADOPTED:
            raise RuleBroken(_("Minutes are locked when a later meeting approves them."))
        return
    officers = officers_of(minutes.meeting)
    if not officers or _missing(minutes, signed_text(minutes)):
        raise RuleBroken(_("Minutes are locked when the chair and the secretary have signed them."))


def refuse_unanswered(minutes: Minutes) -> None:
    """Raises RuleBroken while somebody who asked for a change waits for an answer."""
    waiting = minutes.amendments.filter(Q(answer=""), is_annex=False).count()
    if waiting:
        sentence = ngettext(
            "%(count)s amendment waits for an answer.",
            "%(count)s amendments wait for an answer.",
            waiting,
        )
        raise RuleBroken(sentence % {"count": waiting})


def officers_of(meeting: Meeting) -> list[Person]:
    """Chair and secretary, each once, as cards that stand."""
    named = [officer for officer in (meeting.chair, meeting.secretary) if officer is not None]
    return list(dict.fromkeys(officer.canonical or officer for officer in named))
