"""What a person holds in the network, for the export of her data, in plain words and dates.

Her titles and labels are hers; the names of what she may not see any more fall (`Named`).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from essaim.kernel.naming import Named
from essaim.network.models import (
    Affiliation,
    Dues,
    GroupMember,
    Membership,
    NetworkRole,
    Person,
    Representation,
)
from essaim.post.queries import mails_to

Row = Mapping[str, Any]


def _rows_of(person_id: int) -> QuerySet[Person]:
    """Her row with those merged with her, whichever is asked for."""
    asked = Person.objects.get(pk=person_id)
    root = asked.canonical_id or asked.pk
    return Person.objects.filter(Q(pk=root) | Q(canonical_id=root)).order_by("pk")


def card(person_id: int) -> Iterator[Row]:
    for person in _rows_of(person_id).select_related("user"):
        yield {
            "given_name": person.given_name,
            "family_name": person.family_name,
            "email": person.email,
            "email_audience": person.email_audience,
            "phone": person.phone,
            "phone_audience": person.phone_audience,
            "audience": person.audience,
            "account": person.user.email if person.user else "",
        }


def _dated(model: Any, person_id: int, word: str, of: str) -> Iterator[Row]:
    """Each row under a word, what it is of, then its own title, its first and its last day."""
    rows = model.objects.filter(person__in=_rows_of(person_id)).select_related(of)
    for row in rows.order_by("starts_on", "pk"):
        thing = getattr(row, of)
        yield {
            word: Named.of(thing, thing.name),
            **{name: getattr(row, name) for name in ("title", "standing") if hasattr(row, name)},
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
        }


def affiliations(person_id: int) -> Iterable[Row]:
    return _dated(Affiliation, person_id, "organisation", "organisation")


def network_roles(person_id: int) -> Iterable[Row]:
    rows = NetworkRole.objects.filter(person__in=_rows_of(person_id)).order_by("starts_on", "pk")
    for row in rows.values("kind", "title", "starts_on", "ends_on"):
        yield {"role": row.pop("kind"), **row}


def groups(person_id: int) -> Iterable[Row]:
    return _dated(GroupMember, person_id, "group", "group")


def representations(person_id: int) -> Iterable[Row]:
    return _dated(Representation, person_id, "organisation", "organisation")


def memberships(person_id: int) -> Iterable[Row]:
    rows = Membership.objects.filter(person__in=_rows_of(person_id)).order_by("admitted_on", "pk")
    return rows.values("college__name", "admitted_on", "ended_on")


def mails(person_id: int) -> Iterable[Row]:
    """What the house wrote to her, without what acts in her name."""
    keys = list(_rows_of(person_id).values_list("key", flat=True))
    return mails_to(keys)


def dues(person_id: int) -> Iterator[Row]:
    """What she owed and paid as an individual member, in euros."""
    owed = Dues.objects.filter(membership__person__in=_rows_of(person_id)).with_paid()
    for line in owed.order_by("year", "pk"):
        yield {
            "year": line.year,
            "amount": line.amount,
            "exemption": line.exemption,
            "paid": line.paid,
        }
