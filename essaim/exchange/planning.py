"""A file read, matched and planned, with nothing held meanwhile and nothing written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from essaim.exchange.batches import fill_row, values_of
from essaim.exchange.engine import SourceRow, engine_of
from essaim.exchange.enums import RunState
from essaim.exchange.matching import guessed_of, matched, reread_table, table_of
from essaim.exchange.models import Row, Run, Source
from essaim.kernel.acting import Acting
from essaim.kernel.bulk import Rows
from essaim.kernel.errors import RuleBroken
from essaim.kernel.fitting import fitted
from essaim.kernel.tabular import Table

#: Lines of a file that are planned while whoever sent it waits.
AT_ONCE = 1_000
Lines = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True)
class Reading:
    """A run as it would be, and its rows with what each would do: read before anything is held.

    `before`: how the run was read until then.
    """

    run: Run
    rows: Rows
    before: tuple[Any, ...] = ()


def read_in(
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


def read_otherwise(*, run: Run, heading: int | None, encoding: str, by: Acting) -> Reading:
    stored = Run.objects.get(pk=run.pk)
    before = way_of_reading(stored)
    table = reread_table(table_of(stored), heading=heading, encoding=encoding)
    matching = matched(table.header, stored.target, None)
    stored.guessed, stored.answers = guessed_of(table, matching), {}
    return _planned(stored, _lines(table), by, before)


def read_as_mapped(
    *,
    run: Run,
    mapping: Mapping[str, int],
    source: str = "",
    has_identifiers: bool = False,
    by: Acting,
) -> Reading:
    if has_identifiers and not source:
        raise RuleBroken(_("Name the source whose identifiers hold from file to file."))
    stored = Run.objects.get(pk=run.pk)
    before = way_of_reading(stored)
    stored.guessed = {**stored.guessed, "mapping": dict(mapping), "source": source.strip()[:80]}
    name = stored.guessed["source"] if has_identifiers else ""
    stored.options, stored.answers = {**stored.options, "source": name}, {}
    return _planned(stored, _lines_of(stored), by, before)


def read_as_answered(*, run: Run, answers: Mapping[str, str], by: Acting) -> Reading:
    stored = Run.objects.get(pk=run.pk)
    before = way_of_reading(stored)
    stored.answers = {**stored.answers, **answers}
    return _planned(stored, _lines_of(stored), by, before)


def way_of_reading(run: Run) -> tuple[Any, ...]:
    return run.guessed, run.options, run.answers


def _lines(table: Table) -> Lines:
    return [(line, list(cells)) for line, cells in table.rows]


def _lines_of(run: Run) -> Lines:
    return list(run.rows.order_by("position").values_list("line", "source"))


def _planned(run: Run, lines: Lines, by: Acting, before: tuple[Any, ...] = ()) -> Reading:
    """Says what each row would do, and writes nothing; of a long file the worker says it."""
    run.total = len(lines)
    run.state = RunState.PREVIEWED
    if run.total > AT_ONCE:
        run.state = RunState.PLANNING
        unread = (
            Row(position=position, line=line, source=list(cells))
            for position, (line, cells) in enumerate(lines)
        )
        return Reading(run, Rows.of(Row, fitted(unread)), before)
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
