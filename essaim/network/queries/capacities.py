"""Which capacities the network gives an account today: read once a request, in two queries."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from essaim.kernel.acting import MEMBERS
from essaim.network.models import Affiliation, GroupMember, Membership, Person, Representation
from essaim.network.queries.clusters import root_key_of, root_of


def capacities(user_id: int) -> Iterator[str]:
    """`members`, `person:KEY`, and `delegate:KEY`, `group:KEY` for each that runs today.

    Roles in the network's life (bureau, treasury…) give none: the right to read what is for the
    bureau is a house role, given in `accounts`, so that no right comes by two ways.
    """
    today = timezone.localdate()
    people = _rows_of(user_id)
    theirs: dict[str, Any] = {"person__in": people.values("pk")}
    spoken_for = Representation.objects.current(today).filter(**theirs)
    groups = GroupMember.objects.current(today).filter(**theirs)
    words = _keyed("person", people, F("key")).union(
        _keyed("delegate", spoken_for, root_key_of("organisation")),
        _keyed("group", groups, F("group__key")),
    )
    yield from (f"{word}:{key}" for word, key in words)
    belongs_to = Affiliation.objects.current(today).filter(**theirs)
    roots = [rows.values(root=root_of("organisation")) for rows in (spoken_for, belongs_to)]
    memberships = Membership.objects.running_on(today).alias(root=root_of("organisation"))
    if memberships.filter(Q(**theirs) | Q(root__in=roots[0]) | Q(root__in=roots[1])).exists():
        yield MEMBERS


def _rows_of(user_id: int) -> Any:
    """The account's person, with every row merged with her."""
    root = Person.objects.filter(user_id=user_id).values(root=root_of())
    return Person.objects.alias(root=root_of()).filter(root__in=root, erased_at=None)


def _keyed(word: str, rows: Any, key: F | Coalesce) -> Any:
    literal = Value(word, output_field=CharField())
    return rows.order_by().annotate(word_=literal, key_=key).values_list("word_", "key_")
