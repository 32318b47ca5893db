"""What of the bodies waits for whoever is signed in: answers that they owe, what they carry out."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.asking.models import DatePoll, DateVoter
from essaim.assemblies.meetings.enums import MeetingMode, MeetingState
from essaim.assemblies.minutes.models import (
    Minutes,
    MinutesState,
    Signature,
    Undertaking,
)
from essaim.assemblies.roll.models import (
    Answer,
    Elector,
)
from essaim.kernel.acting import Acting
from essaim.kernel.manifest import Waiting


def convocations_to_answer(acting: Acting, on: date) -> Iterator[Waiting]:
    """Of meetings to come, one for each voice that they speak for."""
    if not acting.has_keys:
        return
    convened = (
        Elector.objects.spoken_for_by(acting)
        .standing()
        .filter(
            answer=Answer.NONE,
            meeting__state=MeetingState.CONVENED,
            meeting__starts_at__gt=timezone.now(),
        )
    )
    asked = convened.exclude(meeting__mode=MeetingMode.WRITTEN).select_related("meeting__action")
    for elector in asked.order_by("meeting__starts_at", "pk"):
        action = elector.meeting.action
        words = {"meeting": action.title, "name": elector.name}
        yield Waiting(
            _("Say whether %(name)s will come: %(meeting)s") % words,
            reverse("assemblies:answer_convocation", args=[elector.key]),
            action.starts_on,
            3,
        )


def dates_to_answer(acting: Acting, on: date) -> Iterator[Waiting]:
    """Polls of dates that still take answers, one for each voice that they speak for."""
    if not acting.has_keys:
        return
    now = timezone.now()
    open_now = DatePoll.objects.still_of_use(now).filter(closes_at__gt=now).order_by()
    asked = DateVoter.objects.spoken_for_by(acting).silent().filter(poll__in=open_now)
    for voter in asked.select_related("poll__body").order_by("poll__closes_at", "pk"):
        words = {"meeting": voter.poll.title or voter.poll.body.name, "name": voter.name}
        yield Waiting(
            _("Say which days suit %(name)s: %(meeting)s") % words,
            reverse("assemblies:answer_dates", args=[voter.key]),
            timezone.localdate(voter.poll.closes_at),
            3,
        )


def decisions_to_carry_out(acting: Acting, on: date) -> Iterator[Waiting]:
    """What was given to them and is not done, the first due first."""
    if not (keys := acting.keys_of("person")):
        return
    mine = Undertaking.objects.not_done().filter(owner__key__in=keys)
    for undertaking in mine.select_related("decision").order_by("due_on", "pk"):
        yield Waiting(
            _("Carry out: %(decision)s") % {"decision": undertaking.decision},
            undertaking.get_absolute_url(),
            undertaking.due_on,
            2,
        )


def minutes_to_sign(acting: Acting, on: date) -> Iterator[Waiting]:
    """Of meetings that they chaired or wrote down, those that were submitted: to sign, where they
    have not; where minutes are not signed, to have approved by a meeting."""
    if not (mine := acting.keys_of("person")):
        return
    officer = Q(meeting__chair__key__in=mine) | Q(meeting__secretary__key__in=mine)
    signed = Signature.objects.filter(minutes=OuterRef("pk"), person__key__in=mine)
    submitted = Minutes.objects.filter(officer, ~Exists(signed), state=MinutesState.SUBMITTED)
    columns = (
        "meeting__key",
        "meeting__action__title",
        "meeting__starts_at",
        "meeting__rules__minutes_by_signature",
    )
    for key, title, starts_at, by_signature in submitted.order_by(
        "meeting__starts_at", "pk"
    ).values_list(*columns):
        sentence = _("Sign the minutes: %(meeting)s")
        if not by_signature:
            sentence = _("Have the minutes approved: %(meeting)s")
        yield Waiting(
            sentence % {"meeting": title},
            reverse("assemblies:minutes", args=[key]),
            timezone.localdate(starts_at),
            2,
        )
