"""Who founds bodies and writes down what the statutes say of them."""

from essaim.assemblies.models import Body, BodyRules, SubjectRule
from essaim.assemblies.rules.holders import keeps_bodies, keeps_body, sees_body
from essaim.kernel.acting import Acting


def view_body(by: Acting, body: Body) -> bool:
    return sees_body(by, body)


def found_body(by: Acting) -> bool:
    return keeps_bodies(by)


def edit_body(by: Acting, body: Body) -> bool:
    return keeps_body(by, body)


def close_body(by: Acting, body: Body) -> bool:
    return keeps_body(by, body)


def reopen_body(by: Acting, body: Body) -> bool:
    return keeps_body(by, body)


def adopt_rules(by: Acting, body: Body) -> bool:
    return keeps_body(by, body)


def edit_rules(by: Acting, rules: BodyRules) -> bool:
    return keeps_body(by, rules.body)


def set_subject_rule(by: Acting, rules: BodyRules) -> bool:
    return keeps_body(by, rules.body)


def remove_subject_rule(by: Acting, subject_rule: SubjectRule) -> bool:
    return keeps_body(by, subject_rule.rules.body)


def set_college_weights(by: Acting, rules: BodyRules) -> bool:
    return keeps_body(by, rules.body)
