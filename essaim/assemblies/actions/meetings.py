"""Planning meetings: one, a year of them, one that is called again for want of a quorum."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from uuid import uuid4

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from essaim.assemblies.actions.agenda_fills import copy_agenda, prefill_agenda
from essaim.assemblies.actions.locking import locked
from essaim.assemblies.actions.resolutions import write_resolution
from essaim.assemblies.enums import MeetingMode, MeetingState
from essaim.assemblies.kinds import kind_of_action
from essaim.assemblies.marks import DELIBERATED
from essaim.assemblies.models import AgendaItem, Body, Meeting
from essaim.assemblies.queries.second_agendas import announced_by, undecided
from essaim.assemblies.queries.second_calls import second_call_of
from essaim.assemblies.timetable import in_words, moments
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.widening import refuse_to_show_unasked
from essaim.network.models import Person
from essaim.programme.actions.actions import add_action
from essaim.programme.content import ActionContent
from essaim.programme.enums import ActionState, Origin
from essaim.programme.models import Objective

#: What a question says again at a second call, beside its options.
_PUT_AGAIN = (
    "title",
    "text",
    "subject",
    "method",
    "is_secret",
    "seats",
    "grades",
    "must_be_declared",
)


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
    shows_more: bool = False,
) -> Meeting:
    """A meeting, as an action of the programme that is planned.

    Where it is the body's next one, its agenda already holds what waits for it. Raises RuleBroken
    where the body cannot meet then, WouldShow where fewer people see the body than the meeting.
    """
    refuse_moment(body, starts_at, ends_at)
    refuse_to_show_unasked(audience or body.audience, [body], is_agreed=shows_more)
    content = replace(
        _content(body, starts_at, ends_at, title),
        place=place,
        audience=audience or body.audience,
        objectives=tuple(objectives),
    )
    meeting = Meeting(body=body, starts_at=starts_at, ends_at=ends_at, mode=mode)
    meeting.action = add_action(content=content, by=by, origin=Origin.ROOM)
    meeting.video_url, meeting.chair, meeting.secretary = video_url, chair, secretary
    meeting.save()
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


def refuse_moment(
    body: Body, starts_at: datetime, ends_at: datetime, but: Meeting | None = None
) -> None:
    """Raises RuleBroken where the body cannot meet then."""
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
            mode=mode,
            by=by,
            place=place,
            video_url=video_url,
            chair=chair,
            secretary=secretary,
            objectives=objectives,
            audience=audience,
            shows_more=shows_more,
        ).pk
        for starts_at, ends_at in [moments(day, begins, ends) for day in sorted(set(days))]
    ]
    Meeting.objects.filter(pk__in=planned).update(series=uuid4())
    return body


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
            ngettext(
                "The second call is for %(day)s at the earliest: the rules ask for %(days)s day.",
                "The second call is for %(day)s at the earliest: the rules ask for %(days)s days.",
                due.days,
            )
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
        shows_more=True,
    )
    second.items.all().delete()
    copy_agenda(meeting=second, earlier=meeting, by=by, is_whole=True)
    _put_questions_again(meeting, second, due.subjects, by)
    second.second_call_of = meeting
    second.put_again = announced_by(meeting, due.subjects)
    second.save(update_fields=["second_call_of", "put_again"])
    return second


def _put_questions_again(
    first: Meeting, second: Meeting, subjects: Collection[str], by: Acting
) -> None:
    """Each question left undecided is prepared again under its item, in the same words.

    What goes round by round begins anew with who carries it, who is not on a roll yet.
    """
    items = dict(zip(_in_depth(first), _in_depth(second), strict=True))
    for question in undecided(first, subjects):
        if question.item_id in items and question.method not in DELIBERATED:
            options = question.options.order_by("position", "pk").select_related("person")
            write_resolution(
                item=AgendaItem.objects.get(pk=items[question.item_id]),
                by=by,
                options=[one.person or one.label for one in options],
                **{name: getattr(question, name) for name in _PUT_AGAIN},
            )


def _in_depth(meeting: Meeting) -> list[int]:
    """Its items, each before those that stand under it: the order in which they are copied."""
    under: dict[int | None, list[int]] = {}
    for item in meeting.items.on_agenda():
        under.setdefault(item.parent_id, []).append(item.pk)

    def below(parent: int | None) -> list[int]:
        return [pk for item in under.get(parent, []) for pk in (item, *below(item))]

    return below(None)
