"""Who puts questions to the vote, who votes, who enters the votes of others."""

from essaim.assemblies.models import AgendaItem, Elector, Meeting, Resolution
from essaim.assemblies.rules.holders import presides, sees_meeting
from essaim.kernel.acting import Acting


def takes_part(by: Acting, meeting: Meeting) -> bool:
    """Speaks for an elector of the meeting: for which ones she may vote now, the action says."""
    return Elector.objects.spoken_for_by(by).filter(meeting=meeting).exists()


def view_resolution(by: Acting, resolution: Resolution) -> bool:
    """Whoever sees the meeting, or was sent a link to vote in it."""
    meeting = resolution.meeting
    by_link = by.keys_of("elector")
    return sees_meeting(by, meeting) or (
        bool(by_link) and meeting.electors.filter(key__in=by_link).exists()
    )


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


def withdraw_resolution(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def enter_hand_votes(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def enter_paper_result(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def enter_outside_result(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def cast_ballot(by: Acting, resolution: Resolution) -> bool:
    return takes_part(by, resolution.meeting)


def cast_ballots(by: Acting, resolution: Resolution) -> bool:
    return takes_part(by, resolution.meeting)


def cast_secret_ballot(by: Acting, resolution: Resolution) -> bool:
    return takes_part(by, resolution.meeting)
