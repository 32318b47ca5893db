"""Who follows up what was decided."""

from essaim.assemblies.models import Undertaking
from essaim.assemblies.rules.holders import carries_out, convenes, keeps_undertaking, presides
from essaim.kernel.acting import Acting

follow_decision = presides
edit_undertaking = declare_change = keeps_undertaking
remind_owners = convenes


def view_undertaking(by: Acting, undertaking: Undertaking) -> bool:
    """As `visible_to` says in SQL."""
    return undertaking.decision.audience in by.capacities or carries_out(by, undertaking)


def report_progress(by: Acting, undertaking: Undertaking) -> bool:
    """Whoever carries it out, or who runs the meeting that decided it."""
    return carries_out(by, undertaking) or keeps_undertaking(by, undertaking)


def view_participation(by: Acting) -> bool:
    """Everybody signed in: each sees the lines of those for whom they speak."""
    return by.user_id is not None
