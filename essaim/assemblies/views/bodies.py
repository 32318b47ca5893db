"""The home of the room, and bodies: who decides, under which rules."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.assemblies.actions import bodies as acts
from essaim.assemblies.forms.bodies import BodyForm, FoundBodyForm
from essaim.assemblies.models import Body
from essaim.assemblies.queries.bodies import body_page, list_bodies, meetings_to_come
from essaim.assemblies.queries.date_polls import polls_of_use
from essaim.journal.http import edits
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_form,
    open_to_visitors,
    refusals_as_messages,
    tell,
)
from essaim.kernel.rules import can, require


def body_of(request: Request, key: UUID) -> Body:
    seen = Body.objects.visible_to(request.acting).select_related("group")
    found: Body = get_object_or_404(seen, key=key)
    return found


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


@require_http_methods(["GET", "POST"])
def found_body(request: Request) -> HttpResponse:
    require(request.acting, "assemblies.found_body")
    page = FormPage.from_list(
        "assemblies:bodies",
        _("Assemblies"),
        _("Found a body"),
        submit=_("Found it"),
        done=_("Founded: read its rules, and put the articles of your own texts beside them."),
        lead=_("Choose the rules that look most like yours: each can be changed afterwards."),
    )
    form = FoundBodyForm(request.POST or None, acting=request.acting)
    return answer_form(request, form, page, acts.found_body)


@require_http_methods(["GET", "POST"])
@edits(Body)
def edit_body(request: Request, key: UUID) -> HttpResponse:
    found = body_of(request, key)
    require(request.acting, "assemblies.edit_body", body=found)
    page = FormPage.about(found, _("Edit the body"))
    form = BodyForm(request.POST or None, instance=found, acting=request.acting)
    return answer_form(request, form, page, acts.edit_body, body=found)


@require_POST
def close_body(request: Request, key: UUID) -> HttpResponse:
    found = body_of(request, key)
    require(request.acting, "assemblies.close_body", body=found)
    with refusals_as_messages(request):
        acts.close_body(body=found, by=request.acting)
        undo = reverse("assemblies:reopen_body", args=[found.key])
        tell(request, _("%(name)s meets no more.") % {"name": found}, undo=undo)
    return redirect(found)


@require_POST
def reopen_body(request: Request, key: UUID) -> HttpResponse:
    found = body_of(request, key)
    require(request.acting, "assemblies.reopen_body", body=found)
    acts.reopen_body(body=found, by=request.acting)
    tell(request, _("%(name)s meets again.") % {"name": found})
    return redirect(found)
