"""A worker killed in mid-batch loses and doubles nothing: tried with a real process and kill -9."""

import signal
import subprocess
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from essaim.exchange.actions import apply_run, preview_import, resume_run, undo_run
from essaim.exchange.engine import Plan, SourceRow
from essaim.exchange.enums import RunState
from essaim.exchange.models import Run
from essaim.exchange.running import advance_run, continue_run, take_up_silent_runs
from essaim.journal.models import Entry
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.tabular import read_table
from essaim.programme.imports.actions import ActionImport
from essaim.programme.models import Action
from tests.factories.accounts import coordinator
from tests.processes import another_process, wait_until

ROWS = 400


def begun_run(by: Acting) -> Run:
    """A run of many rows at work under its first attempt, given to nobody yet."""
    lines = "".join(f"Action {n};{n % 28 + 1}/05/2024\n" for n in range(ROWS))
    table = read_table(f"titre;date\n{lines}".encode(), "actions.csv")
    run = preview_import(target="actions", table=table, by=by)
    run.state, run.attempt, run.heartbeat_at = RunState.APPLYING, 1, timezone.now()
    run.save()
    return run


def worker(run: Run) -> "subprocess.Popen[bytes]":
    return another_process(
        "from essaim.exchange.running import continue_run\n"
        f"continue_run.call('{run.key}', {run.attempt})"
    )


def is_under_way(run: Run) -> bool:
    run.refresh_from_db()
    return 0 < run.cursor < run.total


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_and_doubles_nothing() -> None:
    run = begun_run(coordinator())
    process = worker(run)
    wait_until(partial(is_under_way, run))
    process.send_signal(signal.SIGKILL)
    process.wait()
    Run.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=2))
    take_up_silent_runs()
    run.refresh_from_db()
    assert (run.state, run.attempt, run.cursor) == ("applied", 2, ROWS)
    assert Action.objects.count() == ROWS
    assert Action.objects.values("title").distinct().count() == ROWS
    assert Entry.objects.filter(verb="programme.add_action").count() == ROWS


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_lost_its_turn_writes_no_more() -> None:
    run = begun_run(coordinator())
    advance_run(run.key, 1)
    Run.objects.filter(pk=run.pk).update(attempt=2)
    assert advance_run(run.key, 1) is False
    run.refresh_from_db()
    assert 0 < Action.objects.count() == run.cursor < ROWS


@pytest.mark.django_db(transaction=True)
def test_a_run_that_speaks_is_left_to_its_worker() -> None:
    run = begun_run(coordinator())
    take_up_silent_runs()
    run.refresh_from_db()
    assert (run.attempt, run.cursor) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_after_five_attempts_a_run_has_failed() -> None:
    run = begun_run(coordinator())
    long_ago = timezone.now() - timedelta(minutes=2)
    Run.objects.filter(pk=run.pk).update(tries=5, heartbeat_at=long_ago)
    take_up_silent_runs()
    run.refresh_from_db()
    assert (run.state, Action.objects.count()) == ("failed", 0)


@pytest.mark.django_db(transaction=True)
def test_the_task_goes_on_to_the_end() -> None:
    run = begun_run(coordinator())
    continue_run.call(str(run.key), 1)
    run.refresh_from_db()
    assert (run.state, run.cursor) == ("applied", ROWS)


@pytest.mark.django_db(transaction=True)
def test_a_run_put_to_work_again_has_all_its_tries_again() -> None:
    by = coordinator()
    run = begun_run(by)
    advance_run(run.key, 1)
    Run.objects.filter(pk=run.pk).update(state=RunState.FAILED, attempt=7, tries=5)
    resume_run(run=run, by=by)
    run.refresh_from_db()
    assert (run.state, run.attempt, run.tries) == ("applied", 8, 1)
    assert Action.objects.count() == run.rows.filter(outcome="created").count() == ROWS


@pytest.mark.django_db(transaction=True)
def test_a_run_that_failed_half_way_is_taken_back() -> None:
    by = coordinator()
    run = begun_run(by)
    advance_run(run.key, 1)
    Run.objects.filter(pk=run.pk).update(state=RunState.FAILED)
    undo_run(run=run, by=by)
    run.refresh_from_db()
    assert (run.state, Action.objects.kept().count()) == ("undone", 0)
    assert not run.rows.filter(is_applied=True).exists()


def at_once(*acts: Callable[[], object]) -> list[BaseException | None]:
    """Does all at the same moment, each on its own connection, and answers what went wrong."""
    start = threading.Barrier(len(acts))

    def act(doing: Callable[[], object]) -> BaseException | None:
        start.wait()
        try:
            doing()
        except RuleBroken as refusal:
            return refusal
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


@pytest.mark.django_db(transaction=True)
def test_a_run_applied_twice_at_once_is_applied_once() -> None:
    by = coordinator()
    table = read_table(b"titre;date\nBal;12/06/2024\nFoire;13/06/2024\n", "a.csv")
    run = preview_import(target="actions", table=table, by=by)
    outcomes = at_once(*[lambda: apply_run(run=run, by=by)] * 3)
    assert sum(outcome is None for outcome in outcomes) == 1
    assert Action.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_files_that_say_the_same_at_once_note_it_once() -> None:
    by = coordinator()
    lines = "".join(f"Action {n};{n % 28 + 1}/05/2024\n" for n in range(120))
    table = read_table(f"titre;date\n{lines}".encode(), "a.csv")
    runs = [preview_import(target="actions", table=table, by=by) for _n in range(2)]
    at_once(*[partial(apply_run, run=run, by=by) for run in runs])
    assert Action.objects.count() == 120
    assert {run.state for run in Run.objects.all()} == {"applied"}


@pytest.mark.django_db(transaction=True)
def test_a_row_that_the_database_refuses_is_refused_with_its_line_and_the_others_go_on() -> None:
    by = coordinator()
    table = read_table(b"titre;date\nBal;12/06/2024\nFoire;13/06/2024\n", "a.csv")
    run = preview_import(target="actions", table=table, by=by)
    Run.objects.filter(pk=run.pk).update(state=RunState.APPLYING, attempt=1)
    refusing = IntegrityError("CHECK constraint failed")
    noted = ActionImport.apply

    def apply(self: ActionImport, rows: Sequence[tuple[SourceRow, Plan]], **given: Any) -> Any:
        if 2 in {row.line for row, _plan in rows}:
            raise refusing
        return noted(self, rows, **given)

    with patch.object(ActionImport, "apply", apply):
        continue_run.call(str(run.key), 1)
    assert [(row.line, row.outcome) for row in run.rows.order_by("line")] == [
        (2, "refused"),
        (3, "created"),
    ]
