"""The electors of a meeting, each with its right to vote as the registers give it; their page."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import cast
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.bodies.enums import DuesCutoff
from essaim.assemblies.bodies.models import BodyRules
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.enums import Answer, Right
from essaim.assemblies.roll.models import Elector, Proxy
from essaim.kernel.text import holds, search_words
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


def roll_of(meeting: Meeting) -> QuerySet[Elector]:
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
    """An elector, what it answered, who holds its proxy and how many it holds."""

    elector: Elector
    proxy: Proxy | None
    proxies_held: int

    @property
    def holder(self) -> str:
        """In words; empty without a proxy."""
        if self.proxy is None:
            return ""
        return self.proxy.holder.name if self.proxy.holder else _("the chair of the meeting")


@dataclass(frozen=True)
class RollPage:
    """The lines that were asked for, among all of them."""

    meeting: Meeting
    everybody: Sequence[RollLine]
    lines: Sequence[RollLine]

    @property
    def colleges(self) -> Iterator[tuple[str, list[RollLine]]]:
        """By name of college; empty for those who have none."""
        for name, lines in groupby(self.lines, key=lambda line: str(line.elector.college or "")):
            yield name, list(lines)

    @property
    def college_choices(self) -> list[tuple[UUID, str]]:
        colleges = {line.elector.college for line in self.everybody if line.elector.college}
        return [
            (college.key, college.name)
            for college in sorted(colleges, key=lambda college: (college.name, college.pk))
        ]

    @property
    def voters(self) -> int:
        return sum(line.elector.may_vote for line in self.everybody)

    @property
    def without_vote(self) -> int:
        return len(self.everybody) - self.voters


def roll_page(
    meeting: Meeting, *, q: str = "", college: str = "", right: str = "", answer: str = ""
) -> RollPage:
    """In three queries, whatever the number of electors and the filters."""
    standing = Proxy.objects.standing()
    electors = roll_of(meeting).prefetch_related(
        Prefetch("proxies_given", standing.select_related("holder"), to_attr="given"),
        Prefetch("proxies_held", standing, to_attr="held"),
    )
    everybody = [_line(elector) for elector in electors]
    wanted = {"college": college, "right": right, "answer": answer}
    named = search_words(q)
    lines = [line for line in everybody if holds(line.elector.name, named) and _is(line, wanted)]
    return RollPage(meeting, everybody, lines)


def _line(elector: Elector) -> RollLine:
    given: list[Proxy] = elector.given  # type: ignore[attr-defined]
    held: list[Proxy] = elector.held  # type: ignore[attr-defined]
    return RollLine(elector, next(iter(given), None), len(held))


def _is(line: RollLine, wanted: dict[str, str]) -> bool:
    elector = line.elector
    college = str(elector.college.key) if elector.college else ""
    values = {"college": college, "right": elector.right, "answer": elector.answer}
    return all(not wanted[name] or wanted[name] == value for name, value in values.items())


def roll_rows(page: RollPage) -> tuple[list[str], Iterator[list[str | int | datetime | None]]]:
    """The header and rows of the file."""
    header = [
        _("College"),
        _("Elector"),
        _("Right to vote"),
        _("Answer"),
        _("Answered at"),
        _("Proxy to"),
        _("Proxies held"),
    ]
    return header, (_row(line) for line in page.lines)


def _row(line: RollLine) -> list[str | int | datetime | None]:
    elector = line.elector
    return [
        elector.college.name if elector.college else "",
        elector.name,
        str(Right(elector.right).label),
        str(Answer(elector.answer).label),
        elector.answered_at,
        line.holder,
        line.proxies_held,
    ]
