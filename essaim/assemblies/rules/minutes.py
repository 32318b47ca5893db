"""Who drafts, reads, amends, signs and locks minutes.

Minutes have two readings: what is for the body alone is in one of them, in the other never.
"""

from essaim.assemblies.enums import MinutesState
from essaim.assemblies.models import Amendment, Debate, Minutes
from essaim.assemblies.rules.holders import (
    has_a_part,
    is_officer,
    keeps_minutes,
    leads_vote,
    presides,
    sees_meeting,
    speaks_for,
)
from essaim.kernel.acting import Acting

draft_minutes = presides
write_opening = write_debate = submit_minutes = lock_minutes = annex_correction = keeps_minutes
lock_approved_minutes = leads_vote
#: That the elector attended, the action sees to.
ask_amendment = speaks_for


def view_minutes(by: Acting, minutes: Minutes) -> bool:
    """Being written, who runs the meeting; submitted, the body; locked, who sees the meeting."""
    if keeps_minutes(by, minutes):
        return True
    if minutes.is_locked and sees_meeting(by, minutes.meeting):
        return True
    return minutes.state != MinutesState.DRAFT and has_a_part(by, minutes.meeting)


def view_internal_minutes(by: Acting, minutes: Minutes) -> bool:
    return keeps_minutes(by, minutes) or has_a_part(by, minutes.meeting)


def keep_both_texts(by: Acting, written: Minutes | Debate) -> bool:
    return keeps_minutes(by, written.minutes if isinstance(written, Debate) else written)


keep_text = keep_both_texts


def answer_amendment(by: Acting, amendment: Amendment) -> bool:
    return keeps_minutes(by, amendment.minutes)


def sign_minutes(by: Acting, minutes: Minutes) -> bool:
    """The chair and the secretary of the meeting, and nobody in their place."""
    return is_officer(by, minutes.meeting)
