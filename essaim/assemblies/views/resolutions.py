"""A question put to the vote: its page, and what whoever runs the meeting does with it."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.assemblies.actions import resolutions as actions
from essaim.assemblies.forms.votes import BallotForm, ResolutionForm
from essaim.assemblies.models import AgendaItem, Resolution
from essaim.assemblies.queries.vote_page import resolution_page, resolution_rows
from essaim.assemblies.views.doors import (
    OPEN_BECAUSE,
    Door,
    acting_for,
    meeting_for,
    sitting_address,
    token_of,
)
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_form,
    open_to_visitors,
    refusals_as_messages,
    tell,
)
from essaim.kernel.rules import can, require


def resolution_of(request: Request, key: UUID) -> tuple[Resolution, Door]:
    """The resolution, and by which door one came to it; else a 404."""
    token = token_of(request)
    acting = acting_for(request, token)
    found: Resolution = get_object_or_404(resolution_rows(), key=key)
    meeting_for(acting, found.meeting.key)
    return found, Door(found.meeting, acting, token)


@open_to_visitors(OPEN_BECAUSE)
@require_GET
def resolution(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.view_resolution", resolution=found)
    return show_resolution(request, found, door)


def show_resolution(
    request: Request, found: Resolution, door: Door, form: BallotForm | None = None
) -> HttpResponse:
    """The page; a ballot that was refused stands in it as it was filled in."""
    page = resolution_page(found, door.acting)
    if form is None and page.mine is not None and page.mine.open_voices:
        form = BallotForm(vote=page.mine, initial=initial_marks(page.mine))
    context = {
        "page": page,
        "resolution": found,
        "meeting": found.meeting,
        "door": door,
        "one": page.mine,
        "form": form,
        "presides": can(door.acting, "assemblies.edit_resolution", resolution=found),
        "back_url": sitting_address(found.meeting, door.token),
    }
    wrong = form is not None and bool(form.errors)
    return render(request, "assemblies/resolution.html", context, status=422 if wrong else 200)


def initial_marks(vote: Any) -> dict[str, Any]:
    """What was cast for the first voice, so that one changes a mark and not a whole ballot."""
    ballot = next((voice.ballot for voice in vote.voices if voice.ballot), None)
    return {f"mark-{key}": mark for key, mark in ballot.marks.items()} if ballot else {}


@require_http_methods(["GET", "POST"])
def write_resolution(request: Request, key: UUID) -> HttpResponse:
    item = get_object_or_404(AgendaItem.objects.select_related("meeting__action"), key=key)
    meeting_for(request.acting, item.meeting.key)
    require(request.acting, "assemblies.write_resolution", item=item)
    page = FormPage(
        title=_("Put a question to the vote"),
        back=sitting_address(item.meeting),
        back_label=item.title,
        lead=_("It is prepared here, and opened when its turn comes."),
    )
    initial = {"subject": item.subject, "title": item.title}
    form = ResolutionForm(request.POST or None, by=request.acting, initial=initial)

    def act(*, by: Any, item: AgendaItem, **_typed: Any) -> Resolution:
        return actions.write_resolution(item=item, by=by, **_fields(form))

    return answer_form(request, form, page, act, item=item)


def _fields(form: ResolutionForm) -> dict[str, Any]:
    content = form.content()
    return {**asdict(content), "options": content.options}


@require_http_methods(["GET", "POST"])
def edit_resolution(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.edit_resolution", resolution=found)
    initial = ResolutionForm.initial_of(found)
    form = ResolutionForm(request.POST or None, by=request.acting, initial=initial)

    def act(*, by: Any, resolution: Resolution, **_typed: Any) -> Resolution:
        return actions.edit_resolution(resolution=resolution, content=form.content(), by=by)

    page = FormPage.about(found, _("Edit the resolution"))
    return answer_form(request, form, page, act, resolution=found)


@require_POST
def open_resolution(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.open_resolution", resolution=found)
    with refusals_as_messages(request):
        actions.open_resolution(resolution=found, by=request.acting)
        tell(request, _("The vote is open."))
    return redirect(found)


@require_http_methods(["GET", "POST"])
def close_resolution(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.close_resolution", resolution=found)
    if request.method == "POST":
        with refusals_as_messages(request):
            actions.close_resolution(resolution=found, by=request.acting)
            tell(request, _("The vote is closed."))
        return redirect(found)
    page = resolution_page(found, door.acting)
    context = {
        "title": _("Close the vote"),
        "kicker": str(found),
        "sentence": _("Those who have not voted cannot any more, and the result stands."),
        "consequences": _standing(page.turnout, page.room),
        "submit": _("Close the vote"),
        "cancel": found.get_absolute_url(),
    }
    return render(request, "confirm.html", context)


def _standing(turnout: int | None, room: Any) -> list[str]:
    """Where the vote stands before it is closed."""
    if room is None:
        return []
    here = room.overall.present + room.overall.represented
    said = [_("Present or represented now: %(number)s.") % {"number": here}]
    return said if turnout is None else [_("Voted: %(number)s.") % {"number": turnout}, *said]


@require_http_methods(["GET", "POST"])
def withdraw_resolution(request: Request, key: UUID) -> HttpResponse:
    found, door = resolution_of(request, key)
    require(door.acting, "assemblies.withdraw_resolution", resolution=found)
    if request.method == "POST":
        with refusals_as_messages(request):
            actions.withdraw_resolution(resolution=found, by=request.acting)
            tell(request, _("The resolution is withdrawn."))
        return redirect(found)
    context = {
        "title": _("Withdraw the resolution"),
        "kicker": str(found),
        "sentence": _("It is not decided; a secret box is destroyed without being counted."),
        "submit": _("Withdraw"),
        "cancel": found.get_absolute_url(),
    }
    return render(request, "confirm.html", context)


def resolution_address(found: Resolution, door: Door) -> str:
    return reverse("assemblies:resolution", args=[found.key]) + door.query
