"""Who holds which part at a meeting: what the rules of the room are made of."""

from essaim.assemblies.enums import MeetingState
from essaim.assemblies.models import (
    Body,
    BodyRules,
    DatePoll,
    Elector,
    Meeting,
    Minutes,
    Resolution,
    Undertaking,
)
from essaim.kernel.acting import BUREAU, COMMAND, COORDINATION, Acting

#: People come in before the meeting opens too.
RECEIVES = frozenset({MeetingState.CONVENED, MeetingState.OPEN})


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
    return body.audience in by.capacities or is_of_group(by, body)


def is_of_group(by: Acting, body: Body) -> bool:
    """Is of its group."""
    groups = by.keys_of("group")
    return bool(groups) and body.group is not None and body.group.key in groups


def sees_meeting(by: Acting, meeting: Meeting) -> bool:
    """As `visible_to` says in SQL: by the programme, or by a part in it."""
    return meeting.action.audience in by.capacities or has_a_part(by, meeting)


def has_a_part(by: Acting, meeting: Meeting) -> bool:
    """Is of the group of the body, has an office, or speaks for an elector."""
    return is_of_group(by, meeting.body) or is_officer(by, meeting) or takes_part(by, meeting)


def takes_part(by: Acting, meeting: Meeting) -> bool:
    """Speaks for an elector of the meeting: for which ones they may vote now, the action says."""
    return meeting.electors.spoken_for_by(by).exists()


# The same of what hangs on a body or on a meeting.


def keeps_rules(by: Acting, rules: BodyRules) -> bool:
    return keeps_body(by, rules.body)


def keeps_poll(by: Acting, poll: DatePoll) -> bool:
    return convenes_body(by, poll.body)


def leads_vote(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def votes_on(by: Acting, resolution: Resolution) -> bool:
    return takes_part(by, resolution.meeting)


def keeps_minutes(by: Acting, minutes: Minutes) -> bool:
    return presides(by, minutes.meeting)


def keeps_undertaking(by: Acting, undertaking: Undertaking) -> bool:
    return presides(by, undertaking.meeting)


def is_proposer(by: Acting, resolution: Resolution) -> bool:
    """The elector who proposed the text, or the person; by their own mail link too."""
    found = getattr(resolution, "deliberation", None)
    if found is None:
        return False
    if found.proposing_elector is not None:
        return speaks_for(by, found.proposing_elector)
    if found.proposer is None or found.proposer.key in by.keys_of("person"):
        return found.proposer is not None
    word = f"person:{found.proposer.key}"
    return resolution.meeting.electors.spoken_for_by(by).filter(voice=word).exists()


def carries_out(by: Acting, undertaking: Undertaking) -> bool:
    owner = undertaking.owner
    return owner is not None and owner.key in by.keys_of("person")


def marks(by: Acting, meeting: Meeting) -> bool:
    """Who marks anybody, while people come in and leave."""
    return presides(by, meeting) and meeting.state in RECEIVES
