"""A closed room answers nobody; whoever may open it reads how."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essaim.kernel.http import not_found_sentence
from essaim.kernel.manifest import is_open, rooms_as_they_are
from essaim.kernel.middleware import refuse
from essaim.kernel.rules import can
from essaim.portal.queries import room_called


class ClosedRoomsMiddleware:
    """Asks once for each answer which rooms are closed; their addresses lead nowhere.

    It stands before whoever sends visitors to sign in: a closed room asks nobody who they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with rooms_as_they_are():
            return self.get_response(request)

    def process_view(self, request: Any, *_view: Any) -> HttpResponse | None:
        name = request.resolver_match.app_name
        if is_open(name):
            return None
        if not can(request.acting, "portal.open_room"):
            return refuse(request, 404, not_found_sentence())
        return render(request, "portal/closed_room.html", {"room": room_called(name)}, status=404)
