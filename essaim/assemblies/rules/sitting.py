"""Who opens, runs and closes a meeting, who marks who is there, who gives the floor."""

from essaim.assemblies.enums import MeetingState
from essaim.assemblies.models import Attendance, Elector, Meeting, Turn
from essaim.assemblies.rules.holders import presides, speaks_for
from essaim.kernel.acting import Acting

#: People come in before the meeting opens too.
RECEIVES = frozenset({MeetingState.CONVENED, MeetingState.OPEN})


def open_meeting(by: Acting, meeting: Meeting) -> bool:
    return presides(by, meeting)


def close_meeting(by: Acting, meeting: Meeting) -> bool:
    return presides(by, meeting)


def take_item(by: Acting, meeting: Meeting) -> bool:
    return presides(by, meeting)


def record_arrival(by: Acting, meeting: Meeting, elector: Elector | None = None) -> bool:
    """Who runs the meeting marks anybody; whoever speaks for an elector marks that one."""
    return presides(by, meeting) or (elector is not None and speaks_for(by, elector))


def marks(by: Acting, meeting: Meeting) -> bool:
    """Who marks anybody, while people come in and leave."""
    return presides(by, meeting) and meeting.state in RECEIVES


def record_departure(by: Acting, attendance: Attendance) -> bool:
    return record_arrival(by, attendance.meeting, attendance.elector)


def correct_attendance(by: Acting, attendance: Attendance) -> bool:
    """Times are put right by who runs the meeting: the chair, the secretary, who convened it."""
    return presides(by, attendance.meeting)


def undo_arrival(by: Acting, attendance: Attendance) -> bool:
    return record_departure(by, attendance)


def undo_departure(by: Acting, attendance: Attendance) -> bool:
    return record_departure(by, attendance)


def ask_to_speak(by: Acting, elector: Elector) -> bool:
    return presides(by, elector.meeting) or speaks_for(by, elector)


def begin_turn(by: Acting, turn: Turn) -> bool:
    return presides(by, turn.meeting)


def end_turn(by: Acting, turn: Turn) -> bool:
    return ask_to_speak(by, turn.elector)


def withdraw_turn(by: Acting, turn: Turn) -> bool:
    return ask_to_speak(by, turn.elector)
