"""Who stands behind a line of the journal, as the rooms that know people call them."""

from collections.abc import Iterable
from uuid import UUID

from essaim.kernel.acting import Acting
from essaim.kernel.manifest import manifests


def actors_in_words(keys: Iterable[UUID | None], acting: Acting) -> dict[UUID | None, str]:
    """By key, what this reader may be told of them; a key that nobody knows has no words."""
    known = {key for key in keys if key is not None}
    names: dict[UUID | None, str] = {}
    for room in manifests() if known else ():
        if room.actors_in_words is not None:
            names |= room.actors_in_words(known, acting)
    return names
