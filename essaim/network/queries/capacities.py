"""Which capacities the network gives an account today: one query for a stranger, else two."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import CharField, F, Q, UUIDField, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from essaim.kernel.acting import MEMBERS
from essaim.network.models import Affiliation, GroupMember, Membership, Person, Representation
from essaim.network.queries.clusters import root_key_of, root_of

#: A membership gives its word alone.
_NO_KEY = Value(None, output_field=UUIDField())


def capacities(user_id: int) -> Iterator[str]:
    """`members`, `person:KEY`, and `delegate:KEY`, `group:KEY` for each that runs today.

    Roles in the network's life (bureau, treasury…) give none: the right to read what is for the
    bureau is a house role, given in `accounts`, so that no right comes by two ways.
    """
    people = dict(_rows_of(user_id).values_list("pk", "key"))
    yield from (f"person:{key}" for key in people.values())
    if people:
        words = _words_of(people.keys(), timezone.localdate())
        yield from (word if key is None else f"{word}:{key}" for word, key in words)


def _rows_of(user_id: int) -> Any:
    """The account's person, with every row merged with them."""
    root = Person.objects.filter(user_id=user_id).values(root=root_of())
    return Person.objects.alias(root=root_of()).filter(root__in=root, erased_at=None)


def _words_of(people: Collection[int], on: date) -> Any:
    """For whom these speak, of which groups they are, and whether they are of a member."""
    theirs = {"person__in": people}
    speaking = Representation.objects.current(on).filter(**theirs)
    belonging = Affiliation.objects.current(on).filter(**theirs)
    root = root_of("organisation")
    where = Q(root__in=speaking.values(root=root)) | Q(root__in=belonging.values(root=root))
    memberships = Membership.objects.running_on(on).alias(root=root)
    return _keyed("delegate", speaking, root_key_of("organisation")).union(
        _keyed("group", GroupMember.objects.current(on).filter(**theirs), F("group__key")),
        _keyed(MEMBERS, memberships.filter(Q(**theirs) | where), _NO_KEY),
    )


def _keyed(word: str, rows: Any, key: F | Coalesce | Value) -> Any:
    literal = Value(word, output_field=CharField())
    named = rows.order_by().annotate(word_=literal, key_=key)
    return named.values_list("word_", "key_")
