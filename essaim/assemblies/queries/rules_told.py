"""The rule of a question and its result in words, whatever its method."""

from collections.abc import Sequence

from essaim.assemblies.marks import DELIBERATED
from essaim.assemblies.models import Resolution, SubjectRule
from essaim.assemblies.queries.snapshots import body_rules_of
from essaim.assemblies.telling import Told, tell_deliberation, tell_subject


def rule_told(resolution: Resolution, rule: SubjectRule) -> Told:
    """What its subject asks; round by round there is no majority, and the body says how it ends."""
    if resolution.method not in DELIBERATED:
        return tell_subject(rule)
    rules = body_rules_of(resolution.rule) if resolution.rule else resolution.meeting.rules
    return tell_deliberation(rule, rules or rule.rules, resolution.method)


def result_told(resolution: Resolution, *, with_names: bool) -> Sequence[str]:
    """Why this result. What each said in turn is left out where names are not for the reader.

    The quorum and the last sentence stay: an objection that a vote overrode goes with the decision.
    """
    told = resolution.explanation
    if with_names or resolution.method not in DELIBERATED:
        return told
    quorum = len(resolution.presence.get("quorum", {}).get("explanation", ()))
    return [*told[:quorum], *told[quorum:][-1:]]
