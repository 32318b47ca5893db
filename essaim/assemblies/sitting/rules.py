"""Who opens, runs and closes a meeting, who marks who is there, who gives the floor."""

from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.holders import presides
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.holders import speaks_for
from essaim.assemblies.roll.models import Attendance, Elector
from essaim.assemblies.sitting.models import Turn
from essaim.kernel.acting import Acting

#: People come in before the meeting opens too.
RECEIVES = frozenset({MeetingState.CONVENED, MeetingState.OPEN})

open_meeting = close_meeting = take_item = presides


def record_arrival(by: Acting, meeting: Meeting, elector: Elector | None = None) -> bool:
    """Who runs the meeting marks anybody; whoever speaks for an elector marks that one."""
    return presides(by, meeting) or (elector is not None and speaks_for(by, elector))


def record_departure(by: Acting, attendance: Attendance) -> bool:
    return record_arrival(by, attendance.meeting, attendance.elector)


undo_arrival = undo_departure = record_departure


def correct_attendance(by: Acting, attendance: Attendance) -> bool:
    """Times are put right by who runs the meeting: the chair, the secretary, who convened it."""
    return presides(by, attendance.meeting)


def ask_to_speak(by: Acting, elector: Elector) -> bool:
    return presides(by, elector.meeting) or speaks_for(by, elector)


def begin_turn(by: Acting, turn: Turn) -> bool:
    return presides(by, turn.meeting)


def end_turn(by: Acting, turn: Turn) -> bool:
    return ask_to_speak(by, turn.elector)


withdraw_turn = end_turn
