"""Whether enough electors are in the room for one kind of question (domain reference 2.2).

At one vote, or as they answered the convocation.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from essaim.assemblies.bodies.enums import QuorumBase
from essaim.assemblies.bodies.models import SubjectRule
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.meetings.queries import sitting_meetings
from essaim.assemblies.roll.models import Answer, Right
from essaim.assemblies.roll.queries.convocation import ordinary_rule
from essaim.assemblies.roll.queries.headcount import count_announced, count_answers
from essaim.assemblies.roll.queries.presence import Headcount, Room, room_of, room_of_quorum
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.queries.put_again import is_put_again, words_of
from essaim.kernel.database_clock import UntilWritten
from essaim.tally.errors import CannotCount
from essaim.tally.quorum import Presence, QuorumKind, QuorumResult, QuorumRule, quorum


def quorum_for(
    meeting: Meeting,
    subject_rule: SubjectRule,
    room: Headcount,
    language: str = "fr",
    question: Resolution | None = None,
) -> QuorumResult:
    """The quorum that a subject asks for, or one question of it, with the room as it is.

    Colleges are told by name; one in which nobody may vote is left out, and told. Raises
    CannotCount where the rule asks for a quorum in each college and no elector has one.
    """
    if is_free_of_quorum(meeting, subject_rule, question):
        return _without_quorum(room, subject_rule, language, question)
    members = subject_rule.quorum_base == QuorumBase.MEMBERS
    by_college = {
        room.college_names[code]: _among(
            presence, room.convened(code), members and presence.registered > 0
        )
        for code, presence in room.by_college.items()
    }
    overall = _among(room.overall, room.convened(), members)
    rule = _rule(subject_rule, in_writing=meeting.is_written)
    return quorum(rule, overall, by_college=by_college, language=language)


def is_free_of_quorum(
    meeting: Meeting, subject_rule: SubjectRule, question: Resolution | None = None
) -> bool:
    """Convened again for want of a quorum, late enough, where the rules then ask for none.

    On the same agenda, that spares what the first call announced, and no other question.
    """
    if meeting.second_call_of is None or not subject_rule.second_call:
        return False
    first, second = (
        timezone.localdate(call.starts_at) for call in (meeting.second_call_of, meeting)
    )
    if second < first + timedelta(days=subject_rule.second_call_days):
        return False
    if question is None or not subject_rule.second_call_same_agenda:
        return True
    return is_put_again(words_of(question), meeting.put_again)


def _rule(subject_rule: SubjectRule, *, in_writing: bool) -> QuorumRule:
    return QuorumRule(
        kind=QuorumKind(subject_rule.quorum_kind),
        number=subject_rule.quorum_number,
        numerator=subject_rule.quorum_numerator,
        denominator=subject_rule.quorum_denominator,
        counts_proxies=subject_rule.quorum_counts_proxies,
        by_college=subject_rule.quorum_by_college,
        in_writing=in_writing,
        is_strict=subject_rule.quorum_is_strict,
    )


def _among(presence: Presence, convened: int, members: bool) -> Presence:
    """The same people in the room, as a part of all those who stand where the rule says so."""
    registered = convened if members else presence.registered
    return Presence(registered, presence.present, presence.represented)


def _without_quorum(
    room: Headcount, subject_rule: SubjectRule, language: str, question: Resolution | None
) -> QuorumResult:
    here = room.overall
    counted = here.present + (here.represented if subject_rule.quorum_counts_proxies else 0)
    with override(language):
        if question is None and subject_rule.second_call_same_agenda:
            sentence = _(
                "This is the second call: what the first announced needs no quorum any more."
            )
        else:
            sentence = _("This is the second call: no quorum is needed any more.")
    return QuorumResult(0, counted, True, (sentence,))


def asked_rows() -> QuerySet[Resolution]:
    """Questions with what casting a ballot reads of them: two hundred may come at once."""
    return Resolution.objects.select_related("meeting__chair")


def room_at_vote(resolution: Resolution) -> Room:
    """The room now, or when the votes were taken, on the roll frozen at the opening of the vote.

    Whoever voted and then left is counted as present still; in writing, who voted is present.
    """
    room = on_roll(room_of(resolution.meeting, resolution.taken_at), resolution)
    own, by_proxy = _voted(resolution)
    if resolution.meeting.is_written:
        return replace(room, present=own, holder_of={})
    return room.with_cast(own, by_proxy)


def on_roll(room: Room, resolution: Resolution) -> Room:
    """The room with the right to vote as it stood when the vote was opened."""
    on_it = resolution.roll.get("electors", {})
    voting = {pk: Right.HELD for pk, elector in room.electors.items() if str(elector.key) in on_it}
    others = (pk for pk, elector in room.electors.items() if pk not in voting and elector.may_vote)
    return room.with_rights({**voting, **dict.fromkeys(others, Right.NOT_ADMITTED)})


def _voted(resolution: Resolution) -> tuple[frozenset[int], dict[int, int]]:
    """Electors who voted themselves, and those voted for, each with who held the proxy."""
    rows = resolution.sign_offs if resolution.is_secret else resolution.ballots
    cast = rows.values_list("elector_id", "proxy_id", "proxy__holder_id")
    own = frozenset(elector for elector, proxy, _holder in cast if proxy is None)
    by_proxy = {elector: holder or 0 for elector, proxy, holder in cast if proxy is not None}
    return own, by_proxy


def quorum_at_vote(resolution: Resolution, rule: SubjectRule, room: Room) -> QuorumResult:
    """With the room of the vote, or that of the opening where the rule looks at it then."""
    meeting = resolution.meeting
    counted = room_of_quorum(meeting, rule, room)
    return quorum_for(meeting, rule, counted, question=resolution)


@dataclass(frozen=True)
class RollSummary:
    """How many are convened and stand, what they answered, and the quorum that this would make."""

    meeting: Meeting
    answers: Mapping[str, int]
    proxies: int
    rule: SubjectRule | None

    @property
    def convened(self) -> int:
        return sum(self.answers.values())

    @property
    def coming(self) -> int:
        return self.answers.get(Answer.COMING, 0)

    @property
    def remote(self) -> int:
        return self.answers.get(Answer.REMOTE, 0)

    @property
    def excused(self) -> int:
        return self.answers.get(Answer.EXCUSED, 0)

    @property
    def silent(self) -> int:
        return self.answers.get(Answer.NONE, 0)

    @cached_property
    def forecast(self) -> QuorumResult | None:
        """The quorum of an ordinary question if everybody does as they said; None without a rule.

        In one query.
        """
        if self.rule is None:
            return None
        room = count_announced(self.meeting)
        try:
            return quorum_for(self.meeting, self.rule, room)
        except CannotCount:
            return None


@UntilWritten
def roll_summary(key: UUID) -> RollSummary:
    """Of the meeting of that key, in three queries, whatever the number of electors."""
    meeting = sitting_meetings().get(key=key)
    answers, proxies = count_answers(meeting)
    return RollSummary(meeting, answers, proxies, ordinary_rule(meeting))
