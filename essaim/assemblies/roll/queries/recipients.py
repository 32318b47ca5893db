"""To whom one writes about an elector: them, or those who speak for the organisation."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from essaim.assemblies.roll.models import Convened
from essaim.network.enums import Standing
from essaim.network.models import Person, Representation
from essaim.network.queries.clusters import root_key_of


@dataclass(frozen=True)
class Recipient:
    """An address for one voice. Without a person, it is the organisation's own."""

    elector: Convened
    email: str
    name: str = ""
    person_key: UUID | None = None

    @property
    def word(self) -> str:
        """Who it is, among those who speak for the elector."""
        return str(self.person_key or "organisation")

    @property
    def mark(self) -> object:
        """Whoever speaks for several electors is written to for each."""
        return f"{self.elector.key}:{self.word}"


@dataclass(frozen=True)
class Recipients:
    """Whom a mail reaches, and the electors without address, to be written to by letter."""

    reached: list[Recipient]
    by_letter: list[Convened]


def recipients_of(electors: Collection[Convened], on: date) -> Recipients:
    """Titular and alternates of that day, each at their own address; else the organisation's.

    The people behind seats and memberships are read with the electors: see `to_write_to`.
    """
    delegates = _delegates(on)
    reached, by_letter = [], []
    for elector in electors:
        recipients = list(_recipients(elector, delegates))
        reached += recipients
        if not recipients:
            by_letter.append(elector)
    return Recipients(reached, by_letter)


#: What `recipients_of` reads of each voice.
BEHIND_PLACES = (
    "membership__organisation__canonical",
    "membership__person__canonical__user",
    "membership__person__user",
    "seat__person__canonical__user",
    "seat__person__user",
)
BEHIND = ("college", *BEHIND_PLACES)


def _delegates(on: date) -> dict[str, list[Person]]:
    """Those who speak for each organisation by the key that is kept, the titular first."""
    running = Representation.objects.current(on).annotate(root=root_key_of("organisation"))
    rows = running.select_related("person__user", "person__canonical__user").order_by("pk")
    delegates: dict[str, list[Person]] = {}
    for row in sorted(rows, key=lambda row: row.standing != Standing.TITULAR):
        delegates.setdefault(str(row.root), []).append(row.person.canonical or row.person)
    return delegates


def _recipients(elector: Convened, delegates: dict[str, list[Person]]) -> Iterable[Recipient]:
    kind, _colon, key = elector.voice.partition(":")
    people = delegates.get(key, []) if kind == "delegate" else _themselves(elector)
    written = {
        person.key: Recipient(elector, address, str(person), person.key)
        for person in people
        if (address := address_of_person(person))
    }
    if written or kind != "delegate":
        return written.values()
    return _the_house_of(elector)


def _themselves(elector: Convened) -> list[Person]:
    place = elector.membership or elector.seat
    person = place.person if place is not None else None
    return [person.canonical or person] if person is not None else []


def _the_house_of(elector: Convened) -> list[Recipient]:
    organisation = elector.membership.organisation if elector.membership is not None else None
    if organisation is None:
        return []
    address = (organisation.canonical or organisation).email
    return [Recipient(elector, address, elector.name)] if address else []


def address_of_person(person: Person) -> str:
    """That of their card, else the one they sign in with; nobody writes to an erased person."""
    if person.erased_at is not None:
        return ""
    return person.email or (person.user.email if person.user is not None else "")
