"""The machinery of a run: begun, advanced batch by batch, taken up again where it stopped."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from essaim.accounts.queries import acting_of_key
from essaim.exchange.engine import Engine, Values, engine_of
from essaim.exchange.enums import RowOutcome, RunState
from essaim.exchange.models import Row, Run
from essaim.kernel.acting import VISITOR, Acting
from essaim.kernel.errors import RuleBroken

#: Rows committed together with the cursor.
BATCH = 50
#: A run that has been silent for so long has lost its worker.
SILENCE = timedelta(seconds=60)
#: After so many attempts, something is wrong that another attempt will not mend.
ATTEMPTS = 5


def begin(run: Run, state: RunState) -> Run:
    """Put the run to work under a new attempt, from its first row."""
    run.state = state
    run.cursor = 0
    run.attempt += 1
    run.heartbeat_at = timezone.now()
    run.save(update_fields=["state", "cursor", "attempt", "heartbeat_at"])
    _enqueue(run.key, run.attempt)
    return run


def _enqueue(key: UUID, attempt: int) -> None:
    transaction.on_commit(lambda: continue_run.enqueue(str(key), attempt))


def take_up_silent_runs() -> None:
    """Gives every run that fell silent to a new attempt. Safe to call as often as one likes."""
    silent = Run.objects.at_work().filter(heartbeat_at__lt=timezone.now() - SILENCE)
    silent.filter(attempt__gte=ATTEMPTS).update(state=RunState.FAILED)
    for run in silent.filter(attempt__lt=ATTEMPTS).order_by("id"):
        with transaction.atomic():
            taken = Run.objects.filter(pk=run.pk, attempt=run.attempt)
            if taken.update(attempt=F("attempt") + 1, heartbeat_at=timezone.now()):
                _enqueue(run.key, run.attempt + 1)


@task()
def continue_run(key: str, attempt: int) -> None:
    """The background task: batches until the end, or until another attempt took over."""
    while advance_run(UUID(key), attempt):
        pass


def advance_run(key: UUID, attempt: int) -> bool:
    """One batch: rows, cursor and heartbeat in one transaction. Answers whether there is more."""
    with transaction.atomic():
        run = Run.objects.select_for_update().get(key=key)
        if run.attempt != attempt or run.state not in {RunState.APPLYING, RunState.UNDOING}:
            return False
        by = acting_of_key(run.actor_key) if run.actor_key else VISITOR
        engine = engine_of(run.target)
        rows = _next_rows(run)
        for row in rows:
            if run.state == RunState.APPLYING:
                _apply_row(run, row, engine, by)
            else:
                _undo_row(row, engine, by)
        run.cursor += len(rows)
        run.heartbeat_at = timezone.now()
        if run.cursor >= run.total:
            run.state = RunState.APPLIED if run.state == RunState.APPLYING else RunState.UNDONE
        run.save(update_fields=["cursor", "heartbeat_at", "state"])
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


def _apply_row(run: Run, row: Row, engine: Engine, by: Acting) -> None:
    """Plans again, since the house may have changed since the preview, then does it."""
    values = values_of(run.guessed["mapping"], row.source)
    plan = engine.plan(values, options=run.options, by=by)
    row.outcome, row.before, row.target_key = plan.outcome, plan.before, plan.target_key
    row.column, row.value, row.reason = plan.column, plan.value, plan.reason
    if plan.outcome in {RowOutcome.CREATED, RowOutcome.UPDATED}:
        try:
            with transaction.atomic():
                applied = engine.apply(values, options=run.options, by=by)
        except RuleBroken as refusal:
            row.outcome, row.reason = RowOutcome.REFUSED, str(refusal)[:400]
        else:
            row.target_key, row.after, row.is_applied = applied.target_key, applied.after, True
    row.save()


def _undo_row(row: Row, engine: Engine, by: Acting) -> None:
    if not row.is_applied or row.target_key is None:
        return
    outcome = RowOutcome(row.outcome)
    try:
        with transaction.atomic():
            note = engine.undo(outcome, row.target_key, row.before, row.after, by=by)
    except RuleBroken as refusal:
        note = str(refusal)
    row.undo_note = note[:400]
    row.is_applied = bool(note)
    row.save(update_fields=["undo_note", "is_applied"])
