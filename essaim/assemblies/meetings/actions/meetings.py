"""Planning meetings: one, or a year of them."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import uuid4

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.bodies.enums import kind_of_action
from essaim.assemblies.bodies.models import Body
from essaim.assemblies.meetings.actions.agenda_fills import prefill_agenda
from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.meetings.enums import MeetingMode, MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.calendars.timetable import in_words, moments
from essaim.kernel.errors import RuleBroken
from essaim.kernel.widening import refuse_to_show_unasked
from essaim.programme.actions.actions import add_action
from essaim.programme.content import ActionContent
from essaim.programme.enums import ActionState, Origin


@action
def plan_meeting(
    *,
    body: Body,
    starts_at: datetime,
    ends_at: datetime,
    content: MeetingContent,
    by: Acting,
    shows_more: bool = False,
) -> Meeting:
    """A meeting, as an action of the programme that is planned.

    Where it is the body's next one, its agenda already holds what waits for it. Raises RuleBroken
    where the body cannot meet then, WouldShow where fewer people see the body than the meeting.
    """
    refuse_moment(body, starts_at, ends_at)
    audience, day = content.audience or body.audience, timezone.localdate(starts_at)
    refuse_to_show_unasked(audience, [body], is_agreed=shows_more)
    planned = ActionContent(
        title=content.title or default_title(body, day),
        starts_on=day,
        ends_on=timezone.localdate(ends_at),
        kind=kind_of_action(body.kind),
        state=ActionState.PLANNED,
        place=content.place,
        audience=audience,
        objectives=tuple(content.objectives),
    )
    meeting = Meeting.objects.create(
        body=body,
        action=add_action(content=planned, by=by, origin=Origin.ROOM),
        starts_at=starts_at,
        ends_at=ends_at,
        mode=content.mode,
        video_url=content.video_url,
        chair=content.chair,
        secretary=content.secretary,
    )
    if not meeting.is_written and not _has_one_before(meeting):
        prefill_agenda(meeting=meeting, by=by)
    return meeting


def default_title(body: Body, day: date) -> str:
    """Assemblée permanente du 14 octobre 2024: in the language of the network."""
    with override(settings.LANGUAGE_CODE):
        return _("%(body)s of %(day)s") % {"body": body.name, "day": in_words(day)}


def refuse_moment(
    body: Body, starts_at: datetime, ends_at: datetime, but: Meeting | None = None
) -> None:
    """Raises RuleBroken where the body cannot meet then."""
    if body.is_closed:
        raise RuleBroken(_("%(body)s no longer meets.") % {"body": body})
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
    content: MeetingContent,
    by: Acting,
    shows_more: bool = False,
) -> Body:
    """A meeting on each of these days, at the same hours: all, or none where one is refused."""
    if not days:
        raise RuleBroken(_("Choose at least one day."))
    planned = [
        plan_meeting(
            body=body,
            starts_at=starts_at,
            ends_at=ends_at,
            content=content,
            by=by,
            shows_more=shows_more,
        ).pk
        for starts_at, ends_at in [moments(day, begins, ends) for day in sorted(set(days))]
    ]
    Meeting.objects.filter(pk__in=planned).update(series=uuid4())
    return body
