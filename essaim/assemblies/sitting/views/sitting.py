"""The meeting under way: its page, its live part, who is there, its agenda, speakers, end."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.assemblies.acts import SIT
from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.holders import presides
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.minutes.queries.document import minutes_for
from essaim.assemblies.roll.models import Attendance
from essaim.assemblies.roll.queries.presence import room_of
from essaim.assemblies.roll.views.entrances import (
    OPEN_BECAUSE,
    Entrance,
    any_entrance_of,
    carried,
    chosen,
    entrance_of,
    meeting_of_link,
    question_address,
    sitting_address,
)
from essaim.assemblies.roll.views.live import LiveSeal, refuse_hidden
from essaim.assemblies.roll.views.roll import names_on
from essaim.assemblies.sitting.actions import attendance as arrivals
from essaim.assemblies.sitting.actions import sitting as actions
from essaim.assemblies.sitting.forms import (
    ArrivalForm,
    AttendanceForm,
    DepartureForm,
    GuestForm,
    OpenMeetingForm,
)
from essaim.assemblies.sitting.lists import room_list
from essaim.assemblies.sitting.models import Turn
from essaim.assemblies.sitting.queries.live import now_of
from essaim.assemblies.sitting.queries.page import (
    SittingPage,
    electors_like,
    guests_of,
    receives,
    sitting_page,
    votes_now,
)
from essaim.assemblies.sitting.rules import RECEIVES
from essaim.journal.http import edits
from essaim.kernel.http import (
    Request,
    act_on,
    answer_confirm,
    answer_form,
    open_to_visitors,
    render_form,
    steps_to,
)
from essaim.kernel.listing.http import answer_list
from essaim.kernel.rules import can, require
from essaim.post.links import open_link

#: Which meeting, in which language, as of what.
SEAL = LiveSeal("sitting_now")


@require_GET
def sitting(request: Request, key: UUID) -> HttpResponse:
    return _show(request, any_entrance_of(request, key))


@open_to_visitors(OPEN_BECAUSE)
@require_GET
def sitting_by_link(request: Request, token: str) -> HttpResponse:
    acting = open_link(token, SIT).acting
    return _show(request, Entrance(meeting_of_link(acting), acting, token))


def _show(request: Request, entrance: Entrance) -> HttpResponse:
    meeting = entrance.meeting
    if meeting.is_written:
        return redirect(question_address(meeting, entrance.token) or meeting)
    if meeting.state in {MeetingState.PLANNED, MeetingState.CANCELLED}:
        return redirect(meeting)
    page = sitting_page(meeting, entrance.acting, timezone.now())
    context = {
        "page": page,
        "meeting": meeting,
        "now": page.now,
        "votes": votes_now(page, entrance.acting),
        "entrance": entrance,
        "presides": presides(entrance.acting, meeting),
        "receives": receives(meeting, timezone.now()),
        "joins": can(entrance.acting, "assemblies.view_video_room", meeting=meeting),
        "is_open": page.now.is_open,
        "steps": [(_("The meeting"), meeting.get_absolute_url())],
        "minutes": minutes_for(entrance.acting, meeting) if meeting.is_over else None,
        "live_url": live_address(page),
    }
    return render(request, "assemblies/sitting.html", context)


def live_address(page: SittingPage) -> str:
    """Which meeting, in which language, and as of what: so the live part tells when it moved on."""
    meeting = page.meeting
    return SEAL.address_of(meeting, str(meeting.key), get_language() or "fr", page.now.mark)


@open_to_visitors("the address is sealed for those who see the meeting, and is over after a day")
@require_GET
def sitting_now(request: Request, seal: str) -> HttpResponse:
    """The live part alone. It is the same for everybody, so nobody's session or rights are read."""
    audience, key, language, mark = SEAL.opened(seal, 3)
    try:
        now = now_of(UUID(key), language)
    except Meeting.DoesNotExist as error:
        raise Http404 from error
    refuse_hidden(now.meeting, audience)
    context = {
        "now": now,
        "meeting": now.meeting,
        "live_url": request.path,
        "is_old": now.mark != mark,
    }
    with override(language):
        return HttpResponse(render_to_string("assemblies/parts/now.html", context))


@require_http_methods(["GET", "POST"])
def open_meeting(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_of(request, key)
    require(entrance.acting, "assemblies.open_meeting", meeting=entrance.meeting)
    form = OpenMeetingForm(request.POST or None, by=request.acting, meeting=entrance.meeting)
    page = entrance.form_page(
        _("Open the meeting"),
        lead=_("From now on the right to vote stands as it is."),
        submit=_("Open the meeting"),
        done=_("The meeting is open."),
    )
    return answer_form(request, form, page, actions.open_meeting, meeting=entrance.meeting)


@require_http_methods(["GET", "POST"])
def close_meeting(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_of(request, key)
    require(entrance.acting, "assemblies.close_meeting", meeting=entrance.meeting)
    lead = _("Everybody is marked as gone, and the meeting counts as held.")
    words = {"lead": lead, "done": _("The meeting is closed.")}
    page = entrance.form_page(_("Close the meeting"), **words)
    act, by = actions.close_meeting, entrance.acting
    return answer_confirm(request, page, act, by=by, meeting=entrance.meeting)


@require_POST
def take_item(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_of(request, key)
    item = chosen(entrance.meeting.items.on_agenda(), request.POST.get("item", ""))
    return entrance.press(request, actions.take_item, meeting=entrance.meeting, item=item)


@open_to_visitors(OPEN_BECAUSE)
@require_POST
def ask_to_speak(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_of(request, key)
    elector = chosen(entrance.meeting.electors.all(), request.POST.get("elector", ""))
    return entrance.press(request, actions.ask_to_speak, elector=elector)


@open_to_visitors(OPEN_BECAUSE)
@require_POST
def withdraw_turn(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_of(request, key)
    turn = chosen(entrance.meeting.turns.all(), request.POST.get("tour", ""))
    return entrance.press(request, actions.withdraw_turn, turn=turn)


@require_POST
def begin_turn(request: Request, key: UUID) -> HttpResponse:
    """Of the one who is named, else of whoever has waited longest by now."""
    entrance = entrance_of(request, key)
    return _turn_to(request, entrance, actions.begin_turn, entrance.meeting.turns.waiting())


@open_to_visitors(OPEN_BECAUSE)
@require_POST
def end_turn(request: Request, key: UUID) -> HttpResponse:
    """Of the one who is named, else of whoever has the floor by now."""
    entrance = entrance_of(request, key)
    return _turn_to(request, entrance, actions.end_turn, entrance.meeting.turns.under_way())


def _turn_to(
    request: Request, entrance: Entrance, act: Callable[..., Turn], turns: QuerySet[Turn]
) -> HttpResponse:
    named = request.POST.get("tour", "")
    turn = chosen(entrance.meeting.turns.all(), named) if named else turns.first()
    if turn is None:
        messages.error(request, _("Nobody is on the list."))
        return redirect(entrance.address)
    return entrance.press(request, act, turn=turn)


@require_GET
def room(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_of(request, key)
    meeting, standing = entrance.meeting, room_of(entrance.meeting)
    may_mark = meeting.state in RECEIVES and presides(entrance.acting, meeting)
    context = {
        "steps": steps_to(meeting, (_("The meeting under way"), sitting_address(meeting))),
        "guests": guests_of(meeting),
        "meeting": meeting,
        "entrance": replace(entrance, place="salle"),
        "may_mark": may_mark,
    }
    listing = room_list(standing, may_mark=may_mark)
    return answer_list(request, listing, partial(electors_like, standing), **context)


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def record_arrival(request: Request, key: UUID) -> HttpResponse:
    """A button posts the elector and how; the form of who runs the meeting says a time too."""
    entrance = entrance_of(request, key)
    form = arrival_form(request, entrance)
    if (
        request.method == "POST"
        and form.is_valid()
        and (arrived := _arrive(request, entrance, form))
    ):
        return arrived
    require(entrance.acting, "assemblies.record_arrival", meeting=entrance.meeting)
    page = entrance.form_page(_("Note an arrival"))
    return render_form(request, "form_page.html", form, page=page, submit=_("Note it"))


def _arrive(request: Request, entrance: Entrance, form: ArrivalForm) -> HttpResponse | None:
    """A button typed nothing, and is told where it stood; None where the form is refused."""
    act, by, meeting = arrivals.record_arrival, entrance.acting, entrance.meeting
    words = {"done": _is_here, "undo": entrance.undoes("undo_arrival")}
    if "at" not in request.POST:
        return entrance.press(request, act, form=form, meeting=meeting, **words)
    return act_on(request, form, act, then=entrance.address, by=by, meeting=meeting, **words)


def arrival_form(request: Request, entrance: Entrance) -> ArrivalForm:
    return ArrivalForm(
        request.POST or None,
        electors=entrance.meeting.electors.select_related("college").order_by("folded", "pk"),
        names_at=names_on(entrance.meeting, carried(jeton=entrance.token)),
        initial={"elector": request.GET.get("electeur", "")},
    )


def _is_here(arrival: Attendance) -> str:
    return _("%(name)s is here.") % {"name": arrival}


@require_http_methods(["GET", "POST"])
def record_guest(request: Request, key: UUID) -> HttpResponse:
    entrance = entrance_of(request, key)
    require(entrance.acting, "assemblies.record_arrival", meeting=entrance.meeting)
    form = GuestForm(request.POST or None, by=request.acting, meeting=entrance.meeting)
    page = entrance.form_page(_("Note the arrival of somebody who does not vote"))
    return answer_form(request, form, page, arrivals.record_arrival, meeting=entrance.meeting)


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def record_departure(request: Request, key: UUID) -> HttpResponse:
    attendance, entrance = _attendance_of(request, key)
    require(entrance.acting, "assemblies.record_departure", attendance=attendance)
    form = DepartureForm(request.POST if request.method == "POST" else None)
    title, done = _("Note the departure of %s") % attendance, _("%(name)s has left.")
    undo, words = entrance.undoes("undo_departure"), {"name": attendance}
    page = entrance.form_page(title, submit=_("Note it"), done=done % words, undo=undo)
    act = arrivals.record_departure
    return answer_form(request, form, page, act, by=entrance.acting, attendance=attendance)


@require_http_methods(["GET", "POST"])
@edits("address")
def correct_attendance(request: Request, key: UUID) -> HttpResponse:
    attendance, entrance = _attendance_of(request, key)
    require(entrance.acting, "assemblies.correct_attendance", attendance=attendance)
    initial = {"arrived_at": attendance.arrived_at, "left_at": attendance.left_at}
    form = AttendanceForm(request.POST or None, initial=initial)
    page = replace(entrance, place="salle").form_page(
        _("Put right the times of %s") % attendance,
        lead=_("The history keeps the times that stood before. A closed vote stays as it was."),
    )
    return answer_form(request, form, page, arrivals.correct_attendance, attendance=attendance)


@open_to_visitors(OPEN_BECAUSE)
@require_POST
def undo_arrival(request: Request, key: UUID) -> HttpResponse:
    attendance, entrance = _attendance_of(request, key)
    return entrance.press(request, arrivals.undo_arrival, attendance=attendance)


@open_to_visitors(OPEN_BECAUSE)
@require_POST
def undo_departure(request: Request, key: UUID) -> HttpResponse:
    attendance, entrance = _attendance_of(request, key)
    return entrance.press(request, arrivals.undo_departure, attendance=attendance)


def _attendance_of(request: Request, key: UUID) -> tuple[Attendance, Entrance]:
    rows = Attendance.objects.select_related("meeting", "elector", "person")
    attendance = get_object_or_404(rows, key=key)
    return attendance, entrance_of(request, attendance.meeting.key)
