"""Who holds which part at a meeting: what the rules of the room are made of."""

from essaim.assemblies.models import Body, Elector, Meeting
from essaim.kernel.acting import BUREAU, COMMAND, COORDINATION, Acting


def keeps_bodies(by: Acting) -> bool:
    """Who writes down what the statutes say."""
    return by.is_one_of(COORDINATION)


def keeps_body(by: Acting, body: Body) -> bool:
    """The same of this body: what a group has for itself is its own. Commands are everywhere."""
    return keeps_bodies(by) and (by.is_one_of(COMMAND) or sees_body(by, body))


def convenes(by: Acting) -> bool:
    """Who plans meetings and writes to the electors."""
    return by.is_one_of(COORDINATION, BUREAU)


def convenes_body(by: Acting, body: Body) -> bool:
    """The same for this body, which she sees. Timers convene everywhere."""
    return convenes(by) and (by.is_one_of(COMMAND) or sees_body(by, body))


def convenes_to(by: Acting, meeting: Meeting) -> bool:
    """The same for this meeting, which she sees. Timers remind and close everywhere."""
    return convenes(by) and (by.is_one_of(COMMAND) or sees_meeting(by, meeting))


def presides(by: Acting, meeting: Meeting) -> bool:
    """Who runs the meeting: its chair, its secretary, or who convenes to it."""
    return is_officer(by, meeting) or convenes_to(by, meeting)


def is_officer(by: Acting, meeting: Meeting) -> bool:
    officers = {person.key for person in (meeting.chair, meeting.secretary) if person is not None}
    return not officers.isdisjoint(by.keys_of("person"))


def speaks_for(by: Acting, elector: Elector) -> bool:
    """Her own voice, that of the organisation she represents, or the one of her mail link."""
    return elector.voice in by.capacities or elector.key in by.keys_of("elector")


def sees_body(by: Acting, body: Body) -> bool:
    """Whoever is of its audience, and the members of its group."""
    return body.audience in by.capacities or sits_in(by, body)


def sits_in(by: Acting, body: Body) -> bool:
    """Is of its group."""
    groups = by.keys_of("group")
    return bool(groups) and body.group is not None and body.group.key in groups


def sees_meeting(by: Acting, meeting: Meeting) -> bool:
    """As `visible_to` says in SQL: by the programme, or by a part in it."""
    return meeting.action.audience in by.capacities or has_a_part(by, meeting)


def has_a_part(by: Acting, meeting: Meeting) -> bool:
    """Is of the group of the body, has an office, or speaks for an elector."""
    return sits_in(by, meeting.body) or is_officer(by, meeting) or takes_part(by, meeting)


def takes_part(by: Acting, meeting: Meeting) -> bool:
    """Speaks for an elector of the meeting: for which ones she may vote now, the action says."""
    return Elector.objects.spoken_for_by(by).filter(meeting=meeting).exists()
