"""Which rooms of the house are open: one page, and a button each."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from essaim.kernel.http import Request, answer_button
from essaim.kernel.rules import require
from essaim.portal import actions
from essaim.portal.queries import RoomLine, room_called, rooms


@require_GET
def view_rooms(request: Request) -> HttpResponse:
    require(request.acting, "portal.open_room")
    lines = rooms()
    context = {
        "may_close": [line for line in lines if not line.opening.why_open],
        "stay_open": [line for line in lines if line.opening.why_open],
    }
    return render(request, "portal/rooms.html", context)


def _called(name: str) -> RoomLine:
    line = room_called(name)
    if line is None:
        raise Http404
    return line


@require_POST
def close_room(request: Request, room: str) -> HttpResponse:
    words = {"room": _called(room).opening.label}
    done = _("“%(room)s” is closed, and keeps all that it holds.") % words
    undo = reverse("portal:open_room", args=[room])
    return answer_button(
        request, actions.close_room, "portal:rooms", name=room, done=done, undo=undo
    )


@require_POST
def open_room(request: Request, room: str) -> HttpResponse:
    words = {"room": _called(room).opening.label}
    done = _("“%(room)s” is open: all is there as it was.") % words
    return answer_button(request, actions.open_room, "portal:rooms", name=room, done=done)
