"""Every write on runs that a person asks for; `running` does the work of those at work."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from essaim.exchange.engine import Engine, SourceRow, engine_of
from essaim.exchange.enums import RunState
from essaim.exchange.matching import Matching, guessed_of, matched, reread_table, table_of
from essaim.exchange.models import Row, Run, Source
from essaim.exchange.queries import counts_of
from essaim.exchange.running import begin, fill_row, values_of
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.kernel.tabular import Table


@action
def preview_import(
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
    run = Run(target=target, name=table.name[:200], options=dict(options or {}), actor_key=by.key)
    if source is not None and source.has_identifiers:
        run.options["source"] = source.name
    run.guessed = guessed_of(table, matched(table.header, target, source))
    run.total = len(table.rows)
    run.save()
    sources = [(line, list(cells)) for line, cells in table.rows]
    _plan_rows(run, sources, engine_of(target), by)
    return run


@action
def read_again(*, run: Run, heading: int | None, encoding: str, by: Acting) -> Run:
    """Say in which line the columns are named, None for nowhere, and how accents are read.

    Raises RuleBroken where the file cannot be read so.
    """
    run = _in_state(run, RunState.PREVIEWED)
    table = reread_table(table_of(run), heading=heading, encoding=encoding)
    matching = matched(table.header, run.target, None)
    run.guessed, run.answers = guessed_of(table, matching), {}
    run.total = len(table.rows)
    run.save(update_fields=["guessed", "answers", "total"])
    run.rows.all().delete()
    sources = [(line, list(cells)) for line, cells in table.rows]
    _plan_rows(run, sources, engine_of(run.target), by)
    return run


@action
def map_columns(
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
    run = _in_state(run, RunState.PREVIEWED)
    if has_identifiers and not source:
        raise RuleBroken(_("Name the source whose identifiers hold from file to file."))
    matching = Matching(mapping, source.strip()[:80], has_identifiers=has_identifiers)
    matching.remember(run.target, run.guessed["header"], by_default=run.name)
    run.guessed = {**run.guessed, "mapping": dict(mapping), "source": matching.name}
    run.options = {**run.options, "source": matching.name if has_identifiers else ""}
    run.answers = {}
    run.save(update_fields=["guessed", "options", "answers"])
    return _plan_anew(run, by)


@action
def answer_questions(*, run: Run, answers: Mapping[str, str], by: Acting) -> Run:
    """Say what only a person can say of some rows, and plan every row anew."""
    run = _in_state(run, RunState.PREVIEWED)
    run.answers = {**run.answers, **answers}
    run.save(update_fields=["answers"])
    return _plan_anew(run, by)


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


def _plan_anew(run: Run, by: Acting) -> Run:
    sources = list(run.rows.order_by("position").values_list("line", "source"))
    run.rows.all().delete()
    _plan_rows(run, sources, engine_of(run.target), by)
    return run


def _plan_rows(
    run: Run, sources: Sequence[tuple[int, Sequence[str]]], engine: Engine, by: Acting
) -> None:
    mapping = run.guessed["mapping"]
    rows = [
        SourceRow(line, position, cells, values_of(mapping, cells))
        for position, (line, cells) in enumerate(sources)
    ]
    plans = engine.plan(rows, options=run.options, answers=run.answers, by=by)
    Row.objects.bulk_create(
        fitted(
            fill_row(
                Row(run=run, position=row.position, line=row.line, source=list(row.cells)), plan
            )
            for row, plan in zip(rows, plans, strict=True)
        ),
        batch_size=500,
    )
