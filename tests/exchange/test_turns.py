"""While an import is at work others write too: its batches are short, whatever a row takes."""

from unittest.mock import patch

import pytest
from django.db import connection

from essaim.exchange.actions import undo_run
from essaim.exchange.models import Run
from essaim.exchange.running import BATCH, advance_run, continue_run
from essaim.kernel import locks
from essaim.kernel.locks import HOLD
from tests.exchange.test_resumption import ROWS, begun_run
from tests.factories.accounts import coordinator
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
