"""Who is in the room and who is represented there, now: as many queries whatever the number."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from essaim.assemblies.enums import PresentBy, Right
from essaim.assemblies.models import Attendance, Elector, Meeting, Proxy
from essaim.kernel.acting import Acting
from essaim.kernel.tally.quorum import Presence


@dataclass(frozen=True)
class Room:
    """The electors of a meeting, as they stand at one moment. Ids are those of electors.

    `holder_of` joins each giver whose proxy may be used now to the elector who holds it: giver not
    in the room, holder in the room, both with the right to vote. `remote` are those present who
    take part by video.
    """

    electors: dict[int, Elector]
    present: frozenset[int]
    holder_of: dict[int, int]
    remote: frozenset[int] = frozenset()

    @cached_property
    def voters(self) -> frozenset[int]:
        """Those with the right to vote."""
        return frozenset(pk for pk, one in self.electors.items() if one.may_vote)

    @cached_property
    def given_to(self) -> dict[int, list[int]]:
        """What each holder in the room holds, in the order of the roll."""
        held: dict[int, list[int]] = {}
        for giver in self.electors:
            if giver in self.holder_of:
                held.setdefault(self.holder_of[giver], []).append(giver)
        return held

    @cached_property
    def overall(self) -> Presence:
        return self._presence(self.voters)

    @cached_property
    def college_names(self) -> dict[str, str]:
        """By code; two colleges of one name are told apart by their codes."""
        names = {
            one.college.code: one.college.name for one in self.electors.values() if one.college
        }
        shared = Counter(names.values())
        return {
            code: f"{name} ({code})" if shared[name] > 1 else name
            for code, name in sorted(names.items())
        }

    @cached_property
    def by_college(self) -> dict[str, Presence]:
        """By code of college, among the electors who have one."""
        codes = {pk: one.college.code for pk, one in self.electors.items() if one.college}
        return {
            code: self._presence({pk for pk in self.voters if codes.get(pk) == code})
            for code in sorted(set(codes.values()))
        }

    def convened_in(self, code: str) -> int:
        """Electors of a college, whatever their right."""
        return sum(1 for one in self.electors.values() if one.college and one.college.code == code)

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


def room_of(meeting: Meeting) -> Room:
    """The room now. A proxy without a holder is the chair's, where the chair is an elector."""
    found = meeting.electors.select_related("college").order_by("folded", "pk")
    electors = {one.pk: one for one in found}
    inside = Attendance.objects.in_the_room().filter(meeting=meeting, elector__isnull=False)
    lines = list(inside.order_by("pk").values_list("elector_id", "means", "person_id"))
    present = frozenset(elector for elector, _means, _person in lines if elector)
    proxies = Proxy.objects.standing().filter(giver__meeting=meeting)
    chair = _chair_elector(meeting, electors, {person: elector for elector, _, person in lines})
    holder_of = {}
    for giver, holder in proxies.order_by("pk").values_list("giver_id", "holder_id"):
        held_by = holder if holder is not None else chair
        if (
            held_by is not None
            and giver not in present
            and held_by in present
            and electors[giver].may_vote
            and electors[held_by].may_vote
        ):
            holder_of[giver] = held_by
    remote = frozenset(pk for pk, means, _ in lines if pk and means == PresentBy.REMOTE)
    return Room(electors, present, holder_of, remote)


def room_around(meeting: Meeting, acting: Acting) -> Room:
    """The part of the room in which this one votes: her electors, and those whose proxy they hold.

    What `room_of` says of them, in four queries that read nobody else, and not their colleges. In
    writing nobody is present, and nobody votes for another.
    """
    own = Elector.objects.spoken_for_by(acting).filter(meeting=meeting)
    electors = {one.pk: one for one in own.order_by("folded", "pk")}
    if meeting.is_written or not electors:
        return Room(electors, frozenset(), {})
    inside = Attendance.objects.in_the_room().filter(elector__in=electors)
    present = frozenset(pk for pk in inside.values_list("elector_id", flat=True) if pk)
    chair = _chair_among(meeting, electors)
    held = Q(holder__in=[pk for pk in present if electors[pk].may_vote])
    if chair in present and electors[chair].may_vote:
        held |= Q(holder=None)
    came = Attendance.objects.in_the_room().filter(elector=OuterRef("giver"))
    given = Proxy.objects.standing().filter(held, ~Exists(came), giver__meeting=meeting)
    rows = given.filter(giver__right=Right.HELD).select_related("giver")
    holder_of: dict[int, int] = {}
    for one in rows.order_by("giver__folded", "giver"):
        electors.setdefault(one.giver_id, one.giver)
        holder_of[one.giver_id] = one.holder_id or chair
    return Room(electors, present, holder_of)


def _chair_among(meeting: Meeting, electors: dict[int, Elector]) -> int:
    """Which of these the chair votes as, as `_chair_elector` says; 0 where it is none of them."""
    if meeting.chair is None:
        return 0
    sitting = Attendance.objects.in_the_room().filter(
        meeting=meeting, person=meeting.chair, elector__isnull=False
    )
    seats = list(sitting.order_by("pk").values_list("elector_id", flat=True))
    word = f"person:{meeting.chair.key}"
    own = [pk for pk, one in electors.items() if one.voice == word]
    found = (seats[-1:] or own)[:1]
    return next((pk for pk in found if pk is not None and pk in electors), 0)


def _chair_elector(
    meeting: Meeting, electors: dict[int, Elector], sitting: Mapping[int | None, int | None]
) -> int | None:
    """The elector for whom the chair is in the room, else the one whose voice is the chair's.

    `sitting` joins a person in the room to the elector for whom she sits.
    """
    if meeting.chair is None:
        return None
    if meeting.chair_id in sitting:
        return sitting[meeting.chair_id]
    word = f"person:{meeting.chair.key}"
    return next((pk for pk, one in electors.items() if one.voice == word), None)
