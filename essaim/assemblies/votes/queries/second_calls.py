"""Whether a meeting lacked its quorum, and from which day on it may be called again."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.bodies.enums import QuorumKind
from essaim.assemblies.bodies.models import SubjectRule
from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.queries.headcount import count_now, count_of_quorum
from essaim.assemblies.roll.queries.presence import Headcount, Room, whole_sheet
from essaim.assemblies.votes.enums import Outcome
from essaim.assemblies.votes.queries.quorum import quorum_for
from essaim.kernel.errors import RuleBroken
from essaim.tally.errors import CannotCount

BEGUN = {MeetingState.OPEN, MeetingState.CLOSED}


@dataclass(frozen=True)
class SecondCall:
    """The first day on which the body may meet again without a quorum, and the delay in days."""

    not_before: date
    days: int
    is_same_agenda: bool
    subjects: frozenset[str]


def second_call_of(meeting: Meeting) -> SecondCall:
    """Raises RuleBroken where there is none to make, with the reason."""
    if meeting.is_written:
        raise RuleBroken(
            _("Without its quorum the question is put again: open a new consultation, or meet.")
        )
    if meeting.state not in BEGUN or meeting.rules is None:
        raise RuleBroken(_("A second call comes after a meeting that was opened."))
    if Meeting.objects.filter(second_call_of=meeting).exists():
        raise RuleBroken(_("The second call of this meeting is already planned."))
    allowing = list(meeting.rules.subjects.filter(second_call=True).order_by("pk"))
    allowing = [rule for rule in allowing if rule.quorum_kind != QuorumKind.NONE]
    if not allowing:
        raise RuleBroken(_("The rules of this body know no second call without a quorum."))
    lacking = _lacking(meeting, allowing)
    if not lacking:
        raise RuleBroken(_("This meeting had its quorum: there is nothing to call again."))
    days = max(rule.second_call_days for rule in lacking)
    return SecondCall(
        not_before=timezone.localdate(meeting.starts_at) + timedelta(days=days),
        days=days,
        is_same_agenda=any(rule.second_call_same_agenda for rule in lacking),
        subjects=frozenset(rule.subject for rule in lacking),
    )


def may_be_called_again(meeting: Meeting) -> bool:
    try:
        second_call_of(meeting)
    except RuleBroken:
        return False
    return True


def _lacking(meeting: Meeting, rules: list[SubjectRule]) -> list[SubjectRule]:
    """Those whose votes were void, or whose quorum the room never held."""
    void = meeting.resolutions.filter(outcome=Outcome.NO_QUORUM)
    subjects = set(void.values_list("subject", flat=True))
    room = count_now(meeting) if meeting.state == MeetingState.OPEN else _all_who_came(meeting)
    return [
        rule for rule in rules if rule.subject in subjects or not _is_reached(meeting, rule, room)
    ]


def _is_reached(meeting: Meeting, rule: SubjectRule, room: Headcount) -> bool:
    """A quorum that cannot be told was not there."""
    try:
        return quorum_for(meeting, rule, count_of_quorum(meeting, rule, room)).is_reached
    except CannotCount:
        return False


def _all_who_came(meeting: Meeting) -> Room:
    """The fullest that the room can have been: whoever came at all, with what was used there."""
    electors = {
        elector.pk: elector for elector in meeting.electors.select_related("college").order_by("pk")
    }
    sheet = whole_sheet(meeting, electors.values())
    present = frozenset(sitting.elector for sitting in sheet.sittings)
    holders = {pk: sheet.holders(pk) for pk in electors if pk not in present}
    return Room(electors, present, {pk: several[-1] for pk, several in holders.items() if several})
