"""In whose name one votes, now: an elector in the room, or one whose proxy somebody holds there."""

from dataclasses import dataclass

from django.utils import timezone

from essaim.assemblies.enums import MeetingMode, Standing
from essaim.assemblies.models import Attendance, Elector, Meeting, Proxy
from essaim.assemblies.queries.persons import person_of
from essaim.kernel.acting import Acting
from essaim.network.models import Person, Representation
from essaim.network.queries.clusters import people_like, root_key_of
from essaim.post.models import Link


@dataclass(frozen=True)
class Voice:
    """An elector that can be voted for now, and the one who holds its voice: itself, or another."""

    elector: Elector
    holder: Elector
    proxy: Proxy | None = None


def voice_of(meeting: Meeting, elector: Elector) -> Voice | None:
    """None where the elector is neither in the room nor represented by somebody who is.

    In writing, each votes for itself: there is no room to be away from.
    """
    if meeting.mode == MeetingMode.WRITTEN or is_inside(elector):
        return Voice(elector, elector)
    proxy = standing_proxy(elector)
    holder = holder_of(meeting, proxy)
    if proxy is None or holder is None or not holder.may_vote or not is_inside(holder):
        return None
    return Voice(elector, holder, proxy)


def is_inside(elector: Elector) -> bool:
    return Attendance.objects.in_the_room().filter(elector=elector).exists()


def standing_proxy(giver: Elector) -> Proxy | None:
    return Proxy.objects.standing().filter(giver=giver).select_related("holder").first()


def holder_of(meeting: Meeting, proxy: Proxy | None) -> Elector | None:
    """A proxy that names nobody is the chair's, where the chair is an elector."""
    if proxy is None:
        return None
    return proxy.holder or chair_elector(meeting)


def chair_elector(meeting: Meeting) -> Elector | None:
    """The elector for whom the chair is in the room, else the one that the chair is."""
    if meeting.chair is None:
        return None
    inside = Attendance.objects.in_the_room().filter(meeting=meeting, person=meeting.chair)
    sitting = inside.filter(elector__isnull=False).select_related("elector").first()
    if sitting is not None:
        return sitting.elector
    return meeting.electors.filter(voice=f"person:{meeting.chair.key}").first()


def voter_behind(acting: Acting) -> Person | None:
    """Whoever presses: the person of the account, or the one whom the mail link was made for."""
    if acting.user_id is not None or acting.key is None:
        return person_of(acting)
    keys = Link.objects.filter(actor=acting.key).values("person_key")
    found = Person.objects.select_related("canonical").filter(key__in=keys).first()
    return found and (found.canonical or found)


def standing_of(acting: Acting, person: Person | None, elector: Elector) -> Standing:
    """In which capacity she presses for an elector for whom she speaks."""
    if elector.voice not in acting.capacities:
        return Standing.LINK
    kind, _colon, key = elector.voice.partition(":")
    if kind != "delegate" or person is None:
        return Standing.IN_PERSON
    running = Representation.objects.current(timezone.localdate())
    theirs = running.alias(root=root_key_of("organisation")).filter(root=key)
    found = (
        theirs.filter(person__in=people_like(person))
        .order_by("pk")
        .values_list("standing", flat=True)
        .first()
    )
    return Standing.ALTERNATE if found == Standing.ALTERNATE else Standing.TITULAR
