"""Every write on runs that a person asks for; `running` does the work of those at work."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from essaim.exchange.engine import Engine, Plan, engine_of
from essaim.exchange.enums import RunState
from essaim.exchange.models import Row, Run
from essaim.exchange.running import begin, values_of
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.columns import guess
from essaim.kernel.errors import RuleBroken
from essaim.kernel.tabular import Table


@action
def preview_import(
    *, target: str, table: Table, options: Mapping[str, Any] | None = None, by: Acting
) -> Run:
    """Read a table, guess its columns, and say what each row would do. Nothing else is written."""
    engine = engine_of(target)
    mapping = {code: place for place, code in guess(table.header, engine.columns).items()}
    if not mapping:
        raise RuleBroken(
            _("No column of “%(name)s” was recognised. Its first line must name the columns.")
            % {"name": table.name}
        )
    notes = [table.guessed.in_words(), *table.notes]
    guessed = {"header": list(table.header), "mapping": mapping, "notes": notes}
    run = Run.objects.create(
        target=target,
        name=table.name[:200],
        options=dict(options or {}),
        guessed=guessed,
        total=len(table.rows),
        actor_key=by.key,
    )
    sources = [(line, list(cells)) for line, cells in table.rows]
    _plan_rows(run, sources, engine, by)
    return run


@action
def map_columns(*, run: Run, mapping: Mapping[str, int], by: Acting) -> Run:
    """Say otherwise which column is which, and plan every row anew."""
    run = _in_state(run, RunState.PREVIEWED)
    run.guessed = {**run.guessed, "mapping": dict(mapping)}
    run.save(update_fields=["guessed"])
    sources = list(run.rows.order_by("position").values_list("line", "source"))
    run.rows.all().delete()
    _plan_rows(run, sources, engine_of(run.target), by)
    return run


@action
def apply_run(*, run: Run, by: Acting) -> Run:
    """Begin to apply a previewed run, in the background."""
    return begin(_in_state(run, RunState.PREVIEWED), RunState.APPLYING)


@action
def undo_run(*, run: Run, by: Acting) -> Run:
    """Begin to take an applied run back, from its last row to its first."""
    return begin(_in_state(run, RunState.APPLIED), RunState.UNDOING)


@action
def discard_run(*, run: Run, by: Acting) -> None:
    """Forget a preview that nobody applied."""
    _in_state(run, RunState.PREVIEWED).delete()


def _in_state(run: Run, state: RunState) -> Run:
    locked = Run.objects.select_for_update().get(pk=run.pk)
    if locked.state != state:
        raise RuleBroken(
            _("This import is %(state)s: it cannot be done now.")
            % {"state": locked.get_state_display()}
        )
    return locked


def _plan_rows(
    run: Run, sources: Sequence[tuple[int, Sequence[str]]], engine: Engine, by: Acting
) -> None:
    mapping = run.guessed["mapping"]
    rows = []
    for position, (line, cells) in enumerate(sources):
        plan = engine.plan(values_of(mapping, cells), options=run.options, by=by)
        rows.append(_row_of(run, position, line, cells, plan))
    Row.objects.bulk_create(rows, batch_size=500)


def _row_of(run: Run, position: int, line: int, cells: Sequence[str], plan: Plan) -> Row:
    return Row(
        run=run,
        position=position,
        line=line,
        source=list(cells),
        outcome=plan.outcome,
        column=plan.column,
        value=plan.value,
        reason=plan.reason,
        target_key=plan.target_key,
        before=plan.before,
    )
