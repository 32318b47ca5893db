"""Writing what an objective is worth in a year: the judgement, and the texts around it."""

from django.utils.translation import gettext as _

from essaim.journal.actions import action, keep_beside
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fit
from essaim.kernel.markup import clean, tokens
from essaim.programme.actions.content import check_year
from essaim.programme.actions.figures import record_figure_uses
from essaim.programme.enums import NEEDS_REASON, ObjectiveStatus
from essaim.programme.models import Decision, Objective, ObjectiveYear


@action
def judge_objective(
    *,
    objective: Objective,
    year: int,
    status: str,
    by: Acting,
    reason: str = "",
    decision: Decision | None = None,
    became: Objective | None = None,
) -> ObjectiveYear:
    """Say where an objective stands for a year. Raises RuleBroken where a change says no reason."""
    check_year(year)
    if status not in ObjectiveStatus.values:
        raise RuleBroken(_("Choose a status."))
    changed = status in NEEDS_REASON
    if changed and not reason.strip():
        raise RuleBroken(_("An objective that is transformed, postponed or abandoned says why."))
    if became == objective:
        raise RuleBroken(_("An objective becomes another one."))
    row, _made = ObjectiveYear.objects.get_or_create(objective=objective, year=year)
    row.status, row.reason = status, reason.strip()
    row.decision = decision
    row.became = became if changed else None
    row.save(update_fields=["status", "reason", "decision", "became"])
    return row


@action
def write_objective_year(
    *, objective_year: ObjectiveYear, field: str, text: str, by: Acting
) -> ObjectiveYear:
    """Save one of the texts of a year, cleaned. The year may not be saved yet: this makes it."""
    row, mine = _kept_row(objective_year, field), clean(text)
    if mine != getattr(row, field):
        fit(ObjectiveYear(**{field: mine}), [field])
        setattr(row, field, mine)
        row.save(update_fields=[field])
        record_figure_uses(row, field, [token[:3] for token in tokens(mine)])
    return row


@action
def keep_text(*, objective_year: ObjectiveYear, field: str, text: str, by: Acting) -> ObjectiveYear:
    """Keep a text that came second among the versions; the one that stands is untouched."""
    row = _kept_row(objective_year, field)
    keep_beside(row, **{field: clean(text)})
    return row


def _kept_row(objective_year: ObjectiveYear, field: str) -> ObjectiveYear:
    if field not in ObjectiveYear.TEXTS:
        raise RuleBroken(_("“%(field)s” is not a text of an objective.") % {"field": field})
    check_year(objective_year.year)
    row, _made = ObjectiveYear.objects.get_or_create(
        objective=objective_year.objective, year=objective_year.year
    )
    return row
