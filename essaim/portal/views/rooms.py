"""Which rooms of the house are open: one page, a button to open, a question to close."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.kernel.http import FormPage, Request, answer_button, answer_confirm
from essaim.kernel.rules import require
from essaim.portal import actions
from essaim.portal.queries import RoomLine, room_called, rooms, stops_with, under_way_in


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


@require_http_methods(["GET", "POST"])
def close_room(request: Request, room: str) -> HttpResponse:
    """Asks first, with what stops meanwhile; what must end first is told where rooms stand."""
    require(request.acting, "portal.close_room")
    words = {"room": _called(room).opening.label}
    if request.method == "GET" and (under_way := under_way_in(room, request.acting)):
        messages.error(request, " ".join([_("This room cannot be closed now."), *under_way]))
        return redirect("portal:rooms")
    lead = _("It is then in no menu, no mail and no search, and its addresses lead nowhere.")
    page = FormPage(
        _("Close “%(room)s”") % words,
        reverse("portal:rooms"),
        _("Rooms of the house"),
        lead=lead + " " + _("It keeps all that it holds, and opens again whenever you like."),
        done=_("“%(room)s” is closed, and keeps all that it holds.") % words,
        undo=reverse("portal:open_room", args=[room]),
    )
    return answer_confirm(
        request,
        page,
        actions.close_room,
        consequences=lambda: stops_with(room, request.acting),
        name=room,
    )


@require_POST
def open_room(request: Request, room: str) -> HttpResponse:
    words = {"room": _called(room).opening.label}
    done = _("“%(room)s” is open: all is there as it was.") % words
    return answer_button(request, actions.open_room, "portal:rooms", name=room, done=done)
