"""Writing what an objective is worth in a year: the judgement, and the texts around it."""

from django.db.models import F
from django.utils.translation import gettext as _

from essaim.journal.actions import action
from essaim.journal.models import Revision
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fit
from essaim.kernel.markup import clean, tokens
from essaim.programme.actions.content import check_year
from essaim.programme.actions.figures import record_figure_uses
from essaim.programme.conflicts import TextConflict
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
    *, objective_year: ObjectiveYear, field: str, text: str, version: int, by: Acting
) -> ObjectiveYear:
    """Save one of the texts of a year, cleaned, upon the version that its author read.

    The year may not be saved yet: its first text makes it. Raises TextConflict where the same text
    was saved meanwhile; another text of the same year does not stand in the way.
    """
    _check_field(field)
    row = _kept_row(objective_year)
    mine = clean(text)
    if mine == getattr(row, field):
        return row
    if row.version != version and _was_written_since(row, field, version):
        raise TextConflict(mine=mine, theirs=getattr(row, field), version=row.version)
    fit(ObjectiveYear(**{field: mine}), [field])
    unchanged = ObjectiveYear.objects.filter(pk=row.pk, version=row.version)
    if not unchanged.update(version=F("version") + 1, **{field: mine}):
        row.refresh_from_db()
        raise TextConflict(mine=mine, theirs=getattr(row, field), version=row.version)
    row.refresh_from_db()
    record_figure_uses(row, field, [token[:3] for token in tokens(mine)])
    return row


def _check_field(field: str) -> None:
    if field not in ObjectiveYear.TEXTS:
        raise RuleBroken(_("“%(field)s” is not a text of an objective.") % {"field": field})


def _kept_row(objective_year: ObjectiveYear) -> ObjectiveYear:
    check_year(objective_year.year)
    row, _made = ObjectiveYear.objects.get_or_create(
        objective=objective_year.objective, year=objective_year.year
    )
    return row


def _was_written_since(row: ObjectiveYear, field: str, version: int) -> bool:
    """Whether this very text differs from what it was at that version."""
    then = Revision.objects.of(row.key).filter(record__version=str(version)).order_by("number")
    record = then.values_list("record", flat=True).first() or {}
    return bool(getattr(row, field) != record.get(field, ""))


def write_or_keep_both(
    *, objective_year: ObjectiveYear, field: str, text: str, version: int, by: Acting
) -> ObjectiveYear:
    """Saves the text; on a conflict keeps hers in the history, then raises TextConflict."""
    try:
        return write_objective_year(
            objective_year=objective_year, field=field, text=text, version=version, by=by
        )
    except TextConflict as conflict:
        keep_both_texts(objective_year=objective_year, field=field, text=conflict.mine, by=by)
        raise


@action
def keep_both_texts(
    *, objective_year: ObjectiveYear, field: str, text: str, by: Acting
) -> ObjectiveYear:
    """Keep a text that came second as a version of its own; the one that stands is untouched."""
    row = _kept_row(objective_year)
    keep_text(objective_year=row, field=field, text=text, by=by)
    row.refresh_from_db()
    return row


@action
def keep_text(*, objective_year: ObjectiveYear, field: str, text: str, by: Acting) -> ObjectiveYear:
    """The version itself: never saved in the row, only in the revisions."""
    _check_field(field)
    setattr(objective_year, field, text)
    return objective_year
