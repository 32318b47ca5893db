"""The rows of a run, a batch at a time: what becomes of each, and how far the run has come."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from essaim.exchange.engine import Claims, Done, Engine, Plan, SourceRow, Values, engine_of
from essaim.exchange.enums import RowOutcome, RunState
from essaim.exchange.faults import OF_THE_MACHINE, why_refused
from essaim.exchange.models import Row, Run
from essaim.kernel.acting import Acting
from essaim.kernel.bulk import save_each
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.kernel.locks import in_a_turn

log = logging.getLogger(__name__)
#: The outcomes of a plan that have something to do.
WORKED = (RowOutcome.CREATED, RowOutcome.UPDATED, RowOutcome.UNCHANGED)
#: What a plan writes into a row, and what applying it adds.
PLANNED = ("outcome", "before", "target_key", "column", "value", "reason", "question")
WRITTEN = (*PLANNED, "after", "is_applied")
#: Rows read for one batch: it commits fewer with its cursor, as many as its turn has time for.
BATCH = 150


def values_of(mapping: Mapping[str, int], cells: Sequence[str]) -> Values:
    """The cells of a row by the code of their column."""
    return {
        code: cells[place].strip() if place < len(cells) else "" for code, place in mapping.items()
    }


def _next_rows(run: Run) -> list[Row]:
    backwards = run.state == RunState.UNDOING
    rows = run.rows.order_by("-position" if backwards else "position")
    return list(rows[run.cursor : run.cursor + BATCH])


def apply_rows(run: Run, engine: Engine, by: Acting) -> bool:
    """Does what the rows of the batch say, and answers whether nothing went wrong.

    What was asked and not answered, or refused, stays out: a person saw it so.
    """
    batch = _next_rows(run)
    rows = [row for row in batch if _has_work(row)]
    claims = Claims(run.options, run.answers, partial(_claimed, run))
    done, is_sound = _applied(run, rows, engine, claims, by)
    for row, (plan, applied) in zip(rows, done, strict=False):
        fill_row(row, plan)
        if applied is not None:
            row.target_key, row.after, row.is_applied = applied.target_key, applied.after, True
    save_each(fitted(rows[: len(done)]), WRITTEN)
    run.cursor += len(batch) if len(done) == len(rows) else batch.index(rows[len(done)])
    return is_sound


def _has_work(row: Row) -> bool:
    if row.target_key is None and row.outcome == RowOutcome.UNCHANGED:
        return False  # another row of the file says it
    return row.outcome in WORKED and not row.is_applied


def _applied(
    run: Run, rows: Sequence[Row], engine: Engine, claims: Claims, by: Acting
) -> tuple[Sequence[Done], bool]:
    """What became of the first of these rows, as many as the turn has time for; and if all is well.

    A fault of one is taken back with the others of its batch: they are tried again, by halves,
    until it stands alone.
    """
    planned = [
        (source_row(run, row), Plan(RowOutcome(row.outcome), row.target_key)) for row in rows
    ]
    try:
        with transaction.atomic():
            return engine.apply(planned, run=claims, by=by), True
    except RuleBroken as refusal:
        plan = Plan.refused("", "", str(refusal))
    except OF_THE_MACHINE:
        raise
    except Exception as fault:
        log.exception("A row of an import could not be applied.")
        plan = Plan.refused("", "", why_refused(fault))
    if len(rows) == 1:
        return [(plan, None)], False
    return _applied(run, rows[: len(rows) // 2], engine_of(run.target), claims, by)[0], False


def _claimed(run: Run, keys: Collection[UUID]) -> set[UUID]:
    """Which of these the rows of the run are about."""
    if not keys:
        return set()
    rows = run.rows.filter(target_key__in=keys)
    return {key for key in rows.values_list("target_key", flat=True) if key is not None}


def undo_rows(run: Run, engine: Engine, by: Acting) -> bool:
    for row in in_a_turn(_next_rows(run)):
        _undo_row(row, engine, by)
        run.cursor += 1
    return True


def fill_row(row: Row, plan: Plan) -> Row:
    """Writes what is planned into the row, without saving it."""
    row.outcome, row.before, row.target_key = plan.outcome, plan.before, plan.target_key
    row.column, row.value, row.reason = plan.column, plan.value, plan.reason
    question = plan.question
    row.question = None if question is None else asdict(question)
    return row


def source_row(run: Run, row: Row) -> SourceRow:
    values = values_of(run.guessed["mapping"], row.source)
    return SourceRow(row.line, row.position, row.source, values)


def _undo_row(row: Row, engine: Engine, by: Acting) -> None:
    if not row.is_applied or row.target_key is None:
        return
    outcome = RowOutcome(row.outcome)
    try:
        with transaction.atomic():
            note = engine.undo(outcome, row.target_key, row.before, row.after, by=by)
    except RuleBroken as refusal:
        note = str(refusal)
    except OF_THE_MACHINE:
        raise
    except Exception:
        log.exception("A row of an import could not be taken back.")
        note = _("This row cannot be taken back, and the log of the server tells why.")
    row.undo_note = note[:400]
    row.is_applied = bool(note)
    row.save(update_fields=["undo_note", "is_applied"])
