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
    deliberation = getattr(resolution, "deliberation", None)
    if deliberation is None:
        return False
    if deliberation.proposing_elector is not None:
        return speaks_for(by, deliberation.proposing_elector)
    if deliberation.proposer is None or deliberation.proposer.key in by.keys_of("person"):
        return deliberation.proposer is not None
    word = f"person:{deliberation.proposer.key}"
    return resolution.meeting.electors.spoken_for_by(by).filter(voice=word).exists()
