"""Who plans meetings, makes their agendas, reads them in a calendar."""

from essaim.assemblies.models import AgendaDocument, AgendaItem, Body, Elector, Meeting
from essaim.assemblies.rules.holders import (
    convenes_body,
    convenes_to,
    has_a_part,
    presides,
    sees_meeting,
    sits_in,
)
from essaim.kernel.acting import MEMBERS, Acting


def view_meeting(by: Acting, meeting: Meeting) -> bool:
    return sees_meeting(by, meeting)


def view_video_room(by: Acting, meeting: Meeting) -> bool:
    """Who sits in the body and sees the meeting, runs it, or votes at it: it lets one in."""
    if presides(by, meeting):
        return True
    body = meeting.body
    sits = by.is_one_of(MEMBERS) if body.group_id is None else sits_in(by, body)
    return (sits and sees_meeting(by, meeting)) or Elector.objects.spoken_for_by(by).filter(
        meeting=meeting
    ).exists()


def plan_meeting(by: Acting, body: Body) -> bool:
    return convenes_body(by, body)


def plan_series(by: Acting, body: Body) -> bool:
    return plan_meeting(by, body)


def edit_meeting(by: Acting, meeting: Meeting) -> bool:
    return presides(by, meeting)


def move_meeting(by: Acting, meeting: Meeting) -> bool:
    return convenes_to(by, meeting)


def cancel_meeting(by: Acting, meeting: Meeting) -> bool:
    return move_meeting(by, meeting)


def second_call(by: Acting, meeting: Meeting) -> bool:
    return move_meeting(by, meeting)


def add_item(by: Acting, meeting: Meeting) -> bool:
    return edit_meeting(by, meeting)


def take_template(by: Acting, meeting: Meeting) -> bool:
    return edit_meeting(by, meeting)


def copy_agenda(by: Acting, meeting: Meeting) -> bool:
    return edit_meeting(by, meeting)


def prefill_agenda(by: Acting, meeting: Meeting) -> bool:
    return edit_meeting(by, meeting)


def propose_item(by: Acting, meeting: Meeting) -> bool:
    """Any member who sees the meeting, and whoever sits in the body."""
    sits = by.is_one_of(MEMBERS) or sits_in(by, meeting.body)
    return sits and sees_meeting(by, meeting)


def edit_item(by: Acting, item: AgendaItem) -> bool:
    return edit_meeting(by, item.meeting)


def move_item(by: Acting, item: AgendaItem) -> bool:
    return edit_item(by, item)


def nest_item(by: Acting, item: AgendaItem) -> bool:
    return edit_item(by, item)


def remove_item(by: Acting, item: AgendaItem) -> bool:
    return edit_item(by, item)


def accept_item(by: Acting, item: AgendaItem) -> bool:
    return edit_item(by, item)


def decline_item(by: Acting, item: AgendaItem) -> bool:
    return edit_item(by, item)


def add_document(by: Acting, item: AgendaItem) -> bool:
    return edit_item(by, item)


def add_file_document(by: Acting, item: AgendaItem) -> bool:
    return edit_item(by, item)


def remove_document(by: Acting, document: AgendaDocument) -> bool:
    return edit_item(by, document.item)


def view_document(by: Acting, document: AgendaDocument) -> bool:
    """Whoever sees the meeting and may have the file, and whoever has a part in the meeting."""
    meeting, file = document.item.meeting, document.file
    may_have = file is None or file.audience in by.capacities
    return (may_have and sees_meeting(by, meeting)) or has_a_part(by, meeting)


def open_calendar(by: Acting) -> bool:
    """Her own feed stands on her account."""
    return by.user_id is not None


def close_calendar(by: Acting) -> bool:
    return open_calendar(by)
