"""Who convenes, who reads the roll, who answers and gives a proxy for an elector."""

from essaim.assemblies.meetings.holders import convenes_to, presides, sees_meeting
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.holders import speaks_for
from essaim.assemblies.roll.models import Elector, Proxy
from essaim.kernel.acting import MEMBERS, Acting

convene_meeting = send_convocations = remind_electors = announce_change = convenes_to
refresh_roll = presides
#: Instructions on how to vote are for who runs the meeting and for the holder alone.
view_proxies = presides


def view_roll(by: Acting, meeting: Meeting) -> bool:
    """The members of the body, and who runs the meeting: it says whose dues are not paid."""
    group = meeting.body.group
    is_of_it = by.is_one_of(MEMBERS) if group is None else group.key in by.keys_of("group")
    return presides(by, meeting) or (is_of_it and sees_meeting(by, meeting))


def answer_convocation(by: Acting, elector: Elector) -> bool:
    """Whoever speaks for it; who runs the meeting notes what was said by telephone."""
    return speaks_for(by, elector) or presides(by, elector.meeting)


def give_proxy(by: Acting, giver: Elector) -> bool:
    """The same: who runs the meeting notes proxies that came on paper."""
    return answer_convocation(by, giver)


def withdraw_proxy(by: Acting, proxy: Proxy) -> bool:
    return answer_convocation(by, proxy.giver)
