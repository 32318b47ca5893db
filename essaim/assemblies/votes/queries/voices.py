"""In whose name one votes, now, and whose vote decides between equal ones."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.attendance_sheet import Chairing, lasts
from essaim.assemblies.roll.models import Attendance, Elector, Proxy
from essaim.assemblies.roll.queries.presence import (
    chairs_of,
    room_of,
    room_of_voice,
    voice_word,
    whole_sheet,
)
from essaim.assemblies.votes.enums import BallotMeans, Standing
from essaim.assemblies.votes.models import Ballot, Resolution
from essaim.kernel.acting import Acting
from essaim.network.models import Person, Representation
from essaim.network.queries.clusters import people_like, person_of, root_key_of
from essaim.post.models import Link


@dataclass(frozen=True)
class Voice:
    """An elector that can be voted for now, and the one who holds its voice: itself, or another."""

    elector: Elector
    holder: Elector
    proxy: Proxy | None = None


def voice_of(meeting: Meeting, elector: Elector, at: datetime | None = None) -> Voice | None:
    """None where the elector is neither in the room nor represented by somebody who is, now or at
    a moment.

    In writing, each votes for itself: there is no room to be away from.
    """
    if meeting.is_written or elector.attendances.at(at).exists():
        return Voice(elector, elector)
    proxy = Proxy.objects.at(at).filter(giver=elector).select_related("holder").first()
    if proxy is None:
        return None
    room = room_of_voice(meeting, elector, proxy) if at is None else room_of(meeting, at)
    held_by = room.holder_of.get(elector.pk)
    return None if held_by is None else Voice(elector, room.electors[held_by], proxy)


def voted_by(attendance: Attendance) -> QuerySet[Resolution]:
    """The questions that this elector answered in the room, for itself or for who let it vote.

    A blank proxy was used by whoever presided.
    """
    elector = attendance.elector
    if elector is None:
        return Resolution.objects.none()
    presides = _presided(attendance)
    answered = Q(rounds__stances__elector=elector) | Q(nominations__elector=elector)
    for cast in ("ballots", "sign_offs"):
        answered |= Q(**{f"{cast}__elector": elector, f"{cast}__proxy": None})
        answered |= Q(**{f"{cast}__proxy__holder": elector})
        if presides:
            answered |= Q(**{f"{cast}__proxy__isnull": False, f"{cast}__proxy__holder": None})
    questions = attendance.meeting.resolutions.filter(answered)
    return questions.order_by("number").distinct()


def _presided(attendance: Attendance) -> bool:
    """At any time of the meeting, as the one who sat there or as the elector that they are."""
    elector, chairs = attendance.elector, chairs_of(attendance.meeting)
    voice = elector.voice if elector is not None else ""
    return any(
        chairing.person == attendance.person_id or chairing.voice == voice for chairing in chairs
    )


def raised_a_hand(attendance: Attendance, resolution: Resolution) -> bool:
    """Whether a raised hand is noted of this elector, for itself or for who let it vote."""
    mine = Q(elector=attendance.elector, proxy=None) | Q(proxy__holder=attendance.elector)
    if _presided(attendance):
        mine |= Q(proxy__isnull=False, proxy__holder=None)
    return resolution.ballots.filter(mine, means=BallotMeans.HAND).exists()


def cast_by_proxy(attendance: Attendance) -> QuerySet[Ballot]:
    """What others cast for this elector, by name, in votes that are open."""
    cast = Ballot.objects.filter(elector=attendance.elector_id, proxy__isnull=False)
    return cast.filter(resolution__in=Resolution.objects.open()).select_related("resolution")


def voter_behind(acting: Acting) -> Person | None:
    """Whoever presses: the person of the account, or the one whom the mail link was made for."""
    if acting.user_id is not None or acting.key is None:
        return person_of(acting)
    keys = Link.objects.filter(actor=acting.key).values("person_key")
    person = Person.objects.select_related("canonical").filter(key__in=keys).first()
    return person and (person.canonical or person)


def standing_of(acting: Acting, person: Person | None, elector: Elector) -> Standing:
    """In which capacity one presses for an elector for whom one speaks."""
    if elector.voice not in acting.capacities:
        return Standing.LINK
    kind, _colon, key = elector.voice.partition(":")
    if kind != "delegate" or person is None:
        return Standing.IN_PERSON
    running = Representation.objects.current(timezone.localdate())
    theirs = running.alias(root=root_key_of("organisation")).filter(root=key)
    standing = (
        theirs.filter(person__in=people_like(person))
        .order_by("pk")
        .values_list("standing", flat=True)
        .first()
    )
    return Standing.ALTERNATE if standing == Standing.ALTERNATE else Standing.TITULAR


def ballot_of_chair(resolution: Resolution) -> Ballot | None:
    """What they cast themselves, as the elector for whom they sat: never what a proxy cast."""
    chair = _chair_at_opening(resolution)
    if chair is None:
        return None
    sheet = whole_sheet(resolution.meeting, resolution.meeting.electors.order_by("folded", "pk"))
    at = resolution.opened_at
    seat = sheet.seat_of(chair, at) or sheet.seat_of(chair)
    ballot = resolution.ballots.filter(elector=seat, proxy=None).first() if seat else None
    if ballot is None or sheet.seat_of(chair, moment_of(ballot, resolution)) != seat:
        return None  # somebody else sat there by then
    return ballot


def moment_of(ballot: Ballot, resolution: Resolution) -> datetime:
    """When it was cast; of a raised hand, when the hands were, if they were noted later."""
    is_hand = ballot.means == BallotMeans.HAND
    return (resolution.taken_at if is_hand else None) or ballot.cast_at


def _chair_at_opening(resolution: Resolution) -> Chairing | None:
    """As the vote froze it; of one that was opened before, as the meeting kept it."""
    if "chair" in resolution.roll:
        frozen = str(resolution.roll["chair"])
        person = Person.objects.filter(key=frozen).first() if frozen else None
        return Chairing(person.pk, voice_word(person)) if person else None
    chairs = chairs_of(resolution.meeting)
    return next((chairing for chairing in chairs if lasts(chairing, resolution.opened_at)), None)
