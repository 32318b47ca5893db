"""What was answered to a convocation, and the quorum that this would make."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import get_language

from essaim.assemblies.bodies.models import SubjectRule
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.attendance_sheet import Sitting
from essaim.assemblies.roll.enums import Answer
from essaim.assemblies.roll.models import Elector, Proxy
from essaim.assemblies.roll.queries.attendance_sheets import sheet_of
from essaim.assemblies.roll.queries.convocation import ordinary_rule
from essaim.assemblies.roll.queries.presence import Room
from essaim.assemblies.votes.queries.quorum import quorum_for
from essaim.tally.errors import CannotCount
from essaim.tally.quorum import QuorumResult


@dataclass(frozen=True)
class RollSummary:
    """How many are convened and stand, what they answered, and the quorum that this would make."""

    meeting: Meeting
    electors: Sequence[Elector]
    given: Sequence[Proxy]
    rule: SubjectRule | None

    @cached_property
    def answers(self) -> Counter[str]:
        return Counter(one.answer for one in self.electors)

    @property
    def convened(self) -> int:
        return len(self.electors)

    @property
    def voters(self) -> int:
        return sum(one.may_vote for one in self.electors)

    @property
    def coming(self) -> int:
        return self.answers[Answer.COMING]

    @property
    def remote(self) -> int:
        return self.answers[Answer.REMOTE]

    @property
    def excused(self) -> int:
        return self.answers[Answer.EXCUSED]

    @property
    def proxies(self) -> int:
        return len(self.given)

    @property
    def silent(self) -> int:
        return self.answers[Answer.NONE]

    @cached_property
    def forecast(self) -> QuorumResult | None:
        """The quorum of an ordinary question if everybody does as she said; None without a rule."""
        if self.rule is None:
            return None
        room = _room_as_announced(self.meeting, self.electors, self.given)
        try:
            return quorum_for(self.meeting, self.rule, room, get_language() or "fr")
        except CannotCount:
            return None


def _room_as_announced(
    meeting: Meeting, electors: Sequence[Elector], proxies: Sequence[Proxy]
) -> Room:
    """As if whoever says to come were there already."""
    says = {Answer.COMING, Answer.REMOTE}
    coming = [Sitting(one.pk, meeting.starts_at) for one in electors if one.answer in says]
    sheet = replace(sheet_of(meeting, electors, (), proxies), sittings=coming)
    return Room.at({one.pk: one for one in electors}, sheet)


def roll_summary(meeting: Meeting) -> RollSummary:
    """In three queries, whatever the number of electors."""
    standing = meeting.electors.standing().select_related("college")
    given = Proxy.objects.standing().filter(giver__meeting=meeting)
    return RollSummary(
        meeting, list(standing.order_by("folded", "pk")), list(given), ordinary_rule(meeting)
    )
