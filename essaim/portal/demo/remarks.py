"""What is said beside the texts of the year, and answered."""

from typing import Any

from essaim.accounts.queries import acting_as
from essaim.comments.actions import add_comment, answer_comment, resolve_comment
from essaim.kernel.acting import Acting
from essaim.portal.demo.source import Built, Row, read
from essaim.reports.models import Report


def add_remarks(built: Built, report: Report) -> None:
    """Each by somebody who has an account, with its answers."""
    for row in read("remarks")["remarks"]:
        comment = add_comment(
            thing=_thing(built, report, *row["on"]),
            text=row["text"],
            audience=row["audience"],
            place=_place(built, row),
            quotation=row.get("quotation", ""),
            by=_acting(built, row["by"]),
        )
        for answer in row.get("answers", []):
            by = _acting(built, answer["by"])
            answer_comment(comment=comment, text=answer["text"], by=by)
        if "settled_by" in row:
            resolve_comment(comment=comment, by=_acting(built, row["settled_by"]))


def _thing(built: Built, report: Report, kind: str, name: str) -> Any:
    things: dict[str, dict[str, Any]] = {
        "action": built.actions,
        "decision": built.decisions,
        "organisation": built.organisations,
    }
    return report if kind == "report" else things[kind][name]


def _place(built: Built, row: Row) -> str:
    """A heading of the report; `objective 1.1` by its title."""
    _word, _space, code = row["place"].partition("objective ")
    return str(built.objectives[code]) if code else row["place"]


def _acting(built: Built, name: str) -> Acting:
    person = built.people[name]
    person.refresh_from_db()
    if person.user is None:
        raise LookupError(f"{name} has no account")
    return acting_as(person.user)
