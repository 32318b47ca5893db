"""Who founds bodies and writes down what the statutes say of them."""

from essaim.assemblies.models import Body
from essaim.assemblies.rules.holders import keeps_bodies, sees_body
from essaim.kernel.acting import Acting


def view_body(by: Acting, body: Body) -> bool:
    return sees_body(by, body)


def found_body(by: Acting) -> bool:
    return keeps_bodies(by)


def edit_body(by: Acting) -> bool:
    return keeps_bodies(by)


def close_body(by: Acting) -> bool:
    return keeps_bodies(by)


def reopen_body(by: Acting) -> bool:
    return keeps_bodies(by)


def adopt_rules(by: Acting) -> bool:
    return keeps_bodies(by)


def edit_rules(by: Acting) -> bool:
    return keeps_bodies(by)


def set_subject_rule(by: Acting) -> bool:
    return keeps_bodies(by)


def remove_subject_rule(by: Acting) -> bool:
    return keeps_bodies(by)


def set_college_weights(by: Acting) -> bool:
    return keeps_bodies(by)
