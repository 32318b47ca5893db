"""Planning the meeting that is called again for want of a quorum."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import ngettext

from essaim.assemblies.meetings.actions.agenda_fills import copy_agenda
from essaim.assemblies.meetings.actions.locking import locked
from essaim.assemblies.meetings.actions.meetings import plan_meeting
from essaim.assemblies.meetings.contents import MeetingContent
from essaim.assemblies.meetings.enums import MeetingMode
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.assemblies.votes.actions.resolutions import write_resolution
from essaim.assemblies.votes.marks import DELIBERATED
from essaim.assemblies.votes.queries.put_again import announced_by, undecided
from essaim.assemblies.votes.queries.second_calls import second_call_of
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.calendars.timetable import in_words
from essaim.kernel.errors import RuleBroken

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
    before = MeetingContent.of(meeting)
    second = plan_meeting(
        body=meeting.body,
        starts_at=starts_at,
        ends_at=ends_at,
        content=replace(
            before,
            title="",
            place=place or before.place,
            video_url="" if meeting.mode == MeetingMode.ONSITE else meeting.video_url,
        ),
        by=by,
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
                is_put_again=True,
                options=[option.person or option.label for option in options],
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
