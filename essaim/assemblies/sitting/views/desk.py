"""The desk of whoever runs a meeting, and the screen of its room."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.models import AgendaItem, Meeting
from essaim.assemblies.minutes.actions import minutes as notes
from essaim.assemblies.minutes.models import Debate
from essaim.assemblies.roll.views.entrances import Entrance, chosen, entrance_of
from essaim.assemblies.roll.views.live import LiveSeal, refuse_hidden
from essaim.assemblies.sitting.forms import NoteForm
from essaim.assemblies.sitting.queries.desk import notes_of, questions_of, screen_of
from essaim.assemblies.sitting.queries.page import receives, sitting_page
from essaim.assemblies.sitting.views.sitting import arrival_form, live_address
from essaim.kernel.acting import Acting
from essaim.kernel.http import Request, open_to_visitors
from essaim.kernel.rules import require

#: Which meeting, in which language: the screen of its room.
SEAL = LiveSeal("screen_now")


@require_GET
def desk(request: Request, key: UUID) -> HttpResponse:
    """All that the chair and the secretary do in a meeting, on one page."""
    entrance = replace(entrance_of(request, key), place="pupitre")
    meeting = entrance.meeting
    require(entrance.acting, "assemblies.take_item", meeting=meeting)
    if meeting.state not in {MeetingState.CONVENED, MeetingState.OPEN}:
        return redirect("assemblies:sitting", meeting.key)
    context = {**_at_hand(entrance), "arrival": arrival_form(request, entrance)}
    return render(request, "assemblies/desk.html", context)


def _at_hand(entrance: Entrance) -> dict[str, Any]:
    meeting, at = entrance.meeting, timezone.now()
    page = sitting_page(meeting, entrance.acting, at)
    return {
        "page": page,
        "meeting": meeting,
        "now": page.now,
        "entrance": entrance,
        "questions": questions_of(meeting),
        "notes": notes_of(meeting),
        "form": NoteForm(initial={"item": page.current.item.key if page.current else None}),
        "receives": receives(meeting, at),
        "is_open": page.now.is_open,
        "presides": True,
        "live_url": live_address(page),
        "steps": [(_("The meeting"), meeting.get_absolute_url())],
    }


@require_POST
def note_debate(request: Request, key: UUID) -> HttpResponse:
    """A line under the item that the form names, which may no longer be the one under way.

    A note that is refused is shown again, on a page of its own: the desk may have gone on.
    """
    entrance = replace(entrance_of(request, key), place="pupitre")
    require(entrance.acting, "assemblies.take_item", meeting=entrance.meeting)
    item = chosen(entrance.meeting.items.all(), request.POST.get("item", ""))
    words = {"title": _("Note what was said"), "kicker": str(item), "done": _("Noted.")}
    about = {"meeting": entrance.meeting, "item": item}
    return entrance.answer(request, NoteForm(request.POST), words, _note, **about)


def _note(*, meeting: Meeting, item: AgendaItem, note: str, by: Acting) -> Debate:
    """Their minutes begin with the first note."""
    return notes.note_debate(
        minutes=notes.draft_minutes(meeting=meeting, by=by), item=item, note=note, by=by
    )


@require_GET
def screen(request: Request, key: UUID) -> HttpResponse:
    """For the projector: it asks again by itself, and has no button."""
    meeting, language = entrance_of(request, key).meeting, get_language() or "fr"
    live_url = SEAL.address_of(meeting, str(meeting.key), language)
    return render(request, "assemblies/screen.html", _on_the_wall(meeting.key, language, live_url))


def _on_the_wall(key: UUID, language: str, live_url: str) -> dict[str, Any]:
    """Raises Meeting.DoesNotExist."""
    screen = screen_of(key, language)
    shown = {"screen": screen, "meeting": screen.now.meeting}
    return {**shown, "live_url": live_url, "at": timezone.now()}


@open_to_visitors("the address is sealed for those who see the meeting, and is over after a day")
@require_GET
def screen_now(request: Request, seal: str) -> HttpResponse:
    audience, key, language = SEAL.opened(seal, 2)
    try:
        context = _on_the_wall(UUID(key), language, request.path)
    except Meeting.DoesNotExist as error:
        raise Http404 from error
    refuse_hidden(context["meeting"], audience)
    with override(language):
        return HttpResponse(render_to_string("assemblies/parts/screen_now.html", context))
