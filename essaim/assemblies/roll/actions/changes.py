"""A meeting said otherwise, moved, cancelled; those who were convened are told."""

from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.meetings.actions.locking import locked, locked_in
from essaim.assemblies.meetings.actions.meetings import default_title, refuse_moment
from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.meetings.enums import MeetingMode, MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.actions.convening import announce_change
from essaim.assemblies.roll.actions.presence import seat_chair
from essaim.files.actions import describe_file
from essaim.files.models import StoredFile
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.calendars.timetable import in_words
from essaim.kernel.errors import RuleBroken
from essaim.kernel.widening import refuse_to_show_unasked
from essaim.network.models import Person
from essaim.programme.actions.actions import cancel_action, edit_action
from essaim.programme.content import ActionContent

#: Before it is opened, a meeting may still be moved or cancelled.
AHEAD = {MeetingState.PLANNED, MeetingState.CONVENED}


@action
def edit_meeting(
    *,
    meeting: Meeting,
    content: MeetingContent,
    by: Acting,
    shows_more: bool = False,
) -> Meeting:
    """Say otherwise what it is called, where it is, who runs it, what it serves, who sees it.

    Those who see it see its documents. Raises WouldShow where fewer see these, or its body.
    """
    meeting = _standing(meeting)
    if meeting.is_written != (content.mode == MeetingMode.WRITTEN):
        raise RuleBroken(_("A consultation stays in writing, and a meeting stays one."))
    before = ActionContent.of(meeting.action)
    after = replace(
        before,
        title=content.title or default_title(meeting.body, timezone.localdate(meeting.starts_at)),
        place=content.place,
        audience=content.audience or before.audience,
        objectives=tuple(content.objectives),
    )
    _refuse_to_show_more(meeting, after.audience, is_agreed=shows_more)
    was = (before.title, before.place, meeting.mode, meeting.video_url)
    meeting.action = edit_action(action=meeting.action, content=after, by=by, by_keeper=True)
    meeting.mode, meeting.video_url = content.mode, content.video_url
    _hand_over(meeting, content.chair)
    meeting.secretary = content.secretary
    if was != (meeting.action.title, meeting.action.place, meeting.mode, meeting.video_url):
        meeting.calendars_follow()
    meeting.save()
    _show_documents_to(meeting, after.audience, before.audience, by, is_agreed=shows_more)
    return meeting


def _hand_over(meeting: Meeting, chair: Person | None) -> None:
    """While it is open, who presided until now is kept: blank proxies were used by them."""
    former, meeting.chair = meeting.chair, chair
    if meeting.state != MeetingState.OPEN or former == chair:
        return
    now = timezone.now()
    if former is not None:
        meeting.former_chairs.create(person=former, began_at=meeting.chair_since, ended_at=now)
    meeting.chair_since = now
    seat_chair(meeting)


def _documents_of(meeting: Meeting) -> QuerySet[StoredFile]:
    files = StoredFile.objects.filter(agendadocument__item__meeting=meeting)
    return files.distinct().order_by("pk")


def _refuse_to_show_more(meeting: Meeting, audience: str, *, is_agreed: bool) -> None:
    before = meeting.action.audience
    moved = list(_documents_of(meeting)) if audience != before else []
    was = (before, [meeting.body])
    refuse_to_show_unasked(audience, [meeting.body, *moved], is_agreed=is_agreed, was=was)


def _show_documents_to(
    meeting: Meeting, audience: str, before: str, by: Acting, *, is_agreed: bool
) -> None:
    for stored in _documents_of(meeting) if audience != before else ():
        describe_file(
            stored=stored,
            audience=audience,
            alternative=stored.alternative,
            licence=stored.licence,
            by=by,
            shows_more=is_agreed,
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
    refuse_moment(meeting.body, starts_at, ends_at, but=meeting)
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
