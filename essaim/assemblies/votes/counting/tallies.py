"""One door to every count."""

from collections.abc import Callable

from essaim.assemblies.votes.counting.choices import (
    count_approvals,
    count_judgments,
    count_lots,
    count_ranked,
)
from essaim.assemblies.votes.counting.questions import Counted, Question
from essaim.assemblies.votes.counting.yes_or_no import count_colleges, count_simple
from essaim.assemblies.votes.enums import Method

_COUNTS: dict[str, Callable[[Question, str], Counted]] = {
    Method.SIMPLE: count_simple,
    Method.COLLEGES: count_colleges,
    Method.MAJORITY_JUDGMENT: count_judgments,
    Method.APPROVAL: count_approvals,
    Method.RANKED: count_ranked,
    Method.LOT: count_lots,
}


def count(question: Question, language: str = "fr") -> Counted:
    """The result whatever the quorum. Raises CannotCount where the rule allows no count."""
    return _COUNTS[question.method](question, language)
