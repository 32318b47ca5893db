"""From an account to the one who acts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from essaim.accounts.enums import ActorKind
from essaim.accounts.models import Actor, HouseRole, User
from essaim.journal.models import Entry
from essaim.kernel.acting import COMMAND, VISITOR, Acting, capacities_of
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.manifest import manifests


def acting_as(user: User) -> Acting:
    """The person with every capacity that a room says she holds today; a closed account has none.

    Sessions end with it; calendars, and imports that run on without her, come here too.
    """
    if not user.is_active:
        return VISITOR
    return _acting_on(user.pk, timezone.localdate())


@UntilWritten
def _acting_on(user_id: int, day: date) -> Acting:
    """Kept until anything is written: no right outlives what gives it, nor its last day."""
    return Acting(
        key=actor_key(user_id), user_id=user_id, capacities=capacities_of(_words(user_id, day))
    )


def acting_of_key(key: UUID) -> Acting:
    """Whoever stands behind an actor key today; a visitor where nobody does any more."""
    actor = Actor.objects.select_related("user").filter(key=key).first()
    if actor is None:
        return VISITOR
    if actor.user is not None:
        return acting_as(actor.user)
    held = [COMMAND] if actor.kind == ActorKind.COMMAND else []
    return Acting(key=actor.key, user_id=None, capacities=capacities_of(held))


def actor_key(user_id: int) -> UUID:
    """Each account is given its actor when it is made (`make_account`), never while reading."""
    key: UUID = Actor.objects.values_list("key", flat=True).get(user=user_id)
    return key


def _words(user_id: int, day: date) -> Iterator[str]:
    yield from roles_on(user_id, day)
    for manifest in manifests():
        if manifest.capacities is not None:
            yield from manifest.capacities(user_id)


def roles_on(user_id: int, day: date) -> list[str]:
    held = HouseRole.objects.filter(user_id=user_id, since__lte=day)
    still = held.filter(Q(until=None) | Q(until__gte=day))
    return list(still.order_by("role").values_list("role", flat=True))


def names_of_actors(keys: set[UUID]) -> dict[UUID, str]:
    """What each key stands for today; an erased person's key is missing."""
    actors = Actor.objects.filter(key__in=keys).select_related("user")
    return {actor.key: actor.user.email if actor.user else actor.label for actor in actors}


def accounts_with_roles() -> QuerySet[User]:
    """Every account with its roles in `roles_held`, those that run first, in two queries."""
    held = HouseRole.objects.order_by(F("until").desc(nulls_first=True), "role", "-since")
    roles = Prefetch("house_roles", queryset=held, to_attr="roles_held")
    return User.objects.order_by("email").prefetch_related(roles)


@dataclass(frozen=True)
class JournalLine:
    """A line of the journal, with whoever stands behind its actor key today."""

    entry: Entry
    actor: str


def entries_of(
    *, verb: str = "", target: UUID | None = None, actor: UUID | None = None
) -> QuerySet[Entry]:
    """The lines of the journal of which all this is true, newest first."""
    filters = {"verb__startswith": verb, "target_key": target, "actor_key": actor}
    asked = {name: value for name, value in filters.items() if value}
    return Entry.objects.filter(**asked).order_by("-id")


def journal_lines(entries: Sequence[Entry]) -> list[JournalLine]:
    """Names the actors of these lines in one query; an erased person's key stays a key."""
    names = names_of_actors({entry.actor_key for entry in entries if entry.actor_key})
    return [
        JournalLine(entry, names.get(entry.actor_key, "") if entry.actor_key else "")
        for entry in entries
    ]
