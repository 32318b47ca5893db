"""Which capacities the network gives an account today: read once a request, in two queries."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from essaim.kernel.acting import MEMBERS
from essaim.network.models import Affiliation, GroupMember, Membership, Person, Representation
from essaim.network.queries.clusters import root_key_of, root_of

#: An affiliation gives no word of its own.
_NONE = ""
_NOWHERE = Value(None, output_field=IntegerField())


def capacities(user_id: int) -> Iterator[str]:
    """`members`, `person:KEY`, and `delegate:KEY`, `group:KEY` for each that runs today.

    Roles in the network's life (bureau, treasury…) give none: the right to read what is for the
    bureau is a house role, given in `accounts`, so that no right comes by two ways.
    """
    words = list(_words_of(user_id))
    yield from (f"{word}:{key}" for word, key, _row in words if word != _NONE)
    people = [row for word, _key, row in words if word == "person"]
    roots = [row for word, _key, row in words if word in {"delegate", _NONE}]
    memberships = Membership.objects.running_on(timezone.localdate())
    belongs = Q(person__in=people) | Q(root__in=roots)
    if memberships.alias(root=root_of("organisation")).filter(belongs).exists():
        yield MEMBERS


def _words_of(user_id: int) -> Any:
    """Who she is, for whom she speaks, of which groups she is, where she belongs.

    Each with a key, and the row behind it: her own, or the root of the organisation.
    """
    today = timezone.localdate()
    people = _rows_of(user_id)
    theirs = {"person__in": people.values("pk")}
    key, root = root_key_of("organisation"), root_of("organisation")
    return _keyed("person", people, F("key"), F("pk")).union(
        _keyed("delegate", Representation.objects.current(today).filter(**theirs), key, root),
        _keyed("group", GroupMember.objects.current(today).filter(**theirs), F("group__key")),
        _keyed(_NONE, Affiliation.objects.current(today).filter(**theirs), key, root),
    )


def _rows_of(user_id: int) -> Any:
    """The account's person, with every row merged with her."""
    root = Person.objects.filter(user_id=user_id).values(root=root_of())
    return Person.objects.alias(root=root_of()).filter(root__in=root, erased_at=None)


def _keyed(word: str, rows: Any, key: F | Coalesce, row: Any = _NOWHERE) -> Any:
    literal = Value(word, output_field=CharField())
    named = rows.order_by().annotate(word_=literal, key_=key, row_=row)
    return named.values_list("word_", "key_", "row_")
