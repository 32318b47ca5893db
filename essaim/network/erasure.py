"""Forgetting a person: what the room erases, what it keeps, and why.

`forget` asks no rule and writes no journal line of its own: it runs inside the action that erases
a person in every room at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.journal.actions import label, rewrite_revisions
from essaim.journal.models import Revision
from essaim.kernel.models import Keyed
from essaim.network.models import (
    Affiliation,
    Dues,
    GroupMember,
    Membership,
    NetworkRole,
    Person,
    Representation,
)
from essaim.post.erasure import forget_mentions, forget_messages

_BLANK = {"given_name": "", "family_name": "", "email": "", "phone": ""}


def forget(person_id: int) -> Sequence[str]:
    """Blank the person, and every row merged with her; end what runs. Answers what is kept and why.

    The rows stay, so that counts of the past stay true, and no longer name anybody.
    """
    asked = Person.objects.get(pk=person_id)
    root = asked.canonical_id or asked.pk
    people = list(Person.objects.select_for_update().filter(Q(pk=root) | Q(canonical_id=root)))
    proofs = [_forget_mails(person) for person in people]
    proofs.append(forget_mentions(_called(people)))
    for person in people:
        _blank(person)
    rewrite_revisions(Person, [person.key for person in people], **_BLANK, user="")
    today = timezone.localdate()
    for model in (Affiliation, NetworkRole, GroupMember, Representation):
        _end(model, people, today)
    for model in (Affiliation, NetworkRole, GroupMember):
        _untitle(model, people)
    members = Membership.objects.filter(person__in=people, ended_on=None)
    members.update(ended_on=Greatest("admitted_on", Value(today)))
    return [*_kept(people), *dict.fromkeys(chain(*proofs))]


def _forget_mails(person: Person) -> Sequence[str]:
    """By her key and her address, hence before her row loses it."""
    return forget_messages(person_key=person.key, email=person.email)


def _called(people: Iterable[Person]) -> set[str]:
    """The names under which they ever stood, and their addresses, in every row and version."""
    cards: list[Mapping[str, Any]] = [
        {name: getattr(person, name) for name in _BLANK} for person in people
    ]
    keys = [person.key for person in people]
    former = Revision.objects.filter(target_model=label(Person), target_key__in=keys)
    cards += former.values_list("record", flat=True)
    words = set()
    for card in cards:
        words.add(f"{card.get('given_name', '')} {card.get('family_name', '')}".strip())
        words.add(card.get("email", ""))
    return words - {""}


def _blank(person: Person) -> None:
    for name, value in _BLANK.items():
        setattr(person, name, value)
    person.user = None
    person.died_on = None
    person.erased_at = timezone.now()
    person.save()


def _end(model: Any, people: Sequence[Person], today: date) -> None:
    """What runs ends today; what had not begun never was."""
    theirs = model.objects.filter(person__in=people)
    theirs.filter(starts_on__gt=today).delete()
    theirs.filter(Q(ends_on=None) | Q(ends_on__gt=today)).update(ends_on=today)


def _untitle(model: Any, people: Sequence[Person]) -> None:
    """A title in free words may name her."""
    theirs = model.objects.filter(person__in=people)
    theirs.update(title="")
    rewrite_revisions(model, _keys(theirs), title="")


def _keys(rows: Iterable[Keyed]) -> list[Any]:
    return [row.key for row in rows]


def _kept(people: Sequence[Person]) -> Iterable[str]:
    if NetworkRole.objects.filter(person__in=people).exists():
        yield _("That somebody held these roles at these dates: the history of the network.")
    if Representation.objects.filter(person__in=people).exists():
        yield _("That somebody spoke for a member at these dates: what was decided rests on it.")
    if Membership.objects.filter(person__in=people).exists():
        yield _("The dates of her membership, without her name: the figures of past years.")
    if Dues.objects.filter(membership__person__in=people).exists():
        yield _("Dues and payments, without her name: accounts are kept for ten years.")
