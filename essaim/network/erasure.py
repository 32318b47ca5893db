"""Forgetting a person in every room, as each room declares it (`kernel.personal`).

It asks no rule and writes no journal line of its own: it runs inside the action that erases.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from essaim.accounts.models import User
from essaim.journal.actions import label
from essaim.journal.models import Revision
from essaim.kernel.fitting import fitted
from essaim.kernel.personal import Held, Whom
from essaim.network.models import Person
from essaim.network.queries.clusters import people_like

_NAMES = ("given_name", "family_name")


def forget(person: Person, personal: Iterable[Held]) -> list[str]:
    """Blank the person, with every row merged into theirs; answers what is kept and why.

    Rows stay, so that counts of the past stay true, and no longer name anybody.
    """
    rows = people_like(person.canonical or person)
    whom = _whom_ever(list(rows.select_for_update().order_by("pk")))
    # Before anything is blanked: by what names them, their rows are found.
    theirs = [(held, _pinned(held, whom)) for held in personal if held.of and not held.erased_by]
    kept = [sentence for held, pinned in theirs for sentence in _forget(held, pinned, whom)]
    return list(dict.fromkeys(kept))


def _whom_ever(people: Sequence[Person]) -> Whom:
    """With the names under which they ever stood, and their addresses, in every former version."""
    keys = [person.key for person in people]
    cards: list[Mapping[str, Any]] = [person.as_record() for person in people]
    former = Revision.objects.filter(target_model=label(Person), target_key__in=keys)
    cards += former.values_list("record", flat=True)
    names = {" ".join(str(card.get(name, "")) for name in _NAMES).strip() for card in cards}
    emails = {str(card.get("email", "")) for card in cards}
    accounts = User.objects.filter(person__in=people).order_by("pk").values_list("pk", "email")
    return Whom(
        people=[person.pk for person in people],
        keys=keys,
        accounts=[account for account, _email in accounts],
        emails=sorted(
            {*(person.email for person in people), *(email for _pk, email in accounts)} - {""}
        ),
        names=frozenset((names | emails) - {""}),
    )


def _pinned(held: Held, whom: Whom) -> QuerySet[Any]:
    """Their rows by number, locked, whatever becomes of what names them."""
    rows = held.rows_of(whom).order_by("pk").select_for_update(of=("self",))
    numbers = list(rows.values_list("pk", flat=True))
    return held.model._default_manager.filter(pk__in=numbers)


def _forget(held: Held, rows: QuerySet[Any], whom: Whom) -> Iterable[str]:
    keys = list(rows.values_list("key", flat=True)) if hasattr(held.model, "key") else []
    if held.first is not None:
        yield from held.first(rows, whom) or ()
    _blank_rows(held, rows)
    _blank_versions(held, keys, whom)
    _rename(held, rows)
    if held.stays and rows.exists():
        yield str(held.stays)


def _names_of(held: Held) -> list[str]:
    """Its columns that are erased."""
    return [name for name, fate in held.fields.items() if fate.becomes == "erase"]


def _blank_rows(held: Held, rows: QuerySet[Any]) -> None:
    columns = {name: held.model._meta.get_field(name) for name in _names_of(held)}
    blank: dict[str, Any] = {name: None if column.null else "" for name, column in columns.items()}
    if held.stamp:
        blank[held.stamp] = timezone.now()
    if blank:
        rows.update(**blank)


def _blank_versions(held: Held, keys: Sequence[Any], whom: Whom) -> None:
    """All that was ever said of their rows; of what is another's by now, what named them."""
    names = _names_of(held)
    pointing = [name for name in held.fields if _points_at_people(held.model, name)]
    people = {str(pk) for pk in whom.people}
    named = Q(target_key__in=keys)
    for name in pointing:
        named |= Q((f"record__{name}__in", sorted(people)))
    if not names:
        return
    for version in Revision.objects.filter(named, target_model=label(held.model)).iterator():
        before = version.record
        is_theirs = version.target_key in keys or any(before.get(one) in people for one in pointing)
        blank = {
            name: ""
            for name in names
            if name in before and (before[name] in people if name in pointing else is_theirs)
        }
        _write(version, blank)


def _points_at_people(model: type[Model], name: str) -> bool:
    return model._meta.get_field(name).related_model is Person


def _rename(held: Held, rows: QuerySet[Any]) -> None:
    """What stands for a name stands in each former version too."""
    instead = {name: fate.instead for name, fate in held.fields.items() if fate.instead}
    if not instead:
        return
    renamed = list(rows.order_by("pk"))
    for row in renamed:
        words = {name: make(row) for name, make in instead.items()}
        for name, word in words.items():
            setattr(row, name, word)
        for version in Revision.objects.filter(target_model=label(row), target_key=row.key):
            _write(version, words)
    columns = [*instead]
    if hasattr(held.model, "refold"):
        columns.append("folded")
        for row in renamed:
            row.refold()
    held.model._default_manager.bulk_update(fitted(renamed), columns)


def _write(version: Revision, words: Mapping[str, object]) -> None:
    if words:
        version.record = {**version.record, **words}
        version.save(update_fields=["record"])
