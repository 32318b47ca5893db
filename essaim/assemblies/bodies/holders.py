"""Who keeps bodies, and who convenes: what rules are made of."""

from essaim.assemblies.bodies.models import Body, BodyRules
from essaim.kernel.acting import BUREAU, COMMAND, COORDINATION, Acting


def keeps_bodies(by: Acting) -> bool:
    """Who writes down what the statutes say."""
    return by.is_one_of(COORDINATION)


def keeps_body(by: Acting, body: Body) -> bool:
    """The same of this body: what a group has for itself is its own. Commands are everywhere."""
    return keeps_bodies(by) and (by.is_one_of(COMMAND) or sees_body(by, body))


def convenes(by: Acting) -> bool:
    """Who plans meetings and writes to the electors."""
    return by.is_one_of(COORDINATION, BUREAU)


def convenes_body(by: Acting, body: Body) -> bool:
    """The same for this body, which they see. Timers convene everywhere."""
    return convenes(by) and (by.is_one_of(COMMAND) or sees_body(by, body))


def sees_body(by: Acting, body: Body) -> bool:
    """Whoever is of its audience, and the members of its group."""
    return body.audience in by.capacities or is_of_group(by, body)


def is_of_group(by: Acting, body: Body) -> bool:
    """Is of its group."""
    groups = by.keys_of("group")
    return bool(groups) and body.group is not None and body.group.key in groups


# The same of what hangs on a body or on a meeting.


def keeps_rules(by: Acting, rules: BodyRules) -> bool:
    return keeps_body(by, rules.body)
