"""Who founds bodies and writes down what the statutes say of them."""

from essaim.assemblies.bodies.holders import keeps_bodies, keeps_body, keeps_rules, sees_body
from essaim.assemblies.bodies.models import SubjectRule
from essaim.kernel.acting import Acting

view_body = sees_body
found_body = keeps_bodies
edit_body = close_body = reopen_body = adopt_rules = keeps_body
edit_rules = set_subject_rule = set_college_weights = keeps_rules


def remove_subject_rule(by: Acting, subject_rule: SubjectRule) -> bool:
    return keeps_rules(by, subject_rule.rules)
