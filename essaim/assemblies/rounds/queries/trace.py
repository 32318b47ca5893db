"""The trace of what was decided round by round: versions, names given, rounds, objections."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from essaim.assemblies.roll.models import Elector
from essaim.assemblies.rounds.models import (
    Nomination,
    Objection,
    Proposal,
    Round,
    RoundKind,
    Stance,
    StanceAnswer,
    Wording,
)
from essaim.assemblies.rounds.queries.deliberations import names_among, objection_of
from essaim.assemblies.rounds.stages import counted, silent_words
from essaim.assemblies.votes.models import Deliberation, Resolution


def read_rounds(resolutions: Sequence[Resolution]) -> None:
    """Reads what their traces are made of: six queries, whatever their number and length."""
    stances = Stance.objects.select_related("objection__integrated_in").order_by("pk")
    prefetch_related_objects(
        resolutions,
        Prefetch(
            "deliberation",
            Deliberation.objects.select_related("proposing_elector", "proposer"),
        ),
        Prefetch("wordings", Wording.objects.order_by("number")),
        Prefetch("proposals", Proposal.objects.select_related("option").order_by("number")),
        Prefetch(
            "nominations",
            Nomination.objects.select_related("nominee", "changed_to").order_by("pk"),
        ),
        Prefetch(
            "rounds",
            Round.objects.select_related("wording", "proposal__option__person").order_by("number"),
        ),
        Prefetch("rounds__stances", stances),
    )


@dataclass(frozen=True)
class GivenAnswer:
    """Who gave one answer in a round."""

    answer: StanceAnswer
    names: Sequence[str]

    @property
    def label(self) -> str:
        return str(self.answer.label)

    @property
    def counted(self) -> str:
        """ "7 without objection"."""
        return counted(self.answer, len(self.names))


@dataclass(frozen=True)
class ObjectionLine:
    """An objection, and who made it."""

    objection: Objection
    by: str


@dataclass(frozen=True)
class RoundLine:
    """A round with its answers by name; `silent` were to answer and did not."""

    round: Round
    answers: Sequence[GivenAnswer]
    silent: Sequence[str]
    objections: Sequence[ObjectionLine]

    @property
    def title(self) -> str:
        if self.round.kind == RoundKind.VOTE:
            return str(RoundKind.VOTE.label).capitalize()
        return _("Round %(number)s") % {"number": self.round.number}

    @property
    def in_numbers(self) -> str:
        """ "7 without objection, 2 objections, 1 without an answer"."""
        counts = [answer.counted for answer in self.answers]
        return ", ".join([*counts, silent_words(len(self.silent))] if self.silent else counts)


@dataclass(frozen=True)
class WordingLine:
    """A version of the text, and the rounds that were about it."""

    wording: Wording
    rounds: Sequence[RoundLine]


@dataclass(frozen=True)
class ProposalLine:
    """A person proposed, and the rounds that were about them."""

    proposal: Proposal
    rounds: Sequence[RoundLine]


@dataclass(frozen=True)
class NominationLine:
    """Whom an elector named, and whom after having heard the others."""

    nomination: Nomination
    by: str


@dataclass(frozen=True)
class NamedLine:
    """How often somebody was named at first, and after the changes."""

    name: str
    first: int
    second: int


@dataclass(frozen=True)
class Trace:
    """All that was said, in its order. Empty parts are those of the other method."""

    wordings: Sequence[WordingLine]
    proposals: Sequence[ProposalLine]
    nominations: Sequence[NominationLine]
    named: Sequence[NamedLine]

    @property
    def rounds(self) -> list[RoundLine]:
        of_texts = [line for wording in self.wordings for line in wording.rounds]
        return of_texts + [line for proposal in self.proposals for line in proposal.rounds]

    @property
    def last_round(self) -> RoundLine | None:
        return max(self.rounds, key=lambda line: line.round.number, default=None)

    @property
    def last_proposal(self) -> Proposal | None:
        return self.proposals[-1].proposal if self.proposals else None

    @property
    def has_changes(self) -> bool:
        return any(line.nomination.changed_to_id for line in self.nominations)


def trace_of(resolution: Resolution, electors: Iterable[Elector]) -> Trace:
    """Of a resolution whose rounds were read; `electors` are those of its meeting."""
    electors = list(electors)
    names = names_among(electors)
    by_key = {str(elector.key): names[elector.pk] for elector in electors}
    rounds = [_round_line(each_round, names, by_key) for each_round in resolution.rounds.all()]
    nominations = sorted(
        (
            NominationLine(nomination, names[nomination.elector_id])
            for nomination in resolution.nominations.all()
        ),
        key=lambda line: line.by,
    )
    return Trace(
        wordings=[
            WordingLine(wording, [line for line in rounds if line.round.wording_id == wording.pk])
            for wording in resolution.wordings.all()
        ],
        proposals=[
            ProposalLine(
                proposal, [line for line in rounds if line.round.proposal_id == proposal.pk]
            )
            for proposal in resolution.proposals.all()
        ],
        nominations=nominations,
        named=_named(nominations),
    )


def _round_line(
    each_round: Round, names: Mapping[int, str], by_key: Mapping[str, str]
) -> RoundLine:
    stances = sorted(each_round.stances.all(), key=lambda stance: names[stance.elector_id])
    answered = {names[stance.elector_id] for stance in stances}
    answers = [
        GivenAnswer(answer, [names[s.elector_id] for s in stances if s.answer == answer])
        for answer in StanceAnswer
    ]
    silent = (
        name for key in each_round.voters if (name := by_key.get(key)) and name not in answered
    )
    return RoundLine(
        round=each_round,
        answers=[line for line in answers if line.names],
        silent=sorted(silent),
        objections=[
            ObjectionLine(objection, names[stance.elector_id])
            for stance in stances
            if (objection := objection_of(stance)) is not None
        ],
    )


def _named(nominations: Iterable[NominationLine]) -> list[NamedLine]:
    """Most named after the changes first, then by name."""
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for line in nominations:
        first[line.nomination.nominee.label] += 1
        second[(line.nomination.changed_to or line.nomination.nominee).label] += 1
    lines = (NamedLine(name, first[name], second[name]) for name in first)
    return sorted(lines, key=lambda line: (-line.second, -line.first, line.name))
