"""Runs as their page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import get_language

from essaim.exchange.engine import engine_of
from essaim.exchange.enums import RowOutcome, RunState
from essaim.exchange.models import Row, Run
from essaim.kernel.acting import COORDINATION, Acting


def runs_for(acting: Acting) -> QuerySet[Run]:
    """One's own, or all for the coordination; the newest first."""
    runs = Run.objects.order_by("-id")
    if acting.is_one_of(COORDINATION):
        return runs
    return runs.filter(actor_key=acting.key) if acting.key else runs.none()


@dataclass(frozen=True)
class Chip:
    """How many rows have an outcome."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class ShownRow:
    """A row, what its cells say, and the column at fault as the house calls it."""

    row: Row
    column: str

    @property
    def cells(self) -> list[str]:
        return [cell for cell in self.row.source if cell]


@dataclass(frozen=True)
class RunPage:
    """Everything that the page of a run shows."""

    run: Run
    chips: list[Chip]
    rows: list[ShownRow]
    rows_left_out: int
    read: list[tuple[str, str]]
    ignored: list[str]
    kept: list[Row]
    is_at_work: bool


def counts_of(run: Run) -> dict[str, int]:
    """How many rows of each outcome; an outcome that no row has counts 0."""
    found = dict(run.rows.values_list("outcome").annotate(Count("id")))
    return {outcome: found.get(outcome, 0) for outcome in RowOutcome.values}


def run_page(run: Run, *, outcome: str = "", limit: int = 200) -> RunPage:
    """The page in two queries, whatever the length of the file; one more once it is undone."""
    counts = counts_of(run)
    labels = labels_of(run.target)
    rows = run.rows.order_by("position")
    total = run.total
    if outcome in RowOutcome.values:
        rows = rows.filter(outcome=outcome)
        total = counts[outcome]
    return RunPage(
        run=run,
        chips=[Chip(code, str(label), counts[code]) for code, label in RowOutcome.choices],
        rows=[ShownRow(row, labels.get(row.column, row.column)) for row in rows[:limit]],
        rows_left_out=max(0, total - limit),
        read=_read_headers(run.guessed, labels),
        ignored=ignored_headers(run.guessed),
        kept=_kept(run),
        is_at_work=run.state in {RunState.APPLYING, RunState.UNDOING},
    )


def _kept(run: Run) -> list[Row]:
    """The rows that undoing left as they are, each with its reason."""
    if run.state != RunState.UNDONE:
        return []
    return list(run.rows.exclude(undo_note="").order_by("position"))


def labels_of(target: str) -> dict[str, str]:
    """What the columns of a target are called in the reader's language, by their codes."""
    language = get_language() or "fr"
    return {column.code: column.label(language) for column in engine_of(target).columns}


def _read_headers(guessed: Mapping[str, Any], labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """(header in the file, column that it fills), in the order of the file."""
    header = guessed.get("header", [])
    places = sorted((place, code) for code, place in guessed.get("mapping", {}).items())
    return [(header[place], labels.get(code, code)) for place, code in places]


def ignored_headers(guessed: Mapping[str, Any]) -> list[str]:
    used = set(guessed.get("mapping", {}).values())
    return [name for place, name in enumerate(guessed.get("header", [])) if place not in used]
