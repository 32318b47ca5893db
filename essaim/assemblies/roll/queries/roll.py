"""The electors of a meeting, each with its right to vote as the registers give it; their list."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.bodies.enums import DuesCutoff
from essaim.assemblies.bodies.models import BodyRules
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.holders import speaks_for
from essaim.assemblies.roll.models import (
    Elector,
    ElectorQuerySet,
    Proxy,
    Right,
)
from essaim.kernel.acting import VISITOR, Acting
from essaim.kernel.sheet_cells import Cell
from essaim.network.models import GroupMember, Membership, Organisation, Person, Representation
from essaim.network.queries.clusters import root_of
from essaim.network.queries.dues import paid_up_on


@dataclass(frozen=True)
class Conditions:
    """The days that the right to vote hangs on; without a cut-off, dues are no condition."""

    day: date
    admitted_by: date
    cutoff: date | None


def conditions_of(meeting: Meeting, rules: BodyRules, at: datetime) -> Conditions:
    """`at` is when it is convened, where it is not yet."""
    day = meeting.local_start.date()
    cutoffs = {
        DuesCutoff.CONVOCATION: timezone.localdate(meeting.convened_at or at),
        DuesCutoff.OPENING: day,
        DuesCutoff.DAY: rules.dues_day,
    }
    return Conditions(
        day=day,
        admitted_by=day - timedelta(days=rules.admitted_days),
        cutoff=cutoffs.get(DuesCutoff(rules.dues_cutoff)),
    )


def derived_roll(
    meeting: Meeting, rules: BodyRules, at: datetime, on_roll: Collection[int] = ()
) -> list[Elector]:
    """Who is convened, as rows not saved yet, each voice once.

    `on_roll`: ids of the memberships and seats convened already. Of several that one voice has
    since members or people were merged, one of these stays; the others answer `MERGED`.
    """
    conditions = conditions_of(meeting, rules, at)
    if meeting.body.group_id is not None:
        electors = _seats(meeting, conditions)
    else:
        electors = _members(meeting, conditions)
    return _once_a_voice(electors, on_roll)


def roll_of(meeting: Meeting) -> ElectorQuerySet:
    """The roll as it was written, by college, then by name."""
    electors = meeting.electors.select_related("college")
    return electors.order_by("college__name", "folded", "pk")


def _members(meeting: Meeting, conditions: Conditions) -> list[Elector]:
    running = Membership.objects.running_on(conditions.day).select_related(
        "college", "organisation__canonical", "person__canonical"
    )
    memberships = list(running.order_by("admitted_on", "pk"))
    paid = paid_up_on(conditions.cutoff) if conditions.cutoff is not None else None
    spoken_for = _represented(conditions.day)
    return [
        _elector(
            meeting,
            _member(membership),
            membership=membership,
            college=membership.college,
            right=_right(membership, conditions, paid, spoken_for),
        )
        for membership in memberships
    ]


def _seats(meeting: Meeting, conditions: Conditions) -> list[Elector]:
    """Dues and admission are conditions of a membership, never of a seat in a group."""
    running = GroupMember.objects.current(conditions.day).filter(group=meeting.body.group_id)
    seats = running.filter(person__erased_at=None).select_related("person__canonical")
    return [
        _elector(meeting, seat.person.canonical or seat.person, seat=seat, right=Right.HELD)
        for seat in seats.order_by("starts_on", "pk")
    ]


def _elector(
    meeting: Meeting, member: Organisation | Person, *, right: str, **place: object
) -> Elector:
    kind = "person" if isinstance(member, Person) else "delegate"
    elector = Elector(
        meeting=meeting,
        name=str(member)[:200],
        voice=f"{kind}:{member.key}",
        right=right,
        **place,
    )
    elector.refold()
    return elector


def _member(membership: Membership) -> Organisation | Person:
    """The row that is kept where several were merged."""
    member = cast(Organisation | Person, membership.organisation or membership.person)
    return member.canonical or member


def _right(
    membership: Membership,
    conditions: Conditions,
    paid: Collection[int] | None,
    spoken_for: Collection[int],
) -> Right:
    """The first reason why it may not vote, or that it may."""
    if membership.admitted_on > conditions.admitted_by:
        return Right.NOT_ADMITTED
    if paid is not None and membership.pk not in paid:
        return Right.DUES
    member = _member(membership)
    if isinstance(member, Organisation) and member.pk not in spoken_for:
        return Right.NO_VOICE
    return Right.HELD


def _represented(day: date) -> set[int]:
    """Ids of the organisations, under the row that is kept, for whom somebody speaks that day."""
    running = Representation.objects.current(day).annotate(root=root_of("organisation"))
    return set(running.order_by().values_list("root", flat=True))


def _once_a_voice(electors: Iterable[Elector], on_roll: Collection[int]) -> list[Elector]:
    by_voice: dict[str, list[Elector]] = {}
    for elector in electors:
        by_voice.setdefault(elector.voice, []).append(elector)
    for several in by_voice.values():
        several.sort(key=lambda elector: (_place(elector) not in on_roll, not elector.may_vote))
        for other in several[1:]:
            other.right = Right.MERGED
    return [elector for several in by_voice.values() for elector in several]


def _place(elector: Elector) -> int | None:
    return elector.membership_id or elector.seat_id


@dataclass(frozen=True)
class RollLine:
    """An elector, the name of who holds its proxy, if it gave one, and how many it holds.

    `is_mine`: the reader speaks for it.
    """

    elector: Elector
    holder: str
    proxies_held: int
    is_mine: bool


def lines_of(electors: Iterable[Elector], by: Acting = VISITOR) -> list[RollLine]:
    """These electors of one meeting, in their order. One query more, whatever their number."""
    electors = list(electors)
    meetings = {elector.meeting_id for elector in electors}
    standing = Proxy.objects.standing().filter(giver__meeting__in=meetings)
    proxies = list(standing.values_list("giver", "holder", "holder__name"))
    chair = _("the chair of the meeting")
    holder_of = {giver: name or chair for giver, _holder, name in proxies}
    number_held = Counter(holder for _giver, holder, _name in proxies)
    return [
        RollLine(
            elector,
            holder=holder_of.get(elector.pk, ""),
            proxies_held=number_held[elector.pk],
            is_mine=speaks_for(by, elector),
        )
        for elector in electors
    ]


@dataclass(frozen=True)
class CollegeOnRoll:
    """How many of a college have the right to vote, and how many not; of none, without a key."""

    key: UUID | None
    name: str
    voters: int
    others: int

    @property
    def label(self) -> str:
        return f"{self.name} ({self.voters + self.others})"


def colleges_on(meeting: Meeting) -> list[CollegeOnRoll]:
    """By name. One query."""
    has_right = Q(right=Right.HELD)
    colleges = meeting.electors.order_by("college__name", "college")
    rows = colleges.values_list("college__key", "college__name").annotate(
        voters=Count("pk", filter=has_right), others=Count("pk", filter=~has_right)
    )
    return [CollegeOnRoll(*row) for row in rows]


def roll_rows(electors: Iterable[Elector], _by: Acting) -> Iterator[Sequence[Cell]]:
    """The rows of the file."""
    for line in lines_of(electors):
        elector = line.elector
        yield [
            elector.college.name if elector.college else "",
            elector.name,
            str(elector.get_right_display()),
            str(elector.get_answer_display()),
            elector.answered_at,
            line.holder,
            line.proxies_held,
        ]
