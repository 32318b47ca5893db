"""What was done: actions, what they lead to, what proves them."""

from essaim.kernel.acting import PUBLIC
from essaim.portal.demo.source import Built, Row, read
from essaim.programme.actions.actions import add_action, add_evidence, link_actions
from essaim.programme.content import ActionContent
from essaim.programme.models import Action

FILES = ("actions_before", "actions_1", "actions_2", "actions_3", "actions_4")
#: What the data files and the content call alike.
SAME = (
    "title", "kind", "precision", "state", "place", "commune_code", "summary", "is_highlight",
)  # fmt: skip


def add_actions(built: Built) -> None:
    """Each action after those to which it points."""
    for file in FILES:
        for row in read(file)["actions"]:
            action = _add_action(built, row)
            if "ref" in row:
                built.actions[row["ref"]] = action


def _add_action(built: Built, row: Row) -> Action:
    action = add_action(content=_content(built, row), by=built.by)
    for proof in row.get("evidence", []):
        add_evidence(action=action, title=proof["title"], url=proof["url"], by=built.by)
    for link in row.get("links", []):
        target = built.actions[link["to"]]
        link_actions(action=action, target=target, kind=link["kind"], by=built.by)
    return action


def _content(built: Built, row: Row) -> ActionContent:
    """The network carries what nobody else is said to carry; who reads the Bilan may read it."""
    organisations = row.get("organisations", {})
    return ActionContent(
        **{name: row[name] for name in SAME if name in row},
        starts_on=row["on"],
        ends_on=row.get("until"),
        audience=row.get("audience", PUBLIC),
        carried_by=built.organisations[row.get("carried_by", "mes")],
        objectives=tuple(built.objectives[code] for code in row.get("objectives", [])),
        organisations=tuple(
            (built.organisations[ref], role) for ref, role in organisations.items()
        ),
        people=tuple((built.people[ref], label) for ref, label in row.get("people", {}).items()),
    )
