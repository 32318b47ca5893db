"""Planning meetings, one or a year of them; moving, cancelling, calling again for a quorum."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from uuid import uuid4

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.actions.agenda_fills import copy_agenda, prefill_agenda
from essaim.assemblies.actions.convening import announce_change
from essaim.assemblies.actions.locking import locked, locked_in
from essaim.assemblies.enums import MeetingMode, MeetingState
from essaim.assemblies.kinds import kind_of_action
from essaim.assemblies.models import Body, Meeting
from essaim.assemblies.queries.second_calls import second_call_of
from essaim.assemblies.timetable import in_words, moments
from essaim.files.actions import describe_file
from essaim.files.models import StoredFile
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Person
from essaim.programme.actions.actions import add_action, cancel_action, edit_action
from essaim.programme.content import ActionContent
from essaim.programme.enums import ActionState, Origin
from essaim.programme.models import Objective

#: Before it is opened, a meeting may still be moved or cancelled.
AHEAD = {MeetingState.PLANNED, MeetingState.CONVENED}


@action
def plan_meeting(
    *,
    body: Body,
    starts_at: datetime,
    ends_at: datetime,
    mode: str,
    by: Acting,
    title: str = "",
    place: str = "",
    video_url: str = "",
    chair: Person | None = None,
    secretary: Person | None = None,
    objectives: Sequence[Objective] = (),
    audience: str | None = None,
) -> Meeting:
    """A meeting, as an action of the programme that is planned.

    Where it is the body's next one, its agenda already holds what waits for it. Raises RuleBroken
    where the body meets no more, or already meets at that moment.
    """
    _refuse(body, starts_at, ends_at)
    content = replace(
        _content(body, starts_at, ends_at, title),
        place=place,
        audience=body.audience if audience is None else audience,
        objectives=tuple(objectives),
    )
    meeting = Meeting.objects.create(
        action=add_action(content=content, by=by, origin=Origin.ROOM),
        body=body,
        starts_at=starts_at,
        ends_at=ends_at,
        mode=mode,
        video_url=video_url,
        chair=chair,
        secretary=secretary,
    )
    if not meeting.is_written and not _has_one_before(meeting):
        prefill_agenda(meeting=meeting, by=by)
    return meeting


def _content(body: Body, starts_at: datetime, ends_at: datetime, title: str) -> ActionContent:
    day = timezone.localdate(starts_at)
    return ActionContent(
        title=title or default_title(body, day),
        starts_on=day,
        ends_on=timezone.localdate(ends_at),
        kind=kind_of_action(body.kind),
        state=ActionState.PLANNED,
    )


def default_title(body: Body, day: date) -> str:
    """Assemblée permanente du 14 octobre 2024: in the language of the network."""
    with override(settings.LANGUAGE_CODE):
        return _("%(body)s of %(day)s") % {"body": body.name, "day": in_words(day)}


def _refuse(body: Body, starts_at: datetime, ends_at: datetime, but: Meeting | None = None) -> None:
    if body.is_closed:
        raise RuleBroken(_("%(body)s meets no more.") % {"body": body})
    if ends_at <= starts_at:
        raise RuleBroken(_("The meeting ends before it begins."))
    others = body.meetings.exclude(state=MeetingState.CANCELLED)
    if others.filter(starts_at=starts_at).exclude(pk=but.pk if but else None).exists():
        raise RuleBroken(
            _("%(body)s already meets on %(day)s at that time.")
            % {"body": body, "day": in_words(timezone.localdate(starts_at))}
        )


def _has_one_before(meeting: Meeting) -> bool:
    """Consultations in writing take up nothing of what waits."""
    before = Meeting.objects.coming(timezone.now()).filter(starts_at__lt=meeting.starts_at)
    meets = before.exclude(mode=MeetingMode.WRITTEN)
    return meets.filter(body=meeting.body_id).exists()


@action
def plan_series(
    *,
    body: Body,
    days: Sequence[date],
    begins: time,
    ends: time,
    mode: str,
    by: Acting,
    place: str = "",
    video_url: str = "",
    chair: Person | None = None,
    secretary: Person | None = None,
    objectives: Sequence[Objective] = (),
    audience: str | None = None,
) -> Body:
    """A meeting on each of these days, at the same local hours: all of them or none.

    Raises RuleBroken where the hour does not exist on a day, or the body meets then.
    """
    if not days:
        raise RuleBroken(_("Choose at least one day."))
    planned = []
    for starts_at, ends_at in [moments(day, begins, ends) for day in sorted(set(days))]:
        planned.append(
            plan_meeting(
                body=body,
                starts_at=starts_at,
                ends_at=ends_at,
                mode=mode,
                by=by,
                place=place,
                video_url=video_url,
                chair=chair,
                secretary=secretary,
                objectives=objectives,
                audience=audience,
            ).pk
        )
    Meeting.objects.filter(pk__in=planned).update(series=uuid4())
    return body


@action
def edit_meeting(
    *,
    meeting: Meeting,
    title: str,
    mode: str,
    by: Acting,
    place: str = "",
    video_url: str = "",
    chair: Person | None = None,
    secretary: Person | None = None,
    objectives: Sequence[Objective] = (),
    audience: str | None = None,
) -> Meeting:
    """Say otherwise what it is called, where it is, who runs it, what it serves, who sees it.

    The documents of its agenda are seen by those who see it.
    """
    meeting = _standing(meeting)
    if meeting.is_written != (mode == MeetingMode.WRITTEN):
        raise RuleBroken(_("A consultation stays in writing, and a meeting stays one."))
    before = ActionContent.of(meeting.action)
    day = timezone.localdate(meeting.starts_at)
    content = replace(
        before,
        title=title or default_title(meeting.body, day),
        place=place,
        audience=before.audience if audience is None else audience,
        objectives=tuple(objectives),
    )
    told = (before.title, before.place, meeting.mode, meeting.video_url)
    meeting.action = edit_action(action=meeting.action, content=content, by=by, by_keeper=True)
    meeting.mode, meeting.video_url = mode, video_url
    meeting.chair, meeting.secretary = chair, secretary
    if told != (meeting.action.title, meeting.action.place, mode, video_url):
        meeting.calendars_follow()
    meeting.save()
    if content.audience != before.audience:
        _show_documents_to(meeting, content.audience, by)
    return meeting


def _show_documents_to(meeting: Meeting, audience: str, by: Acting) -> None:
    for stored in StoredFile.objects.filter(agendadocument__item__meeting=meeting).order_by("pk"):
        describe_file(
            stored=stored,
            audience=audience,
            alternative=stored.alternative,
            licence=stored.licence,
            by=by,
        )


def _standing(meeting: Meeting) -> Meeting:
    meeting = locked(meeting)
    if meeting.state == MeetingState.CANCELLED:
        raise RuleBroken(_("This meeting is cancelled."))
    return meeting


@action
def move_meeting(
    *, meeting: Meeting, starts_at: datetime, ends_at: datetime, by: Acting
) -> Meeting:
    """Another time. A title that said the day says the new one; who was convened is told by mail.

    Raises RuleBroken once opened.
    """
    meeting = locked_in(meeting, AHEAD)
    _refuse(meeting.body, starts_at, ends_at, but=meeting)
    content = ActionContent.of(meeting.action)
    was, day = timezone.localdate(meeting.starts_at), timezone.localdate(starts_at)
    title = content.title.replace(in_words(was), in_words(day))
    moved = replace(content, title=title, starts_on=day, ends_on=timezone.localdate(ends_at))
    meeting.action = edit_action(action=meeting.action, content=moved, by=by, by_keeper=True)
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    meeting.calendars_follow()
    meeting.save()
    if meeting.is_frozen:
        announce_change(meeting=meeting, by=by)
    return meeting


@action
def cancel_meeting(*, meeting: Meeting, reason: str, by: Acting) -> Meeting:
    """It will not be held, and says why; it stays in the calendars, crossed out.

    Who was convened is told by mail, and no link to it opens anything any more.
    """
    meeting = locked_in(meeting, AHEAD)
    reason = " ".join(reason.split())
    if not reason:
        raise RuleBroken(_("Say why it is cancelled: those who were to come read it."))
    meeting.action = cancel_action(action=meeting.action, by=by, by_keeper=True)
    meeting.state, meeting.cancelled_because = MeetingState.CANCELLED, reason
    meeting.second_call_of = None
    meeting.calendars_follow()
    meeting.save()
    if meeting.is_frozen:
        announce_change(meeting=meeting, by=by)
    return meeting


@action
def second_call(
    *, meeting: Meeting, starts_at: datetime, ends_at: datetime, by: Acting, place: str = ""
) -> Meeting:
    """Plan the meeting that needs no quorum any more, on the agenda of the one that lacked it.

    Raises RuleBroken where the rules know no second call, the first had its quorum, or it is too
    early.
    """
    meeting = locked(meeting)
    due = second_call_of(meeting)
    if timezone.localdate(starts_at) < due.not_before:
        raise RuleBroken(
            _("The second call is for %(day)s at the earliest: the rules ask for %(days)s days.")
            % {"day": in_words(due.not_before), "days": due.days}
        )
    second = plan_meeting(
        body=meeting.body,
        starts_at=starts_at,
        ends_at=ends_at,
        mode=meeting.mode,
        by=by,
        place=place or meeting.action.place,
        video_url="" if meeting.mode == MeetingMode.ONSITE else meeting.video_url,
        chair=meeting.chair,
        secretary=meeting.secretary,
        objectives=ActionContent.of(meeting.action).objectives,
        audience=meeting.action.audience,
    )
    second.items.all().delete()
    copy_agenda(meeting=second, earlier=meeting, by=by, is_whole=True)
    second.second_call_of = meeting
    second.save(update_fields=["second_call_of"])
    return second
