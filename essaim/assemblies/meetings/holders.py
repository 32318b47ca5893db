"""Who holds which part at a meeting: what rules are made of."""

from essaim.assemblies.bodies.holders import convenes, is_of_group
from essaim.assemblies.meetings.models import Meeting
from essaim.kernel.acting import COMMAND, Acting


def convenes_to(by: Acting, meeting: Meeting) -> bool:
    """The same for this meeting, which they see. Timers remind and close everywhere."""
    return convenes(by) and (by.is_one_of(COMMAND) or sees_meeting(by, meeting))


def presides(by: Acting, meeting: Meeting) -> bool:
    """Who runs the meeting: its chair, its secretary, or who convenes to it."""
    return is_officer(by, meeting) or convenes_to(by, meeting)


def is_officer(by: Acting, meeting: Meeting) -> bool:
    theirs = by.keys_of("person")
    if not theirs:
        return False  # a command, a timer, an account of nobody: the two are not read for it
    officers = {person.key for person in (meeting.chair, meeting.secretary) if person is not None}
    return not officers.isdisjoint(theirs)


def sees_meeting(by: Acting, meeting: Meeting) -> bool:
    """As `visible_to` says in SQL: by the programme, or by a part in it."""
    return meeting.action.audience in by.capacities or has_a_part(by, meeting)


def has_a_part(by: Acting, meeting: Meeting) -> bool:
    """Is of the group of the body, has an office, or speaks for an elector."""
    return is_of_group(by, meeting.body) or is_officer(by, meeting) or takes_part(by, meeting)


def takes_part(by: Acting, meeting: Meeting) -> bool:
    """Speaks for an elector of the meeting: for which ones they may vote now, the action says."""
    return meeting.electors.spoken_for_by(by).exists()
