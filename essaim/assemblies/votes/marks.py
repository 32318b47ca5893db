"""What a ballot may say, by method: pure, and the same for named and for secret ballots.

Marks are {"vote": "for"} in a vote for or against. Elsewhere they go by the key of the option: the
place of the grade, best first (majority judgment); true (approval); the rank from 1 on (ranked).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from essaim.assemblies.votes.enums import Choice, Method
from essaim.kernel.errors import RuleBroken

#: Methods that say yes or no to a text; the others choose among options.
YES_OR_NO = frozenset({Method.SIMPLE, Method.COLLEGES})
#: Methods in which one speaks in turn, round by round, and casts no ballot.
DELIBERATED = frozenset({Method.CONSENT, Method.NO_CANDIDATE})
#: Methods in which nobody casts a ballot.
WITHOUT_BALLOTS = DELIBERATED | {Method.LOT}
#: With fewer electors in a group whose votes are counted apart, one guesses who voted what.
FEWEST_ELECTORS = 5
#: With fewer ballots in the box, its count tells them.
FEWEST_VOTERS = 3


def checked_marks(
    method: str, marks: Mapping[str, Any], options: Sequence[str], grades: Sequence[str] = ()
) -> dict[str, Any]:
    """The marks as they are kept. Raises RuleBroken where they say nothing that can be counted."""
    if method in YES_OR_NO:
        return _checked_vote(marks)
    if method in DELIBERATED:
        raise RuleBroken(
            _("This question is answered in turn, on its own page: no ballot is cast.")
        )
    if method == Method.LOT:
        raise RuleBroken(_("Lots are drawn: no ballot is cast."))
    strange = set(marks) - set(options)
    if strange:
        raise RuleBroken(_("This ballot names something that is not put to the vote."))
    if method == Method.MAJORITY_JUDGMENT:
        return _checked_grades(marks, options, len(grades))
    if method == Method.APPROVAL:
        return {key: True for key in options if marks.get(key)}
    return _checked_ranks(marks)


def _checked_vote(marks: Mapping[str, Any]) -> dict[str, Any]:
    vote = marks.get("vote")
    if vote not in Choice.values or set(marks) != {"vote"}:
        raise RuleBroken(_("A ballot says for, against, abstention or blank."))
    return {"vote": str(vote)}


def _checked_grades(marks: Mapping[str, Any], options: Sequence[str], size: int) -> dict[str, Any]:
    """In the order of the options, so that no ballot stands out by the order of its marks."""
    if not marks:
        raise RuleBroken(_("Give a grade to one option at least."))
    if any(not isinstance(mark, int) or not 0 <= mark < size for mark in marks.values()):
        raise RuleBroken(_("This ballot bears a grade that is not on the scale."))
    return {key: marks[key] for key in options if key in marks}


def _checked_ranks(marks: Mapping[str, Any]) -> dict[str, Any]:
    """Ranks without gaps: whoever writes 1 and 3 means first and second."""
    ranks = list(marks.values())
    if any(not isinstance(rank, int) or rank < 1 for rank in ranks):
        raise RuleBroken(_("Ranks are numbers from 1 on."))
    if len(set(ranks)) < len(ranks):
        raise RuleBroken(_("Two options bear the same rank: give each rank once."))
    in_order = sorted(marks, key=lambda key: int(marks[key]))
    return {key: place for place, key in enumerate(in_order, start=1)}
