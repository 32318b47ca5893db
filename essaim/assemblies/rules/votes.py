"""Who puts questions to the vote, who votes, who enters the votes of others."""

from essaim.assemblies.models import AgendaItem, Resolution
from essaim.assemblies.rules.holders import presides, sees_meeting, takes_part
from essaim.kernel.acting import Acting


def view_resolution(by: Acting, resolution: Resolution) -> bool:
    """Whoever sees the meeting: signed in, or by the link that she was sent to vote in it."""
    return sees_meeting(by, resolution.meeting)


def view_electorate(by: Acting, resolution: Resolution) -> bool:
    """The addresses of the electors, for a vote held elsewhere."""
    return presides(by, resolution.meeting)


def write_resolution(by: Acting, item: AgendaItem) -> bool:
    return presides(by, item.meeting)


def edit_resolution(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def open_resolution(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def close_resolution(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def draw_lots(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def withdraw_resolution(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def enter_hand_votes(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def enter_paper_result(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def time_vote(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def enter_outside_result(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def cast_ballot(by: Acting, resolution: Resolution) -> bool:
    return takes_part(by, resolution.meeting)


def cast_ballots(by: Acting, resolution: Resolution) -> bool:
    return takes_part(by, resolution.meeting)


def cast_secret_ballot(by: Acting, resolution: Resolution) -> bool:
    return takes_part(by, resolution.meeting)
