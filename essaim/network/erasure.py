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
    theirs = [
        (declaration, _pinned(declaration, whom))
        for declaration in personal
        if declaration.of and not declaration.erased_by
    ]
    kept = [
        sentence
        for declaration, pinned in theirs
        for sentence in _forget(declaration, pinned, whom)
    ]
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


def _pinned(declaration: Held, whom: Whom) -> QuerySet[Any]:
    """Their rows by number, locked, whatever becomes of what names them."""
    rows = declaration.rows_of(whom).order_by("pk").select_for_update(of=("self",))
    numbers = list(rows.values_list("pk", flat=True))
    return declaration.model._default_manager.filter(pk__in=numbers)


def _forget(declaration: Held, rows: QuerySet[Any], whom: Whom) -> Iterable[str]:
    keys = list(rows.values_list("key", flat=True)) if hasattr(declaration.model, "key") else []
    if declaration.first is not None:
        yield from declaration.first(rows, whom) or ()
    _blank_rows(declaration, rows)
    _blank_versions(declaration, keys, whom)
    _rename(declaration, rows)
    if declaration.stays and rows.exists():
        yield str(declaration.stays)


def _names_of(declaration: Held) -> list[str]:
    """Its columns that are erased."""
    return [name for name, fate in declaration.fields.items() if fate.becomes == "erase"]


def _blank_rows(declaration: Held, rows: QuerySet[Any]) -> None:
    columns = {name: declaration.model._meta.get_field(name) for name in _names_of(declaration)}
    blank: dict[str, Any] = {name: None if column.null else "" for name, column in columns.items()}
    if declaration.stamp:
        blank[declaration.stamp] = timezone.now()
    if blank:
        rows.update(**blank)


def _blank_versions(declaration: Held, keys: Sequence[Any], whom: Whom) -> None:
    """All that was ever said of their rows; of what is another's by now, what named them."""
    names = _names_of(declaration)
    pointing = [name for name in declaration.fields if _points_at_people(declaration.model, name)]
    people = {str(pk) for pk in whom.people}
    named = Q(target_key__in=keys)
    for name in pointing:
        named |= Q((f"record__{name}__in", sorted(people)))
    if not names:
        return
    for version in Revision.objects.filter(named, target_model=label(declaration.model)).iterator():
        before = version.record
        is_theirs = version.target_key in keys or any(
            before.get(name) in people for name in pointing
        )
        blank = {
            name: ""
            for name in names
            if name in before and (before[name] in people if name in pointing else is_theirs)
        }
        _write(version, blank)


def _points_at_people(model: type[Model], name: str) -> bool:
    return model._meta.get_field(name).related_model is Person


def _rename(declaration: Held, rows: QuerySet[Any]) -> None:
    """What stands for a name stands in each former version too."""
    instead = {name: fate.instead for name, fate in declaration.fields.items() if fate.instead}
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
    if hasattr(declaration.model, "refold"):
        columns.append("folded")
        for row in renamed:
            row.refold()
    declaration.model._default_manager.bulk_update(fitted(renamed), columns)


def _write(version: Revision, words: Mapping[str, object]) -> None:
    if words:
        version.record = {**version.record, **words}
        version.save(update_fields=["record"])
