"""Files of actions, imported as a person would: previewed, then applied."""

from django.test import TestCase

from essaim.exchange.actions import apply_run, preview_import
from essaim.exchange.models import Run, Source
from essaim.exchange.queries import counts_of
from essaim.kernel.acting import Acting
from essaim.kernel.columns import guess
from essaim.kernel.tabular import read_table
from essaim.programme.columns import COLUMNS


def preview(by: Acting, text: str, source: Source | None = None) -> Run:
    table = read_table(text.encode(), "actions.csv", score=lambda cells: len(guess(cells, COLUMNS)))
    return preview_import(target="actions", table=table, source=source, by=by)


def applied(run: Run, by: Acting) -> Run:
    with TestCase.captureOnCommitCallbacks(execute=True):
        apply_run(run=run, by=by)
    run.refresh_from_db()
    return run


def done(by: Acting, text: str) -> dict[str, int]:
    """Imports a file: what came out, which is what its preview said."""
    run = preview(by, text)
    said = counts_of(run)
    assert counts_of(applied(run, by)) == said
    return {outcome: count for outcome, count in said.items() if count}


def reasons(run: Run) -> list[tuple[int, str, str]]:
    return list(run.rows.exclude(reason="").values_list("line", "outcome", "reason"))
