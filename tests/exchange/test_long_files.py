"""A long file is planned by the worker: whoever sent it sees how far it is, and nobody waits."""

import signal
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from essaim.accounts.queries import acting_as
from essaim.exchange import planning, running
from essaim.exchange.actions import (
    apply_run,
    discard_run,
    map_columns,
    preview_import,
    resume_run,
)
from essaim.exchange.models import Run
from essaim.exchange.queries import counts_of
from essaim.exchange.running import continue_run, plan_run, take_up_silent_runs
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.tabular import read_table
from essaim.programme.imports.actions import ActionImport
from essaim.programme.models import Action
from tests.factories.accounts import coordinator
from tests.processes import another_process, wait_until

pytestmark = pytest.mark.django_db
ROWS = 30
TEXT = "titre;date;portée par\n" + "".join(
    f"Action {n};{n % 28 + 1}/05/2024;{'Personne' if n % 3 == 0 else ''}\n" for n in range(ROWS)
)


@pytest.fixture(autouse=True)
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above five lines a file is long, and its plans are written by sevens."""
    monkeypatch.setattr(planning, "AT_ONCE", 5)
    monkeypatch.setattr(running, "PLANNED_AT_ONCE", 7)


@pytest.fixture
def by(db: None) -> Acting:
    return coordinator()


def sent(by: Acting) -> Run:
    """As the test of one transaction has it: the worker was told nothing yet."""
    return preview_import(target="actions", table=read_table(TEXT.encode(), "a.csv"), by=by)


def outcomes(run: Run) -> list[tuple[str, str, Any]]:
    return list(run.rows.order_by("position").values_list("outcome", "reason", "value"))


def test_it_says_what_a_short_one_would(by: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    run = sent(by)
    assert (run.state, {outcome for outcome, _why, _value in outcomes(run)}) == ("planning", {""})
    continue_run.call(str(run.key), run.attempt)
    run.refresh_from_db()
    assert (run.state, run.cursor) == ("previewed", 0)
    monkeypatch.setattr(planning, "AT_ONCE", 1_000)
    assert outcomes(run) == outcomes(sent(by))
    assert counts_of(run)["refused"] == 10


def test_why_a_row_is_refused_is_said_in_the_language_of_whoever_sent_it(by: Acting) -> None:
    with override("en"):
        run = sent(by)
    continue_run.call(str(run.key), run.attempt)
    assert "No organisation is noted" in run.rows.get(position=0).reason


def test_until_it_is_planned_it_is_not_applied_and_may_be_forgotten(by: Acting) -> None:
    run = sent(by)
    with pytest.raises(RuleBroken):
        apply_run(run=run, by=by)
    discard_run(run=run, by=by)
    continue_run.call(str(run.key), 1)
    assert not Run.objects.exists()


def test_its_page_tells_how_far_it_is_and_then_its_rows(by: Acting, coordinator, as_user) -> None:
    run = sent(acting_as(coordinator))
    Run.objects.update(cursor=12)
    page = as_user(coordinator).get(reverse("exchange:run", args=[run.key])).content.decode()
    assert 'value="12" max="30"' in page
    assert "Appliquer" not in page
    assert "Action 1" not in page
    continue_run.call(str(run.key), run.attempt)
    page = as_user(coordinator).get(reverse("exchange:run", args=[run.key])).content.decode()
    assert "Appliquer" in page
    assert "Action 1" in page
    assert "<progress" not in page


def dies() -> None:
    raise SystemExit


def test_cut_off_half_way_it_is_planned_anew(by: Acting, monkeypatch) -> None:
    run = sent(by)
    with monkeypatch.context() as broken:
        broken.setattr(running, "let_others_write", dies)
        with pytest.raises(SystemExit):
            plan_run(run.key, run.attempt)
    assert {outcome for outcome, _why, _value in outcomes(run)} == {"", "created", "refused"}
    Run.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=2))
    take_up_silent_runs()
    run.refresh_from_db()
    assert (run.state, run.attempt) == ("planning", 2)
    continue_run.call(str(run.key), 1)  # the first one writes no more
    run.refresh_from_db()
    assert run.state == "planning"
    continue_run.call(str(run.key), 2)
    run.refresh_from_db()
    assert (run.state, counts_of(run)["created"]) == ("previewed", 20)


def test_read_otherwise_meanwhile_it_says_what_was_said_last(by: Acting) -> None:
    run = sent(by)
    plan = ActionImport.plan

    def meanwhile(self: ActionImport, *given: Any, **more: Any) -> Any:
        made = plan(self, *given, **more)
        ActionImport.plan = plan  # type: ignore[method-assign]
        map_columns(run=run, mapping={"title": 0, "starts_on": 1}, by=by)
        return made

    ActionImport.plan = meanwhile  # type: ignore[assignment, method-assign]
    continue_run.call(str(run.key), 1)
    run.refresh_from_db()
    assert (run.state, run.attempt) == ("planning", 2)
    continue_run.call(str(run.key), 2)
    assert counts_of(run)["created"] == ROWS


def test_where_it_failed_it_is_finished_without_being_applied(by: Acting, monkeypatch) -> None:
    run = sent(by)
    with monkeypatch.context() as broken:
        broken.setattr(ActionImport, "plan", lambda *_given, **_more: 1 / 0)
        continue_run.call(str(run.key), run.attempt)
    run.refresh_from_db()
    assert run.state == "failed"
    run = resume_run(run=run, by=by)
    continue_run.call(str(run.key), run.attempt)
    run.refresh_from_db()
    assert (run.state, Action.objects.count()) == ("previewed", 0)


def test_nothing_is_held_while_it_is_compared(by: Acting, monkeypatch) -> None:
    run, held = sent(by), list[bool]()
    plan = ActionImport.plan
    before = connection.savepoint_ids[:]

    def look(self: ActionImport, *given: Any, **more: Any) -> Any:
        held.append(connection.savepoint_ids != before)
        return plan(self, *given, **more)

    monkeypatch.setattr(ActionImport, "plan", look)
    continue_run.call(str(run.key), run.attempt)
    assert held == [False]


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_while_it_compares_loses_nothing(monkeypatch) -> None:
    monkeypatch.setattr(running, "_enqueue", lambda _key, _attempt: None)
    run = sent(coordinator())
    slowly = (
        "import time\n"
        "from essaim.exchange import running\n"
        "running.monotonic = iter(range(10_000)).__next__\n"
        "from essaim.programme.imports import actions\n"
        "read = actions.read_cells\n"
        "actions.read_cells = lambda *given: time.sleep(0.2) or read(*given)\n"
        f"running.continue_run.call('{run.key}', {run.attempt})"
    )
    process = another_process(slowly)
    wait_until(partial(Run.objects.filter(cursor__gt=2, state="planning").exists))
    process.send_signal(signal.SIGKILL)
    process.wait()
    Run.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=2))
    take_up_silent_runs()
    continue_run.call(str(run.key), 2)
    run.refresh_from_db()
    assert (run.state, counts_of(run)["created"]) == ("previewed", 20)
