"""What was answered in turn, and what the rounds and the ballots amount to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from essaim.assemblies.meetings.enums import MeetingMode
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.rounds.models import (
    Objection,
    Proposal,
    Round,
    RoundKind,
    Stance,
    StanceAnswer,
)
from essaim.assemblies.votes.models import Resolution
from essaim.tally.consent import ConsentResult, ConsentRound, ConsentRule, Fallback, consent
from essaim.tally.no_candidate import NoCandidateResult, Nomination, election_without_candidate
from essaim.tally.no_candidate import Proposal as Proposed
from essaim.tally.objections import Objection as Heard
from essaim.tally.objections import ObjectionKind, Verdict
from essaim.tally.simple import SimpleBallots

#: What is decided by consent is looked at again after so many months.
REVIEW_MONTHS = 12


def rounds_of(resolution: Resolution) -> list[Round]:
    """In their order, with what each answered and every objection."""
    rows = resolution.rounds.select_related("wording", "proposal__option")
    stances = "stances__elector", "stances__objection__integrated_in"
    return list(rows.order_by("number").prefetch_related(*stances))


def names_of(resolution: Resolution) -> dict[int, str]:
    return names_among(resolution.meeting.electors.order_by("pk"))


def names_among(electors: Iterable[Elector]) -> dict[int, str]:
    """By elector; two of one name are told apart by their place on the roll."""
    named = [(elector.pk, elector.name) for elector in electors]
    counts = Counter(name for _pk, name in named)
    return {pk: name if counts[name] == 1 else f"{name} ({pk})" for pk, name in named}


def answered(stances: Iterable[Stance], answer: str, names: Mapping[int, str]) -> list[str]:
    return [names[stance.elector_id] for stance in stances if stance.answer == answer]


def objection_of(stance: Stance) -> Objection | None:
    return getattr(stance, "objection", None)


def objections_in(rounds: Iterable[Round]) -> list[Objection]:
    objections = (
        objection_of(stance) for each_round in rounds for stance in each_round.stances.all()
    )
    return [objection for objection in objections if objection is not None]


def _heard(objection: Objection, names: Mapping[int, str]) -> Heard:
    return Heard(
        by=names[objection.stance.elector_id],
        kind=ObjectionKind(objection.kind),
        argument=objection.argument,
        verdict=Verdict(objection.verdict),
        reason=objection.reason,
        proposal=objection.remedy,
    )


def share_to_answer(resolution: Resolution) -> Fraction:
    """In a meeting each answers; in writing, the part that the rules say."""
    body = resolution.rule["body"]
    if resolution.meeting.mode != MeetingMode.WRITTEN:
        return Fraction(1)
    return Fraction(body["answers_numerator"], body["answers_denominator"])


def has_enough_answers(resolution: Resolution, expected: int, answers: int) -> bool:
    """Silence is no answer, unless the rules of the body say that it consents."""
    if resolution.rule["body"]["silence_is_consent"]:
        return True
    return answers >= share_to_answer(resolution) * expected and answers > 0


def rounds_are_used_up(resolution: Resolution) -> bool:
    number = resolution.rounds.of_objections().count()
    return number >= int(resolution.rule["body"]["max_rounds"])


def consent_result(
    resolution: Resolution, language: str, rounds: Sequence[Round] | None = None
) -> ConsentResult:
    """What the rounds amount to now, under the rule that was frozen."""
    names = names_of(resolution)
    rounds = rounds_of(resolution) if rounds is None else rounds
    heard = [
        _consent_round(each_round, names)
        for each_round in rounds
        if each_round.kind == RoundKind.OBJECTIONS
    ]
    keys = {str(key): pk for key, pk in resolution.meeting.electors.values_list("key", "pk")}
    last = [each_round for each_round in rounds if each_round.kind == RoundKind.OBJECTIONS][-1:]
    expected = {names[keys[key]] for each_round in last for key in each_round.voters}
    voters = expected.union(*(each_round.answered for each_round in heard))
    return consent(
        voters,
        heard,
        _consent_rule(resolution, len(expected), len(voters)),
        fallback_ballots=_fallback_ballots(rounds),
        language=language,
    )


def _consent_rule(resolution: Resolution, expected: int, voters: int) -> ConsentRule:
    """Who answered a former round and left since is a voter, of whom no answer is expected."""
    body = resolution.rule["body"]
    share = share_to_answer(resolution)
    return ConsentRule(
        max_rounds=int(body["max_rounds"]),
        fallback=Fallback(body["consent_fallback"]),
        silence_is_consent=bool(body["silence_is_consent"]),
        participation=share * Fraction(expected, voters) if voters else share,
        review_months=REVIEW_MONTHS,
    )


def _consent_round(each_round: Round, names: Mapping[int, str]) -> ConsentRound:
    stances = list(each_round.stances.all())
    return ConsentRound(
        version=each_round.wording.number if each_round.wording else 0,
        no_objection=answered(stances, StanceAnswer.NO_OBJECTION, names),
        passed=answered(stances, StanceAnswer.PASS, names),
        objections=[_heard(objection, names) for objection in objections_in([each_round])],
    )


def _fallback_ballots(rounds: Sequence[Round]) -> SimpleBallots | None:
    votes = [
        each_round
        for each_round in rounds
        if each_round.kind == RoundKind.VOTE and each_round.ended_at is not None
    ]
    if not votes:
        return None
    votes_by_answer = Counter(stance.answer for stance in votes[-1].stances.all())
    return SimpleBallots(
        for_=votes_by_answer[StanceAnswer.FOR],
        against=votes_by_answer[StanceAnswer.AGAINST],
        abstention=votes_by_answer[StanceAnswer.ABSTENTION],
    )


def election_result(
    resolution: Resolution, language: str, rounds: Sequence[Round] | None = None
) -> NoCandidateResult:
    """Both counts, and who is elected if nobody objects any more."""
    names = names_of(resolution)
    rounds = rounds_of(resolution) if rounds is None else rounds
    rows = resolution.nominations.select_related("nominee", "changed_to").order_by("pk")
    nominations = [
        Nomination(
            voter=names[nomination.elector_id],
            nominee=nomination.nominee.label,
            reason=nomination.reason,
            changed_to=nomination.changed_to.label if nomination.changed_to else "",
            change_reason=nomination.change_reason,
        )
        for nomination in rows
    ]
    proposals = resolution.proposals.select_related("option").order_by("number")
    proposed = [_proposed(proposal, rounds, names) for proposal in proposals]
    return election_without_candidate(nominations, proposed, language=language)


def _proposed(proposal: Proposal, rounds: Iterable[Round], names: Mapping[int, str]) -> Proposed:
    its = [each_round for each_round in rounds if each_round.proposal_id == proposal.pk]
    heard = [_heard(objection, names) for objection in objections_in(its)]
    return Proposed(proposal.option.label, proposal.reason, heard, proposal.condition)
