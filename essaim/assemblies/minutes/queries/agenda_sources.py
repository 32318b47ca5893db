"""What the room itself puts on the next agenda of a body: minutes to approve, what was settled in
writing since it last met, decisions to follow. Nobody reads on an agenda what they may not read in
the register.

Titles become texts of the agenda, so they are in the language of the network.
"""

from collections.abc import Iterator, Set
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.meetings.enums import ItemKind, MeetingMode, MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.minutes.models import (
    MinutesState,
    Undertaking,
)
from essaim.assemblies.votes.queries.outcomes import outcome_sentence
from essaim.kernel.calendars.timetable import in_words
from essaim.kernel.offering.agendas import AgendaLine

#: Minutes older than that, left in a drawer, are not called up meeting after meeting.
MOST_MINUTES = 3
REGISTER = "assemblies.register"


def minutes_to_approve(body_key: UUID, on: date, audiences: Set[str]) -> Iterator[AgendaLine]:
    """Of the meetings that the body held before that day, where approval locks the minutes."""
    closed = (
        _closed(body_key, audiences)
        .filter(rules__minutes_by_signature=False)
        .exclude(minutes__state=MinutesState.LOCKED)
    )
    before = [
        meeting
        for meeting in closed.order_by("-starts_at", "-pk")
        if meeting.local_start.date() < on
    ]
    with override(settings.LANGUAGE_CODE):
        for meeting in reversed(before[:MOST_MINUTES]):
            yield AgendaLine(
                source=f"minutes:{meeting.key}",
                title=_approval_of(meeting),
                kind=ItemKind.DECISION,
                minutes=5,
            )


def _closed(body_key: UUID, audiences: Set[str]) -> QuerySet[Meeting]:
    """The meetings and consultations of that body that all who read the agenda may open."""
    return Meeting.objects.filter(
        body__key=body_key, state=MeetingState.CLOSED, action__audience__in=audiences
    )


def _approval_of(meeting: Meeting) -> str:
    if meeting.is_written:
        return _("Approval of the minutes of the consultation “%(title)s”") % {"title": meeting}
    day = in_words(meeting.local_start.date())
    return _("Approval of the minutes of %(day)s") % {"day": day}


def consultations_settled(body_key: UUID, on: date, audiences: Set[str]) -> Iterator[AgendaLine]:
    """Each consultation that was closed since the body last met, with what came of it."""
    closed = Meeting.objects.filter(body__key=body_key, state=MeetingState.CLOSED)
    written = Q(mode=MeetingMode.WRITTEN)
    met = [meeting for meeting in closed.exclude(written) if meeting.local_start.date() < on]
    last = max((meeting.closed_at for meeting in met if meeting.closed_at), default=None)
    consultations = _closed(body_key, audiences).filter(written)
    if last is not None:
        consultations = consultations.filter(closed_at__gt=last)
    with override(settings.LANGUAGE_CODE):
        for meeting in consultations.select_related("action").order_by("closed_at", "pk"):
            yield AgendaLine(
                source=f"consultation:{meeting.key}",
                title=_("Consultation in writing: %(title)s") % {"title": meeting},
                kind=ItemKind.INFORMATION,
                text=_settled(meeting),
                minutes=2,
            )


def _settled(meeting: Meeting) -> str:
    day = in_words(timezone.localdate(meeting.closed_at or meeting.ends_at))
    questions = meeting.resolutions.select_related("decision").order_by("number")
    return " ".join([_("Closed on %(day)s.") % {"day": day}, *map(outcome_sentence, questions)])


def decisions_to_follow(body_key: UUID, on: date, audiences: Set[str]) -> Iterator[AgendaLine]:
    """Each decision of the body that is not carried out, under one item: overdue ones first."""
    undertakings = list(
        Undertaking.objects.not_done()
        .filter(meeting__body__key=body_key, decision__audience__in=audiences)
        .select_related("decision")
        .order_by(F("due_on").asc(nulls_last=True), "decision__decided_on", "pk")
    )
    if not undertakings:
        return
    with override(settings.LANGUAGE_CODE):
        title = _("Decisions to follow up")
        yield AgendaLine(source=REGISTER, title=title, kind=ItemKind.REPORT, minutes=10)
        for undertaking in undertakings:
            yield AgendaLine(
                source=f"decision:{undertaking.decision.key}",
                title=" ".join(undertaking.decision.text.split()),
                kind=ItemKind.REPORT,
                text=_days_of(undertaking, on),
                under=REGISTER,
            )


def _days_of(undertaking: Undertaking, on: date) -> str:
    decided = in_words(undertaking.decision.decided_on)
    sentences = [_("Decided on %(day)s.") % {"day": decided}]
    if undertaking.due_on is not None:
        due = in_words(undertaking.due_on)
        late = undertaking.due_on < min(on, timezone.localdate())
        words = _("It was due on %(day)s.") if late else _("It is due on %(day)s.")
        sentences.append(words % {"day": due})
    return " ".join(sentences)
