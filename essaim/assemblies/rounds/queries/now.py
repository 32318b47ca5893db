"""Where a question decided round by round stands now, asked again every few seconds by its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.presence import Room, room_of
from essaim.assemblies.rounds.enums import RoundKind, StanceAnswer, Verdict
from essaim.assemblies.rounds.models import Objection, Proposal, Round, Stance, Wording
from essaim.assemblies.rounds.queries.circle import circle_in
from essaim.assemblies.rounds.words import expected_at
from essaim.assemblies.votes.enums import Method, ResolutionState, Step
from essaim.assemblies.votes.models import Resolution

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
        round_count=_one(Round.objects.filter(**of_it), "resolution", Max("number")),
        heard_count=_one(
            Stance.objects.filter(round__resolution=OuterRef("pk"), round__ended_at=None),
            "round__resolution",
            Count("pk"),
        ),
        wording_count=_one(Wording.objects.filter(**of_it), "resolution", Max("number")),
        proposal_count=_one(Proposal.objects.filter(**of_it), "resolution", Max("number")),
        judged_count=_one(
            judged.filter(stance__round__resolution=OuterRef("pk")),
            "stance__round__resolution",
            Count("pk"),
        ),
    )


def live_rows() -> QuerySet[Resolution]:
    """What goes round by round, with all that its live part reads of it."""
    rows = Resolution.objects.filter(deliberation__isnull=False)
    return with_marks(rows.select_related("meeting__chair"))


def _one(rows: QuerySet[Any], by: str, number: Any) -> Any:
    return Coalesce(Subquery(rows.order_by().values(by).annotate(n=number).values("n")), 0)


def answers_of(under_way: Round | None) -> list[tuple[str, str]]:
    """Code and word of each button; an objection is written on a page of its own."""
    is_vote = under_way is not None and under_way.kind == RoundKind.VOTE
    return [(one.value, str(one.label)) for one in (_IN_VOTES if is_vote else _IN_ROUNDS)]


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
        return sorted(one.name for pk, one in self.circle.items() if pk not in self.heard)

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
    found = last.order_by("-number").first()
    return RoundsNow(resolution, found, circle_in(room, resolution), _heard(resolution, found))


def _heard(resolution: Resolution, last: Round | None) -> frozenset[int]:
    step = resolution.deliberation.step
    if step in {Step.NOMINATION, Step.READING}:
        named = resolution.nominations.all()
        told = named.exclude(reason="") if step == Step.READING else named
        return frozenset(told.values_list("elector_id", flat=True))
    if last is None or last.ended_at is not None:
        return frozenset()
    return frozenset(last.stances.values_list("elector_id", flat=True))
