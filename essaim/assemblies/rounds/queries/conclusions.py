"""What concluding a deliberation freezes: the same finding as that of any vote."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.rounds.queries.circle import room_of_circle
from essaim.assemblies.rounds.queries.deliberations import (
    REVIEW_MONTHS,
    consent_result,
    election_result,
)
from essaim.assemblies.votes.counting import share_in_words
from essaim.assemblies.votes.enums import Outcome
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.queries.outcomes import Finding, presence_stamp, rule_of
from essaim.assemblies.votes.queries.quorum import quorum_at_vote
from essaim.tally.consent import ConsentResult
from essaim.tally.consent import Outcome as Amounts
from essaim.tally.no_candidate import NoCandidateResult

#: What the rounds amount to, where that ends the question.
ENDS = {
    Amounts.ADOPTED: Outcome.ADOPTED,
    Amounts.ADOPTED_BY_VOTE: Outcome.ADOPTED,
    Amounts.REJECTED_BY_VOTE: Outcome.REJECTED,
    Amounts.NOT_ENOUGH_ANSWERS: Outcome.NO_QUORUM,
    Amounts.POSTPONED: Outcome.POSTPONED,
    Amounts.BACK_TO_WORKING_GROUP: Outcome.RETURNED,
}
_TEXT_LIMIT = 200


def consent_finding(resolution: Resolution) -> Finding:
    """In the language of the network. The rounds must have come to an end."""
    language = settings.LANGUAGE_CODE
    result = consent_result(resolution, language)
    with override(language):
        return _finding(
            resolution,
            outcome=ENDS[result.outcome],
            tally=_consent_tally(result),
            sentences=result.explanation,
            result=_consent_line(result),
            text=_consent_text(resolution, result),
        )


def election_finding(resolution: Resolution) -> Finding:
    """The same, of somebody whom nobody objects to any more."""
    language = settings.LANGUAGE_CODE
    result = election_result(resolution, language)
    with override(language):
        return _finding(
            resolution,
            outcome=Outcome.ELECTED,
            tally=_election_tally(result),
            sentences=result.explanation,
            result=_("%(name)s, elected without candidate") % {"name": result.elected},
            text=_election_text(resolution, result),
            winners=(result.elected,),
        )


def postponed_finding(resolution: Resolution, why: str) -> Finding:
    """Time is over: nothing is decided, and that is told with its reason."""
    with override(settings.LANGUAGE_CODE):
        sentence = _("Postponed: %(why)s") % {"why": why}
        label = str(Outcome.POSTPONED.label)
        return _finding(
            resolution,
            outcome=Outcome.POSTPONED,
            tally={},
            sentences=[sentence],
            result=label,
            text="",
        )


def _finding(
    resolution: Resolution,
    *,
    outcome: Outcome,
    tally: dict[str, Any],
    sentences: Sequence[str],
    result: str,
    text: str,
    winners: tuple[str, ...] = (),
) -> Finding:
    """Without the quorum nothing is adopted, as in any vote."""
    room = room_of_circle(resolution)
    quorum = quorum_at_vote(resolution, rule_of(resolution.rule), room)
    explanation = [*quorum.explanation, *sentences]
    if not quorum.is_reached and outcome in {Outcome.ADOPTED, Outcome.ELECTED}:
        outcome, winners, result = Outcome.NO_QUORUM, (), str(Outcome.NO_QUORUM.label)
        explanation.append(_("The vote is void: the quorum was not there."))
    cut = result if len(result) <= _TEXT_LIMIT else f"{result[: _TEXT_LIMIT - 1]}…"
    stamp = presence_stamp(room, quorum)
    return Finding(outcome, stamp, tally, explanation, cut, winners, text)


def _consent_tally(result: ConsentResult) -> dict[str, Any]:
    tally: dict[str, Any] = {
        "versions": result.versions,
        "rounds": result.rounds,
        "objections": result.objections,
        "integrated": result.integrated,
        "set_aside": result.set_aside,
        "attached": [objection.by for objection in result.attached],
    }
    if result.vote is None:
        return tally
    ballots = result.vote.ballots
    vote = {
        "for": ballots.for_,
        "against": ballots.against,
        "abstention": ballots.abstention,
        "share": share_in_words(result.vote.share),
        "needed": result.vote.needed,
    }
    return tally | {"vote": vote}


def _consent_line(result: ConsentResult) -> str:
    if result.outcome == Amounts.ADOPTED:
        line = _("adopted by consent, to be reviewed in %(months)s months")
        return line % {"months": REVIEW_MONTHS}
    if result.outcome == Amounts.ADOPTED_BY_VOTE:
        names = ", ".join(objection.by for objection in result.attached)
        return _("adopted by fallback vote, objection of %(names)s attached") % {"names": names}
    return str(ENDS[result.outcome].label)


def _consent_text(resolution: Resolution, result: ConsentResult) -> str:
    """The last version; an objection that a vote overrode goes with it."""
    attached = [
        _("Objection attached (%(name)s): %(argument)s")
        % {"name": objection.by, "argument": objection.argument}
        for objection in result.attached
    ]
    return "\n\n".join([resolution.text, *attached])


def _election_tally(result: NoCandidateResult) -> dict[str, Any]:
    return {
        "first_count": dict(result.first_count),
        "second_count": dict(result.second_count),
        "leaders": list(result.leaders),
        "elected": result.elected,
        "condition": result.condition,
    }


def _election_text(resolution: Resolution, result: NoCandidateResult) -> str:
    deliberation = resolution.deliberation
    lines = [
        resolution.title,
        _("%(name)s, for %(duration)s")
        % {"name": result.elected, "duration": deliberation.duration},
    ]
    if result.condition:
        lines.append(_("Condition: %(condition)s") % {"condition": result.condition})
    return "\n\n".join(lines)
