"""Who comes in and who leaves, with the time. Two presses on one button are one arrival.

Until the meeting closes, who runs it may put times right: the journal and the history keep both.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.meetings.actions.locking import hold_votes, locked_in, refuse_room
from essaim.assemblies.meetings.holders import presides
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.roll.actions.answers import refuse_own_times
from essaim.assemblies.roll.actions.presence import keep_opening, seat_chair
from essaim.assemblies.roll.attendance_sheet import Stay, covers, refusal_of
from essaim.assemblies.roll.holders import speaks_for
from essaim.assemblies.roll.models import (
    Attendance,
    Elector,
    PresentAs,
    PresentBy,
)
from essaim.assemblies.sitting.rules import RECEIVES
from essaim.assemblies.votes.queries.voices import (
    cast_by_proxy,
    moment_of,
    raised_a_hand,
    voted_by,
    voter_behind,
)
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
    """Somebody is in the room. Whoever is there already stays there since they came.

    An elector takes part by video where the rules of the body allow it; guests and staff as they
    like. Raises RuleBroken with the article where the rules do not.
    """
    meeting = locked_in(meeting, RECEIVES)
    refuse_room(meeting)
    now = timezone.now()
    refuse_own_times(at, meeting, by)
    _check_capacity(elector, capacity)
    if elector is None:
        someone = _guest(person, name)
    else:
        _check_elector(meeting, elector, means)
        someone = {"elector": elector}
        person = person or _who_sits_for(elector, by)
    here = meeting.attendances.in_the_room().filter(**someone).first()
    if here is not None:
        return _as_noted(here, at)
    noted: dict[str, Any] = {"capacity": capacity, "means": means, "person": person, **someone}
    arrival = Attendance(meeting=meeting, arrived_at=at or now, **noted)
    _refuse_times(arrival, now)
    _refuse_given_away(arrival)
    arrival.save()
    if person is None and elector is not None:
        seat_chair(meeting)
        arrival.refresh_from_db(fields=["person"])
    keep_opening(meeting, arrival.arrived_at)
    return arrival


def _check_capacity(elector: Elector | None, capacity: str) -> None:
    if (elector is not None) != (capacity == PresentAs.VOTER):
        raise RuleBroken(_("An elector is there as an elector, and nobody else is."))


def _as_noted(here: Attendance, at: datetime | None) -> Attendance:
    """Twice the same arrival is one; another time is a correction, which has its own page."""
    if at is not None and at != here.arrived_at:
        since = f"{timezone.localtime(here.arrived_at):%H:%M}"
        sentence = _("%(name)s is there since %(time)s: put that time right instead.")
        raise RuleBroken(sentence % {"name": here, "time": since})
    return here


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
    """The individual that the elector is, else whoever marks themselves in its name."""
    if elector.membership is not None and elector.membership.person is not None:
        return elector.membership.person
    if elector.seat is not None:
        return elector.seat.person
    return voter_behind(by) if speaks_for(by, elector) else None


def _refuse_own_past(since: datetime, meeting: Meeting, by: Acting) -> None:
    """Raises RuleBroken where an elector would take back what its opening or a vote counted."""
    if presides(by, meeting):
        return
    votes = meeting.resolutions.filter(opened_at__isnull=False)
    counted = votes.filter(Q(closed_at=None) | Q(closed_at__gte=since))
    is_of_opening = meeting.opened_at is not None and since <= meeting.opened_at
    if is_of_opening or counted.exists():
        raise RuleBroken(
            _(
                "The meeting was opened, or a vote, since then: note that you come or leave now, "
                "or ask who runs the meeting to put the times right."
            )
        )


def _refuse_times(attendance: Attendance, now: datetime) -> None:
    """Raises RuleBroken where the stay is not within the meeting, or beside another of the same."""
    meeting = attendance.meeting
    refusal = refusal_of(
        Stay(attendance.arrived_at, attendance.left_at),
        _other_stays(attendance),
        begins_at=min(filter(None, (meeting.starts_at, meeting.opened_at))),
        now=now,
    )
    if refusal:
        raise RuleBroken(refusal)


def _other_stays(attendance: Attendance) -> list[Stay]:
    """Those of the same elector, or of the same guest."""
    if attendance.elector_id is not None:
        whose = Q(elector=attendance.elector_id)
    else:
        whose = Q(elector=None, person=attendance.person_id, name=attendance.name)
    others = attendance.meeting.attendances.filter(whose).exclude(pk=attendance.pk)
    return [Stay(*times) for times in others.values_list("arrived_at", "left_at")]


@action
def record_departure(
    *, attendance: Attendance, by: Acting, at: datetime | None = None
) -> Attendance:
    """Somebody leaves; their turn to speak goes with them. Whoever has left has left."""
    hold_votes(attendance.meeting)
    meeting = locked_in(attendance.meeting, RECEIVES)
    attendance = _standing(attendance)
    if attendance.left_at is not None:
        return attendance
    now = timezone.now()
    refuse_own_times(at, meeting, by)
    attendance.left_at = at or now
    _refuse_times(attendance, now)
    if at is not None:
        _refuse_absent_voter(attendance)
    attendance.save(update_fields=["left_at"])
    keep_opening(meeting, attendance.left_at)
    if attendance.elector is not None:
        _stop_speaking(attendance.elector, attendance.left_at)
    return attendance


@action
def correct_attendance(
    *, attendance: Attendance, by: Acting, arrived_at: datetime, left_at: datetime | None = None
) -> Attendance:
    """Put right when somebody came in and left, as long as the meeting is not closed.

    What a vote that is closed found stays as it was stamped. Raises RuleBroken for times that
    cannot be, and where somebody would not have been there for a vote that they cast in person.
    """
    hold_votes(attendance.meeting)
    meeting = locked_in(attendance.meeting, RECEIVES)
    attendance = _standing(attendance)
    first = min(attendance.arrived_at, arrived_at)
    attendance.arrived_at, attendance.left_at = arrived_at, left_at
    _refuse_times(attendance, timezone.now())
    _refuse_absent_voter(attendance)
    _refuse_given_away(attendance)
    attendance.save(update_fields=["arrived_at", "left_at"])
    keep_opening(meeting, first)
    if attendance.elector is not None and left_at is not None:
        _stop_speaking(attendance.elector, left_at)
    return attendance


def _refuse_absent_voter(attendance: Attendance) -> None:
    """Each vote that they cast, for themselves or for another, was open while they were there.

    Of a raised hand that was noted later, they were there when the votes were taken.
    """
    stays = [*_other_stays(attendance), Stay(attendance.arrived_at, attendance.left_at)]
    now = timezone.now()
    for resolution in voted_by(attendance):
        first, last = resolution.opened_at or now, resolution.closed_at or now
        if resolution.taken_at is not None and raised_a_hand(attendance, resolution):
            first = last = resolution.taken_at
        if not any(stay.covers(first, last) for stay in stays):
            raise RuleBroken(
                _("“%(name)s” voted on “%(title)s”: they were there while that vote was open.")
                % {"name": attendance, "title": resolution.title}
            )


def _refuse_given_away(attendance: Attendance) -> None:
    """Raises RuleBroken where their holder cast a vote that is open while they would be there."""
    for ballot in cast_by_proxy(attendance):
        if covers(attendance.arrived_at, attendance.left_at, moment_of(ballot, ballot.resolution)):
            raise RuleBroken(
                _(
                    "“%(name)s” was voted for by proxy on “%(title)s” at that time: note that they "
                    "are here now and let them vote themselves, then put the times right."
                )
                % {"name": attendance, "title": ballot.resolution.title}
            )


def _stop_speaking(elector: Elector, at: datetime) -> None:
    for turn in elector.turns.filter(ended_at=None):
        turn.ended_at = max(at, turn.began_at or at)
        turn.save(update_fields=["ended_at"])


@action
def undo_departure(*, attendance: Attendance, by: Acting) -> Attendance:
    """They had not left: their arrival goes on as if nothing had been said.

    Raises RuleBroken where somebody voted with their proxy since, and where they came back.
    """
    hold_votes(attendance.meeting)
    meeting = locked_in(attendance.meeting, RECEIVES)
    attendance = _standing(attendance)
    if attendance.left_at is None:
        return attendance
    _refuse_own_past(attendance.left_at, meeting, by)
    if any(other.arrived_at >= attendance.left_at for other in _other_stays(attendance)):
        raise RuleBroken(_("They came back since: their return stands."))
    attendance.left_at = None
    _refuse_given_away(attendance)
    attendance.save(update_fields=["left_at"])
    keep_opening(meeting, attendance.arrived_at)
    return attendance


@action
def undo_arrival(*, attendance: Attendance, by: Acting) -> Attendance:
    """Somebody was marked by mistake and was never there.

    Raises RuleBroken where they voted, in their own name or in that of somebody they represent.
    """
    hold_votes(attendance.meeting)
    meeting = locked_in(attendance.meeting, RECEIVES)
    attendance = _standing(attendance)
    if voted := voted_by(attendance).first():
        raise RuleBroken(
            _(
                "“%(name)s” voted on “%(title)s”, in their own name or in that of somebody they "
                "represent: note when they left instead."
            )
            % {"name": attendance, "title": voted.title}
        )
    _refuse_own_past(attendance.arrived_at, meeting, by)
    attendance.delete()
    keep_opening(meeting, attendance.arrived_at)
    return attendance


def _standing(attendance: Attendance) -> Attendance:
    rows = Attendance.objects.select_related("meeting", "elector", "person")
    standing = rows.filter(pk=attendance.pk).first()
    if standing is None:
        raise RuleBroken(_("This arrival was taken back meanwhile."))
    return standing
