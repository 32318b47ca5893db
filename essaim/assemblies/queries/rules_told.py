"""The rule of a question in words, whatever its method."""

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
