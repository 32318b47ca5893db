"""Who holds which part at a vote: what rules are made of."""

from essaim.assemblies.meetings.holders import presides, takes_part
from essaim.assemblies.roll.holders import speaks_for
from essaim.assemblies.votes.models import Resolution
from essaim.kernel.acting import Acting


def leads_vote(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def votes_on(by: Acting, resolution: Resolution) -> bool:
    return takes_part(by, resolution.meeting)


def is_proposer(by: Acting, resolution: Resolution) -> bool:
    """The elector who proposed the text, or the person; by their own mail link too."""
    found = getattr(resolution, "deliberation", None)
    if found is None:
        return False
    if found.proposing_elector is not None:
        return speaks_for(by, found.proposing_elector)
    if found.proposer is None or found.proposer.key in by.keys_of("person"):
        return found.proposer is not None
    word = f"person:{found.proposer.key}"
    return resolution.meeting.electors.spoken_for_by(by).filter(voice=word).exists()
