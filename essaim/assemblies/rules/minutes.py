"""Who drafts, reads, amends, signs and locks minutes.

Minutes have two readings: what is for the body alone is in one of them, in the other never.
"""

from essaim.assemblies.enums import MinutesState
from essaim.assemblies.models import (
    Amendment,
    Debate,
    Elector,
    Meeting,
    Minutes,
    Resolution,
)
from essaim.assemblies.rules.holders import presides, sees_meeting, speaks_for
from essaim.kernel.acting import Acting


def view_minutes(by: Acting, minutes: Minutes) -> bool:
    """Being written, who runs the meeting; submitted, the body; locked, who sees the meeting."""
    if presides(by, minutes.meeting):
        return True
    if minutes.is_locked and sees_meeting(by, minutes.meeting):
        return True
    return minutes.state != MinutesState.DRAFT and sits_in(by, minutes.meeting)


def view_internal_minutes(by: Acting, minutes: Minutes) -> bool:
    return presides(by, minutes.meeting) or sits_in(by, minutes.meeting)


def sits_in(by: Acting, meeting: Meeting) -> bool:
    """Speaks for an elector of the meeting, or is of the group that the body is."""
    group = meeting.body.group
    if group is not None and f"group:{group.key}" in by.capacities:
        return True
    return Elector.objects.spoken_for_by(by).filter(meeting=meeting).exists()


def draft_minutes(by: Acting, meeting: Meeting) -> bool:
    return presides(by, meeting)


def write_opening(by: Acting, minutes: Minutes) -> bool:
    return presides(by, minutes.meeting)


def write_debate(by: Acting, minutes: Minutes) -> bool:
    return presides(by, minutes.meeting)


def keep_both_texts(by: Acting, written: Minutes | Debate) -> bool:
    minutes = written.minutes if isinstance(written, Debate) else written
    return presides(by, minutes.meeting)


def keep_text(by: Acting, written: Minutes | Debate) -> bool:
    return keep_both_texts(by, written)


def submit_minutes(by: Acting, minutes: Minutes) -> bool:
    return presides(by, minutes.meeting)


def ask_amendment(by: Acting, elector: Elector) -> bool:
    """Whoever speaks for it; that it attended, the action sees to."""
    return speaks_for(by, elector)


def answer_amendment(by: Acting, amendment: Amendment) -> bool:
    return presides(by, amendment.minutes.meeting)


def sign_minutes(by: Acting, minutes: Minutes) -> bool:
    """The chair and the secretary of the meeting, and nobody in their place."""
    meeting = minutes.meeting
    officers = {person.key for person in (meeting.chair, meeting.secretary) if person is not None}
    return not officers.isdisjoint(by.keys_of("person"))


def lock_minutes(by: Acting, minutes: Minutes) -> bool:
    return presides(by, minutes.meeting)


def lock_approved_minutes(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def annex_correction(by: Acting, minutes: Minutes) -> bool:
    return presides(by, minutes.meeting)
