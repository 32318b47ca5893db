"""Where a question decided round by round stands now, and what a reader may say of it.

Its page asks again every few seconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from essaim.assemblies.roll.holders import speaks_for
from essaim.assemblies.roll.models import Attendance, Elector
from essaim.assemblies.roll.queries.presence import Room, room_of
from essaim.assemblies.rounds.models import (
    Nomination,
    Objection,
    Proposal,
    Round,
    RoundKind,
    Stance,
    StanceAnswer,
    Verdict,
    Wording,
)
from essaim.assemblies.rounds.queries.circle import answers_by_device, circle_in, is_proposed
from essaim.assemblies.rounds.stages import NAMING, expected_at
from essaim.assemblies.votes.enums import Method, ResolutionState, Step
from essaim.assemblies.votes.marks import DELIBERATED
from essaim.assemblies.votes.models import Resolution
from essaim.kernel.acting import Acting
from essaim.kernel.database_clock import UntilWritten

_IN_ROUNDS = (StanceAnswer.NO_OBJECTION, StanceAnswer.PASS)
_IN_VOTES = (StanceAnswer.FOR, StanceAnswer.AGAINST, StanceAnswer.ABSTENTION)
#: Names that the live part shows before it counts the others.
SHOWN = 12


def with_marks(resolutions: QuerySet[Resolution]) -> QuerySet[Resolution]:
    """Annotates the numbers that tell when something new was said, without reading it."""
    of_it = {"resolution": OuterRef("pk")}
    judged = Objection.objects.exclude(verdict=Verdict.UNTESTED)
    return resolutions.select_related(
        "deliberation__proposing_elector", "deliberation__proposer"
    ).annotate(
        round_count=_subquery(Round.objects.filter(**of_it), "resolution", Max("number")),
        heard_count=_subquery(
            Stance.objects.filter(round__resolution=OuterRef("pk"), round__ended_at=None),
            "round__resolution",
            Count("pk"),
        ),
        wording_count=_subquery(Wording.objects.filter(**of_it), "resolution", Max("number")),
        proposal_count=_subquery(Proposal.objects.filter(**of_it), "resolution", Max("number")),
        judged_count=_subquery(
            judged.filter(stance__round__resolution=OuterRef("pk")),
            "stance__round__resolution",
            Count("pk"),
        ),
    )


def live_rows() -> QuerySet[Resolution]:
    """What goes round by round, with all that its live part reads of it."""
    rows = Resolution.objects.filter(deliberation__isnull=False)
    return with_marks(rows.select_related("meeting__chair", "meeting__action"))


def _subquery(rows: QuerySet[Any], by: str, number: Any) -> Any:
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=number).values("n")), 0)


def answers_of(under_way: Round | None) -> list[tuple[str, str]]:
    """Code and word of each button; an objection is written on a page of its own."""
    is_vote = under_way is not None and under_way.kind == RoundKind.VOTE
    return [(answer.value, str(answer.label)) for answer in (_IN_VOTES if is_vote else _IN_ROUNDS)]


def mark_of(resolution: Resolution) -> str:
    """Changes where the page of the question has something new to say."""
    deliberation = getattr(resolution, "deliberation", None)
    if deliberation is None:
        return resolution.state
    names = ("round_count", "wording_count", "proposal_count", "judged_count")
    numbers = (str(getattr(resolution, name)) for name in names)
    return "-".join([resolution.state, deliberation.step, *numbers])


@dataclass(frozen=True)
class RoundsNow:
    """What everybody concerned sees of it: the step, and who was not heard yet."""

    resolution: Resolution
    round: Round | None
    circle: Mapping[int, Elector]
    heard: frozenset[int]

    @property
    def is_open(self) -> bool:
        return self.resolution.state == ResolutionState.OPEN

    @property
    def mark(self) -> str:
        return mark_of(self.resolution)

    @property
    def step(self) -> Step:
        return Step(self.resolution.deliberation.step)

    @property
    def expected(self) -> str:
        return str(expected_at(self.step, self.resolution.method))

    @property
    def is_round(self) -> bool:
        """Each is being asked."""
        return self.round is not None and self.round.ended_at is None

    @property
    def asks_each(self) -> bool:
        return self.is_round or self.step in {Step.NOMINATION, Step.READING}

    @property
    def max_rounds(self) -> int:
        """Those of a text alone: one looks for a person as long as it takes."""
        if self.resolution.method != Method.CONSENT:
            return 0
        return int(self.resolution.rule["body"]["max_rounds"])

    @property
    def wording(self) -> int:
        """The version that stands; the text that was opened is the first."""
        count: int = self.resolution.wording_count  # type: ignore[attr-defined]
        return count or 1

    @property
    def answers(self) -> list[tuple[str, str]]:
        """Code and word of each button of the round under way."""
        return answers_of(self.round)

    @property
    def heard_count(self) -> int:
        return len(self.heard & self.circle.keys())

    @property
    def missing(self) -> list[str]:
        return sorted(elector.name for pk, elector in self.circle.items() if pk not in self.heard)

    @property
    def next_up(self) -> list[str]:
        return self.missing[:SHOWN]

    @property
    def later_up(self) -> int:
        return max(0, len(self.missing) - SHOWN)


def rounds_now(resolution: Resolution, room: Room | None = None) -> RoundsNow:
    """Of a question read `with_marks`: two queries, and three more without the room."""
    room = room or room_of(resolution.meeting)
    last = resolution.rounds.select_related("wording", "proposal__option__person")
    last_round = last.order_by("-number").first()
    return RoundsNow(
        resolution, last_round, circle_in(room, resolution), _heard(resolution, last_round)
    )


@UntilWritten
def live_rounds(key: UUID) -> RoundsNow | None:
    """Of the question of that key, as its live part reads it: the same for all, so read once."""
    resolution = live_rows().filter(key=key).first()
    return rounds_now(resolution) if resolution is not None else None


def _heard(resolution: Resolution, last: Round | None) -> frozenset[int]:
    step = resolution.deliberation.step
    if step in {Step.NOMINATION, Step.READING}:
        named = resolution.nominations.all()
        heard = named.exclude(reason="") if step == Step.READING else named
        return frozenset(heard.values_list("elector_id", flat=True))
    if last is None or last.ended_at is not None:
        return frozenset()
    return frozenset(last.stances.values_list("elector_id", flat=True))


@dataclass(frozen=True)
class VoiceInRounds:
    """An elector for whom the reader speaks, and what was said for it so far.

    `waits`: the person proposed speaks last. `givers` gave it a proxy, which does not speak here.
    """

    elector: Elector
    is_here: bool
    stance: Stance | None = None
    nomination: Nomination | None = None
    waits: bool = False
    givers: Sequence[Elector] = ()

    @property
    def answer(self) -> str:
        return self.stance.answer if self.stance else ""


@dataclass(frozen=True)
class MyRounds:
    """An open question, and the voices for which the reader speaks in it."""

    resolution: Resolution
    voices: Sequence[VoiceInRounds]
    round: Round | None = None

    @property
    def step(self) -> Step:
        return Step(self.resolution.deliberation.step)

    @property
    def expected(self) -> str:
        return str(expected_at(self.step, self.resolution.method))

    @property
    def is_vote(self) -> bool:
        return self.round is not None and self.round.kind == RoundKind.VOTE

    @property
    def answers(self) -> list[tuple[str, str]]:
        return answers_of(self.round)

    @property
    def names(self) -> bool:
        """One names somebody, or says why."""
        return self.step in NAMING

    @property
    def changes(self) -> bool:
        return self.step == Step.CHANGES

    @property
    def asks(self) -> bool:
        """Something is expected of the reader now."""
        return self.round is not None or self.names or self.changes

    @property
    def is_by_device(self) -> bool:
        return answers_by_device(self.resolution)


def my_rounds(resolutions: Sequence[Resolution], acting: Acting, room: Room) -> list[MyRounds]:
    """Four queries at most, whatever the number of questions and voices; none without any.

    Each resolution was read with its deliberation.
    """
    asked = [resolution for resolution in resolutions if resolution.method in DELIBERATED]
    own = [elector for elector in room.electors.values() if speaks_for(acting, elector)]
    if not asked or not own:
        return []
    so_far = _heard_so_far(asked, own)
    mine = (_mine(resolution, own, room, so_far) for resolution in asked)
    return [question for question in mine if question.voices]


@dataclass(frozen=True)
class _HeardSoFar:
    """By resolution, or by resolution and elector."""

    rounds: Mapping[int, Round]
    stances: Mapping[int, Sequence[Stance]]
    nominations: Mapping[tuple[int, int], Nomination]
    sitting: Mapping[int, set[int | None]] = field(default_factory=dict)


def _heard_so_far(asked: Sequence[Resolution], own: Sequence[Elector]) -> _HeardSoFar:
    under_way = Round.objects.under_way().filter(resolution__in=asked)
    rows = under_way.select_related("proposal__option__person").order_by("pk")
    rounds = {each_round.resolution_id: each_round for each_round in rows}
    stances: dict[int, list[Stance]] = {}
    if rounds:
        given = Stance.objects.filter(round__in=list(rounds.values()))
        for stance in given.select_related("objection").order_by("pk"):
            stances.setdefault(stance.round_id, []).append(stance)
    elections = [resolution for resolution in asked if resolution.method == Method.NO_CANDIDATE]
    named = Nomination.objects.filter(resolution__in=elections, elector__in=own)
    nominations = named.select_related("nominee", "changed_to").order_by("pk")
    return _HeardSoFar(
        rounds,
        stances,
        {
            (nomination.resolution_id, nomination.elector_id): nomination
            for nomination in nominations
        },
        _sitting(own) if any(each_round.proposal for each_round in rounds.values()) else {},
    )


def _sitting(own: Iterable[Elector]) -> dict[int, set[int | None]]:
    """Who sits for each elector now."""
    inside = Attendance.objects.in_the_room().filter(elector__in=list(own)).order_by("pk")
    sitting: dict[int, set[int | None]] = {}
    for elector, person in inside.values_list("elector_id", "person_id"):
        sitting.setdefault(elector or 0, set()).add(person)
    return sitting


def _mine(
    resolution: Resolution, own: Sequence[Elector], room: Room, so_far: _HeardSoFar
) -> MyRounds:
    circle = circle_in(room, resolution)
    under_way = so_far.rounds.get(resolution.pk)
    given = so_far.stances.get(under_way.pk, ()) if under_way else ()
    stances = {stance.elector_id: stance for stance in given}
    on_it = [elector for elector in own if str(elector.key) in resolution.roll["electors"]]
    voices = [
        VoiceInRounds(
            elector=elector,
            is_here=elector.pk in circle,
            stance=stances.get(elector.pk),
            nomination=so_far.nominations.get((resolution.pk, elector.pk)),
            waits=_waits(elector, under_way, circle.keys() - stances.keys() - {elector.pk}, so_far),
            givers=[room.electors[pk] for pk in room.given_to.get(elector.pk, [])],
        )
        for elector in on_it
    ]
    return MyRounds(resolution, voices, under_way)


def _waits(
    elector: Elector, under_way: Round | None, others: Iterable[int], so_far: _HeardSoFar
) -> bool:
    """The others were not all heard yet, and this elector is the person proposed."""
    if under_way is None or under_way.proposal is None or not set(others):
        return False
    return is_proposed(elector, under_way.proposal, so_far.sitting.get(elector.pk, set()))
