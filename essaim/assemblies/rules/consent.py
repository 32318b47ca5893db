"""Who steers a deliberation, who speaks in it, who alone changes the text."""

from essaim.assemblies.models import Objection, Proposal, Resolution
from essaim.assemblies.rules.holders import presides, speaks_for, takes_part
from essaim.kernel.acting import Acting


def is_proposer(by: Acting, resolution: Resolution) -> bool:
    """The elector who proposed the text, or the person; by her own mail link too."""
    found = getattr(resolution, "deliberation", None)
    if found is None:
        return False
    if found.proposing_elector is not None:
        return speaks_for(by, found.proposing_elector)
    if found.proposer is None or found.proposer.key in by.keys_of("person"):
        return found.proposer is not None
    word = f"person:{found.proposer.key}"
    return resolution.meeting.electors.spoken_for_by(by).filter(voice=word).exists()


def prepare_consent(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def prepare_election(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def advance_deliberation(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def begin_round(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def end_round(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def answer_round(by: Acting, resolution: Resolution) -> bool:
    """Each for herself; whoever presides notes what is said aloud."""
    return takes_part(by, resolution.meeting) or presides(by, resolution.meeting)


def judge_objection(by: Acting, objection: Objection) -> bool:
    """The circle judges: whoever presides writes down what it said."""
    return presides(by, objection.stance.round.resolution.meeting)


def write_wording(by: Acting, resolution: Resolution) -> bool:
    """The proposer alone accepts improvements."""
    return is_proposer(by, resolution)


def withdraw_text(by: Acting, resolution: Resolution) -> bool:
    return is_proposer(by, resolution) or presides(by, resolution.meeting)


def postpone_deliberation(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def conclude_consent(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def nominate(by: Acting, resolution: Resolution) -> bool:
    return answer_round(by, resolution)


def change_nomination(by: Acting, resolution: Resolution) -> bool:
    return answer_round(by, resolution)


def propose_person(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)


def amend_proposal(by: Acting, proposal: Proposal) -> bool:
    return presides(by, proposal.resolution.meeting)


def conclude_election(by: Acting, resolution: Resolution) -> bool:
    return presides(by, resolution.meeting)
