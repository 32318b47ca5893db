"""Who keeps what is left of a meeting: what rules are made of."""

from essaim.assemblies.meetings.holders import presides
from essaim.assemblies.minutes.models import Minutes, Undertaking
from essaim.kernel.acting import Acting


def keeps_minutes(by: Acting, minutes: Minutes) -> bool:
    return presides(by, minutes.meeting)


def keeps_undertaking(by: Acting, undertaking: Undertaking) -> bool:
    return presides(by, undertaking.meeting)


def carries_out(by: Acting, undertaking: Undertaking) -> bool:
    owner = undertaking.owner
    return owner is not None and owner.key in by.keys_of("person")
