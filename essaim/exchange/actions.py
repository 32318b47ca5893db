"""Every write on runs that a person asks for; `running` does the work of those at work."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from essaim.exchange.engine import SourceRow, engine_of
from essaim.exchange.enums import RunState
from essaim.exchange.matching import Matching, guessed_of, matched, reread_table, table_of
from essaim.exchange.models import Row, Run, Source
from essaim.exchange.queries import counts_of
from essaim.exchange.running import begin, fill_row, values_of
from essaim.journal.actions import action, prepared_by
from essaim.kernel.acting import Acting
from essaim.kernel.bulk import Rows
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.kernel.tabular import Table


@dataclass(frozen=True)
class Reading:
    """A run as it would be, and its rows with what each would do: read before anything is held.

    `before`: how the run was read until then.
    """

    run: Run
    rows: Rows
    before: tuple[Any, ...] = ()


def _read_in(
    *,
    target: str,
    table: Table,
    options: Mapping[str, Any] | None = None,
    source: Source | None = None,
    by: Acting,
) -> Reading:
    run = Run(target=target, name=table.name[:200], options=dict(options or {}), actor_key=by.key)
    if source is not None and source.has_identifiers:
        run.options["source"] = source.name
    run.guessed = guessed_of(table, matched(table.header, target, source))
    return _planned(run, _lines(table), by)


@action
@prepared_by(_read_in)
def preview_import(
    reading: Reading,
    /,
    *,
    target: str,
    table: Table,
    options: Mapping[str, Any] | None = None,
    source: Source | None = None,
    by: Acting,
) -> Run:
    """Read a table, match its columns, and say what each row would do. Nothing else is written.

    Columns are matched as they last were for `source`, or for any file with the same header; else
    they are guessed.
    """
    reading.run.save()
    reading.rows.write(run_id=reading.run.pk)
    return reading.run


def _read_otherwise(*, run: Run, heading: int | None, encoding: str, by: Acting) -> Reading:
    seen = Run.objects.get(pk=run.pk)
    before = _way_of_reading(seen)
    table = reread_table(table_of(seen), heading=heading, encoding=encoding)
    matching = matched(table.header, seen.target, None)
    seen.guessed, seen.answers = guessed_of(table, matching), {}
    return _planned(seen, _lines(table), by, before)


@action
@prepared_by(_read_otherwise)
def read_again(
    reading: Reading, /, *, run: Run, heading: int | None, encoding: str, by: Acting
) -> Run:
    """Say in which line the columns are named, None for nowhere, and how accents are read.

    Raises RuleBroken where the file cannot be read so.
    """
    return _planned_anew(
        reading, partial(_read_otherwise, run=run, heading=heading, encoding=encoding, by=by)
    )


def _mapped(
    *,
    run: Run,
    mapping: Mapping[str, int],
    source: str = "",
    has_identifiers: bool = False,
    by: Acting,
) -> Reading:
    if has_identifiers and not source:
        raise RuleBroken(_("Name the source whose identifiers hold from file to file."))
    seen = Run.objects.get(pk=run.pk)
    before = _way_of_reading(seen)
    seen.guessed = {**seen.guessed, "mapping": dict(mapping), "source": source.strip()[:80]}
    name = seen.guessed["source"] if has_identifiers else ""
    seen.options, seen.answers = {**seen.options, "source": name}, {}
    return _planned(seen, _lines_of(seen), by, before)


@action
@prepared_by(_mapped)
def map_columns(
    reading: Reading,
    /,
    *,
    run: Run,
    mapping: Mapping[str, int],
    source: str = "",
    has_identifiers: bool = False,
    by: Acting,
) -> Run:
    """Say otherwise which column is which, and plan every row anew.

    It is remembered for the next file of this source. `has_identifiers`: its identifiers tell
    which thing is meant, from file to file.
    """
    again = partial(_mapped, run=run, mapping=mapping, source=source, by=by)
    run = _planned_anew(reading, partial(again, has_identifiers=has_identifiers))
    matching = Matching(mapping, run.guessed["source"], has_identifiers=has_identifiers)
    matching.remember(run.target, run.guessed["header"], by_default=run.name)
    return run


def _answered(*, run: Run, answers: Mapping[str, str], by: Acting) -> Reading:
    seen = Run.objects.get(pk=run.pk)
    before = _way_of_reading(seen)
    seen.answers = {**seen.answers, **answers}
    return _planned(seen, _lines_of(seen), by, before)


@action
@prepared_by(_answered)
def answer_questions(
    reading: Reading, /, *, run: Run, answers: Mapping[str, str], by: Acting
) -> Run:
    """Say what only a person can say of some rows, and plan every row anew."""
    return _planned_anew(reading, partial(_answered, run=run, answers=answers, by=by))


@action
def apply_run(*, run: Run, by: Acting) -> Run:
    """Begin to apply a previewed run, in the background."""
    run = _in_state(run, RunState.PREVIEWED)
    if run.guessed.get("is_doubtful"):
        raise RuleBroken(_("Say first how the accents of this file are read."))
    run.guessed = {**run.guessed, "previewed": counts_of(run)}
    run.save(update_fields=["guessed"])
    return begin(run, RunState.APPLYING)


@action
def resume_run(*, run: Run, by: Acting) -> Run:
    """Finish a run that failed: what was applied stands, and the rest is tried again."""
    return begin(_in_state(run, RunState.FAILED), RunState.APPLYING)


@action
def undo_run(*, run: Run, by: Acting) -> Run:
    """Begin to take a run back, applied or failed half-way, from its last row to its first."""
    return begin(_in_state(run, RunState.APPLIED, RunState.FAILED), RunState.UNDOING)


@action
def discard_run(*, run: Run, by: Acting) -> None:
    """Forget a preview that nobody applied."""
    _in_state(run, RunState.PREVIEWED).delete()


def _in_state(run: Run, *states: RunState) -> Run:
    locked = Run.objects.select_for_update().get(pk=run.pk)
    if locked.state not in states:
        raise RuleBroken(
            _("This import is %(state)s: it cannot be done now.")
            % {"state": locked.get_state_display()}
        )
    return locked


def _planned_anew(reading: Reading, again: Callable[[], Reading]) -> Run:
    """Puts the reading in the place of the one it was made from; or one made `again`.

    That is where somebody else read the run otherwise meanwhile.
    """
    held = _in_state(reading.run, RunState.PREVIEWED)
    now = reading if _way_of_reading(held) == reading.before else again()
    now.run.save(update_fields=["guessed", "options", "answers", "total"])
    held.rows.all().delete()
    now.rows.write(run_id=held.pk)
    return now.run


def _way_of_reading(run: Run) -> tuple[Any, ...]:
    return run.guessed, run.options, run.answers


Lines = Sequence[tuple[int, Sequence[str]]]


def _lines(table: Table) -> Lines:
    return [(line, list(cells)) for line, cells in table.rows]


def _lines_of(run: Run) -> Lines:
    return list(run.rows.order_by("position").values_list("line", "source"))


def _planned(run: Run, lines: Lines, by: Acting, before: tuple[Any, ...] = ()) -> Reading:
    """Says what each row would do, and writes nothing."""
    run.total = len(lines)
    mapping = run.guessed["mapping"]
    rows = [
        SourceRow(line, position, cells, values_of(mapping, cells))
        for position, (line, cells) in enumerate(lines)
    ]
    plans = engine_of(run.target).plan(rows, options=run.options, answers=run.answers, by=by)
    made = (
        fill_row(Row(position=row.position, line=row.line, source=list(row.cells)), plan)
        for row, plan in zip(rows, plans, strict=True)
    )
    return Reading(run, Rows.of(Row, fitted(made)), before)
