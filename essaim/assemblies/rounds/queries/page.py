"""The page of a question decided round by round: where it stands, what was said, what follows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.presence import Room
from essaim.assemblies.rounds.models import Proposal
from essaim.assemblies.rounds.queries.deliberations import consent_result, election_result
from essaim.assemblies.rounds.queries.now import MyRounds, RoundsNow, my_rounds, rounds_now
from essaim.assemblies.rounds.queries.trace import ObjectionLine, Trace, read_rounds, trace_of
from essaim.assemblies.rounds.stages import BEFORE_ROUND, JUDGING, PROPOSING, TALK, WRITING
from essaim.assemblies.votes.enums import Method, ResolutionState, Step
from essaim.assemblies.votes.marks import DELIBERATED
from essaim.assemblies.votes.models import Deliberation, Resolution
from essaim.kernel.acting import MEMBERS, Acting
from essaim.kernel.audiences import covers
from essaim.kernel.naming import sees
from essaim.tally.errors import CannotCount

#: Electors whose answer who presides may note, listed at once; the others come as these are heard.
LISTED = 40


@dataclass(frozen=True)
class RoundsPage:
    """`now` while it is open. Who answered what is for `sees_names`; the texts are for all."""

    resolution: Resolution
    deliberation: Deliberation | None
    now: RoundsNow | None
    mine: MyRounds | None
    trace: Trace
    summary: str
    sees_names: bool
    #: Who carries the text, where this reader knows them.
    proposer: str = ""

    @property
    def step(self) -> Step | None:
        return self.now.step if self.now else None

    @property
    def is_election(self) -> bool:
        return self.resolution.method == Method.NO_CANDIDATE

    @property
    def next_step(self) -> str:
        """The step of the talk that follows; empty where something else is to be done."""
        following = TALK.get(self.step) if self.step else None
        return str(following.label) if following else ""

    @property
    def may_begin(self) -> bool:
        """A round may begin: there is a text or a person to ask about that was not refused."""
        if self.now is None or self.now.is_round or self.step not in BEFORE_ROUND:
            return False
        if self.is_election:
            return self.step == Step.PROPOSAL and bool(self.trace.proposals)
        return self.step != Step.INTEGRATION or not self._standing

    @property
    def may_end(self) -> bool:
        return self.now is not None and self.now.is_round

    @property
    def may_write(self) -> bool:
        return self.step in WRITING and not self.is_election

    @property
    def may_propose(self) -> bool:
        return self.is_election and self.step in PROPOSING

    @property
    def to_amend(self) -> Proposal | None:
        """The proposal that a condition may save."""
        return self.trace.last_proposal if self.step == Step.INTEGRATION else None

    @property
    def may_conclude(self) -> bool:
        return self.step == Step.CONCLUSION

    @property
    def to_judge(self) -> list[ObjectionLine]:
        """The objections of the round that has just ended, which no version integrates yet."""
        last = self.trace.last_round
        if self.step not in JUDGING or last is None or last.round.ended_at is None:
            return []
        return [line for line in last.objections if line.objection.integrated_in_id is None]

    @property
    def _standing(self) -> bool:
        return any(line.objection.verdict == "valid" for line in self.to_judge)

    @property
    def to_note(self) -> list[Elector]:
        """Those in the circle whose answer is missing, by name."""
        if self.now is None or not self.now.asks_each:
            return []
        circle, heard = self.now.circle, self.now.heard
        missing = (elector for pk, elector in circle.items() if pk not in heard)
        return sorted(missing, key=lambda elector: elector.name)[:LISTED]


def rounds_page(
    resolution: Resolution, acting: Acting, room: Room | None, *, sees_names: bool
) -> RoundsPage | None:
    """None for a question that is answered by ballot. As many queries whatever was said."""
    if resolution.method not in DELIBERATED:
        return None
    read_rounds([resolution])
    is_open = resolution.state == ResolutionState.OPEN and room is not None
    mine = my_rounds([resolution], acting, room) if is_open and room else []
    now = rounds_now(resolution, room) if is_open else None
    return RoundsPage(
        resolution=resolution,
        deliberation=getattr(resolution, "deliberation", None),
        now=now,
        mine=mine[0] if mine else None,
        trace=trace_of(resolution, _electors(resolution, room)),
        summary=_summary(resolution) if now and not now.is_round and sees_names else "",
        sees_names=sees_names,
        proposer=_proposer(resolution, acting, sees_names=sees_names),
    )


def _proposer(resolution: Resolution, acting: Acting, *, sees_names: bool) -> str:
    """By the link of a mail one knows the people whom the members know."""
    deliberation: Deliberation | None = getattr(resolution, "deliberation", None)
    if deliberation is None:
        return ""
    if deliberation.proposing_elector is not None:
        return str(deliberation.proposing_elector) if sees_names else ""
    person = deliberation.proposer
    if person is None:
        return ""
    is_known = sees(acting, person) or (sees_names and covers(person.audience, MEMBERS))
    return str(person) if is_known else ""


def _electors(resolution: Resolution, room: Room | None) -> Iterable[Elector]:
    return room.electors.values() if room else resolution.meeting.electors.order_by("pk")


def _summary(resolution: Resolution) -> str:
    """What the rounds amount to by now, in one sentence; nothing before there is one to count."""
    language = (get_language() or "fr")[:2]
    rounds = list(resolution.rounds.all())
    try:
        if resolution.method == Method.NO_CANDIDATE:
            return election_result(resolution, language, rounds).explanation[-1] if rounds else ""
        return consent_result(resolution, language, rounds).explanation[-1] if rounds else ""
    except CannotCount:
        return ""
