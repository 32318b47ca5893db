"""Keeping the index in step with what the rooms hold.

What an act wrote is indexed as soon as it is committed. Whatever that misses (a lock, a process
that was killed, rows in bulk) is caught up with from the journal, which knows every write.
"""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import OperationalError, connection, transaction
from django.db.models.signals import post_delete
from django.utils import timezone

from essaim.journal.models import Entry
from essaim.kernel.manifest import Findable, Searchable, declared
from essaim.search.engine import holds_any
from essaim.search.models import IndexEntry, NameGram, Position
from essaim.search.words import MOST_BYTES_OF_NAMES, grams, names_in, stems_in

log = logging.getLogger(__name__)
#: Things written together: short, so that nobody waits.
BATCH = 200
#: Lines of the journal read together.
LINES = 2_000
#: Things of one act that are indexed at once; more of them are for whoever follows the journal.
AT_ONCE = 20
#: Seconds after which a missing line of the journal is one of an act that was taken back.
PATIENCE = 3_600
#: Signs among which an excerpt is looked for.
EXCERPT = 5_000


@cache
def searchables() -> Mapping[str, Searchable]:
    """What is held, by the name that the journal has for it, whether its room is open."""
    return {searchable.model: searchable for searchable in declared("searchables")}


def index(model: str, keys: Collection[UUID]) -> int:
    """Writes what these things are now; answers how many of them can be found."""
    searchable, count = searchables()[model], 0
    for batch in in_batches(keys):
        findables = {findable.key: findable for findable in searchable.rows(batch)}
        entries = [_entry_of(model, findable) for findable in findables.values()]
        with transaction.atomic():
            standing = IndexEntry.objects.filter(target__in=batch)
            known = standing.values_list("names", flat=True) if searchable.is_named else ()
            former = words_in(known)
            standing.exclude(target__in=findables.keys()).delete()
            IndexEntry.objects.bulk_create(
                entries, update_conflicts=True, unique_fields=["target"], update_fields=_WRITTEN
            )
            if searchable.is_named:
                words = words_in(entry.names for entry in entries)
                _learn(words)
                _unlearn(former - words)
        count += len(entries)
    return count


def forget(keys: Collection[UUID]) -> None:
    """What no longer stands is not found, nor counted, from the moment at which its row goes."""
    gone = IndexEntry.objects.filter(target__in=keys)
    words = words_in(gone.values_list("names", flat=True))
    gone.delete()
    _unlearn(words)


def follow_removals() -> None:
    """From now on a thing goes out with its row, whatever the act is about that removed it.

    A row that goes with another has no line in the journal: hence the one signal that the house
    listens to. The index is derived; nothing is decided here.
    """
    for model in searchables():
        post_delete.connect(_forget_removed, sender=apps.get_model(model))


def _forget_removed(instance: Any, **_signal: Any) -> None:
    forget([instance.key])


def words_in(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in name.split()}


def _learn(words: Set[str]) -> None:
    """Words of names that may be misspelt."""
    known = NameGram.objects.filter(word__in=words).values_list("word", flat=True)
    NameGram.objects.bulk_create(
        (NameGram(gram=gram, word=word) for word in words - set(known) for gram in grams(word)),
        batch_size=1_000,
        ignore_conflicts=True,
    )


def _unlearn(words: Set[str]) -> None:
    """Those of these words that no name holds any more."""
    if words:
        others = IndexEntry.objects.filter(holds_any(words)).values_list("names", flat=True)
        NameGram.objects.filter(word__in=words - words_in(others)).delete()


#: What is written anew of an entry that stands already.
_WRITTEN = [
    field.name for field in IndexEntry._meta.concrete_fields if field.name not in {"id", "target"}
]


def _entry_of(model: str, findable: Findable) -> IndexEntry:
    return IndexEntry(
        target=findable.key,
        kind=model,
        title=findable.title[:400],
        url=findable.url,
        excerpt_source=findable.text[:EXCERPT],
        audience=findable.audience,
        also_seen_by=findable.also_seen_by,
        starts_on=findable.starts_on,
        precision=findable.precision,
        year=findable.starts_on.year if findable.starts_on else None,
        title_stems=stems_in(f"{findable.title} {findable.also_called}", MOST_BYTES_OF_NAMES),
        names=names_in(f"{findable.title} {findable.also_called}"),
        body_stems=stems_in(findable.text),
    )


def in_batches(keys: Iterable[UUID]) -> Iterator[list[UUID]]:
    ordered = list(keys)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def touched(written: Mapping[str, Set[UUID]]) -> dict[str, set[UUID]]:
    """What can be found and may have changed, since these rows were written to."""
    moved: dict[str, set[UUID]] = {}
    for model, searchable in searchables().items():
        keys = set(written.get(model, ()))
        for source, keys_of in searchable.touched_by.items():
            if source in written:
                keys |= set(keys_of(written[source]))
        if keys:
            moved[model] = keys
    return moved


def index_act(written: Mapping[str, Set[UUID]]) -> None:
    """What one act wrote, if it is little: an import is left to `follow_journal`."""
    moved = touched(written) if sum(map(len, written.values())) <= AT_ONCE else {}
    if sum(map(len, moved.values())) <= AT_ONCE:
        for model, keys in moved.items():
            index(model, keys)


def follow_journal() -> int:
    """Indexes what was written since the last time; answers how many things it looked at.

    Safe to call as often as one likes, by several at once: what is indexed twice stands once.
    """
    if not Position.objects.exists():
        return rebuild()
    count = 0
    while lines := _next_lines():
        written: dict[str, set[UUID]] = {}
        for _number, model, key in lines:
            if key is not None:
                written.setdefault(model, set()).add(key)
        for model, keys in touched(written).items():
            count += len(keys)
            _index_what_can_be(model, keys)
        _go_on({number for number, _model, _key in lines})
    return count


def _index_what_can_be(model: str, keys: Collection[UUID]) -> None:
    """One thing that cannot be told holds up no other: it is logged, and not found until it can be.

    Raises OperationalError, where the database is to be asked again later.
    """
    try:
        index(model, keys)
    except OperationalError:
        raise
    except Exception:
        if len(keys) > 1:
            for key in keys:
                _index_what_can_be(model, [key])
            return
        log.exception("cannot be found: %s %s", model, *keys)
        forget(keys)


def _next_lines() -> list[tuple[int, str, UUID | None]]:
    """The lines that nobody looked at yet, those first that were not there when others were."""
    position = Position.objects.get()
    columns = ("pk", "target_model", "target_key")
    late = Entry.objects.filter(pk__in=map(int, position.gaps)).values_list(*columns)
    new = Entry.objects.filter(pk__gt=position.last).order_by("pk").values_list(*columns)[:LINES]
    return [*late, *new]


@transaction.atomic
def _go_on(numbers: Set[int]) -> None:
    position = Position.objects.select_for_update().get()
    last, now = max(position.last, *numbers), timezone.now().timestamp()
    gaps = {
        number: missed
        for number, missed in position.gaps.items()
        if int(number) not in numbers and now - missed < PATIENCE
    }
    for number in set(range(position.last + 1, last)) - numbers:
        gaps[str(number)] = now
    position.last, position.gaps = last, gaps
    position.save()


def forget_removed_words() -> None:
    """SQLite notes that a word was removed and keeps it until it tidies up: now, where one asks."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute('INSERT INTO "search_words"("search_words") VALUES (\'optimize\')')


def rebuild() -> int:
    """Indexes everything anew, beside whoever searches; answers how many things can be found."""
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    count, standing = 0, set(IndexEntry.objects.values_list("target", flat=True))
    for model in searchables():
        manager = apps.get_model(model)._default_manager
        keys = list(manager.order_by("pk").values_list("key", flat=True))
        count += index(model, keys)
        standing -= set(keys)
    for batch in in_batches(standing):
        forget(batch)
    with transaction.atomic():
        Position.objects.all().delete()
        Position.objects.create(last=last)
    return count
