"""What a reader may say now in the questions decided round by round, for each of her voices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from essaim.assemblies.roll.holders import speaks_for
from essaim.assemblies.roll.models import Attendance, Elector
from essaim.assemblies.roll.queries.presence import Room
from essaim.assemblies.rounds.enums import RoundKind
from essaim.assemblies.rounds.models import Nomination, Round, Stance
from essaim.assemblies.rounds.queries.circle import answers_by_device, circle_in, is_proposed
from essaim.assemblies.rounds.queries.now import answers_of
from essaim.assemblies.rounds.stages import NAMING
from essaim.assemblies.rounds.words import expected_at
from essaim.assemblies.votes.enums import Method, Step
from essaim.assemblies.votes.marks import DELIBERATED
from essaim.assemblies.votes.models import Resolution
from essaim.kernel.acting import Acting


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
    asked = [one for one in resolutions if one.method in DELIBERATED]
    own = [one for one in room.electors.values() if speaks_for(acting, one)]
    if not asked or not own:
        return []
    said = _said(asked, own)
    found = (_mine(one, own, room, said) for one in asked)
    return [one for one in found if one.voices]


@dataclass(frozen=True)
class _SaidSoFar:
    """By resolution, or by resolution and elector."""

    rounds: Mapping[int, Round]
    stances: Mapping[int, Sequence[Stance]]
    nominations: Mapping[tuple[int, int], Nomination]
    sitting: Mapping[int, set[int | None]] = field(default_factory=dict)


def _said(asked: Sequence[Resolution], own: Sequence[Elector]) -> _SaidSoFar:
    under_way = Round.objects.under_way().filter(resolution__in=asked)
    rows = under_way.select_related("proposal__option__person").order_by("pk")
    rounds = {one.resolution_id: one for one in rows}
    stances: dict[int, list[Stance]] = {}
    if rounds:
        given = Stance.objects.filter(round__in=list(rounds.values()))
        for one in given.select_related("objection").order_by("pk"):
            stances.setdefault(one.round_id, []).append(one)
    elections = [one for one in asked if one.method == Method.NO_CANDIDATE]
    named = Nomination.objects.filter(resolution__in=elections, elector__in=own)
    nominations = named.select_related("nominee", "changed_to").order_by("pk")
    return _SaidSoFar(
        rounds,
        stances,
        {(one.resolution_id, one.elector_id): one for one in nominations},
        _sitting(own) if any(one.proposal for one in rounds.values()) else {},
    )


def _sitting(own: Iterable[Elector]) -> dict[int, set[int | None]]:
    """Who sits for each elector now."""
    inside = Attendance.objects.in_the_room().filter(elector__in=list(own)).order_by("pk")
    found: dict[int, set[int | None]] = {}
    for elector, person in inside.values_list("elector_id", "person_id"):
        found.setdefault(elector or 0, set()).add(person)
    return found


def _mine(resolution: Resolution, own: Sequence[Elector], room: Room, said: _SaidSoFar) -> MyRounds:
    circle = circle_in(room, resolution)
    under_way = said.rounds.get(resolution.pk)
    given = said.stances.get(under_way.pk, ()) if under_way else ()
    stances = {one.elector_id: one for one in given}
    on_it = [one for one in own if str(one.key) in resolution.roll["electors"]]
    voices = [
        VoiceInRounds(
            elector=one,
            is_here=one.pk in circle,
            stance=stances.get(one.pk),
            nomination=said.nominations.get((resolution.pk, one.pk)),
            waits=_waits(one, under_way, circle.keys() - stances.keys() - {one.pk}, said),
            givers=[room.electors[pk] for pk in room.given_to.get(one.pk, [])],
        )
        for one in on_it
    ]
    return MyRounds(resolution, voices, under_way)


def _waits(
    elector: Elector, under_way: Round | None, others: Iterable[int], said: _SaidSoFar
) -> bool:
    """The others were not all heard yet, and this elector is the person proposed."""
    if under_way is None or under_way.proposal is None or not set(others):
        return False
    return is_proposed(elector, under_way.proposal, said.sitting.get(elector.pk, set()))
