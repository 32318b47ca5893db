"""The machinery of a run: begun, advanced batch by batch, taken up again where it stopped."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from essaim.accounts.queries import acting_of_key
from essaim.exchange.batches import PLANNED, apply_rows, fill_row, source_row, undo_rows
from essaim.exchange.engine import Engine, engine_of
from essaim.exchange.enums import RunState
from essaim.exchange.faults import fail_run
from essaim.exchange.models import Row, Run
from essaim.journal.telling import told_together
from essaim.kernel.acting import VISITOR
from essaim.kernel.bulk import save_each
from essaim.kernel.fitting import fitted
from essaim.kernel.locks import however_long_it_waits, let_others_write
from essaim.kernel.submissions import outside_of_forms

log = logging.getLogger(__name__)
#: Planned rows written together.
PLANNED_AT_ONCE = 1_000
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
    """The background task: the rows planned, or batches until the end or until another attempt.

    What stops it is told on the page of the run, which a person may take up from there. A lock
    that somebody else held is only waited for.
    """
    advance = partial(advance_run, UUID(key), attempt, {})
    with outside_of_forms():
        try:
            plan_run(UUID(key), attempt)
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
        if run is None or run.attempt != attempt or run.state == RunState.PLANNING:
            return False
        by = acting_of_key(run.actor_key) if run.actor_key else VISITOR
        engine = kept.pop(run.target, None) or engine_of(run.target)
        if run.state == RunState.APPLYING:
            is_sound = apply_rows(run, engine, by)
        else:
            is_sound = undo_rows(run, engine, by)
        run.heartbeat_at = timezone.now()
        if run.cursor >= run.total:
            run.state = RunState.APPLIED if run.state == RunState.APPLYING else RunState.UNDONE
        run.save(update_fields=["cursor", "heartbeat_at", "state"])
    if is_sound:
        kept[run.target] = engine
    return run.state in {RunState.APPLYING, RunState.UNDOING}


class _Superseded(Exception):
    """Another attempt took over, or somebody has the file read otherwise."""


def plan_run(key: UUID, attempt: int) -> None:
    """Says what each row of a long file would do: with nothing held meanwhile, then in turns.

    Cut off, it is begun anew: until the last row is written nobody has seen any.
    """
    run = Run.objects.at_work().filter(key=key, attempt=attempt, state=RunState.PLANNING).first()
    if run is None:
        return
    with suppress(_Superseded), override(run.guessed.get("language")):
        _plan(run)


def _plan(run: Run) -> None:
    by = acting_of_key(run.actor_key) if run.actor_key else VISITOR
    rows = list(run.rows.order_by("position"))
    sources = [source_row(run, row) for row in rows]
    spoken_at = monotonic()

    def tell(count: int) -> None:
        """How far it has come, once a second."""
        nonlocal spoken_at
        if monotonic() - spoken_at >= 1:
            however_long_it_waits(partial(_speak, run, count))
            spoken_at = monotonic()

    plans = engine_of(run.target).plan(
        sources, options=run.options, answers=run.answers, by=by, tell=tell
    )
    planned = [fill_row(row, plan) for row, plan in zip(rows, plans, strict=True)]
    for start in range(0, len(planned), PLANNED_AT_ONCE):
        some = fitted(planned[start : start + PLANNED_AT_ONCE])
        is_last = start + PLANNED_AT_ONCE >= len(planned)
        however_long_it_waits(partial(_write_plans, run, some, is_last=is_last))
        let_others_write()


def _write_plans(run: Run, rows: Sequence[Row], *, is_last: bool) -> None:
    with transaction.atomic():
        state = {"state": RunState.PREVIEWED, "cursor": 0} if is_last else {}
        _speak(run, run.total, **state)
        save_each(rows, PLANNED)


def _speak(run: Run, count: int, **more: Any) -> None:
    """Raises _Superseded where the run is no longer ours."""
    ours = Run.objects.filter(pk=run.pk, attempt=run.attempt, state=RunState.PLANNING)
    if not ours.update(**{"cursor": count, "heartbeat_at": timezone.now(), **more}):
        raise _Superseded
