"""The speakers' list: who asked, who has the floor."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.assemblies.actions.in_writing import refuse_room
from essaim.assemblies.actions.locking import locked_in
from essaim.assemblies.enums import MeetingState
from essaim.assemblies.models import Elector, Turn
from essaim.journal.actions import action
from essaim.kernel.acting import Acting
from essaim.kernel.errors import RuleBroken


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
