"""What a room offers the house, in types that know no room; and the collector of all of them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from essaim.kernel.acting import Acting
from essaim.kernel.database_clock import UntilWritten
from essaim.kernel.feeds import Feed
from essaim.kernel.offering.agendas import ActionKeeper, AgendaSource
from essaim.kernel.offering.attendances import Attendances
from essaim.kernel.offering.calendar import CalendarSource
from essaim.kernel.offering.embeds import Embed
from essaim.kernel.offering.figures import FiguresInText
from essaim.kernel.offering.first_steps import FirstStep
from essaim.kernel.offering.identity import Identity
from essaim.kernel.offering.json_ld import JsonLd
from essaim.kernel.offering.menu import MenuEntry
from essaim.kernel.offering.openings import Opening
from essaim.kernel.offering.panels import Panel
from essaim.kernel.offering.records import Record
from essaim.kernel.periods import Period
from essaim.kernel.personal import Held
from essaim.kernel.rooms_known import closed_here

type_of_label = Any  # a lazy translation or a string


@dataclass(frozen=True)
class Kind:
    """A kind of action: `meeting`, `training`… Adding one causes no migration anywhere."""

    code: str
    label: type_of_label
    plural: type_of_label


@dataclass(frozen=True)
class Measure:
    """A figure computed from a room's own records, never typed.

    `compute(period)` answers for all objectives in one query: {objective id or None: value}, where
    None is the whole network. `compute_each(periods)` answers for several periods that do not
    overlap, still in one query. `records(period, objective, acting)` lists the records counted.
    """

    code: str
    label: type_of_label
    unit: type_of_label
    formula: type_of_label
    compute: Callable[[Period], Mapping[int | None, Decimal]]
    records: Callable[[Period, int | None, Acting], Sequence[Record]]
    compute_each: Callable[[Sequence[Period]], Sequence[Mapping[int | None, Decimal]]] | None = None

    def over(self, periods: Sequence[Period]) -> Sequence[Mapping[int | None, Decimal]]:
        """What it amounts to in each period, in their order."""
        if self.compute_each is not None:
            return self.compute_each(periods)
        return [self.compute(period) for period in periods]


@dataclass(frozen=True)
class PartFigure:
    """A figure that a part of a report shows in words ("4 meetings"), with the records it counts.

    They are those that the readers of the report may see; label and formula are the measure's.
    """

    measure: str
    text: str
    value: int
    records: Sequence[Record]


@dataclass(frozen=True)
class Passage:
    """A paragraph in the Markdown of the house, drafted from its figures, then lists of records.

    `[[code of a measure]]` reads as its figure and opens onto its records; `lists` have captions.
    """

    text: str
    figures: Sequence[PartFigure] = ()
    lists: Mapping[str, Sequence[Record]] = field(default_factory=dict)


@dataclass(frozen=True)
class ReportPart:
    """What a room tells in reports: of objectives under each of them, of the network (None) once.

    `tell(period, ids of objectives, readers)` answers for all in one to three queries.
    """

    code: str
    label: type_of_label
    tell: Callable[[Period, Set[int], Acting], Mapping[int | None, Passage]]


@dataclass(frozen=True)
class Waiting:
    """Something that waits for whoever is signed in: what, until when, and where it is done.

    `is_since`: the day is not a term, it waits since then.

    The heavier stands first: 3 where others wait for an answer, 2 what is one's own to carry out,
    1 the work of the house.
    """

    sentence: str
    url: str
    on: date | None
    weight: Literal[1, 2, 3]
    is_since: bool = False


@dataclass(frozen=True)
class Awaiting:
    """What of a room waits for people: `find(who is signed in, today)`, in one query a kind."""

    code: str
    label: type_of_label
    find: Callable[[Acting, date], Iterable[Waiting]]


@dataclass(frozen=True)
class PageLink:
    """What a room adds to a page of another: “Erase this person”, on `network:person`.

    `page` may be the code of a first step, too: it is then one more way to take it.
    Its address takes what that of the page takes: the key of the person. `kind` is `primary` for
    what most people come to that page for.
    """

    page: str
    label: type_of_label
    url_name: str
    icon: str
    shown_to: Callable[[Acting], bool]
    kind: str = ""


@dataclass(frozen=True)
class ImportTarget:
    """What the import engine can fill: see `essaim.exchange`."""

    code: str
    label: type_of_label
    engine: str  # dotted path of the object that reads, plans, applies and undoes rows
    verb: str = "exchange.preview_import"  # whoever may do this may import it


@dataclass(frozen=True)
class MailReason:
    """Why a room writes mails, as their list calls it: `assemblies.convocation`, “Convocation”.

    `is_between_people`: they tell what people said to some others, so that whoever looks after the
    mails sees that they left, and not their words.
    """

    code: str
    label: type_of_label
    is_between_people: bool = False


@dataclass(frozen=True)
class Findable:
    """A thing as the search holds it: what it is called, what it says, who sees it.

    `also_called`: its other names; `also_seen_by`: a group that sees it whatever its audience.
    """

    key: UUID
    title: str
    url: str
    audience: str
    text: str = ""
    also_called: str = ""
    also_seen_by: str = ""
    starts_on: date | None = None
    precision: str = "day"  # how exactly `starts_on` is known: day, month or year


@dataclass(frozen=True)
class Searchable:
    """A kind of things that are found by their words: organisations, actions, decisions.

    `rows(keys)` answers those of these things that may be found, in any order; `touched_by` says
    which of them another row changes: {"programme.programme": keys of programmes → of objectives}.
    The manager of `model` has `visible_to`: what was narrowed a moment ago is not shown.
    """

    model: str  # as the journal names it: "programme.action"
    label: type_of_label
    plural: type_of_label
    rows: Callable[[Collection[UUID]], Iterable[Findable]]
    touched_by: Mapping[str, Callable[[Collection[UUID]], Iterable[UUID]]] = field(
        default_factory=dict
    )
    is_named: bool = False  # titles are names: a misspelt one is found
    is_open: bool = True  # visitors may open the pages of those that they see


@dataclass(frozen=True)
class Timer:
    """What a served house does by itself every minute; or once in each of these hours of the day.

    It may be done as often as one likes: whoever does it too doubles nothing. It answers False
    where something held it up, and is tried again a minute later, as when it fails.

    `is_promised`: what it forgets is forgotten while the room is closed, too.
    """

    code: str
    work: Callable[[], object]
    hours: range | None = None
    is_promised: bool = False


EVERY_HOUR = range(24)
#: Hours of the local day in which people are written to.
BY_DAY = range(7, 21)


@dataclass(frozen=True)
class Fielded:
    """A model to which the network may add fields of its own: see `essaim.questions`."""

    model: str  # as the journal names it: "network.organisation"
    label: type_of_label


@dataclass(frozen=True)
class Naming:
    """Pages of a room that name a row of another by a label made for it (`kernel.widening`).

    `pages(id of the row)` are the rows that have these pages, each with its audience.
    """

    model: str  # of what is named: `network.Organisation`
    pages: Callable[[int], Iterable[Any]]


def _nothing(_row: Any) -> Iterable[Any]:
    return ()


@dataclass(frozen=True)
class Commented:
    """Things that take remarks below their pages (`essaim.comments`); `model` has `visible_to`.

    `pages`: the views that show one, by what of it stands in their address (`address`, a path to a
    key). Whoever may do `keeps` settles remarks. `responsible(row)`: keys of people who are told,
    beside whoever made it; `places(row)`: what within it a remark may be about, in words;
    `name_reads`: rows that its name is made of.
    """

    model: str  # as the journal names it: "programme.action"
    pages: Collection[str]
    keeps: str
    address: str = "key"
    name_reads: Sequence[str] = ()
    responsible: Callable[[Any], Iterable[UUID]] = _nothing
    places: Callable[[Any], Iterable[str]] = _nothing


@dataclass(frozen=True)
class Manifest:
    """All that one room offers."""

    room: str
    deeds: Mapping[str, type_of_label] = field(default_factory=dict)  # verb → what was done
    opening: Opening | None = None  # None: it is no room of its own to whoever reads
    kinds: Sequence[Kind] = ()
    measures: Sequence[Measure] = ()
    report_parts: Sequence[ReportPart] = ()
    figures_in_text: Sequence[FiguresInText] = ()
    awaiting: Sequence[Awaiting] = ()
    first_steps: Sequence[FirstStep] = ()
    panels: Sequence[Panel] = ()
    menu: Sequence[MenuEntry] = ()
    page_links: Sequence[PageLink] = ()
    identity: Callable[[], Identity] | None = None
    closed_rooms: Callable[[], Iterable[str]] | None = None  # those that the network closed
    personal: Sequence[Held] = ()
    imports: Sequence[ImportTarget] = ()
    mail_reasons: Sequence[MailReason] = ()
    agenda_sources: Sequence[AgendaSource] = ()
    action_keepers: Sequence[ActionKeeper] = ()
    searchables: Sequence[Searchable] = ()
    timers: Sequence[Timer] = ()
    feeds: Sequence[Feed] = ()
    calendar: Sequence[CalendarSource] = ()
    attendances: Sequence[Attendances] = ()
    json_ld: Sequence[JsonLd] = ()
    embeds: Sequence[Embed] = ()
    namings: Sequence[Naming] = ()
    fielded: Sequence[Fielded] = ()
    commented: Sequence[Commented] = ()
    above: Callable[[Any], str] | None = None  # given a request: what stands above its page
    below: Callable[[Any], str] | None = None  # … and below it
    capacities: Callable[[int], Iterable[str]] | None = None  # given a user's id
    #: Given the capacity that a link grants: the keys of people who hold it now, and their
    #: addresses; without a key, an organisation's own.
    reached_at: Callable[[str], Iterable[tuple[UUID | None, str]]] | None = None
    written_to_no_more: Callable[[Set[UUID]], Iterable[UUID]] | None = None  # of keys of people
    after_act: Callable[[Mapping[str, Set[UUID]]], None] | None = None  # model → keys written to
    actors_in_words: Callable[[Set[UUID], Acting], Mapping[UUID | None, str]] | None = None
    writing_views: Mapping[str, str] = field(default_factory=dict)  # view → why it writes on GET


@cache
def manifests() -> tuple[Manifest, ...]:
    """The manifest of every room above the kernel, from the ground up."""
    rooms = (room for room in settings.ROOMS if room != "essaim.kernel")
    return tuple(import_module(f"{room}.manifest").MANIFEST for room in rooms)


def declared(what: str) -> Iterator[Any]:
    """All rooms' entries of one kind, which hold while rooms are closed: `declared("personal")`."""
    for manifest in manifests():
        yield from getattr(manifest, what)


def offered(what: str) -> Iterator[Any]:
    """The entries of one kind of the rooms that are open: `offered("menu")`."""
    for manifest in manifests():
        if is_open(manifest.room):
            yield from getattr(manifest, what)


@UntilWritten
def closed_rooms() -> frozenset[str]:
    """Names of the rooms that the network closed, of those that may be."""
    says = (manifest.closed_rooms for manifest in manifests())
    closed = {room for say in says if say is not None for room in say()}
    return frozenset(room for room in closed if may_close(room))


@contextmanager
def rooms_as_they_are() -> Iterator[None]:
    """Within, no room opens or closes: a page asks once."""
    token = closed_here.set(closed_rooms())
    try:
        yield
    finally:
        closed_here.reset(token)


def is_open(room: str) -> bool:
    """Whether that room is open: `assemblies`, as `models` and addresses name it too."""
    closed = closed_here.get()
    return room not in (closed_rooms() if closed is None else closed)


@cache
def may_close(room: str) -> bool:
    """Whether a network can do without it: it says so itself."""
    openings = (manifest.opening for manifest in manifests() if manifest.room == room)
    return any(opening is not None and not opening.why_open for opening in openings)


def timers_now() -> Iterator[Timer]:
    """Those of the rooms that are open, and of the others what they promised to forget."""
    for manifest in manifests():
        is_now = is_open(manifest.room)
        yield from (timer for timer in manifest.timers if is_now or timer.is_promised)


def links_on(page: str, acting: Acting, *args: object) -> list[tuple[type_of_label, str, str, str]]:
    """What other rooms add to this page for this reader: label, address, picture, kind."""
    offers: Iterator[PageLink] = offered("page_links")
    shown = (link for link in offers if link.page == page and link.shown_to(acting))
    return [(link.label, reverse(link.url_name, args=args), link.icon, link.kind) for link in shown]


@cache
def measures() -> Mapping[str, Measure]:
    """By their codes, whether their rooms are open: a figure stays what it was."""
    return {measure.code: measure for measure in declared("measures")}


@cache
def kinds() -> Mapping[str, Kind]:
    """By their codes, whether their rooms are open: an action stays what it was."""
    return {kind.code: kind for kind in declared("kinds")}
