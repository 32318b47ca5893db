"""The home of the room, and the page of a body: who decides, under which rules."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from essaim.assemblies.asking.queries.date_polls import polls_of_use
from essaim.assemblies.bodies.views import body_of
from essaim.assemblies.pages.queries.bodies import body_page, list_bodies, meetings_to_come
from essaim.kernel.http import Request, open_to_visitors
from essaim.kernel.rules import can


@open_to_visitors("bodies are public where the network says so; the others are not listed")
@require_GET
def bodies(request: Request) -> HttpResponse:
    now = timezone.now()
    context = {
        "cards": list_bodies(request.acting, now),
        "coming": meetings_to_come(request.acting, now),
        "polls": list(polls_of_use(request.acting, now)),
        "may_found": can(request.acting, "assemblies.found_body"),
    }
    return render(request, "assemblies/bodies.html", context)


@open_to_visitors("a public body says to everybody who it is and what its rules are")
@require_GET
def body(request: Request, key: UUID) -> HttpResponse:
    found = body_of(request, key)
    context = {
        "page": body_page(found, request.acting, timezone.now()),
        "may_keep": can(request.acting, "assemblies.edit_body", body=found),
        "may_plan": can(request.acting, "assemblies.plan_meeting", body=found),
    }
    return render(request, "assemblies/body.html", context)
