"""Who steers a deliberation, who speaks in it, who alone changes the text."""

from essaim.assemblies.rounds.models import Objection, Proposal
from essaim.assemblies.votes.holders import is_proposer, leads_vote, votes_on
from essaim.assemblies.votes.models import Resolution
from essaim.kernel.acting import Acting

prepare_consent = prepare_election = advance_deliberation = leads_vote
begin_round = end_round = propose_person = postpone_deliberation = leads_vote
conclude_consent = conclude_election = leads_vote


def answer_round(by: Acting, resolution: Resolution) -> bool:
    """Each for themselves; whoever presides notes what is said aloud."""
    return votes_on(by, resolution) or leads_vote(by, resolution)


nominate = change_nomination = answer_round


def judge_objection(by: Acting, objection: Objection) -> bool:
    """The circle judges: whoever presides writes down what it said."""
    return leads_vote(by, objection.stance.round.resolution)


#: The proposer alone accepts improvements.
write_wording = is_proposer


def withdraw_text(by: Acting, resolution: Resolution) -> bool:
    return is_proposer(by, resolution) or leads_vote(by, resolution)


def amend_proposal(by: Acting, proposal: Proposal) -> bool:
    return leads_vote(by, proposal.resolution)
