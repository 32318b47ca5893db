"""The rows of a run, a batch at a time: what becomes of each, and how far the run has come."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Generic, TypeVar
from uuid import UUID

from django.db import transaction

from essaim.exchange.engine import (
    Claims,
    Done,
    Engine,
    Plan,
    SourceRow,
    Trace,
    Values,
    engine_of,
)
from essaim.exchange.enums import RowOutcome, RunState
from essaim.exchange.faults import OF_THE_MACHINE, why_kept, why_refused
from essaim.exchange.models import Row, Run
from essaim.kernel.acting import Acting
from essaim.kernel.bulk import save_each
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted

T = TypeVar("T")
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
    claims = Claims(run.options, run.answers, partial(_claimed, run))

    def apply(engine: Engine, rows: Sequence[Row]) -> Sequence[Done]:
        planned = [
            (source_row(run, row), Plan(RowOutcome(row.outcome), row.target_key)) for row in rows
        ]
        return engine.apply(planned, run=claims, by=by)

    def refuse(sentence: str) -> Done:
        return Plan.refused("", "", sentence), None

    work = Work(_has_work, apply, refuse, why_refused)
    rows, done, is_sound = _worked(run, engine, work)
    for row, (plan, applied) in zip(rows, done, strict=True):
        fill_row(row, plan)
        if applied is not None:
            row.target_key, row.after, row.is_applied = applied.target_key, applied.after, True
    save_each(fitted(rows), WRITTEN)
    return is_sound


def undo_rows(run: Run, engine: Engine, by: Acting) -> bool:
    """Takes back what the rows of the batch did, and answers whether nothing went wrong."""

    def undo(engine: Engine, rows: Sequence[Row]) -> Sequence[str]:
        traces = [
            Trace(RowOutcome(row.outcome), row.target_key, row.before, row.after)
            for row in rows
            if row.target_key is not None
        ]
        return engine.undo(traces, by=by)

    work = Work(_has_trace, undo, str, why_kept)
    rows, notes, is_sound = _worked(run, engine, work)
    for row, note in zip(rows, notes, strict=True):
        row.undo_note, row.is_applied = note[:400], bool(note)
    save_each(fitted(rows), ("undo_note", "is_applied"))
    return is_sound


@dataclass(frozen=True)
class Work(Generic[T]):
    """What is done to the rows of a batch that have some: all of them, or the first ones.

    `refuse`: what becomes of a row for which there is but a sentence; `why`: that of a fault.
    """

    is_for: Callable[[Row], bool]
    do: Callable[[Engine, Sequence[Row]], Sequence[T]]
    refuse: Callable[[str], T]
    why: Callable[[Exception], str]


def _worked(run: Run, engine: Engine, work: Work[T]) -> tuple[list[Row], Sequence[T], bool]:
    """The rows that were worked on, what became of each, and if all is well; the cursor follows."""
    batch = _next_rows(run)
    rows = [row for row in batch if work.is_for(row)]
    done, is_sound = _by_halves(run, rows, engine, work)
    run.cursor += len(batch) if len(done) == len(rows) else batch.index(rows[len(done)])
    return rows[: len(done)], done, is_sound


def _has_work(row: Row) -> bool:
    if row.target_key is None and row.outcome == RowOutcome.UNCHANGED:
        return False  # another row of the file says it
    return row.outcome in WORKED and not row.is_applied


def _has_trace(row: Row) -> bool:
    return row.is_applied and row.target_key is not None


def _by_halves(
    run: Run, rows: Sequence[Row], engine: Engine, work: Work[T]
) -> tuple[Sequence[T], bool]:
    """What became of the first of these rows, as many as the turn has time for; and if all is well.

    A fault of one is taken back with the others of its batch: they are tried again, by halves,
    until it stands alone.
    """
    try:
        with transaction.atomic():
            return work.do(engine, rows), True
    except RuleBroken as refusal:
        sentence = str(refusal)
    except OF_THE_MACHINE:
        raise
    except Exception as fault:
        log.exception("A row of an import could not be worked on.")
        sentence = work.why(fault)
    if len(rows) == 1:
        return [work.refuse(sentence)], False
    return _by_halves(run, rows[: len(rows) // 2], engine_of(run.target), work)[0], False


def _claimed(run: Run, keys: Collection[UUID]) -> set[UUID]:
    """Which of these the rows of the run are about."""
    if not keys:
        return set()
    rows = run.rows.filter(target_key__in=keys)
    return {key for key in rows.values_list("target_key", flat=True) if key is not None}


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
