"""The meeting under way: its page, its live part, its agenda, its speakers, its end."""

from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.holders import presides
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.meetings.queries import sitting_meetings
from essaim.assemblies.roll.views.entrances import (
    OPEN_BECAUSE,
    Door,
    acting_for,
    any_door_of,
    chosen,
    door_of,
    meeting_of_link,
    question_address,
)
from essaim.assemblies.sitting.actions import sitting as actions
from essaim.assemblies.sitting.forms import OpenMeetingForm
from essaim.assemblies.sitting.holders import RECEIVES
from essaim.assemblies.sitting.models import Turn
from essaim.assemblies.sitting.queries.live import now_of
from essaim.assemblies.sitting.queries.page import SittingPage, sitting_page, votes_now
from essaim.kernel.errors import RuleBroken
from essaim.kernel.http import Request, answer_form, open_to_visitors, refusals_as_messages, tell
from essaim.kernel.rules import can, require

#: What the live part shows is sealed in its address for as long as a long day.
SEAL = TimestampSigner(salt="essaim.assemblies.now", sep=".")
A_LONG_DAY = 16 * 3600


@require_GET
def sitting(request: Request, key: UUID) -> HttpResponse:
    return _show(request, any_door_of(request, key))


@open_to_visitors(OPEN_BECAUSE)
@require_GET
def sitting_by_link(request: Request, token: str) -> HttpResponse:
    acting = acting_for(request, token)
    return _show(request, Door(meeting_of_link(acting), acting, token))


def _show(request: Request, door: Door) -> HttpResponse:
    meeting = door.meeting
    if meeting.is_written:
        return redirect(question_address(meeting, door.token) or meeting)
    if meeting.state in {MeetingState.PLANNED, MeetingState.CANCELLED}:
        return redirect(meeting)
    page = sitting_page(meeting, door.acting, timezone.now())
    context = {
        "page": page,
        "meeting": meeting,
        "now": page.now,
        "votes": votes_now(meeting, door.acting, page.now.room),
        "door": door,
        "presides": presides(door.acting, meeting),
        "receives": meeting.state in RECEIVES,
        "joins": can(door.acting, "assemblies.view_video_room", meeting=meeting),
        "is_open": page.now.is_open,
        "live_url": _live_address(page),
    }
    return render(request, "assemblies/sitting.html", context)


def _live_address(page: SittingPage) -> str:
    """Which meeting, in which language, and as of what: so the live part tells when it moved on."""
    seal = SEAL.sign("_".join([str(page.meeting.key), get_language() or "fr", page.now.mark]))
    return reverse("assemblies:sitting_now", args=[seal])


@open_to_visitors("the address is sealed for those who see the meeting, and is over after a day")
@require_GET
def sitting_now(request: Request, seal: str) -> HttpResponse:
    """The live part alone. It is the same for everybody, so nobody's session or rights are read."""
    key, language, mark = _unsealed(seal)
    meeting = get_object_or_404(sitting_meetings(), key=key)
    now = now_of(meeting, timezone.now())
    context = {"now": now, "meeting": meeting, "live_url": request.path, "is_old": now.mark != mark}
    with override(language):
        return HttpResponse(render_to_string("assemblies/parts/now.html", context))


def _unsealed(seal: str) -> list[str]:
    """Key of the meeting, language, and mark of the page; a 404 where the seal is broken or old."""
    try:
        return SEAL.unsign(seal, max_age=A_LONG_DAY).split("_", 2)
    except BadSignature as error:
        raise Http404 from error


@require_http_methods(["GET", "POST"])
def open_meeting(request: Request, key: UUID) -> HttpResponse:
    door = door_of(request, key)
    require(door.acting, "assemblies.open_meeting", meeting=door.meeting)
    form = OpenMeetingForm(request.POST or None, by=request.acting, meeting=door.meeting)
    page = door.form_page(
        _("Open the meeting"),
        lead=_("From now on the right to vote stands as it is."),
        submit=_("Open the meeting"),
        done=_("The meeting is open."),
    )
    return answer_form(request, form, page, actions.open_meeting, meeting=door.meeting)


@require_http_methods(["GET", "POST"])
def close_meeting(request: Request, key: UUID) -> HttpResponse:
    door = door_of(request, key)
    require(door.acting, "assemblies.close_meeting", meeting=door.meeting)
    if request.method == "POST":
        with refusals_as_messages(request):
            actions.close_meeting(meeting=door.meeting, by=request.acting)
            tell(request, _("The meeting is closed."))
        return door.back()
    return render(request, "confirm.html", _asks_before_closing(door))


def _asks_before_closing(door: Door) -> dict[str, str]:
    return {
        "title": _("Close the meeting"),
        "kicker": str(door.meeting),
        "sentence": _("Everybody is marked as gone, and the meeting counts as held."),
        "submit": _("Close the meeting"),
        "cancel": door.address,
    }


@require_POST
def take_item(request: Request, key: UUID) -> HttpResponse:
    door = door_of(request, key)
    item = chosen(door.meeting.items.on_agenda(), request.POST.get("item", ""))
    with refusals_as_messages(request):
        actions.take_item(meeting=door.meeting, item=item, by=request.acting)
    return door.back()


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
