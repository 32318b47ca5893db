"""The machinery of a run: begun, advanced batch by batch, taken up again where it stopped."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from essaim.accounts.queries import acting_of_key
from essaim.exchange.engine import Claims, Done, Engine, Plan, SourceRow, Values, engine_of
from essaim.exchange.enums import RowOutcome, RunState
from essaim.exchange.faults import OF_THE_MACHINE, fail_run, why_refused
from essaim.exchange.models import Row, Run
from essaim.journal.telling import told_together
from essaim.kernel.acting import VISITOR, Acting
from essaim.kernel.bulk import save_each
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.kernel.locks import however_long_it_waits, in_a_turn, let_others_write
from essaim.kernel.submissions import outside_of_forms

log = logging.getLogger(__name__)
#: The outcomes of a plan that have something to do.
WORKED = (RowOutcome.CREATED, RowOutcome.UPDATED, RowOutcome.UNCHANGED)
#: What a batch writes into its rows.
WRITTEN = (
    "outcome", "before", "after", "target_key", "column", "value", "reason", "question",
    "is_applied",
)  # fmt: skip
#: Rows read for one batch: it commits fewer with its cursor, as many as its turn has time for.
BATCH = 200
#: A run that has been silent for so long has lost its worker.
SILENCE = timedelta(seconds=60)
#: How long the tasks of the worker are kept.
TASKS_KEPT = timedelta(days=14)
#: After so many attempts, something is wrong that another attempt will not mend.
ATTEMPTS = 5


def begin(run: Run, state: RunState) -> Run:
    """Put the run to work under a new attempt, from its first row."""
    run.state = state
    run.cursor = 0
    run.attempt += 1
    run.tries = 1
    run.failure = ""
    run.heartbeat_at = timezone.now()
    run.save(update_fields=["state", "cursor", "attempt", "tries", "failure", "heartbeat_at"])
    _enqueue(run.key, run.attempt)
    return run


def _enqueue(key: UUID, attempt: int) -> None:
    transaction.on_commit(lambda: continue_run.enqueue(str(key), attempt))


def forget_tasks() -> None:
    """What the worker was asked to do over two weeks ago: runs and mails say themselves what came
    of it, and what a killed worker left there is taken up by them.
    """
    DBTaskResult.objects.filter(enqueued_at__lt=timezone.now() - TASKS_KEPT).delete()


def take_up_silent_runs() -> None:
    """Gives every run that fell silent to a new attempt. Safe to call as often as one likes."""
    now = timezone.now()
    # A heartbeat that is to come was written before the clock was set back.
    wrong = Q(heartbeat_at__lt=now - SILENCE) | Q(heartbeat_at__gt=now + SILENCE)
    silent = Run.objects.at_work().filter(wrong)
    sentence = _("Its work was cut off at each attempt: the log of the server says why.")
    silent.filter(tries__gte=ATTEMPTS).update(state=RunState.FAILED, failure=sentence)
    for run in silent.filter(tries__lt=ATTEMPTS).order_by("id"):
        with transaction.atomic():
            taken = Run.objects.filter(pk=run.pk, attempt=run.attempt)
            now = timezone.now()
            if taken.update(attempt=F("attempt") + 1, tries=F("tries") + 1, heartbeat_at=now):
                _enqueue(run.key, run.attempt + 1)


@task()
def continue_run(key: str, attempt: int) -> None:
    """The background task: batches until the end, or until another attempt took over.

    What stops it is told on the page of the run, which a person may take up from there. A lock
    that somebody else held is only waited for.
    """
    advance = partial(advance_run, UUID(key), attempt, {})
    with outside_of_forms():
        try:
            while however_long_it_waits(advance):
                let_others_write()
        except Exception as fault:
            log.exception("An import has stopped.")
            however_long_it_waits(partial(fail_run, UUID(key), attempt, fault))


def advance_run(key: UUID, attempt: int, engines: dict[str, Engine] | None = None) -> bool:
    """One batch: rows, cursor and heartbeat in one transaction. Answers whether there is more.

    It ends after a moment, however long its rows take, so that others write between two batches.
    `engines` are kept from one batch to the next, with what they have read of the house; one that
    was in a batch that went wrong is not.

    Batches of different runs follow one another, so that two files that say the same at the same
    moment note it once.
    """
    kept = {} if engines is None else engines
    with told_together(), transaction.atomic():
        at_work = Run.objects.at_work().order_by("pk").select_for_update()
        run = next((run for run in at_work if run.key == key), None)
        if run is None or run.attempt != attempt:
            return False
        by = acting_of_key(run.actor_key) if run.actor_key else VISITOR
        engine = kept.pop(run.target, None) or engine_of(run.target)
        if run.state == RunState.APPLYING:
            is_sound = _apply_rows(run, engine, by)
        else:
            is_sound = _undo_rows(run, engine, by)
        run.heartbeat_at = timezone.now()
        if run.cursor >= run.total:
            run.state = RunState.APPLIED if run.state == RunState.APPLYING else RunState.UNDONE
        run.save(update_fields=["cursor", "heartbeat_at", "state"])
    if is_sound:
        kept[run.target] = engine
    return run.state in {RunState.APPLYING, RunState.UNDOING}


def values_of(mapping: Mapping[str, int], cells: Sequence[str]) -> Values:
    """The cells of a row by the code of their column."""
    return {
        code: cells[place].strip() if place < len(cells) else "" for code, place in mapping.items()
    }


def _next_rows(run: Run) -> list[Row]:
    backwards = run.state == RunState.UNDOING
    rows = run.rows.order_by("-position" if backwards else "position")
    return list(rows[run.cursor : run.cursor + BATCH])


def _apply_rows(run: Run, engine: Engine, by: Acting) -> bool:
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


def _undo_rows(run: Run, engine: Engine, by: Acting) -> bool:
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
