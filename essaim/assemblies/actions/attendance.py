"""Who comes in and who leaves, with the time. Two presses on one button are one arrival."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.actions.in_writing import refuse_room
from essaim.assemblies.actions.locking import locked_in
from essaim.assemblies.enums import PresentAs, PresentBy
from essaim.assemblies.models import Attendance, Ballot, Elector, Meeting, SignOff
from essaim.assemblies.queries.persons import person_of
from essaim.assemblies.rules.holders import speaks_for
from essaim.assemblies.rules.sitting import RECEIVES
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Person


@action
def record_arrival(
    *,
    meeting: Meeting,
    by: Acting,
    means: str,
    capacity: str = PresentAs.VOTER,
    elector: Elector | None = None,
    person: Person | None = None,
    name: str = "",
    at: datetime | None = None,
) -> Attendance:
    """Somebody is in the room. Whoever is there already stays there since she came.

    An elector takes part by video where the rules of the body allow it; guests and staff as they
    like. Raises RuleBroken with the article where the rules do not.
    """
    meeting = locked_in(meeting, RECEIVES)
    refuse_room(meeting)
    now = _past(at)
    if (elector is not None) != (capacity == PresentAs.VOTER):
        raise RuleBroken(_("An elector is there as an elector, and nobody else is."))
    if elector is None:
        someone = _guest(person, name)
    else:
        _check_elector(meeting, elector, means)
        someone = {"elector": elector}
        person = person or _who_sits_for(elector, by)
    arrival, _is_new = Attendance.objects.get_or_create(
        **someone,
        meeting=meeting,
        left_at=None,
        defaults={"person": person, "capacity": capacity, "means": means, "arrived_at": now},
    )
    return arrival


def _guest(person: Person | None, name: str) -> dict[str, Any]:
    name = " ".join(name.split())
    if person is None and not name:
        raise RuleBroken(_("Say who comes in: somebody of the network, or a name."))
    if person is not None:
        return {"elector": None, "person": person}
    return {"elector": None, "person": None, "name": name}


def _check_elector(meeting: Meeting, elector: Elector, means: str) -> None:
    if elector.meeting_id != meeting.pk:
        raise RuleBroken(_("“%(name)s” is not convened to this meeting.") % {"name": elector.name})
    rules = meeting.rules
    if means == PresentBy.REMOTE and rules is not None and not rules.remote_allowed:
        refusal = _("The rules of this body do not allow taking part by video.")
        raise RuleBroken(" ".join(filter(None, (refusal, rules.remote_article))))


def _who_sits_for(elector: Elector, by: Acting) -> Person | None:
    """The individual that the elector is, else whoever marks herself in its name."""
    if elector.membership is not None and elector.membership.person is not None:
        return elector.membership.person
    if elector.seat is not None:
        return elector.seat.person
    return person_of(by) if speaks_for(by, elector) else None


def _past(at: datetime | None) -> datetime:
    now = timezone.now()
    if at is not None and at > now:
        raise RuleBroken(_("This time is still to come."))
    return at or now


@action
def record_departure(
    *, attendance: Attendance, by: Acting, at: datetime | None = None
) -> Attendance:
    """Somebody leaves; her turn to speak goes with her. Whoever has left has left."""
    locked_in(attendance.meeting, RECEIVES)
    attendance = _standing(attendance)
    if attendance.left_at is not None:
        return attendance
    left_at = _past(at)
    if left_at < attendance.arrived_at:
        raise RuleBroken(_("Nobody leaves before arriving."))
    attendance.left_at = left_at
    attendance.save(update_fields=["left_at"])
    if attendance.elector is not None:
        _stop_speaking(attendance.elector, left_at)
    return attendance


def _stop_speaking(elector: Elector, at: datetime) -> None:
    for turn in elector.turns.filter(ended_at=None):
        turn.ended_at = max(at, turn.began_at or at)
        turn.save(update_fields=["ended_at"])


@action
def undo_departure(*, attendance: Attendance, by: Acting) -> Attendance:
    """She had not left: her arrival goes on as if nothing had been said."""
    locked_in(attendance.meeting, RECEIVES)
    attendance = _standing(attendance)
    if attendance.left_at is None:
        return attendance
    if _is_back(attendance):
        raise RuleBroken(_("She came back since: her return stands."))
    attendance.left_at = None
    attendance.save(update_fields=["left_at"])
    return attendance


def _is_back(attendance: Attendance) -> bool:
    inside = attendance.meeting.attendances.in_the_room()
    if attendance.elector_id is not None:
        return inside.filter(elector=attendance.elector_id).exists()
    guests = inside.filter(elector=None, person=attendance.person_id)
    return guests.filter(name=attendance.name).exists()


@action
def undo_arrival(*, attendance: Attendance, by: Acting) -> Attendance:
    """She was marked by mistake and was never there. Raises RuleBroken where she voted."""
    locked_in(attendance.meeting, RECEIVES)
    attendance = _standing(attendance)
    elector = attendance.elector_id
    voted = Ballot.objects.filter(elector=elector, proxy=None).exists() if elector else False
    if voted or (elector and SignOff.objects.filter(elector=elector).exists()):
        raise RuleBroken(_("She has voted since: mark her departure instead."))
    attendance.delete()
    return attendance


def _standing(attendance: Attendance) -> Attendance:
    rows = Attendance.objects.select_related("meeting", "elector", "person")
    found = rows.filter(pk=attendance.pk).first()
    if found is None:
        raise RuleBroken(_("This arrival was taken back meanwhile."))
    return found
