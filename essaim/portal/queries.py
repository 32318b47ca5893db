"""What the house holds on somebody, gathered from every room; and which rooms are open."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext

from essaim.accounts.models import User
from essaim.accounts.queries import names_of_things
from essaim.journal.models import Entry
from essaim.kernel.acting import Acting
from essaim.kernel.datewords import date_words, moment_words
from essaim.kernel.deeds import deed_in_words
from essaim.kernel.manifest import declared, is_open, manifests
from essaim.kernel.models import AUDIENCES
from essaim.kernel.naming import teller_to
from essaim.kernel.offering.openings import Opening
from essaim.kernel.personal import Held, Line, Whom, lines_of, parts_with_rows
from essaim.kernel.text import fold
from essaim.network.models import Person
from essaim.network.queries.clusters import whom_of
from essaim.portal.models import Room
from essaim.post.queries import count_waiting

#: Rows of one kind on the page, and kinds on one page.
SHOWN = 20
KINDS = 8


#: What the page calls what no column of the house is labelled.
WORDS = {
    "account": gettext_lazy("account"),
    "address": gettext_lazy("address of the page"),
    "appears_as": gettext_lazy("appears as"),
    "as": gettext_lazy("in the role of"),
    "at": gettext_lazy("when"),
    "cast_at": gettext_lazy("voted on"),
    "decision": gettext_lazy("decision"),
    "for": gettext_lazy("in the name of"),
    "how": gettext_lazy("how"),
    "item": gettext_lazy("item of the agenda"),
    "marks": gettext_lazy("ballot"),
    "meeting": gettext_lazy("meeting"),
    "poll": gettext_lazy("poll on dates"),
    "resolution": gettext_lazy("resolution"),
    "signed_at": gettext_lazy("signed on"),
    "target_key": gettext_lazy("key of the thing"),
    "target_model": gettext_lazy("kind of thing"),
    "told_at": gettext_lazy("written to on"),
    "verb": gettext_lazy("what was done"),
}


@dataclass(frozen=True)
class HeldRows:
    """What is held of one kind: a label, how many rows, and these as they are."""

    code: str
    label: str
    count: int
    rows: Sequence[Mapping[str, Any]]
    model: type[Model]
    #: What the things of the lines of the journal are called, for whoever reads the page.
    names: Mapping[UUID, str] = field(default_factory=dict)

    def told_by(self, tell: Callable[[Any], Any]) -> "HeldRows":
        """As one reader may read it, value by value."""
        return replace(
            self, rows=[{name: tell(value) for name, value in row.items()} for row in self.rows]
        )

    def named_for(self, acting: Acting) -> "HeldRows":
        """With the names of what its lines of the journal are about, where they may be read."""
        if self.model is not Entry:
            return self
        lines = [(row["target_model"], row["target_key"]) for row in self.rows[:SHOWN]]
        return replace(self, names=names_of_things(lines, acting))

    @property
    def shown(self) -> list[list[tuple[str, Any]]]:
        """What the page shows, in the words of the house; all leaves in the file, as it is."""
        fields = fields_by_name(self.code.partition(".")[0], self.model)
        rows = map(self._as_deed, self.rows[:SHOWN]) if self.model is Entry else self.rows[:SHOWN]
        return [
            [_in_words(fields.get(name), name, value) for name, value in row.items() if value]
            for row in rows
        ]

    def _as_deed(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A line of the journal as a sentence."""
        name = self.names.get(row["target_key"], "")
        return {"at": row["at"], "verb": deed_in_words(row["verb"], name)}

    @property
    def left_out(self) -> int:
        return max(0, self.count - SHOWN)


def fields_by_name(room: str, shown: type[Model]) -> dict[str, Field[Any, Any]]:
    """The column behind each name: of the model that is held, of its room, else of another."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("essaim.")]
    ours.sort(key=lambda model: (model is not shown, model._meta.app_label != room))
    columns = [field for model in ours for field in model._meta.concrete_fields]
    # A label of its own is a lazy translation; Django makes a string of the name.
    columns.sort(key=lambda column: isinstance(column.verbose_name, str))
    fields: dict[str, Field[Any, Any]] = {}
    for column in columns:
        fields.setdefault(column.name, column)
    return fields


def _in_words(field: Field[Any, Any] | None, name: str, value: Any) -> tuple[str, Any]:
    """The label of a column and its value: a choice, a day, a moment as pages write them."""
    label = name if field is None else str(field.verbose_name)
    if label == name.replace("_", " "):
        label = str(WORDS.get(name, label))
    if field is not None and isinstance(value, str):
        known = AUDIENCES if name.endswith("audience") else field.flatchoices
        value = dict(known).get(value, value)
    if name == "target_model":
        value = _kind_of_thing(value)
    elif isinstance(value, datetime):
        value = moment_words(localtime(value), language=get_language() or settings.LANGUAGE_CODE)
    elif isinstance(value, date):
        value = date_words(value, language=get_language() or settings.LANGUAGE_CODE)
    return label, value


def _kind_of_thing(label: str) -> str:
    """What the house calls a model of the journal; the label itself of one that is gone."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def held_on(user: User | None, person: Person | None, *, by: Acting) -> list[HeldRows]:
    """Everything that names this person, in every room; empty parts are left out.

    The names of what whoever asks may not see fall; what the person wrote, never.
    """
    whom = whom_of(person, user)
    return _read_for(parts_with_rows(declared("personal"), whom), whom, by=by)


@dataclass(frozen=True)
class HeldPage:
    """Some kinds of what is held on whoever asks, and on which page each kind stands."""

    person: Person | None
    kinds: Sequence[tuple[int, Held, int]]  # page, kind, count of its rows
    page: Page[Held]
    shown: Sequence[HeldRows]


def held_page(acting: Acting, number: str) -> HeldPage:
    """What a page shows of what is held on whoever asks: in some twenty queries, whatever it is."""
    user, person = _behind(acting)
    whom = whom_of(person, user)
    counts = parts_with_rows(declared("personal"), whom)
    page = Paginator(list(counts), KINDS).get_page(number)
    kinds = [(place // KINDS + 1, *kind) for place, kind in enumerate(counts.items())]
    here = {part: counts[part] for part in page}
    read = _read_for(here, whom, by=acting, first=SHOWN)
    return HeldPage(person, kinds, page, [part.named_for(acting) for part in read])


def held_on_user(acting: Acting) -> list[HeldRows]:
    """Everything held on the person behind whoever asks."""
    user, person = _behind(acting)
    return held_on(user, person, by=acting)


def _behind(acting: Acting) -> tuple[User | None, Person | None]:
    """The account of whoever asks, and its person, if noted."""
    user = User.objects.select_related("person__canonical").filter(pk=acting.user_id or 0).first()
    return user, getattr(user, "person", None)


def _read_for(
    counts: Mapping[Held, int], whom: Whom, *, by: Acting, first: int | None = None
) -> list[HeldRows]:
    parts = [
        HeldRows(
            part.code, str(part.label), count, list(part.exported(whom, first=first)), part.model
        )
        for part, count in counts.items()
    ]
    tell = teller_to(by, (value for part in parts for row in part.rows for value in row.values()))
    return [part.told_by(tell) for part in parts if part.rows]


def as_json(parts: Sequence[HeldRows]) -> str:
    """The export: one object, a list a room, readable by a person and by a machine."""
    rooms = {room.code: list(room.rows) for room in parts}
    return json.dumps(rooms, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def retention_lines() -> list[Line]:
    return lines_of(declared("personal"))


@dataclass(frozen=True)
class RoomLine:
    """A room as the page that opens and closes them shows it."""

    name: str
    opening: Opening
    is_open: bool


def rooms() -> list[RoomLine]:
    """The rooms of the house as whoever reads knows them, by their label."""
    named = [(manifest.room, manifest.opening) for manifest in manifests()]
    lines = [
        RoomLine(name, opening, is_open(name)) for name, opening in named if opening is not None
    ]
    return sorted(lines, key=lambda line: fold(str(line.opening.label)))


def room_called(name: str) -> RoomLine | None:
    return next((room for room in rooms() if room.name == name), None)


def under_way_in(name: str, acting: Acting) -> list[str]:
    """What must end before that room closes, in sentences for who closes it."""
    line = room_called(name)
    return [] if line is None else list(line.opening.under_way(acting))


def stops_with(name: str, acting: Acting) -> list[str]:
    """What stands still while that room is closed, its mails at the end."""
    line = room_called(name)
    if line is None:
        return []
    reasons = [each.mail_reasons for each in manifests() if each.room == name]
    waiting = count_waiting([reason.code for these in reasons for reason in these])
    mails = ngettext(
        "%(count)d mail that did not leave yet waits until the room opens again.",
        "%(count)d mails that did not leave yet wait until the room opens again.",
        waiting,
    ) % {"count": waiting}
    return [*line.opening.stops(acting), *([mails] if waiting else [])]


def rooms_closed() -> Iterable[str]:
    return Room.objects.filter(is_closed=True).values_list("name", flat=True)
