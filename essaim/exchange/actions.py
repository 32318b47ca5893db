"""Every write on runs that a person asks for; `running` does the work of those at work."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from essaim.exchange.enums import RunState
from essaim.exchange.matching import Matching
from essaim.exchange.models import Run, Source
from essaim.exchange.planning import (
    Reading,
    read_as_answered,
    read_as_mapped,
    read_in,
    read_otherwise,
    way_of_reading,
)
from essaim.exchange.queries import counts_of, does_something
from essaim.exchange.running import begin
from essaim.journal.actions import action
from essaim.journal.preparation import prepared_by
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.kernel.tabular import Table

#: What may still be read otherwise, or forgotten.
UNAPPLIED = (RunState.PREVIEWED, RunState.PLANNING)


@action
@prepared_by(read_in)
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
    return _written(reading)


@action
@prepared_by(read_otherwise)
def read_again(
    reading: Reading, /, *, run: Run, heading: int | None, encoding: str, by: Acting
) -> Run:
    """Say in which line the columns are named, None for nowhere, and how accents are read.

    Raises RuleBroken where the file cannot be read so.
    """
    return _planned_anew(
        reading, partial(read_otherwise, run=run, heading=heading, encoding=encoding, by=by)
    )


@action
@prepared_by(read_as_mapped)
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
    again = partial(read_as_mapped, run=run, mapping=mapping, source=source, by=by)
    run = _planned_anew(reading, partial(again, has_identifiers=has_identifiers))
    matching = Matching(mapping, run.guessed["source"], has_identifiers=has_identifiers)
    matching.remember(run.target, run.guessed["header"], by_default=run.name)
    return run


@action
@prepared_by(read_as_answered)
def answer_questions(
    reading: Reading, /, *, run: Run, answers: Mapping[str, str], by: Acting
) -> Run:
    """Say what only a person can say of some rows, and plan every row anew."""
    return _planned_anew(reading, partial(read_as_answered, run=run, answers=answers, by=by))


@action
def apply_run(*, run: Run, by: Acting) -> Run:
    """Begin to apply a previewed run, in the background."""
    run = _in_state(run, RunState.PREVIEWED)
    if run.guessed.get("is_doubtful"):
        raise RuleBroken(_("Say first how the accents of this file are read."))
    counts = counts_of(run)
    if not does_something(counts):
        raise RuleBroken(_("Every row waits for an answer: answer the questions first."))
    run.guessed = {**run.guessed, "previewed": counts}
    run.save(update_fields=["guessed"])
    return begin(run, RunState.APPLYING)


@action
def resume_run(*, run: Run, by: Acting) -> Run:
    """Finish a run that failed: what was applied stands, and the rest is tried again."""
    run = _in_state(run, RunState.FAILED)
    is_unread = run.rows.filter(outcome="").exists()
    return begin(run, RunState.PLANNING if is_unread else RunState.APPLYING)


@action
def undo_run(*, run: Run, by: Acting) -> Run:
    """Begin to take a run back, applied or failed half-way, from its last row to its first."""
    return begin(_in_state(run, RunState.APPLIED, RunState.FAILED), RunState.UNDOING)


@action(about="run")
def discard_run(*, run: Run, by: Acting) -> None:
    """Forget a preview that nobody applied."""
    _in_state(run, *UNAPPLIED).delete()


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
    locked = _in_state(reading.run, *UNAPPLIED)
    now = reading if way_of_reading(locked) == reading.before else again()
    now.run.attempt = locked.attempt
    now.run.save(update_fields=["guessed", "options", "answers", "total", "state"])
    locked.rows.all().delete()
    return _written(now)


def _written(reading: Reading) -> Run:
    """Writes the rows; those of a long file are planned by the worker."""
    reading.rows.write(run_id=reading.run.pk)
    if reading.run.state == RunState.PLANNING:
        return begin(reading.run, RunState.PLANNING)
    return reading.run
