"""While an import is at work others write too: its batches are short, whatever a row takes."""

from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection

from essaim.exchange.actions import (
    answer_questions,
    map_columns,
    preview_import,
    read_again,
    undo_run,
)
from essaim.exchange.batches import BATCH
from essaim.exchange.engine import Plan
from essaim.exchange.models import Run
from essaim.exchange.running import advance_run, continue_run
from essaim.kernel import locks
from essaim.kernel.acting import Acting
from essaim.kernel.errors import Forbidden
from essaim.kernel.locks import HOLD
from essaim.kernel.tabular import read_table
from essaim.programme.imports.actions import ActionImport
from tests.exchange.test_resumption import ROWS, begun_run
from tests.factories.accounts import coordinator, make_acting
from tests.turns import turns


class Clock:
    """Each look at it is so many seconds later: one before the first row, one after each."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def monotonic(self) -> float:
        self.now += self.step
        return self.now


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("seconds_a_row", "rows"),
    [(HOLD / 4, 4), (HOLD / 2 + 0.01, 2), (10 * HOLD, 1), (HOLD / 1000, BATCH)],
)
def test_a_batch_ends_when_its_turn_is_over_and_does_one_row_at_least(
    seconds_a_row, rows, monkeypatch
):
    run = begun_run(coordinator())
    clock = Clock(seconds_a_row)
    monkeypatch.setattr(locks, "monotonic", clock.monotonic)
    assert advance_run(run.key, 1)
    run.refresh_from_db()
    assert run.cursor == rows
    assert run.rows.filter(is_applied=True).count() == rows


@pytest.mark.django_db(transaction=True)
def test_between_two_batches_others_write(monkeypatch):
    """Applied or taken back: outside of any transaction, for longer than SQLite waits to look."""
    run, by = begun_run(coordinator()), coordinator()
    paused: list[bool] = []

    def pause(seconds: float) -> None:
        assert seconds >= 0.1
        paused.append(not connection.in_atomic_block)

    monkeypatch.undo()
    with patch.object(locks, "sleep", pause), turns() as taken:
        continue_run.call(str(run.key), 1)
        applied = len(paused)
        undo_run(run=Run.objects.get(), by=by)
    assert all(paused)
    assert applied >= ROWS // BATCH - 1
    assert len(paused) > applied
    assert max(taken) < 0.3


TWINS = "titre;date\n" + "Bal;12/06/2024\n" * 2 + "Foire;13/06/2024\n" * 2


def twins_previewed(by: Acting) -> Run:
    """Each thing stands twice in the file: once, unless a person says otherwise."""
    return preview_import(target="actions", table=read_table(TWINS.encode(), "a.csv"), by=by)


@pytest.fixture
def plans(monkeypatch) -> list[bool]:
    """Of each time that rows are planned: whether somebody had to wait for it."""
    kept: list[bool] = []
    plan = ActionImport.plan

    def look(self: ActionImport, *given: Any, **more: Any) -> list[Plan]:
        kept.append(connection.in_atomic_block)
        return plan(self, *given, **more)

    monkeypatch.setattr(ActionImport, "plan", look)
    return kept


@pytest.mark.django_db(transaction=True)
def test_a_file_is_read_matched_and_planned_before_anything_is_held(plans):
    by = coordinator()
    run = twins_previewed(by)
    mapping = run.guessed["mapping"]
    map_columns(run=run, mapping=mapping, by=by)
    read_again(run=run, heading=1, encoding="", by=by)
    answer_questions(run=run, answers={"row:1": "new"}, by=by)
    assert plans == [False] * 4
    assert [row.outcome for row in run.rows.order_by("position")] == [
        "created", "created", "created", "unchanged",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_are_both_heard(plans, monkeypatch):
    """The second planned on what stood before the first: planned again, it loses nothing."""
    by = coordinator()
    run = twins_previewed(by)
    plan = ActionImport.plan
    first = [True]

    def meanwhile(self: ActionImport, *given: Any, **more: Any) -> list[Plan]:
        made = plan(self, *given, **more)
        if first.pop() if first else False:
            answer_questions(run=run, answers={"row:1": "new"}, by=by)
        return made

    monkeypatch.setattr(ActionImport, "plan", meanwhile)
    answer_questions(run=run, answers={"row:3": "new"}, by=by)
    run.refresh_from_db()
    assert run.answers == {"row:1": "new", "row:3": "new"}
    assert {row.outcome for row in run.rows.all()} == {"created"}


@pytest.mark.django_db(transaction=True)
def test_whoever_may_not_has_nothing_read(plans):
    with pytest.raises(Forbidden):
        twins_previewed(make_acting())
    assert plans == []


@pytest.mark.django_db(transaction=True)
def test_six_thousand_rows_are_written_in_a_moment():
    lines = "".join(f"Action {n};{n % 28 + 1}/05/2024\n" for n in range(6_000))
    table = read_table(f"titre;date\n{lines}".encode(), "a.csv")
    with turns() as taken:
        run = preview_import(target="actions", table=table, by=coordinator())
    assert run.rows.filter(outcome="created").count() == 6_000
    assert max(taken) < 0.3
