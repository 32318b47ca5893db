"""The steps of what is decided round by round, in order and in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from essaim.assemblies.rounds.models import StanceAnswer
from essaim.assemblies.votes.enums import Method, Step

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


_EXPECTED = {
    Step.PRESENTED: _("Whoever carries the text presents it; the others listen."),
    Step.CLARIFICATION: _(
        "Ask what you need to know to understand the text. Opinions come at the next step."
    ),
    Step.FEELINGS: _("Turn by turn, say what the text brings up for you. Nobody replies."),
    Step.AMENDMENT: _(
        "Say what would make the text better. Whoever carries it takes that into the text, or not."
    ),
    Step.NOMINATION: _(
        "Name the person whom you see in this role, and say why. One name, and nobody abstains."
    ),
    Step.READING: _("Each name is read aloud, and whoever gave it says why."),
    Step.CHANGES: _("Having heard the others, you may name another of those who were named."),
    Step.PROPOSAL: _(
        "Whoever runs the meeting proposes somebody, not always the one named most: the arguments "
        "count. Then each says whether they object."
    ),
    Step.ROUND: _(
        "Turn by turn: one does not look for the best answer, but for one that harms neither the "
        "network nor those who will carry it. An objection says what harm, or what limit."
    ),
    Step.TEST: _(
        "The circle looks at each objection: does it have an argument, and is it about what we are "
        "here for? The house writes down what the circle says, and judges nothing."
    ),
    Step.INTEGRATION: _(
        "Look together for a version that the objection does not stand against: whoever carries "
        "the text writes it, then each is asked again."
    ),
    Step.VOTE: _(
        "The rounds are used up. As fixed before, the text is put to the vote: it takes two thirds "
        "of the votes expressed."
    ),
    Step.CONCLUSION: _("Everybody was heard: whoever runs the meeting concludes."),
}
_OF_A_PERSON = _(
    "Look together for the condition that lifts the objection, or propose somebody else; then each "
    "is asked again."
)


def expected_at(step: Step, method: str) -> Any:
    """A sentence or two, told to everybody in the circle."""
    if step == Step.INTEGRATION and method == Method.NO_CANDIDATE:
        return _OF_A_PERSON
    return _EXPECTED[step]


def counted(answer: StanceAnswer, number: int) -> str:
    """How many gave an answer."""
    words = {
        StanceAnswer.NO_OBJECTION: ngettext(
            "%(number)s without objection", "%(number)s without objection", number
        ),
        StanceAnswer.OBJECTION: ngettext("%(number)s objection", "%(number)s objections", number),
        StanceAnswer.PASS: ngettext("%(number)s passes", "%(number)s pass", number),
        StanceAnswer.FOR: _("%(number)s for"),
        StanceAnswer.AGAINST: _("%(number)s against"),
        StanceAnswer.ABSTENTION: ngettext(
            "%(number)s abstention", "%(number)s abstentions", number
        ),
    }
    return str(words[answer]) % {"number": number}


def silent_words(number: int) -> str:
    """How many were to answer and did not."""
    words = ngettext("%(number)s without an answer", "%(number)s without an answer", number)
    return words % {"number": number}
