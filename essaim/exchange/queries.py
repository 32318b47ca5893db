"""Runs as their page shows them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.exchange.engine import engine_of
from essaim.exchange.enums import RowOutcome, RunState
from essaim.exchange.models import AT_WORK, Row, Run
from essaim.kernel.acting import BUREAU, COORDINATION, Acting
from essaim.kernel.manifest import Waiting


def runs_for(acting: Acting) -> QuerySet[Run]:
    """All for the coordination, one's own for who may import; the newest first."""
    runs = Run.objects.order_by("-id")
    if acting.is_one_of(COORDINATION):
        return runs
    return runs.filter(actor_key=acting.key) if acting.is_one_of(BUREAU) else runs.none()


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
class Done:
    """What a run that went to work has done to the house so far, and what it has not."""

    created: int
    updated: int
    total: int
    differs: bool  # from what the preview said

    @property
    def written(self) -> int:
        return self.created + self.updated


@dataclass(frozen=True)
class AskedQuestion:
    """A question of a run, for all the rows that ask it."""

    code: str
    title: str
    sentence: str
    choices: list[tuple[str, str]]


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
    done: Done | None
    asked: int
    can_apply: bool


def counts_of(run: Run) -> dict[str, int]:
    """How many rows of each outcome; an outcome that no row has counts 0."""
    counted = dict(run.rows.values_list("outcome").annotate(Count("id")))
    return {outcome: counted.get(outcome, 0) for outcome in RowOutcome.values}


def does_something(counts: Mapping[str, int]) -> bool:
    """Whether a row says what it does: without an answer, one that waits for it does nothing."""
    return not counts[RowOutcome.ASKED] or any(
        counts[outcome] for outcome in (RowOutcome.CREATED, RowOutcome.UPDATED)
    )


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
        is_at_work=run.state in AT_WORK,
        done=_done(run, counts),
        asked=counts[RowOutcome.ASKED],
        can_apply=does_something(counts),
    )


def _done(run: Run, counts: Mapping[str, int]) -> Done | None:
    """What stands in the house of this run; nothing is told of one that never went to work."""
    if run.state in {RunState.PREVIEWED, RunState.PLANNING}:
        return None
    written = dict(run.rows.filter(is_applied=True).values_list("outcome").annotate(Count("id")))
    previewed = run.guessed.get("previewed")
    return Done(
        created=written.get(RowOutcome.CREATED, 0),
        updated=written.get(RowOutcome.UPDATED, 0),
        total=run.total,
        differs=run.state == RunState.APPLIED and previewed is not None and previewed != counts,
    )


def questions_of(run: Run, *, limit: int = 50) -> list[AskedQuestion]:
    """What is still to be answered, in the order of the file; each question once."""
    questions: dict[str, AskedQuestion] = {}
    for row in run.rows.exclude(question=None).order_by("position"):
        asked: dict[str, Any] = row.question or {}
        if asked["code"] in questions:
            continue
        if len(questions) == limit:
            break
        line = _("Line %(line)d") % {"line": row.line}
        cells = [cell for cell in row.source if cell][:3]
        title = row.value or " · ".join((line, *cells))
        choices = [(value, label) for value, label in asked["choices"]]
        questions[asked["code"]] = AskedQuestion(asked["code"], title, asked["sentence"], choices)
    return list(questions.values())


def common_choices(questions: Sequence[AskedQuestion]) -> list[tuple[str, str]]:
    """The choices that several questions have in common, in their order."""
    counts: dict[tuple[str, str], int] = {}
    for question in questions:
        for choice in question.choices:
            counts[choice] = counts.get(choice, 0) + 1
    return [choice for choice, count in counts.items() if count > 1]


def samples_of(run: Run, *, rows: int = 20, shown: int = 2) -> dict[int, str]:
    """A few values of each column of the file, by its place."""
    samples: dict[int, list[str]] = {}
    for cells in run.rows.order_by("position").values_list("source", flat=True)[:rows]:
        for place, cell in enumerate(cells):
            values = samples.setdefault(place, [])
            if cell and len(values) < shown and cell[:40] not in values:
                values.append(cell[:40])
    return {place: ", ".join(values) for place, values in samples.items()}


def first_words(line: int, cells: Sequence[str]) -> str:
    """A line of a file, as one chooses it from a list."""
    words = " · ".join(cell for cell in cells if cell)
    return _("line %(line)d: %(words)s") % {"line": line, "words": words[:80]}


def _kept(run: Run) -> list[Row]:
    """The rows that undoing left as they are, each with its reason."""
    if run.state != RunState.UNDONE:
        return []
    return list(run.rows.exclude(undo_note="").order_by("position"))


def labels_of(target: str) -> dict[str, str]:
    """What the columns of a target are called in the reader's language, by their codes."""
    language = get_language() or "fr"
    return {column.code: column.label(language) for column in engine_of(target).columns}


def missing_columns(run: Run) -> list[str]:
    """What the columns are called without which no row says anything, and which are not there."""
    labels, mapping = labels_of(run.target), run.guessed["mapping"]
    return [labels[code] for code in engine_of(run.target).needed if code not in mapping]


def _read_headers(guessed: Mapping[str, Any], labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """(header in the file, column that it fills), in the order of the file."""
    header = guessed.get("header", [])
    places = sorted((place, code) for code, place in guessed.get("mapping", {}).items())
    return [(header[place], labels.get(code, code)) for place, code in places]


def ignored_headers(guessed: Mapping[str, Any]) -> list[str]:
    used = set(guessed.get("mapping", {}).values())
    return [name for place, name in enumerate(guessed.get("header", [])) if place not in used]


def imports_to_decide(acting: Acting, on: date) -> Iterator[Waiting]:
    """Those that were read and wait for a word, and those that stopped on the way, of whoever may
    decide: their own, and to the coordination all."""
    if not acting.is_one_of(BUREAU):
        return
    stopped = runs_for(acting).filter(state__in=[RunState.PREVIEWED, RunState.FAILED])
    for run in stopped.order_by("made_at", "pk"):
        if run.state == RunState.FAILED:
            sentence = _("Finish or undo the import: %(source)s")
        else:
            sentence = _("Decide what becomes of the import: %(source)s")
        address = reverse("exchange:run", args=[run.key])
        made_on = timezone.localdate(run.made_at)
        yield Waiting(sentence % {"source": run.name}, address, made_on, 2, is_since=True)
