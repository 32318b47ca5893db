"""Whether anybody may vote at a meeting, and in each college that its rules count on its own."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.assemblies.bodies.enums import Aggregation, QuorumKind
from essaim.assemblies.bodies.models import BodyRules
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import (
    OFF_THE_ROLL,
    Elector,
    Right,
)
from essaim.assemblies.roll.queries.notice import rules_at
from essaim.assemblies.roll.queries.roll import derived_roll


def roll_cautions(roll: Collection[Elector], required: Mapping[int, str]) -> list[str]:
    """Where nobody of the roll may vote, or nobody of a college that the rules ask for: a sentence
    each, with what to do. `required` names those colleges by their id.
    """
    standing = [elector for elector in roll if elector.right not in OFF_THE_ROLL]
    if not standing:
        return [
            _(
                "Nobody is to be convened on that day: this body has no elector. Note the members"
                " of the network, or those who have a seat in the group of the body."
            )
        ]
    if not any(elector.may_vote for elector in standing):
        sentence = ngettext(
            "The only elector may not vote on that day, so that nothing can be decided.",
            "None of the %(electors)s electors may vote on that day, so that nothing can be"
            " decided.",
            len(standing),
        )
        return [" ".join((sentence % {"electors": len(standing)}, *_remedies(standing)))]
    return [
        _college_without_voice(
            name, [elector for elector in standing if elector.college_id == college]
        )
        for college, name in required.items()
        if not any(elector.may_vote and elector.college_id == college for elector in standing)
    ]


def _college_without_voice(name: str, electors: Collection[Elector]) -> str:
    sentence = _(
        "Nobody of the college “%(college)s” may vote on that day, and the rules count it on its"
        " own: see what they say of a college that does not vote."
    )
    remedies = [*_remedies(electors)] or [_("Give its members this college.")]
    return " ".join((sentence % {"college": name}, *remedies))


def _remedies(electors: Collection[Elector]) -> Iterator[str]:
    """What lets those vote who may not, by the reason why."""
    reasons = Counter(elector.right for elector in electors)
    if dues := reasons[Right.DUES]:
        yield ngettext(
            "%(electors)s has dues that are not paid: note the payments that came.",
            "%(electors)s have dues that are not paid: note the payments that came.",
            dues,
        ) % {"electors": dues}
    if unspoken := reasons[Right.NO_VOICE]:
        yield ngettext(
            "%(electors)s has nobody who represents it: note who does.",
            "%(electors)s have nobody who represents them: note who does.",
            unspoken,
        ) % {"electors": unspoken}
    if recent := reasons[Right.NOT_ADMITTED]:
        yield ngettext(
            "%(electors)s was admitted too recently: choose a later day, or see the day of"
            " admission.",
            "%(electors)s were admitted too recently: choose a later day, or see the days of"
            " admission.",
            recent,
        ) % {"electors": recent}


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
        asked |= {weight.college_id: str(weight.college) for weight in weights}
    voters = {elector.college_id for elector in roll if elector.may_vote}
    mute = {
        elector.college_id: str(elector.college)
        for elector in roll
        if elector.college_id is not None
    }
    mute = {college: name for college, name in mute.items() if college not in voters}
    return asked | mute if mute and _has_quorum_by_college(rules) else asked


def _has_quorum_by_college(rules: BodyRules) -> bool:
    by_college = rules.subjects.filter(quorum_by_college=True)
    return by_college.exclude(quorum_kind=QuorumKind.NONE).exists()
