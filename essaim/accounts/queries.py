"""From an account to the one who acts."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from essaim.accounts.models import Actor, HouseRole, User
from essaim.kernel.acting import Acting, capacities_of
from essaim.kernel.manifest import manifests


def acting_as(user: User) -> Acting:
    """The person with every capacity that a room says she holds today."""
    return Acting(key=actor_key(user), user_id=user.pk, capacities=capacities_of(_words(user.pk)))


def actor_key(user: User) -> UUID:
    """Each account is given its actor when it is made (`make_account`), never while reading."""
    key: UUID = Actor.objects.values_list("key", flat=True).get(user=user)
    return key


def _words(user_id: int) -> Iterator[str]:
    yield from roles_on(user_id, timezone.localdate())
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
