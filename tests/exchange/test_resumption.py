"""A worker killed in mid-batch loses and doubles nothing: tried with a real process and kill -9."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from essaim.exchange.actions import preview_import
from essaim.exchange.enums import RunState
from essaim.exchange.models import Run
from essaim.exchange.running import advance_run, continue_run, take_up_silent_runs
from essaim.journal.models import Entry
from essaim.kernel.acting import Acting
from essaim.kernel.tabular import read_table
from essaim.programme.models import Action
from tests.factories.accounts import coordinator

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
    """Another process at work on the tests' own database."""
    code = (
        "import django; django.setup(); from essaim.exchange.running import continue_run;"
        f"continue_run.call('{run.key}', {run.attempt})"
    )
    name = connection.settings_dict["NAME"]
    kind = "sqlite:///" if connection.vendor == "sqlite" else "postgres://postgres@127.0.0.1:5432/"
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ESSAIM_DATABASE_URL": f"{kind}{name}",
        "ESSAIM_DATA_DIR": str(settings.DATA_DIR),
    }
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen([sys.executable, "-c", code], env=env, cwd=root)


def wait_for_progress(run: Run) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        run.refresh_from_db()
        if 0 < run.cursor < run.total:
            return
        time.sleep(0.02)
    pytest.fail("the worker never got to work")


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_and_doubles_nothing() -> None:
    run = begun_run(coordinator())
    process = worker(run)
    wait_for_progress(run)
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
    assert Action.objects.count() == 50


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
    Run.objects.filter(pk=run.pk).update(attempt=5, heartbeat_at=long_ago)
    take_up_silent_runs()
    run.refresh_from_db()
    assert (run.state, Action.objects.count()) == ("failed", 0)


@pytest.mark.django_db(transaction=True)
def test_the_task_goes_on_to_the_end() -> None:
    run = begun_run(coordinator())
    continue_run.call(str(run.key), 1)
    run.refresh_from_db()
    assert (run.state, run.cursor) == ("applied", ROWS)
