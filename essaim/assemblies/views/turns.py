"""The speakers' list: asking, giving the floor, ending."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essaim.assemblies.actions import turns as actions
from essaim.assemblies.models import Meeting, Turn
from essaim.assemblies.views.doors import OPEN_BECAUSE, chosen, door_of
from essaim.kernel.errors import RuleBroken
from essaim.kernel.http import Request, open_to_visitors, refusals_as_messages


@open_to_visitors(OPEN_BECAUSE)
@require_POST
def ask_to_speak(request: Request, key: UUID) -> HttpResponse:
    door = door_of(request, key)
    elector = chosen(door.meeting.electors.all(), request.POST.get("elector", ""))
    with refusals_as_messages(request):
        actions.ask_to_speak(elector=elector, by=door.acting)
    return door.back()


@open_to_visitors(OPEN_BECAUSE)
@require_POST
def withdraw_turn(request: Request, key: UUID) -> HttpResponse:
    door = door_of(request, key)
    turn = chosen(door.meeting.turns.all(), request.POST.get("tour", ""))
    with refusals_as_messages(request):
        actions.withdraw_turn(turn=turn, by=door.acting)
    return door.back()


@require_POST
def begin_turn(request: Request, key: UUID) -> HttpResponse:
    """Of the one who is named, else of whoever has waited longest by now."""
    door = door_of(request, key)
    with refusals_as_messages(request):
        turn = _named_or_first(request, door.meeting, door.meeting.turns.waiting())
        actions.begin_turn(turn=turn, by=door.acting)
    return door.back()


@open_to_visitors(OPEN_BECAUSE)
@open_to_visitors(OPEN_BECAUSE)
@require_POST
def end_turn(request: Request, key: UUID) -> HttpResponse:
    """Of the one who is named, else of whoever has the floor by now."""
    door = door_of(request, key)
    with refusals_as_messages(request):
        turn = _named_or_first(request, door.meeting, door.meeting.turns.under_way())
        actions.end_turn(turn=turn, by=door.acting)
    return door.back()


def _named_or_first(request: Request, meeting: Meeting, turns: QuerySet[Turn]) -> Turn:
    if named := request.POST.get("tour", ""):
        return chosen(meeting.turns.all(), named)
    first = turns.first()
    if first is None:
        raise RuleBroken(_("Nobody is on the list."))
    return first
