"""Who follows up what was decided."""

from essaim.assemblies.models import Meeting, Undertaking
from essaim.assemblies.rules.holders import convenes, presides
from essaim.kernel.acting import Acting


def view_undertaking(by: Acting, undertaking: Undertaking) -> bool:
    """As `visible_to` says in SQL."""
    return undertaking.decision.audience in by.capacities or carries_out(by, undertaking)


def carries_out(by: Acting, undertaking: Undertaking) -> bool:
    owner = undertaking.owner
    return owner is not None and owner.key in by.keys_of("person")


def follow_decision(by: Acting, meeting: Meeting) -> bool:
    return presides(by, meeting)


def edit_undertaking(by: Acting, undertaking: Undertaking) -> bool:
    return presides(by, undertaking.meeting)


def report_progress(by: Acting, undertaking: Undertaking) -> bool:
    """Whoever carries it out, or who runs the meeting that decided it."""
    return carries_out(by, undertaking) or presides(by, undertaking.meeting)


def declare_change(by: Acting, undertaking: Undertaking) -> bool:
    return presides(by, undertaking.meeting)


def remind_owners(by: Acting) -> bool:
    return convenes(by)


def view_participation(by: Acting) -> bool:
    """Everybody signed in: each sees the lines of those for whom she speaks."""
    return by.user_id is not None
