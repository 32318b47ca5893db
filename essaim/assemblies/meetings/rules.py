"""Who plans meetings, makes their agendas, reads them in a calendar."""

from essaim.assemblies.bodies.holders import convenes_body, is_of_group
from essaim.assemblies.meetings.holders import (
    convenes_to,
    has_a_part,
    presides,
    sees_meeting,
    takes_part,
)
from essaim.assemblies.meetings.models import AgendaDocument, AgendaItem, Meeting
from essaim.kernel.acting import MEMBERS, Acting

view_meeting = sees_meeting
plan_meeting = plan_series = convenes_body
move_meeting = cancel_meeting = second_call = convenes_to
edit_meeting = add_item = take_template = copy_agenda = prefill_agenda = presides


def view_video_room(by: Acting, meeting: Meeting) -> bool:
    """Who sits in the body and sees the meeting, runs it, or votes at it: it lets one in."""
    if presides(by, meeting):
        return True
    body = meeting.body
    sits = by.is_one_of(MEMBERS) if body.group_id is None else is_of_group(by, body)
    return (sits and sees_meeting(by, meeting)) or takes_part(by, meeting)


def propose_item(by: Acting, meeting: Meeting) -> bool:
    """Any member who sees the meeting, and whoever sits in the body."""
    sits = by.is_one_of(MEMBERS) or is_of_group(by, meeting.body)
    return sits and sees_meeting(by, meeting)


def edit_item(by: Acting, item: AgendaItem) -> bool:
    return edit_meeting(by, item.meeting)


move_item = nest_item = remove_item = accept_item = decline_item = edit_item
add_document = add_file_document = edit_item


def remove_document(by: Acting, document: AgendaDocument) -> bool:
    return edit_item(by, document.item)


def view_document(by: Acting, document: AgendaDocument) -> bool:
    """Whoever sees the meeting and may have the file, and whoever has a part in the meeting."""
    meeting, file = document.item.meeting, document.file
    may_have = file is None or file.audience in by.capacities
    return (may_have and sees_meeting(by, meeting)) or has_a_part(by, meeting)
