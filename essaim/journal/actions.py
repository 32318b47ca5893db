"""The decorator `@action`: every write of the house goes through it.

It opens the transaction, asks the rule of the same name with the acting person, runs the verb, and
writes the journal line with the revision of what came out. An action called inside another joins
it: no second check, and its line says `within`.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar, cast, overload

from django.db import connection, models, transaction
from django.utils import timezone

from essaim.journal.claims import within_form
from essaim.journal.models import Entry, Revision
from essaim.journal.telling import note_written, told_together
from essaim.kernel.acting import Acting
from essaim.kernel.fitting import as_sentences, fitted
from essaim.kernel.models import Keyed
from essaim.kernel.rules import require
from essaim.kernel.submissions import sending

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K", bound=Keyed)
R = TypeVar("R")

_outer: ContextVar[uuid.UUID | None] = ContextVar("outer action", default=None)

#: What takes back, if the act is undone, what it did outside of the database.
_steps_back: ContextVar[list[Callable[[], None]] | None] = ContextVar("steps back", default=None)


@overload
def action(function: Callable[P, T], /) -> Callable[P, T]: ...
@overload
def action(*, about: str) -> Callable[[Callable[P, T]], Callable[P, T]]: ...
def action(function: Callable[P, T] | None = None, /, *, about: str = "") -> Any:
    """Makes a keyword-only function with a parameter `by` an action of its room.

    The verb is `room.name`. The journal line is about what the function returns if that has a key,
    else about the argument that `about` names.
    """
    return partial(_action, about=about) if function is None else _action(function, about=about)


def many(
    like: Callable[..., Keyed], **each: str
) -> Callable[[Callable[P, list[K]]], Callable[P, list[K]]]:
    """Makes a function that writes rows by thousands do for each what the action `like` does.

    Each row that is returned has its line of that verb, and its revision. The same rule is asked:
    once for rows that are added; for rows that stand, of each of them: `action="actions"` where
    `like` takes an `action` and the function `actions`, and likewise what is said of each.
    """
    return partial(_action, like=like, each=each)


def _action(
    function: Callable[P, T],
    *,
    about: str = "",
    like: Callable[..., Keyed] | None = None,
    each: Mapping[str, str] | None = None,
) -> Callable[P, T]:
    room = function.__module__.split(".")[1]
    verb = f"{room}.{function.__name__}" if like is None else like.verb  # type: ignore[attr-defined]

    is_at_one_moment = getattr(function, "is_at_one_moment", False)
    prepare = getattr(function, "prepare", None)
    act: Callable[..., T] = getattr(function, "act", function)

    @wraps(function)
    def run(*args: P.args, **things: P.kwargs) -> T:
        prepared = () if prepare is None else (_prepared(prepare, verb, things),)
        asked = _asked(things, each)
        with _one_act(verb, *asked, is_at_one_moment=is_at_one_moment) as (mine, outer):
            result = act(*prepared, *args, **things)
            by: Acting = things["by"]  # type: ignore[assignment]
            if like is not None:
                _write_each(cast(list[Keyed], result), verb=verb, by=by, within=outer)
                return result
            _write(
                key=mine, verb=verb, by=by, target=_target(result, things.get(about)), within=outer
            )
        return result

    run.verb, run.about = verb, about  # type: ignore[attr-defined]
    return run


def at_one_moment(function: Callable[P, T]) -> Callable[P, T]:
    """Below `@action`: all that the act reads stands as at its first statement.

    Repeatable read on PostgreSQL; on SQLite the write lock does it.
    """
    function.is_at_one_moment = True  # type: ignore[attr-defined]
    return function


def _prepared(prepare: Callable[..., R], verb: str, things: Mapping[str, object]) -> R:
    """Within another act, its transaction is open already: the rule was asked there."""
    with as_sentences():
        if _outer.get() is None:
            _ask(verb, things)
        return prepare(**things)


def unjournaled_action(function: Callable[P, T]) -> Callable[P, T]:
    """An action without line nor revision, since these would tell what must stay secret.

    It asks the rule and opens the transaction all the same. A test of the house lists those there
    are.
    """
    room = function.__module__.split(".")[1]
    verb = f"{room}.{function.__name__}"

    @wraps(function)
    def run(*args: P.args, **things: P.kwargs) -> T:
        with _one_act(verb, things):
            return function(*args, **things)

    run.verb = verb  # type: ignore[attr-defined]
    return run


@contextmanager
def _one_act(
    verb: str, *asked: Mapping[str, object], is_at_one_moment: bool = False
) -> Iterator[tuple[uuid.UUID, uuid.UUID | None]]:
    """One transaction, after the rule was asked; within another act, part of that one."""
    outer = _outer.get()
    mine = uuid.uuid4()
    with _taken_back(), as_sentences(), transaction.atomic():
        if is_at_one_moment:
            _stand_still()
        with within_form(is_outermost=outer is None):
            for things in asked if outer is None else ():
                _ask(verb, things)
            token = _outer.set(mine)
            try:
                with told_together():
                    yield mine, outer
            finally:
                _outer.reset(token)


def take_back(step: Callable[[], None]) -> None:
    """Has `step` done if the act now running is undone: for what no transaction holds, as a file.

    Outside of an act nothing is ever undone.
    """
    steps = _steps_back.get()
    if steps is not None:
        steps.append(step)


@contextmanager
def _taken_back() -> Iterator[None]:
    """Around the transaction, since one that cannot be committed is undone too."""
    outer, mine = _steps_back.get(), list[Callable[[], None]]()
    token = _steps_back.set(mine)
    try:
        yield
    except BaseException:
        for step in reversed(mine):
            with suppress(OSError):
                step()
        raise
    finally:
        _steps_back.reset(token)
    if outer is not None:
        outer += mine


def _asked(
    things: Mapping[str, Any], each: Mapping[str, str] | None
) -> Sequence[Mapping[str, object]]:
    """What the rule looks at: of many rows that stand, of each."""
    if not each:
        return [things]
    rows = zip(*(things[of] for of in each.values()), strict=True)
    return [{**things, **dict(zip(each, row, strict=True))} for row in rows]


def _ask(verb: str, things: Mapping[str, object]) -> None:
    by: Acting = things["by"]  # type: ignore[assignment]
    require(by, verb, **{name: thing for name, thing in things.items() if name != "by"})


def _stand_still() -> None:
    """Only the outermost transaction can choose its isolation, before its first statement."""
    is_outermost = connection.in_atomic_block and not connection.savepoint_ids
    if connection.vendor == "postgresql" and is_outermost:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def label(model: type[models.Model] | models.Model) -> str:
    """How journal and revisions name a model: `programme.action`."""
    return model._meta.label_lower


def _target(result: object, named: object) -> Keyed | None:
    return next((thing for thing in (result, named) if isinstance(thing, Keyed)), None)


def _write(
    *, key: uuid.UUID, verb: str, by: Acting, target: Keyed | None, within: uuid.UUID | None
) -> None:
    changed: list[str] = []
    if target is not None and target.pk is not None:
        changed = _revise(target, entry=key)
    if target is not None:
        note_written(label(target), target.key)
    Entry.objects.create(
        key=key,
        verb=verb,
        target_model=label(target) if target is not None else "",
        target_key=target.key if target is not None else None,
        actor_key=by.key,
        at=timezone.now(),
        fields=changed,
        within=within,
    )


def _write_each(rows: list[Keyed], *, verb: str, by: Acting, within: uuid.UUID | None) -> None:
    """A line and a revision for each row, in one statement of both."""
    if not rows:
        return
    model, now = label(rows[0]), timezone.now()
    kept = _last_revisions([row.key for row in rows])
    lines, revisions = [], []
    for row, record in zip(rows, type(rows[0]).records_of(rows), strict=True):
        number, before = kept.get(row.key, (0, {}))
        line = Entry(
            verb=verb,
            target_model=model,
            target_key=row.key,
            actor_key=by.key,
            at=now,
            fields=_changed(before, record) if number else [],
            within=within,
        )
        lines.append(line)
        if record != before:
            revisions.append(
                Revision(
                    target_model=model,
                    target_key=row.key,
                    number=number + 1,
                    entry_key=line.key,
                    record=record,
                )
            )
        note_written(model, row.key)
    Entry.objects.bulk_create(fitted(lines))
    Revision.objects.bulk_create(fitted(revisions))


def _last_revisions(keys: list[uuid.UUID]) -> dict[uuid.UUID, tuple[int, dict[str, Any]]]:
    """The number and the record of the last revision of each that has one."""
    revisions = Revision.objects.filter(target_key__in=keys).order_by("number")
    rows = revisions.values_list("target_key", "number", "record")
    return {key: (number, record) for key, number, record in rows}


def _changed(before: Mapping[str, Any], record: Mapping[str, Any]) -> list[str]:
    """The names of what a record says otherwise than the one before."""
    return sorted(name for name in record if record[name] != before.get(name))


def _revise(target: Keyed, *, entry: uuid.UUID) -> list[str]:
    """Keeps the thing as it stands, if it changed, and answers the names of what changed."""
    record = target.as_record()
    last = Revision.objects.of(target.key).values_list("number", "record").first()
    number, before = last or (0, {})
    changed = _changed(before, record)
    if last is None or changed or set(before) - set(record):
        Revision.objects.create(
            target_model=label(target),
            target_key=target.key,
            number=number + 1,
            entry_key=entry,
            record=record,
        )
    if (form := sending.get()) is not None:
        if last is None or changed or not target.record_is_whole:
            form.writes.thing_changed()
        else:
            form.writes.thing_stands(target._meta.db_table, target.tables_of_parts())
    return changed if last is not None else []


def keep_first_revision(thing: Keyed) -> None:
    """Keeps a thing as it stands, before it is corrected, if no action ever left a revision of it.

    For rows that came in bulk or with another: their history would begin with the correction. Part
    of an action, to which the revision belongs.
    """
    if not Revision.objects.of(thing.key).exists():
        _revise(thing, entry=_outer.get() or uuid.uuid4())


def keep_beside(thing: Keyed, **texts: str) -> None:
    """Keeps among the versions what came second of it; the one that stands stays the last.

    Part of an action about the thing, whose line tells who typed it. The row is not written.
    """
    keep_first_revision(thing)
    standing = {name: getattr(thing, name) for name in texts}
    for values in (texts, standing):
        for name, text in values.items():
            setattr(thing, name, text)
        _revise(thing, entry=_outer.get() or uuid.uuid4())


def rewrite_revisions(model: type[models.Model], keys: Iterable[uuid.UUID], **blank: object) -> int:
    """Erasure of former values: sets the named fields in every revision of these things."""
    revisions = Revision.objects.filter(target_model=label(model), target_key__in=list(keys))
    count = 0
    for revision in revisions.iterator():
        revision.record = {**revision.record, **blank}
        revision.save(update_fields=["record"])
        count += 1
    return count
