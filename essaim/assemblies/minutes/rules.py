"""Who drafts, reads, amends, signs and locks minutes, and who follows up what was decided.

Minutes have two readings: what is for the body alone is in one of them, in the other never.
"""

from essaim.assemblies.bodies.holders import convenes
from essaim.assemblies.meetings.holders import has_a_part, is_officer, presides, sees_meeting
from essaim.assemblies.minutes.models import (
    Amendment,
    Minutes,
    MinutesState,
    Undertaking,
)
from essaim.assemblies.roll.holders import speaks_for
from essaim.assemblies.votes.holders import leads_vote
from essaim.kernel.acting import Acting


def _keeps_minutes(by: Acting, minutes: Minutes) -> bool:
    return presides(by, minutes.meeting)


def _keeps_undertaking(by: Acting, undertaking: Undertaking) -> bool:
    return presides(by, undertaking.meeting)


def _carries_out(by: Acting, undertaking: Undertaking) -> bool:
    owner = undertaking.owner
    return owner is not None and owner.key in by.keys_of("person")


draft_minutes = presides
write_opening = write_debate = note_debate = submit_minutes = lock_minutes = annex_correction = (
    _keeps_minutes
)
keep_opening_beside = keep_debate_beside = _keeps_minutes
lock_approved_minutes = leads_vote
#: That the elector attended, the action sees to.
ask_amendment = speaks_for


def view_minutes(by: Acting, minutes: Minutes) -> bool:
    """Being written, who runs the meeting; submitted, the body; locked, who sees the meeting."""
    if _keeps_minutes(by, minutes):
        return True
    if minutes.is_locked and sees_meeting(by, minutes.meeting):
        return True
    return minutes.state != MinutesState.DRAFT and has_a_part(by, minutes.meeting)


def view_internal_minutes(by: Acting, minutes: Minutes) -> bool:
    return _keeps_minutes(by, minutes) or has_a_part(by, minutes.meeting)


def answer_amendment(by: Acting, amendment: Amendment) -> bool:
    return _keeps_minutes(by, amendment.minutes)


def sign_minutes(by: Acting, minutes: Minutes) -> bool:
    """The chair and the secretary of the meeting, and nobody in their place."""
    return is_officer(by, minutes.meeting)


follow_decision = presides
edit_undertaking = declare_change = _keeps_undertaking
remind_owners = convenes


def view_undertaking(by: Acting, undertaking: Undertaking) -> bool:
    """As `visible_to` says in SQL."""
    return undertaking.decision.audience in by.capacities or _carries_out(by, undertaking)


def report_progress(by: Acting, undertaking: Undertaking) -> bool:
    """Whoever carries it out, or who runs the meeting that decided it."""
    return _carries_out(by, undertaking) or _keeps_undertaking(by, undertaking)


def view_participation(by: Acting) -> bool:
    """Everybody signed in: each sees the lines of those for whom they speak."""
    return by.user_id is not None
