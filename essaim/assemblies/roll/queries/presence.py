"""Who is in the room and who is represented there, now or as it opened.

As many queries whatever the number of electors.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

from django.db.models import Exists, OuterRef, Prefetch, Q

from essaim.assemblies.bodies.enums import CheckedAt
from essaim.assemblies.bodies.models import SubjectRule
from essaim.assemblies.meetings.models import FormerChair, Meeting
from essaim.assemblies.roll.attendance_sheet import (
    AttendanceSheet,
    Chairing,
    Enrolled,
    Given,
    Sitting,
    covers,
)
from essaim.assemblies.roll.models import (
    Attendance,
    Elector,
    PresentBy,
    Proxy,
    Right,
)
from essaim.kernel.acting import Acting
from essaim.network.models import Person
from essaim.tally.quorum import Presence


def whole_sheet(meeting: Meeting, electors: Iterable[Elector]) -> AttendanceSheet:
    """All that was noted of a meeting, under way or over, with its roll: in two queries more."""
    stays = meeting.attendances.filter(elector__isnull=False)
    given = Proxy.objects.filter(giver__meeting=meeting)
    return sheet_of(meeting, electors, stays, given, chairs_of(meeting))


def sheet_of(
    meeting: Meeting,
    electors: Iterable[Elector | None],
    attendances: Iterable[Attendance],
    proxies: Iterable[Proxy] = (),
    chairs: Sequence[Chairing] | None = None,
) -> AttendanceSheet:
    """Rows that were read, as `AttendanceSheet` takes them; who presides now, unless it is said.

    What guests did is left out.
    """
    return AttendanceSheet(
        roll={
            elector.pk: Enrolled(elector.voice, elector.may_vote)
            for elector in electors
            if elector is not None
        },
        sittings=[
            Sitting(stay.elector_id, stay.arrived_at, stay.left_at, stay.person_id)
            for stay in sorted(attendances, key=lambda stay: stay.pk)
            if stay.elector_id is not None
        ],
        proxies=[given(proxy) for proxy in sorted(proxies, key=lambda proxy: proxy.pk)],
        chairs=chairs_now(meeting) if chairs is None else chairs,
        opened_at=meeting.opened_at,
    )


def given(proxy: Proxy) -> Given:
    """A row as the sheet takes it."""
    return Given(proxy.giver_id, proxy.holder_id, proxy.given_at, proxy.withdrawn_at)


def chairs_now(meeting: Meeting) -> list[Chairing]:
    """Who presides, if anybody does."""
    if meeting.chair is None:
        return []
    return [Chairing(meeting.chair.pk, voice_word(meeting.chair), meeting.chair_since)]


def chairs_of(meeting: Meeting) -> list[Chairing]:
    """Who presided, one after the other."""
    return chairs_among(meeting, former_chairs(meeting))


def former_chairs(meeting: Meeting) -> list[FormerChair]:
    """In one query where the chair changed in the meeting, else in none."""
    if meeting.chair_since is None:
        return []
    return list(meeting.former_chairs.select_related("person").order_by("ended_at", "pk"))


def chairs_among(meeting: Meeting, former: Iterable[FormerChair]) -> list[Chairing]:
    """Those and the one who presides now."""
    before = [
        Chairing(chair.person_id, voice_word(chair.person), chair.began_at, chair.ended_at)
        for chair in former
    ]
    return [*before, *chairs_now(meeting)]


def presiding(meeting: Meeting) -> Callable[[datetime], Person | None]:
    """Who presided at a moment: as many queries whatever the moments asked."""
    former = former_chairs(meeting)

    def at(moment: datetime) -> Person | None:
        presided = (
            chair.person for chair in former if covers(chair.began_at, chair.ended_at, moment)
        )
        is_now = covers(meeting.chair_since, None, moment)
        return next(presided, meeting.chair if is_now else None)

    return at


def voice_word(person: Person) -> str:
    """The capacity by which somebody votes as the elector that they are."""
    return f"person:{person.key}"


class Headcount(Protocol):
    """What a quorum is counted of; colleges by code, two of one name told apart by it."""

    @property
    def overall(self) -> Presence: ...

    @property
    def by_college(self) -> Mapping[str, Presence]: ...

    @property
    def college_names(self) -> Mapping[str, str]: ...

    def convened(self, code: str | None = None) -> int:
        """Electors who stand, of a college or of all, whatever their right to vote."""


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """{code: name}, in the order of the codes; with the code where two have one name."""
    shared = Counter(names.values())
    return {
        code: f"{name} ({code})" if shared[name] > 1 else name
        for code, name in sorted(names.items())
    }


@dataclass(frozen=True)
class Room:
    """The electors of a meeting, as they stand at one moment. Ids are those of electors.

    `holder_of` joins each giver whose proxy may be used now to the elector who holds it: giver not
    in the room, holder in the room, both with the right to vote. `remote` are those present who
    take part by video. It is a `Headcount`.
    """

    electors: dict[int, Elector]
    present: frozenset[int]
    holder_of: dict[int, int]
    remote: frozenset[int] = frozenset()
    sheet: AttendanceSheet = field(default_factory=AttendanceSheet)
    moment: datetime | None = None

    @classmethod
    def at(
        cls,
        electors: dict[int, Elector],
        sheet: AttendanceSheet,
        moment: datetime | None = None,
        remote: frozenset[int] = frozenset(),
    ) -> "Room":
        """What the sheet says of these electors at a moment, or now."""
        present = sheet.present(moment) & electors.keys()
        return cls(electors, present, sheet.represented(moment), remote, sheet, moment)

    def with_rights(self, rights: Mapping[int, str]) -> "Room":
        """The same with other rights to vote: what is represented follows them."""
        for pk, right in rights.items():
            self.electors[pk].right = right
        roll = {
            pk: Enrolled(elector.voice, elector.may_vote) for pk, elector in self.electors.items()
        }
        sheet = replace(self.sheet, roll={**self.sheet.roll, **roll})
        return Room.at(self.electors, sheet, self.moment, self.remote)

    def with_cast(self, own: Collection[int], by_proxy: Mapping[int, int]) -> "Room":
        """The same, where whoever voted and left is counted as present or represented still."""
        present = self.present | frozenset(own)
        holders = {**self.holder_of, **by_proxy}
        used = {giver: holder for giver, holder in holders.items() if giver not in present}
        return replace(self, present=present, holder_of=used)

    @cached_property
    def voters(self) -> frozenset[int]:
        """Those with the right to vote."""
        return frozenset(pk for pk, elector in self.electors.items() if elector.may_vote)

    @cached_property
    def given_to(self) -> dict[int, list[int]]:
        """What each holder in the room holds, in the order of the roll."""
        givers: dict[int, list[int]] = {}
        for giver in self.electors:
            if giver in self.holder_of:
                givers.setdefault(self.holder_of[giver], []).append(giver)
        return givers

    @cached_property
    def overall(self) -> Presence:
        return self._presence(self.voters)

    @cached_property
    def college_names(self) -> dict[str, str]:
        names = {
            elector.college.code: elector.college.name
            for elector in self.electors.values()
            if elector.college
        }
        return told_apart(names)

    @cached_property
    def by_college(self) -> dict[str, Presence]:
        codes = {
            pk: elector.college.code for pk, elector in self.electors.items() if elector.college
        }
        return {
            code: self._presence({pk for pk in self.voters if codes.get(pk) == code})
            for code in sorted(set(codes.values()))
        }

    def convened(self, code: str | None = None) -> int:
        standing = [elector for elector in self.electors.values() if elector.stands]
        codes = (elector.college.code if elector.college else "" for elector in standing)
        return len(standing) if code is None else sum(college == code for college in codes)

    def _presence(self, among: Iterable[int]) -> Presence:
        counted = Counter(
            "present" if pk in self.present else "represented" if pk in self.holder_of else "away"
            for pk in among
        )
        return Presence(
            registered=counted.total(),
            present=counted["present"],
            represented=counted["represented"],
        )


def room_of(meeting: Meeting, at: datetime | None = None) -> Room:
    """The whole room at a moment, or now: in three queries, and one more where the chair changed.

    The right to vote is as it stands today: for a vote that was opened, see `ballot_room.on_roll`.
    """
    rows = meeting.electors.select_related("college").order_by("folded", "pk")
    electors = {elector.pk: elector for elector in rows}
    stays = list(Attendance.objects.at(at).filter(meeting=meeting, elector__isnull=False))
    proxies = Proxy.objects.at(at).filter(giver__meeting=meeting)
    chairs = chairs_now(meeting) if at is None else chairs_of(meeting)
    sheet = sheet_of(meeting, electors.values(), stays, proxies, chairs)
    remote = (stay.elector_id for stay in stays if stay.means == PresentBy.REMOTE)
    return Room.at(electors, sheet, at, frozenset(pk for pk in remote if pk is not None))


def room_around(meeting: Meeting, acting: Acting) -> Room:
    """Where this one votes in the room: their electors, and those whose proxy they hold.

    What `room_of` says of them now, in four queries that read nobody else, and not their colleges.
    In writing nobody is present, and nobody votes for another.
    """
    return room_around_these(meeting, own_electors(meeting, acting))


def own_electors(meeting: Meeting, acting: Acting) -> list[Elector]:
    """Those of this reader, by name, each with its stay in the room: two queries."""
    own = Elector.objects.spoken_for_by(acting).filter(meeting=meeting).order_by("folded", "pk")
    return list(own.prefetch_related(Prefetch("attendances", Attendance.objects.in_the_room())))


def room_around_these(meeting: Meeting, own: Sequence[Elector]) -> Room:
    """The same around electors read by `own_electors`, in two queries more."""
    electors = {elector.pk: elector for elector in own}
    if meeting.is_written or not electors:
        return Room(electors, frozenset(), {})
    elsewhere = _sittings_of_chair(meeting, electors)
    stays = [stay for elector in own for stay in elector.attendances.all()] + elsewhere
    known = electors | {stay.elector.pk: stay.elector for stay in elsewhere if stay.elector}
    alone = sheet_of(meeting, known.values(), stays)
    voting = [pk for pk in alone.present() if pk in electors and electors[pk].may_vote]
    proxies = _usable(meeting, voting, alone.chair() in voting) if voting else []
    electors |= {proxy.giver_id: proxy.giver for proxy in proxies}
    return Room.at(
        electors, sheet_of(meeting, [*known.values(), *electors.values()], stays, proxies)
    )


def _sittings_of_chair(meeting: Meeting, but: Collection[int]) -> list[Attendance]:
    """For which others they sit now, each with its elector, since its right is read."""
    if meeting.chair is None:
        return []
    sits = Attendance.objects.in_the_room().filter(meeting=meeting, person=meeting.chair)
    rows = sits.filter(elector__isnull=False).select_related("elector")
    return [stay for stay in rows if stay.elector_id not in but]


def _usable(meeting: Meeting, holders: Collection[int], with_blank: bool) -> list[Proxy]:
    """What these hold now of givers who are not in the room, in the order of the roll."""
    usable = Q(holder__in=holders) | Q(holder=None) if with_blank else Q(holder__in=holders)
    came = Attendance.objects.in_the_room().filter(elector=OuterRef("giver"))
    given = Proxy.objects.standing().filter(usable, ~Exists(came), giver__meeting=meeting)
    rows = given.filter(giver__right=Right.HELD).select_related("giver")
    return list(rows.order_by("giver__folded", "giver"))


def room_of_voice(meeting: Meeting, elector: Elector, proxy: Proxy) -> Room:
    """The part of the room that says who holds the voice of this elector now: two queries."""
    electors = {elector.pk: elector}
    if proxy.holder is not None:
        electors[proxy.holder.pk] = proxy.holder
    elif meeting.chair is not None:
        own = meeting.electors.filter(voice=voice_word(meeting.chair)).order_by("folded", "pk")
        electors |= {elector.pk: elector for elector in own}
    stays = list(Attendance.objects.in_the_room().filter(elector__in=electors))
    if proxy.holder is None:
        more = _sittings_of_chair(meeting, electors)
        electors |= {stay.elector.pk: stay.elector for stay in more if stay.elector}
        stays += more
    return Room.at(electors, sheet_of(meeting, electors.values(), stays, [proxy]))


def frozen_opening(meeting: Meeting) -> dict[str, Any]:
    """Who is present, and who represents whom, at the moment of the opening: keys of electors."""
    room = room_of(meeting, meeting.opened_at)
    key = {pk: str(elector.key) for pk, elector in room.electors.items()}
    return {
        "present": [key[pk] for pk in room.electors if pk in room.present],
        "represented": {key[giver]: key[holder] for giver, holder in room.holder_of.items()},
    }


def room_of_quorum(meeting: Meeting, rule: SubjectRule, room: Room) -> Room:
    """This room, or who was in it at the opening where the rule looks at the quorum then.

    The right to vote is that of the room given.
    """
    if rule.quorum_checked_at != CheckedAt.OPENING or meeting.opened_at is None:
        return room
    if not meeting.opening:  # opened before it was frozen
        rights = {pk: elector.right for pk, elector in room.electors.items()}
        return room_of(meeting, meeting.opened_at).with_rights(rights)
    pk_of = {str(elector.key): pk for pk, elector in room.electors.items()}
    return Room(
        electors=room.electors,
        present=frozenset(pk_of[key] for key in meeting.opening["present"]),
        holder_of={
            pk_of[giver]: pk_of[holder] for giver, holder in meeting.opening["represented"].items()
        },
    )
