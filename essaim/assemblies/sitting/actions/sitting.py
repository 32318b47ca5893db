"""Opening a meeting, going through its agenda, giving the floor, closing it."""

from dataclasses import replace
from datetime import datetime

from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.meetings.actions.locking import locked, locked_in, refuse_room
from essaim.assemblies.meetings.enums import ItemState, MeetingState
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.assemblies.minutes.actions.minutes import draft_minutes
from essaim.assemblies.roll.actions.convening import refresh_roll
from essaim.assemblies.roll.actions.presence import seat_chair
from essaim.assemblies.roll.models import Elector
from essaim.assemblies.roll.queries.presence import frozen_opening
from essaim.assemblies.sitting.models import Turn
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken
from essaim.network.models import Organisation, Person
from essaim.programme.actions.actions import edit_action
from essaim.programme.content import ActionContent
from essaim.programme.enums import ActionState, OrganisationRole


@action
def open_meeting(
    *,
    meeting: Meeting,
    by: Acting,
    at: datetime | None = None,
    chair: Person | None = None,
    secretary: Person | None = None,
) -> Meeting:
    """Begin the meeting: from now on the right to vote stands. Only a convened meeting opens."""
    meeting = locked(meeting)
    if meeting.state != MeetingState.CONVENED:
        raise RuleBroken(
            _("Only a meeting that was convened can be opened: this one is %(state)s.")
            % {"state": meeting.get_state_display()}
        )
    refresh_roll(meeting=meeting, by=by, at=at)
    meeting.state = MeetingState.OPEN
    meeting.opened_at = at or timezone.now()
    meeting.chair = chair or meeting.chair
    meeting.secretary = secretary or meeting.secretary
    seat_chair(meeting)
    meeting.opening = frozen_opening(meeting)
    meeting.save(update_fields=["state", "opened_at", "opening", "chair", "secretary"])
    return meeting


@action
def close_meeting(*, meeting: Meeting, by: Acting, at: datetime | None = None) -> Meeting:
    """End the meeting: everybody has left, and the programme counts it as held, with who took part.

    Its minutes are there from then on, made of what happened: the debates alone are to be written.
    Raises RuleBroken where a vote is open.
    """
    meeting = locked_in(meeting, {MeetingState.OPEN})
    if still_open := meeting.resolutions.open().first():
        raise RuleBroken(
            _("The vote on “%(title)s” is open: close it first.") % {"title": still_open.title}
        )
    now = at or timezone.now()
    if meeting.opened_at is not None and now < meeting.opened_at:
        raise RuleBroken(_("A meeting closes after it opened."))
    meeting.turns.filter(ended_at=None).update(ended_at=now)
    meeting.attendances.in_the_room().update(left_at=Greatest("arrived_at", now))
    meeting.state, meeting.closed_at = MeetingState.CLOSED, now
    meeting.save(update_fields=["state", "closed_at"])
    _tell_the_programme(meeting, by)
    draft_minutes(meeting=meeting, by=by)
    return meeting


def _tell_the_programme(meeting: Meeting, by: Acting) -> None:
    """The action is held, and the organisations present or represented took part in it."""
    content = ActionContent.of(meeting.action)
    took_part = tuple(
        (organisation, OrganisationRole.TAKES_PART.value)
        for organisation in _organisations_of(meeting)
    )
    as_held = replace(
        content,
        state=ActionState.HELD,
        organisations=tuple(dict.fromkeys((*content.organisations, *took_part))),
    )
    edit_action(action=meeting.action, content=as_held, by=by, by_keeper=True)


def _organisations_of(meeting: Meeting) -> list[Organisation]:
    electors = meeting.electors.took_part().filter(membership__organisation__isnull=False)
    rows = electors.select_related("membership__organisation__canonical").order_by("folded", "pk")
    members = [
        elector.membership.organisation for elector in rows if elector.membership is not None
    ]
    return [member.canonical or member for member in members if member is not None]


@action
def take_item(*, meeting: Meeting, item: AgendaItem, by: Acting) -> Meeting:
    """Say which item of the agenda the meeting is at."""
    meeting = locked_in(meeting, {MeetingState.OPEN})
    refuse_room(meeting)
    if item.meeting_id != meeting.pk or item.state != ItemState.ACCEPTED:
        raise RuleBroken(_("This item is not on the agenda of the meeting."))
    meeting.current_item = item
    meeting.save(update_fields=["current_item"])
    return meeting


@action
def ask_to_speak(*, elector: Elector, by: Acting, at: datetime | None = None) -> Turn:
    """Come onto the list, once. Raises RuleBroken where the elector is not in the room."""
    meeting = locked_in(elector.meeting, {MeetingState.OPEN})
    refuse_room(meeting)
    if not elector.attendances.in_the_room().exists():
        raise RuleBroken(_("Mark yourself present before you ask to speak."))
    turn, _is_new = Turn.objects.get_or_create(
        elector=elector,
        ended_at=None,
        defaults={
            "meeting": meeting,
            "item_id": meeting.current_item_id,
            "asked_at": at or timezone.now(),
        },
    )
    return turn


@action
def begin_turn(*, turn: Turn, by: Acting, at: datetime | None = None) -> Turn:
    """Give the floor; whoever has it is done."""
    meeting = locked_in(turn.meeting, {MeetingState.OPEN})
    now = at or timezone.now()
    turn = Turn.objects.get(pk=turn.pk)
    if turn.began_at is not None:
        return turn
    if turn.ended_at is not None:
        raise RuleBroken(_("This turn was withdrawn."))
    for before in meeting.turns.under_way():
        _end(before, now)
    turn.began_at, turn.item_id = now, meeting.current_item_id
    turn.save(update_fields=["began_at", "item"])
    return turn


@action
def end_turn(*, turn: Turn, by: Acting, at: datetime | None = None) -> Turn:
    """The speaker is done."""
    turn = Turn.objects.select_for_update().get(pk=turn.pk)
    if turn.began_at is None:
        raise RuleBroken(_("This turn has not begun."))
    return turn if turn.ended_at is not None else _end(turn, at or timezone.now())


@action
def withdraw_turn(*, turn: Turn, by: Acting, at: datetime | None = None) -> Turn:
    """Come off the list without having spoken."""
    turn = Turn.objects.select_for_update().get(pk=turn.pk)
    if turn.began_at is not None:
        raise RuleBroken(_("This turn has begun: end it."))
    return turn if turn.ended_at is not None else _end(turn, at or timezone.now())


def _end(turn: Turn, at: datetime) -> Turn:
    turn.ended_at = max(at, turn.began_at or at)
    turn.save(update_fields=["ended_at"])
    return turn
