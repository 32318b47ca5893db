"""The steps of what is decided round by round: what follows what, what each leaves open."""

from essaim.assemblies.votes.enums import Step

#: The talk before the rounds, one step after the other.
TALK = {
    Step.PRESENTED: Step.CLARIFICATION,
    Step.CLARIFICATION: Step.FEELINGS,
    Step.FEELINGS: Step.AMENDMENT,
    Step.NOMINATION: Step.READING,
    Step.READING: Step.CHANGES,
    Step.CHANGES: Step.PROPOSAL,
}
#: When the proposer may change the text: while one talks, or to integrate an objection.
WRITING = frozenset(
    {Step.PRESENTED, Step.CLARIFICATION, Step.FEELINGS, Step.AMENDMENT, Step.INTEGRATION}
)
#: When a round may begin.
BEFORE_ROUND = frozenset({Step.AMENDMENT, Step.INTEGRATION, Step.PROPOSAL, Step.VOTE})
#: When the circle may still say what it makes of the objections of the last round.
JUDGING = frozenset({Step.TEST, Step.INTEGRATION, Step.CONCLUSION, Step.VOTE})
#: When one names somebody, or says why.
NAMING = frozenset({Step.NOMINATION, Step.READING})
#: When somebody is proposed.
PROPOSING = frozenset({Step.PROPOSAL, Step.INTEGRATION})
