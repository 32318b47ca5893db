"""Whether anybody may vote at a meeting, and in each college that its rules count on its own."""

from collections.abc import Collection
from datetime import datetime

from essaim.assemblies.cautions import roll_cautions
from essaim.assemblies.enums import Aggregation, QuorumKind
from essaim.assemblies.models import BodyRules, Elector, Meeting
from essaim.assemblies.queries.notice import rules_at
from essaim.assemblies.queries.roll import derived_roll


def cautions_before(meeting: Meeting, at: datetime) -> list[str]:
    """As if it were convened at that moment; nothing without rules, which convening refuses."""
    rules = rules_at(meeting, at)
    if rules is None:
        return []
    roll = derived_roll(meeting, rules, at)
    return roll_cautions(roll, _colleges_asked_for(rules, roll))


def cautions_since(meeting: Meeting, roll: Collection[Elector]) -> list[str]:
    """Of the roll of a convened meeting, as it stands."""
    if meeting.rules is None:
        return []
    return roll_cautions(roll, _colleges_asked_for(meeting.rules, roll))


def _colleges_asked_for(rules: BodyRules, roll: Collection[Elector]) -> dict[int, str]:
    """Those whose votes weigh; where a quorum is asked in each, those of whoever is convened."""
    asked: dict[int, str] = {}
    if rules.aggregation != Aggregation.HEADS:
        weights = rules.colleges.select_related("college").order_by("college__name", "pk")
        asked |= {one.college_id: str(one.college) for one in weights}
    voters = {one.college_id for one in roll if one.may_vote}
    mute = {one.college_id: str(one.college) for one in roll if one.college_id is not None}
    mute = {college: name for college, name in mute.items() if college not in voters}
    return asked | mute if mute and _has_quorum_by_college(rules) else asked


def _has_quorum_by_college(rules: BodyRules) -> bool:
    by_college = rules.subjects.filter(quorum_by_college=True)
    return by_college.exclude(quorum_kind=QuorumKind.NONE).exists()
