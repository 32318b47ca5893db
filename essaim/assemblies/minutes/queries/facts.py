"""What the house knows of a meeting when its minutes are written: read once, in few queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.db.models import F, Q
from django.utils import timezone

from essaim.assemblies.meetings.models import AgendaItem, FormerChair, Meeting
from essaim.assemblies.meetings.queries import numbered
from essaim.assemblies.minutes.models import Debate, Minutes, Signature
from essaim.assemblies.roll.attendance_sheet import AttendanceSheet
from essaim.assemblies.roll.models import (
    Answer,
    Attendance,
    Elector,
    Proxy,
)
from essaim.assemblies.roll.queries.presence import chairs_among, former_chairs, sheet_of
from essaim.assemblies.rounds.models import Stance
from essaim.assemblies.rounds.queries.trace import Trace, read_rounds, trace_of
from essaim.assemblies.votes.enums import ResolutionState
from essaim.assemblies.votes.marks import DELIBERATED
from essaim.assemblies.votes.models import Ballot, Option, Resolution, SignOff
from essaim.assemblies.votes.queries.results import marks_in_words
from essaim.documents.document import Prose
from essaim.kernel.acting import Acting, capacities_of
from essaim.network.queries.organisations import name_of_network
from essaim.writing.queries import Cited

PRESENT, REPRESENTED, EXCUSED, ABSENT = "present", "represented", "excused", "absent"


@dataclass(frozen=True)
class PresenceLine:
    """How one elector was there: by whom it was represented, who sat for it, from when to when."""

    elector: Elector
    how: str
    stays: tuple[Attendance, ...] = ()
    by_whom: str = ""

    @property
    def is_remote(self) -> bool:
        """By video all the time."""
        return bool(self.stays) and all(stay.means == "remote" for stay in self.stays)


@dataclass(frozen=True)
class ItemLine:
    """A point of the agenda at its place in the tree: "2.1", one level under "2"."""

    item: AgendaItem
    number: str

    @property
    def level(self) -> int:
        return self.number.count(".") + 1


@dataclass(frozen=True)
class MinutesFacts:
    """Everything that the document is made of."""

    minutes: Minutes
    publisher: str
    electors: Sequence[Elector]
    attendances: Sequence[Attendance]
    proxies: Sequence[Proxy]
    former_chairs: Sequence[FormerChair]
    voted: frozenset[int]
    items: Sequence[AgendaItem]
    resolutions: Sequence[Resolution]
    debates: dict[int, Debate]
    named: dict[int, list[tuple[str, str]]]
    signatures: Sequence[Signature]
    traces: Mapping[int, Trace] = field(default_factory=dict)
    cited: Cited | None = None

    @property
    def meeting(self) -> Meeting:
        return self.minutes.meeting

    @property
    def starts_at(self) -> datetime:
        return timezone.localtime(self.meeting.opened_at or self.meeting.starts_at)

    def rich(self, html: str) -> Prose:
        """What the secretary wrote, its figures as whoever sees the meeting may see them."""
        if self.cited is None:
            return Prose(html)
        capacities = capacities_of([self.meeting.action.audience])
        return Prose(self.cited.resolved(html, Acting(None, None, capacities)))

    @cached_property
    def roll(self) -> list[PresenceLine]:
        stays: dict[int, list[Attendance]] = {}
        for stay in self.attendances:
            if stay.elector_id is not None:
                stays.setdefault(stay.elector_id, []).append(stay)
        holders = self._holders()
        return [
            _roll_line(elector, tuple(stays.get(elector.pk, ())), holders[elector.pk], self.voted)
            for elector in self.electors
            if elector.stands or elector.pk in stays
        ]

    @cached_property
    def guests(self) -> list[Attendance]:
        return [stay for stay in self.attendances if stay.elector_id is None]

    @cached_property
    def agenda(self) -> list[ItemLine]:
        """The points in their order, each under its own."""
        return [ItemLine(item, number) for number, item in numbered(self.items)]

    @property
    def points(self) -> list[tuple[ItemLine, bool]]:
        """Each with whether anything was written of it yet."""
        return [(line, line.item.pk in self.debates) for line in self.agenda]

    def at(self, item: AgendaItem) -> list[Resolution]:
        return [resolution for resolution in self.resolutions if resolution.item_id == item.pk]

    @cached_property
    def sheet(self) -> AttendanceSheet:
        chairs = chairs_among(self.meeting, self.former_chairs)
        return sheet_of(self.meeting, self.electors, self.attendances, self.proxies, chairs)

    def _holders(self) -> dict[int, str]:
        """Who represented whom at some moment, in the order of time."""
        names = {elector.pk: elector.name for elector in self.electors}
        holders_of = {pk: self.sheet.holders(pk) for pk in names}
        return {
            pk: ", ".join(names[holder] for holder in holders) for pk, holders in holders_of.items()
        }


def facts_of(minutes: Minutes) -> MinutesFacts:
    """As they stand now. As many queries whatever the length of the meeting."""
    meeting = minutes.meeting
    resolutions = meeting.resolutions.order_by("number")
    if not meeting.is_written:  # where one question is all there is, its end is told
        resolutions = resolutions.exclude(state=ResolutionState.WITHDRAWN)
    electors = meeting.electors.select_related("college")
    in_force = Q(withdrawn_at=None) | Q(withdrawn_at__gt=F("giver__meeting__opened_at"))
    given = Proxy.objects.filter(in_force, giver__meeting=meeting)
    facts = MinutesFacts(
        minutes=minutes,
        publisher=name_of_network(),
        electors=list(electors.order_by("college__name", "folded", "pk")),
        attendances=list(meeting.attendances.select_related("person").order_by("arrived_at", "pk")),
        proxies=list(given.select_related("giver", "holder").order_by("giver__folded", "pk")),
        former_chairs=former_chairs(meeting),
        voted=_voted(meeting),
        items=list(meeting.items.on_agenda().select_related("presenter")),
        resolutions=list(resolutions.select_related("decision__undertaking__owner")),
        debates={debate.item_id: debate for debate in minutes.debates.all()},
        named=_named(meeting),
        signatures=list(minutes.signatures.select_related("person").order_by("signed_at", "pk")),
    )
    debates = facts.debates.values()
    texts = [
        minutes.opening,
        *(text for debate in debates for text in (debate.text, debate.internal)),
    ]
    cited = Cited.by(texts, year_of(meeting), is_whole=True)
    return replace(facts, traces=_traces(facts), cited=cited)


def year_of(meeting: Meeting) -> int:
    """The year of the figures that its minutes cite."""
    return timezone.localtime(meeting.starts_at).year


def _traces(facts: MinutesFacts) -> dict[int, Trace]:
    """Of what was decided round by round."""
    deliberated = [
        resolution for resolution in facts.resolutions if resolution.method in DELIBERATED
    ]
    if deliberated:
        read_rounds(deliberated)
    return {resolution.pk: trace_of(resolution, facts.electors) for resolution in deliberated}


def _voted(meeting: Meeting) -> frozenset[int]:
    """In writing there is no room: whoever voted or answered took part."""
    if not meeting.is_written:
        return frozenset()
    ballots = Ballot.objects.filter(resolution__meeting=meeting).values_list("elector_id")
    signed = SignOff.objects.filter(resolution__meeting=meeting).values_list("elector_id")
    answered = Stance.objects.filter(round__resolution__meeting=meeting).values_list("elector_id")
    return frozenset(pk for (pk,) in ballots.union(signed, answered))


def _named(meeting: Meeting) -> dict[int, list[tuple[str, str]]]:
    """By question, who voted what; of meetings held in a room the count is enough."""
    if not meeting.is_written:
        return {}
    cast = Ballot.objects.filter(
        resolution__meeting=meeting, resolution__state=ResolutionState.CLOSED
    )
    options = Option.objects.filter(resolution__meeting=meeting)
    labels = {str(key): label for key, label in options.values_list("key", "label")}
    named: dict[int, list[tuple[str, str]]] = {}
    for ballot in cast.select_related("elector", "resolution").order_by("elector__folded", "pk"):
        marks = marks_in_words(ballot.resolution, ballot.marks, labels)
        named.setdefault(ballot.resolution_id, []).append((ballot.elector.name, marks))
    return named


def _roll_line(
    elector: Elector, stays: tuple[Attendance, ...], holder: str, voted: frozenset[int]
) -> PresenceLine:
    if stays or elector.pk in voted:
        return PresenceLine(elector, PRESENT, stays)
    if holder:
        return PresenceLine(elector, REPRESENTED, by_whom=holder)
    is_excused = elector.answer in {Answer.EXCUSED, Answer.PROXY}
    return PresenceLine(elector, EXCUSED if is_excused else ABSENT)
