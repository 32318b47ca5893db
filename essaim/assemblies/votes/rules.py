"""Who puts questions to the vote, who votes, who enters the votes of others."""

from essaim.assemblies.meetings.holders import presides, sees_meeting
from essaim.assemblies.meetings.models import AgendaItem
from essaim.assemblies.votes.holders import leads_vote, votes_on
from essaim.assemblies.votes.models import Resolution
from essaim.kernel.acting import Acting

edit_resolution = open_resolution = close_resolution = withdraw_resolution = leads_vote
enter_hand_votes = enter_paper_result = enter_outside_result = time_vote = draw_lots = leads_vote
#: The addresses of the electors, for a vote held elsewhere.
view_electorate = leads_vote
cast_ballot = cast_ballots = cast_secret_ballot = votes_on


def view_resolution(by: Acting, resolution: Resolution) -> bool:
    """Whoever sees the meeting: signed in, or by the link that they were sent to vote in it."""
    return sees_meeting(by, resolution.meeting)


def write_resolution(by: Acting, item: AgendaItem) -> bool:
    return presides(by, item.meeting)
