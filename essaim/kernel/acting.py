"""Who acts or reads, as every rule and every list sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

PUBLIC = "public"
MEMBERS = "members"
BUREAU = "bureau"
COORDINATION = "coordination"
ADMINISTRATOR = "administrator"
COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Acting:
    """A person, a mail link, a command or a visitor, with the capacities held at this moment.

    A capacity is a word: `public`, `members`, `bureau`, `coordination`, `administrator`,
    `group:KEY`, `delegate:KEY` (speaks for the organisation of that key), `person:KEY`. An audience
    is one of these words too, so that “who may see” is one `IN` in SQL.
    """

    key: UUID | None
    user_id: int | None
    capacities: frozenset[str]

    def is_one_of(self, *capacities: str) -> bool:
        return not self.capacities.isdisjoint(capacities)

    def keys_of(self, kind: str) -> frozenset[UUID]:
        """The keys held under a kind: `keys_of("delegate")` are organisations spoken for."""
        start = kind + ":"
        keys = (word for word in self.capacities if word.startswith(start))
        return frozenset(UUID(word.removeprefix(start)) for word in keys)

    @property
    def has_keys(self) -> bool:
        """Is somebody, speaks for somebody, is of a group: holds a capacity with a key."""
        return any(":" in word for word in self.capacities)

    @property
    def anybody(self) -> "Acting":
        """Somebody with the same roles and groups, whoever it is: they see what all these do."""
        words = (word for word in self.capacities if ":" not in word or word.startswith("group:"))
        return Acting(key=None, user_id=None, capacities=frozenset(words))

    @property
    def is_visitor(self) -> bool:
        return self.key is None


def works_here(acting: Acting) -> bool:
    """Is of the members' audience, whatever their part: shown what only passers-by are spared."""
    return acting.is_one_of(MEMBERS)


VISITOR = Acting(key=None, user_id=None, capacities=frozenset({PUBLIC}))

#: What each house role carries with it.
CARRIES = {
    COORDINATION: {PUBLIC, MEMBERS, BUREAU, COORDINATION},
    BUREAU: {PUBLIC, MEMBERS, BUREAU},
    ADMINISTRATOR: {PUBLIC, MEMBERS, ADMINISTRATOR},
    COMMAND: {PUBLIC, MEMBERS, BUREAU, COORDINATION, ADMINISTRATOR, COMMAND},
}


def capacities_of(words: Iterable[str]) -> frozenset[str]:
    """The words with all that they carry; everybody is of the public."""
    capacities = {PUBLIC}
    for word in words:
        capacities |= CARRIES.get(word, {word})
    return frozenset(capacities)
