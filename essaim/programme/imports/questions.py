"""What a person is asked of a row that an import cannot settle by itself."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from essaim.exchange.engine import Plan, Question, SourceRow
from essaim.exchange.enums import RowOutcome
from essaim.programme.imports.identity import LEFT_OUT, NEW, SAME, Match, Verdict
from essaim.programme.models import Action


def plan_of_match(
    row: SourceRow, match: Match, noted: Mapping[UUID, Action], other: SourceRow | None
) -> Plan | None:
    """The plan of a row that is asked, left out or said already; None where it is clear."""
    if match.verdict in {Verdict.NEW, Verdict.SAME}:
        return None
    if match.verdict is Verdict.LEFT_OUT:
        return Plan.refused("", "", _("Left out, as you said."))
    if other is not None and list(row.cells) == list(other.cells):
        reason = _("Says the same as line %(line)d, and counts once.") % {"line": other.line}
        return Plan(RowOutcome.UNCHANGED, reason=reason)
    if match.verdict is Verdict.MARKED_TWICE and other is not None:
        sentence = _("Line %(line)d has this identifier too: each stands once in a file.")
        identifier = row.values.get("external_id", "")
        return Plan.refused("external_id", identifier, sentence % {"line": other.line})
    return Plan.asked(_question(row, match, noted, other))


def _question(
    row: SourceRow, match: Match, noted: Mapping[UUID, Action], other: SourceRow | None
) -> Question:
    choices = [
        (f"{SAME}{key}", _("the same as %(action)s") % {"action": _in_words(noted[key])})
        for key in match.keys
    ]
    choices += [(NEW, _("another one: note it")), (LEFT_OUT, _("leave this line out"))]
    if other is not None:
        sentence = _(
            "Line %(line)d has the same title and day, and no place tells them apart: is this"
            " another action?"
        )
        sentence %= {"line": other.line}
    elif match.verdict is Verdict.MOVED:
        sentence = _("An action of this title and day is noted at another place: is it the same?")
    else:
        sentence = _("Several actions have this title and day: which one is meant?")
    return Question(f"row:{row.position}", sentence, choices)


def _in_words(action: Action) -> str:
    day = date_format(action.starts_on, "SHORT_DATE_FORMAT")
    return " · ".join(filter(None, (action.title, day, action.place)))
