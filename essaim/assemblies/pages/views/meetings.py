"""The home of the room, the page of a body, and meetings: planned, moved, cancelled."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from essaim.assemblies.asking.queries.date_polls import polls_of_use
from essaim.assemblies.bodies.models import Body
from essaim.assemblies.bodies.views import STEP, body_of
from essaim.assemblies.meetings.actions import meetings as acts
from essaim.assemblies.meetings.forms.meetings import (
    CancelForm,
    EditMeetingForm,
    MeetingForm,
    SecondCallForm,
    SeriesForm,
    WhenForm,
)
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.meetings.queries import has_untold_change
from essaim.assemblies.meetings.views import visible_meeting
from essaim.assemblies.minutes.queries.document import minutes_for
from essaim.assemblies.pages.queries.meetings import (
    body_page,
    list_bodies,
    meeting_page,
    meetings_to_come,
)
from essaim.assemblies.roll.actions import changes
from essaim.assemblies.votes.actions.second_calls import second_call as call_again
from essaim.assemblies.votes.queries.quorum import roll_summary
from essaim.assemblies.votes.queries.second_calls import may_be_called_again, second_call_of
from essaim.journal.http import edits
from essaim.kernel.acting import Acting
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_form,
    open_to_visitors,
    refusals_on,
    render_form,
    steps_to,
    tell,
)
from essaim.kernel.rules import can, require


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
    body = body_of(request, key)
    context = {
        "steps": steps_to(STEP),
        "page": body_page(body, request.acting, timezone.now()),
        "may_keep": can(request.acting, "assemblies.edit_body", body=body),
        "may_plan": can(request.acting, "assemblies.plan_meeting", body=body),
    }
    return render(request, "assemblies/body.html", context)


@open_to_visitors("a public meeting says to everybody when it is and what it is about")
@require_GET
def meeting(request: Request, key: UUID) -> HttpResponse:
    meeting = visible_meeting(request, key)
    context = {
        "steps": steps_to(STEP, meeting.body),
        "page": meeting_page(meeting, request.acting),
        "meeting": meeting,
        "summary": roll_summary(meeting.key) if _shows_answers(request, meeting) else None,
        "may": _may(request, meeting),
    }
    return render(request, "assemblies/meeting.html", context)


def _shows_answers(request: Request, meeting: Meeting) -> bool:
    """Who reads the roll reads how many are coming, until it is over."""
    reads = can(request.acting, "assemblies.view_roll", meeting=meeting)
    return reads and meeting.is_frozen and not meeting.is_over


def _opens_minutes(by: Acting, meeting: Meeting) -> bool:
    """Whether their page is there: they may be read, or drafted."""
    drafts = can(by, "assemblies.draft_minutes", meeting=meeting)
    return drafts or minutes_for(by, meeting) is not None


def _may(request: Request, meeting: Meeting) -> dict[str, bool]:
    """What this reader may do now, by the name of the act."""
    by, state = request.acting, meeting.state
    runs = can(by, "assemblies.edit_meeting", meeting=meeting)
    if meeting.is_written:
        reads = can(by, "assemblies.view_roll", meeting=meeting)
        return {"edit_consultation": runs and not meeting.is_over, "read_answers": reads}
    convenes = can(by, "assemblies.move_meeting", meeting=meeting)
    ahead = state in changes.AHEAD
    return {
        "edit": runs and not meeting.is_over,
        "convene": convenes and state == "planned",
        "read_convocation": convenes and meeting.convened_at is not None,
        "open": runs and state == "convened",
        "open_now": timezone.localdate() >= meeting.local_start.date(),
        "announce": convenes and has_untold_change(meeting),
        "follow": not by.is_visitor and state in {"convened", "open"},
        "move": convenes and ahead,
        "call_again": convenes and state in {"open", "closed"} and may_be_called_again(meeting),
        "propose": not runs and ahead and can(by, "assemblies.propose_item", meeting=meeting),
        "read_minutes": state in {"open", "closed"} and _opens_minutes(by, meeting),
        "join": can(by, "assemblies.view_video_room", meeting=meeting),
    }


@require_http_methods(["GET", "POST"])
def plan_meeting(request: Request, key: UUID) -> HttpResponse:
    body = body_of(request, key)
    require(request.acting, "assemblies.plan_meeting", body=body)
    words = {"submit": _("Plan it"), "done": _("Planned.")}
    page = FormPage.under(body, _("Plan a meeting"), **words)
    form = MeetingForm(request.POST or None, acting=request.acting, body=body)
    return answer_form(request, form, page, acts.plan_meeting, body=body)


@require_http_methods(["GET", "POST"])
def plan_series(request: Request, key: UUID) -> HttpResponse:
    """The rhythm, then the days that it makes, each with a box; planned together or not at all."""
    body = body_of(request, key)
    require(request.acting, "assemblies.plan_series", body=body)
    form = SeriesForm(request.POST or None, acting=request.acting, body=body)
    days: list[date] = []
    if form.is_valid():
        with refusals_on(form):
            days = form.days()
            if "plan" in request.POST:
                return _planned(request, body, form, days)
    context = {"steps": steps_to(STEP, body), "days": form.offered(days) if days else []}
    return render_form(request, "assemblies/plan_series.html", form, body=body, **context)


def _planned(request: Request, body: Body, form: SeriesForm, days: list[date]) -> HttpResponse:
    chosen = form.chosen(days)
    acts.plan_series(body=body, by=request.acting, **form.planned(chosen))
    sentence = ngettext(
        "%(count)s meeting is planned.", "%(count)s meetings are planned.", len(chosen)
    )
    tell(request, sentence % {"count": len(chosen)})
    return redirect(body)


@require_http_methods(["GET", "POST"])
@edits(Meeting)
def edit_meeting(request: Request, key: UUID) -> HttpResponse:
    meeting = visible_meeting(request, key)
    require(request.acting, "assemblies.edit_meeting", meeting=meeting)
    form = EditMeetingForm(
        request.POST or None, acting=request.acting, body=meeting.body, meeting=meeting
    )
    page = FormPage.about(meeting, _("Edit the meeting"))
    return answer_form(request, form, page, changes.edit_meeting, meeting=meeting)


@require_http_methods(["GET", "POST"])
@edits(Meeting)
def move_meeting(request: Request, key: UUID) -> HttpResponse:
    meeting = visible_meeting(request, key)
    require(request.acting, "assemblies.move_meeting", meeting=meeting)
    lead = _("Those who were convened are told of it by mail.") if meeting.convened_at else ""
    page = FormPage.about(meeting, _("Another time"), submit=_("Move it"), lead=lead)
    first = WhenForm.initial_of(meeting.starts_at, meeting.ends_at)
    form = WhenForm(request.POST or None, initial=first)
    return answer_form(request, form, page, changes.move_meeting, meeting=meeting)


@require_http_methods(["GET", "POST"])
def cancel_meeting(request: Request, key: UUID) -> HttpResponse:
    meeting = visible_meeting(request, key)
    require(request.acting, "assemblies.cancel_meeting", meeting=meeting)
    lead = _("It stays in the calendars, crossed out.")
    page = FormPage.about(meeting, _("Cancel the meeting"), submit=_("Cancel it"), lead=lead)
    form = CancelForm(request.POST or None)
    return answer_form(request, form, page, changes.cancel_meeting, meeting=meeting)


@require_http_methods(["GET", "POST"])
def second_call(request: Request, key: UUID) -> HttpResponse:
    meeting = visible_meeting(request, key)
    require(request.acting, "assemblies.second_call", meeting=meeting)
    hours = WhenForm.initial_of(meeting.starts_at, meeting.ends_at)
    day = max(second_call_of(meeting).not_before, timezone.localdate())
    form = SecondCallForm(request.POST or None, initial={**hours, "day": day})
    lead = _("On the same agenda, and no quorum is needed any more.")
    page = FormPage.under(meeting, _("Second call"), submit=_("Plan it"), lead=lead)
    return answer_form(request, form, page, call_again, meeting=meeting)
