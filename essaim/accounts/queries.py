"""From an account to the one who acts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import F, Model, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.accounts.deeds import COMMANDS
from essaim.accounts.enums import ActorKind, Role
from essaim.accounts.models import Actor, HouseRole, User
from essaim.journal.models import Entry
from essaim.kernel.acting import COMMAND, VISITOR, Acting, capacities_of
from essaim.kernel.actors import actors_in_words
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.deeds import deed_in_words, verbs_saying
from essaim.kernel.manifest import manifests
from essaim.kernel.rules import can


def acting_as(user: User) -> Acting:
    """The person with every capacity that a room says they hold today; a closed account has none.

    Sessions end with it; calendars, and imports that run on without them, come here too.
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
    words = [COMMAND] if actor.kind == ActorKind.COMMAND else []
    return Acting(key=actor.key, user_id=None, capacities=capacities_of(words))


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
    begun = HouseRole.objects.filter(user_id=user_id, since__lte=day)
    return list(begun.not_over(day).order_by("role").values_list("role", flat=True))


def names_of_actors(keys: set[UUID]) -> dict[UUID, str]:
    """What each key stands for today; an erased person's key is missing."""
    actors = Actor.objects.filter(key__in=keys).select_related("user")
    return {actor.key: _name_of(actor) for actor in actors}


def _name_of(actor: Actor) -> str:
    if actor.user:
        return actor.user.email
    if actor.kind == ActorKind.COMMAND:
        words = COMMANDS.get(actor.label, actor.label)
        return _("the house: %(command)s") % {"command": words}
    return actor.label


def accounts_with_roles() -> QuerySet[User]:
    """Every account with its roles in `roles_held`, those that run first, in two queries."""
    rows = HouseRole.objects.order_by(F("until").desc(nulls_first=True), "role", "-since")
    roles = Prefetch("house_roles", queryset=rows, to_attr="roles_held")
    return User.objects.order_by("email").prefetch_related(roles)


def only_administrator() -> int | None:
    """The id of the account that alone administers the house; None where several do, or none."""
    administer = HouseRole.objects.lasting(Role.ADMINISTRATOR, timezone.localdate())
    ids = list(administer.order_by("pk").values_list("user", flat=True)[:2])
    return ids[0] if len(ids) == 1 else None


@dataclass(frozen=True)
class JournalLine:
    """A line of the journal as one reader may read it, with whoever stands behind its actor key."""

    entry: Entry
    actor: str
    name: str = ""

    @property
    def deed(self) -> str:
        """What was done, in words, with the name of the thing where it has one to show."""
        return deed_in_words(self.entry.verb, self.name)

    @property
    def thing(self) -> str:
        """What kind of thing it was about; of a model that is gone, the name that it had."""
        model = _model_of(self.entry.target_model)
        return str(model._meta.verbose_name) if model else self.entry.target_model

    @property
    def fields(self) -> list[str]:
        """The columns that changed, as pages call them."""
        model = _model_of(self.entry.target_model)
        labels = {each.name: each.verbose_name for each in model._meta.fields} if model else {}
        return [str(labels.get(name, name)) for name in self.entry.fields]


def _model_of(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label) if label else None
    except LookupError:
        return None


def names_of_things(lines: Iterable[tuple[str, UUID | None]], acting: Acting) -> dict[UUID, str]:
    """What the things of these lines (model, key) are called, of those that this reader may see.

    A query a kind of things. What has no audience has no name here: a ballot, the part of a roll.
    """
    keys: dict[str, set[UUID]] = {}
    for label, key in lines:
        if key is not None:
            keys.setdefault(label, set()).add(key)
    names: dict[UUID, str] = {}
    for label, asked in keys.items():
        model: Any = _model_of(label)
        rows: Any = model._default_manager.all() if model else None
        if hasattr(rows, "visible_to") and model.__str__ is not Model.__str__:
            names |= {row.key: str(row) for row in rows.visible_to(acting).filter(key__in=asked)}
        elif model is User and can(acting, "accounts.view_journal"):
            names |= {row.key: row.email for row in rows.filter(key__in=asked)}
    return names


def entries_of(
    *, words: str = "", target: UUID | None = None, actor: UUID | None = None
) -> QuerySet[Entry]:
    """The lines of the journal of which all this is true, newest first.

    `words`: of what was done, as it is told to whoever reads.
    """
    entries = Entry.objects.filter(verb__in=verbs_saying(words)) if words else Entry.objects.all()
    filters = {"target_key": target, "actor_key": actor}
    asked = {name: value for name, value in filters.items() if value}
    return entries.filter(**asked).order_by("-id")


def journal_lines(entries: Sequence[Entry], *, acting: Acting) -> list[JournalLine]:
    """Names actors and things as this reader may know them; an erased person's key stays a key."""
    names = actors_in_words((entry.actor_key for entry in entries), acting)
    things = names_of_things(((each.target_model, each.target_key) for each in entries), acting)
    return [
        JournalLine(
            entry,
            names.get(entry.actor_key, "") if entry.actor_key else "",
            things.get(entry.target_key, "") if entry.target_key else "",
        )
        for entry in entries
    ]
