"""Convening a meeting, the proof that the convocation left, reminders."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.meetings.queries import has_untold_change
from essaim.assemblies.meetings.views import visible_meeting
from essaim.assemblies.roll.actions import convening
from essaim.assemblies.roll.forms import ConveneForm
from essaim.assemblies.roll.queries.cautions import cautions_before, cautions_since
from essaim.assemblies.roll.queries.convocation import (
    announced,
    convened_electors,
    recipients_among,
)
from essaim.assemblies.roll.queries.notice import notice_of, rules_at
from essaim.assemblies.votes.actions.openings import hindered_questions
from essaim.assemblies.votes.queries.quorum import roll_summary
from essaim.kernel.http import Request, act_on, answer_button, render_form, steps_to
from essaim.kernel.rules import require
from essaim.post.queries import proof_of


@require_http_methods(["GET", "POST"])
def convene_meeting(request: Request, key: UUID) -> HttpResponse:
    meeting = visible_meeting(request, key)
    require(request.acting, "assemblies.convene_meeting", meeting=meeting)
    if meeting.is_frozen:
        return redirect("assemblies:convocation", meeting.key)
    form = ConveneForm(request.POST if request.method == "POST" else None)
    then, done = _convocation(meeting), _("The meeting is convened: the mails leave.")
    act = convening.convene_meeting
    answer = act_on(request, form, act, then=then, done=done, meeting=meeting)
    template = "assemblies/convene_meeting.html"
    return answer or render_form(request, template, form, **_before(meeting))


def _convocation(meeting: Meeting) -> str:
    return reverse("assemblies:convocation", args=[meeting.key])


def _before(meeting: Meeting) -> dict[str, Any]:
    """What one looks at before convening: is there time, what is announced."""
    now = timezone.now()
    return {
        "steps": steps_to(meeting),
        "meeting": meeting,
        "notice": notice_of(meeting, now),
        "rules": rules_at(meeting, now),
        "announced": announced(meeting),
        "cautions": cautions_before(meeting, now),
        "hindered": hindered_questions(meeting),
    }


@require_GET
def convocation(request: Request, key: UUID) -> HttpResponse:
    """What left, to whom, with which result; who is to be written to by letter."""
    meeting = visible_meeting(request, key)
    require(request.acting, "assemblies.convene_meeting", meeting=meeting)
    if meeting.is_written:
        return redirect("assemblies:consultation", meeting.key)
    summary = roll_summary(meeting.key)
    electors = list(convened_electors(meeting))
    context = {
        "steps": steps_to(meeting),
        "meeting": meeting,
        "summary": summary,
        "by_letter": recipients_among(meeting, electors).by_letter,
        "written": proof_of(meeting.key),
        "proof_url": reverse("post:proof", args=[meeting.key]),
        "is_untold": has_untold_change(meeting),
        "cautions": cautions_since(meeting, electors),
    }
    return render(request, "assemblies/convocation.html", context)


@require_POST
def send_convocations(request: Request, key: UUID) -> HttpResponseRedirect:
    meeting = visible_meeting(request, key)
    done = _("Whoever had not been written to is written to now.")
    back = _convocation(meeting)
    return answer_button(request, convening.send_convocations, back, meeting=meeting, done=done)


@require_POST
def remind_electors(request: Request, key: UUID) -> HttpResponseRedirect:
    meeting = visible_meeting(request, key)
    done = _("Those who have not answered are reminded, once today.")
    back = _convocation(meeting)
    return answer_button(request, convening.remind_electors, back, meeting=meeting, done=done)


@require_POST
def announce_change(request: Request, key: UUID) -> HttpResponseRedirect:
    meeting = visible_meeting(request, key)
    done = _("Those who are convened are told by mail, once for each change.")
    back = _convocation(meeting)
    return answer_button(request, convening.announce_change, back, meeting=meeting, done=done)
