"""Who is in the room: the list, arrivals, departures."""

from dataclasses import replace
from uuid import UUID

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.assemblies.roll.models import Attendance
from essaim.assemblies.roll.queries.presence import room_of
from essaim.assemblies.roll.views.entrances import OPEN_BECAUSE, Door, door_of
from essaim.assemblies.sitting.actions import attendance as actions
from essaim.assemblies.sitting.forms import (
    ArrivalForm,
    AttendanceForm,
    DepartureForm,
    GuestForm,
    RoomFilters,
)
from essaim.assemblies.sitting.holders import marks
from essaim.assemblies.sitting.queries.page import electors_like, guests_of, room_lines
from essaim.journal.http import edits
from essaim.kernel.http import (
    Request,
    answer_form,
    open_to_visitors,
    refusals_as_messages,
    refusals_on,
    render_form,
    tell,
)
from essaim.kernel.rules import require

A_PAGE = 50


@require_GET
def room(request: Request, key: UUID) -> HttpResponse:
    door = door_of(request, key)
    standing = room_of(door.meeting)
    form = RoomFilters(request.GET, codes=standing.college_names)
    found = electors_like(standing, **form.query())
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": room_lines(list(page), standing),
        "guests": guests_of(door.meeting),
        "meeting": door.meeting,
        "door": replace(door, from_room=True),
        "may_mark": marks(door.acting, door.meeting),
    }
    return render(request, "assemblies/room.html", context)


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def record_arrival(request: Request, key: UUID) -> HttpResponse:
    """A button posts the elector and how; the form of who runs the meeting says a time too."""
    door = door_of(request, key)
    electors = door.meeting.electors.order_by("folded", "pk")
    form = ArrivalForm(request.POST or None, electors=electors, initial=_named(request))
    if form.is_valid() and _arrive(request, door, form):
        return door.back()
    require(door.acting, "assemblies.record_arrival", meeting=door.meeting)
    return _form_page(request, form, door, _("Note an arrival"))


def _named(request: Request) -> dict[str, str]:
    return {"elector": request.GET.get("electeur", "")}


def _arrive(request: Request, door: Door, form: ArrivalForm) -> bool:
    """Whether the form is done with: a button typed nothing, and is told where it stood."""
    has_page = "at" in request.POST
    with refusals_on(form) if has_page else refusals_as_messages(request):
        arrival = actions.record_arrival(meeting=door.meeting, by=door.acting, **form.cleaned_data)
        undo = door.act("undo_arrival", arrival.key)
        tell(request, _("%(name)s is here.") % {"name": arrival.elector}, undo=undo)
    return form.is_valid()


@require_http_methods(["GET", "POST"])
def record_guest(request: Request, key: UUID) -> HttpResponse:
    door = door_of(request, key)
    require(door.acting, "assemblies.record_arrival", meeting=door.meeting)
    form = GuestForm(request.POST or None, by=request.acting, meeting=door.meeting)
    page = door.form_page(_("Note the arrival of somebody who does not vote"))
    return answer_form(request, form, page, actions.record_arrival, meeting=door.meeting)


@open_to_visitors(OPEN_BECAUSE)
@require_http_methods(["GET", "POST"])
def record_departure(request: Request, key: UUID) -> HttpResponse:
    attendance, door = _attendance_of(request, key)
    require(door.acting, "assemblies.record_departure", attendance=attendance)
    form = DepartureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            actions.record_departure(attendance=attendance, by=door.acting, **form.cleaned_data)
            undo = door.act("undo_departure", attendance.key)
            tell(request, _("%(name)s has left.") % {"name": attendance}, undo=undo)
            return door.back()
    return _form_page(request, form, door, _("Note the departure of %s") % attendance)


@require_http_methods(["GET", "POST"])
@edits("address")
def correct_attendance(request: Request, key: UUID) -> HttpResponse:
    attendance, door = _attendance_of(request, key)
    require(door.acting, "assemblies.correct_attendance", attendance=attendance)
    initial = {"arrived_at": attendance.arrived_at, "left_at": attendance.left_at}
    form = AttendanceForm(request.POST or None, initial=initial)
    page = replace(door, from_room=True).form_page(
        _("Put right the times of %s") % attendance,
        lead=_("The history keeps the times that stood before. A closed vote stays as it was."),
    )
    return answer_form(request, form, page, actions.correct_attendance, attendance=attendance)


@open_to_visitors(OPEN_BECAUSE)
@require_POST
def undo_arrival(request: Request, key: UUID) -> HttpResponse:
    attendance, door = _attendance_of(request, key)
    with refusals_as_messages(request):
        actions.undo_arrival(attendance=attendance, by=door.acting)
    return door.back()


@open_to_visitors(OPEN_BECAUSE)
@require_POST
def undo_departure(request: Request, key: UUID) -> HttpResponse:
    attendance, door = _attendance_of(request, key)
    with refusals_as_messages(request):
        actions.undo_departure(attendance=attendance, by=door.acting)
    return door.back()


def _attendance_of(request: Request, key: UUID) -> tuple[Attendance, Door]:
    rows = Attendance.objects.select_related("meeting", "elector", "person")
    attendance = get_object_or_404(rows, key=key)
    return attendance, door_of(request, attendance.meeting.key)


def _form_page(request: Request, form: BaseForm, door: Door, title: str) -> HttpResponse:
    page = door.form_page(title)
    return render_form(request, "form_page.html", form, page=page, submit=_("Note it"))
