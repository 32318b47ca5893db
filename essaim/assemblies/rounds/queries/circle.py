"""Who is in the circle, where one answers in turn, and who may come to mind in it."""

from collections.abc import Collection
from dataclasses import replace

from django.db.models import Q

from essaim.assemblies.meetings.enums import MeetingMode
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.presence import Room, room_of
from essaim.assemblies.rounds.models import Proposal
from essaim.assemblies.votes.models import Resolution
from essaim.assemblies.votes.queries.quorum import on_roll
from essaim.kernel.acting import Acting
from essaim.kernel.text import fold
from essaim.network.models import Person


def circle_now(resolution: Resolution) -> dict[int, Elector]:
    """Who is to answer: the electors in the room; in writing, all those on the roll.

    Nobody answers by proxy: one hears the others, and says what one can bear.
    """
    return circle_in(room_of(resolution.meeting), resolution)


def circle_in(room: Room, resolution: Resolution) -> dict[int, Elector]:
    """The same, of a room that is read already: those on the roll that the opening froze."""
    is_written = resolution.meeting.mode == MeetingMode.WRITTEN
    on_it = resolution.roll.get("electors", {})
    return {
        pk: elector
        for pk, elector in room.electors.items()
        if str(elector.key) in on_it and (is_written or pk in room.present)
    }


def answers_by_device(resolution: Resolution) -> bool:
    """In writing, always; in a meeting, where the rules allow it: else who presides notes it."""
    allowed = bool(resolution.rule["body"]["electronic_allowed"])
    return allowed or resolution.meeting.mode == MeetingMode.WRITTEN


def is_proposed(elector: Elector, proposal: Proposal, sitting: Collection[int | None]) -> bool:
    """This elector is the person proposed, or they are among those who sit for it (their ids)."""
    person = proposal.option.person
    if person is None:
        return elector.name.casefold() == proposal.option.label.casefold()
    return person.pk in sitting or elector.voice == f"person:{person.key}"


def room_of_circle(resolution: Resolution) -> Room:
    """The room for the quorum; in writing, whoever answered the last round is present."""
    room = on_roll(room_of(resolution.meeting), resolution)
    last = resolution.rounds.order_by("-number").first()
    answered = frozenset(last.stances.values_list("elector_id", flat=True) if last else ())
    if resolution.meeting.is_written:
        return replace(room, present=answered, holder_of={})
    return room.with_cast(answered, {})


def suggested(meeting: Meeting) -> list[Person]:
    """Those in the room, and those who are electors themselves."""
    sits = Q(pk__in=meeting.attendances.filter(left_at=None).values("person"))
    votes = Q(pk__in=meeting.electors.values("membership__person"))
    seated = Q(pk__in=meeting.electors.values("seat__person"))
    people = Person.objects.filter(sits | votes | seated)
    return list(people.who_may_serve(meeting.local_start.date()))


def person_named(name: str, meeting: Meeting, by: Acting) -> Person | str:
    """The one person of that name, among those suggested, else among those whom one sees.

    The name itself where nobody, or more than one, bears it: whoever is not known may be named.
    """
    wanted = fold(name)
    here = [person for person in suggested(meeting) if person.folded == wanted]
    visible = Person.objects.visible_to(by).filter(folded=wanted)
    people = here or list(visible.who_may_serve(meeting.local_start.date())[:2])
    return people[0] if len(people) == 1 else name
