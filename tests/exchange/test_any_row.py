"""Whatever a row says, in whatever column: it goes in or is refused, and the run ends."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import OperationalError
from django.test import TestCase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essaim.exchange.actions import preview_import, resume_run, undo_run
from essaim.exchange.engine import Plan, SourceRow
from essaim.exchange.enums import RunState
from essaim.exchange.models import Run
from essaim.exchange.running import ATTEMPTS, continue_run, take_up_silent_runs
from essaim.kernel import locks
from essaim.kernel.acting import Acting
from essaim.kernel.exports import write_csv, write_xlsx
from essaim.kernel.signs import in_lines, on_one_line
from essaim.kernel.tabular import read_table
from essaim.programme.columns import COLUMNS
from essaim.programme.imports.actions import ActionImport
from essaim.programme.models import Action, Evidence
from tests.factories.accounts import coordinator
from tests.factories.imports import applied, preview
from tests.kernel.hostile import CLASSES, HOSTILE

HEADER = [column.label("fr") for column in COLUMNS]
CELLS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=30),
    st.sampled_from([*HOSTILE, *CLASSES.values()]),
    st.sampled_from(
        [
            "01/01/0001",
            "0001-01-01",
            "31/12/9999",
            "99999999999999999999",
            "-99999999999999999999",
            "1e400",
            "NaN",
            "inf",
            "2**64",
            "x" * 40_000,
            "9" * 5_000,
            "12/06/" + "9" * 5_000,
            "\u0958" * 150,
            "é" * 251,
            "group:" + "0" * 8,
            "group:../../x",
            "1.1;" * 500,
            "https://a.example/" + "x" * 3_000,
            "https://a.example; " * 90,
        ]
    ),
)


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_any_row_goes_in_or_is_refused_and_the_others_go_in(db: None, data: st.DataObject) -> None:
    Action.objects.all().delete()
    by = coordinator()
    sound = {"Titre": "Bal", "Début": "12/06/2024"}
    wild = {**sound, "Titre": "Foire"}
    for name in data.draw(st.lists(st.sampled_from(HEADER), min_size=1, max_size=4)):
        wild[name] = data.draw(CELLS)
    rows = [[row.get(name, "") for name in HEADER] for row in (wild, sound)]
    write = data.draw(st.sampled_from([write_csv, write_xlsx]))
    run = applied(
        preview_import(target="actions", table=read_table(write(HEADER, rows), "a.csv"), by=by), by
    )
    assert run.state == RunState.APPLIED
    *others, last = run.rows.order_by("position")
    assert last.outcome == "created"
    assert {row.outcome for row in others} <= {"created", "refused", "asked", "unchanged"}
    for action in Action.objects.all():
        assert action.title == on_one_line(action.title) != ""
        assert action.place == on_one_line(action.place)
        assert action.summary == in_lines(action.summary)
        assert 1900 <= action.starts_on.year <= 2200
    for url in Evidence.objects.values_list("url", flat=True):
        assert url.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize("column", ["début", "nature", "objectifs", "portée par", "état", "pour"])
def test_why_a_row_is_refused_is_said_whatever_its_length(by: Acting, column: str) -> None:
    cells = {"titre": "Bal", "début": "12/06/2024", column: "9" * 5_000}
    run = preview(by, ";".join(cells) + "\n" + ";".join(cells.values()) + "\n")
    for row in run.rows.filter(outcome="refused"):
        assert row.reason.endswith((".", "»"))
        assert len(row.reason) < 400


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("titre", "\u200b\u200b"),
        ("preuves", "https://a:b@evil.example/"),
        ("preuves", "https://a@evil.example/"),
        ("lieu", "\u0958" * 100),
    ],
)
def test_what_a_column_does_not_take_is_refused_before_anybody_applies_it(
    by: Acting, column: str, cell: str
) -> None:
    cells = {"titre": "Bal", "début": "12/06/2024", "lieu": "", column: cell}
    text = ";".join(cells) + "\n" + ";".join(cells.values()) + "\n"
    run = preview(by, text)
    foreseen = [row.outcome for row in run.rows.all()]
    assert [row.outcome for row in applied(run, by).rows.all()] == foreseen == ["refused"]


@pytest.fixture
def by(db: None) -> Acting:
    return coordinator()


ROWS = "titre;date\nBal;12/06/2024\nFoire;13/06/2024\nFête;14/06/2024\n"


def failing_at(line: int, fault: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = ActionImport.apply

    def apply(self: ActionImport, rows: Sequence[tuple[SourceRow, Plan]], **given: Any) -> Any:
        done = noted(self, rows, **given)
        if line in {row.line for row, _plan in rows}:
            raise fault
        return done

    monkeypatch.setattr(ActionImport, "apply", apply)


@pytest.mark.parametrize(
    "fault",
    [ValueError("a bug"), RecursionError(), KeyError("x"), OverflowError(), UnicodeError("x")],
    ids=lambda fault: type(fault).__name__,
)
def test_a_row_that_hits_a_fault_is_refused_and_the_others_go_in(
    by: Acting, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = preview(by, ROWS)
    failing_at(3, fault, monkeypatch)
    run = applied(run, by)
    assert (run.state, run.failure) == ("applied", "")
    told = run.rows.get(line=3)
    assert (told.outcome, "journal du serveur" in told.reason) == ("refused", True)
    assert set(Action.objects.values_list("title", flat=True)) == {"Bal", "Fête"}


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (MemoryError(), "mémoire"),
        (OSError(28, "No space left on device"), "place"),
        (OSError(5, "Input/output error"), "journal du serveur"),
        (OperationalError("server closed the connection"), "base de données"),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_what_stops_the_machine_is_told_and_the_run_can_be_taken_up(
    by: Acting, fault: Exception, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = preview(by, ROWS)
    with monkeypatch.context() as broken:
        failing_at(3, fault, broken)
        run = applied(run, by)
    assert (run.state, why in run.failure) == ("failed", True)
    assert not run.rows.filter(outcome="refused").exists()
    with TestCase.captureOnCommitCallbacks(execute=True):
        resume_run(run=run, by=by)
    run.refresh_from_db()
    assert (run.state, run.failure) == ("applied", "")
    assert Action.objects.count() == 3


def test_what_stops_the_machine_while_a_run_is_taken_back_is_told_too(
    by: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = applied(preview(by, ROWS), by)

    def undo(*_args: Any, **_given: Any) -> str:
        raise MemoryError

    with monkeypatch.context() as broken, TestCase.captureOnCommitCallbacks(execute=True):
        broken.setattr(ActionImport, "undo", undo)
        undo_run(run=run, by=by)
    run.refresh_from_db()
    assert run.state == "failed"
    with TestCase.captureOnCommitCallbacks(execute=True):
        undo_run(run=run, by=by)
    run.refresh_from_db()
    assert (run.state, Action.objects.kept().count()) == ("undone", 0)


def test_a_lock_that_somebody_holds_is_waited_for(
    by: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = preview(by, ROWS)
    Run.objects.update(state=RunState.APPLYING, attempt=1)
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            broken.undo()

    monkeypatch.setattr(locks, "sleep", wait)
    with monkeypatch.context() as broken:
        failing_at(3, OperationalError("database is locked"), broken)
        continue_run.call(str(run.key), 1)
    run.refresh_from_db()
    assert run.state == "applied"
    assert not run.rows.filter(outcome="refused").exists()


def test_a_run_whose_workers_all_died_says_so(by: Acting) -> None:
    run = preview(by, ROWS)
    Run.objects.update(state=RunState.APPLYING, tries=ATTEMPTS, heartbeat_at="2024-01-01T00:00Z")
    take_up_silent_runs()
    run.refresh_from_db()
    assert (run.state, "journal du serveur" in run.failure) == ("failed", True)
