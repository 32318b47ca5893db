"""Consultations in writing: opened from a body, followed, closed or withdrawn by hand."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.assemblies.actions import consultation_ends as ends
from essaim.assemblies.actions import consultations
from essaim.assemblies.enums import MeetingMode, MeetingState
from essaim.assemblies.forms.consultations import ConsultationForm, WithdrawForm
from essaim.assemblies.models import Meeting
from essaim.assemblies.queries.consultations import consultation_page
from essaim.assemblies.rules.holders import presides
from essaim.assemblies.views.bodies import body_of
from essaim.kernel.http import FormPage, Request, answer_form, refusals_as_messages, tell
from essaim.kernel.rules import can, require


@require_http_methods(["GET", "POST"])
def consult_in_writing(request: Request, key: UUID) -> HttpResponse:
    body = body_of(request, key)
    require(request.acting, "assemblies.consult_in_writing", body=body)
    page = FormPage(
        title=_("Consult in writing"),
        back=body.get_absolute_url(),
        back_label=str(body),
        submit=_("Open the consultation"),
        done=_("The consultation is open, and the mails leave."),
        lead=_("It opens at once: each voice gets a mail with its own address to vote."),
    )
    form = ConsultationForm(request.POST or None, request.FILES or None, acting=request.acting)
    return answer_form(request, form, page, consultations.consult_in_writing, body=body)


def _consultation_of(request: Request, key: UUID) -> Meeting:
    seen = Meeting.objects.visible_to(request.acting).filter(mode=MeetingMode.WRITTEN)
    found: Meeting = get_object_or_404(
        seen.with_body().select_related("chair", "secretary"), key=key
    )
    return found


@require_GET
def consultation(request: Request, key: UUID) -> HttpResponse:
    """Who has answered and who is awaited: read by whoever may read the roll."""
    meeting = _consultation_of(request, key)
    require(request.acting, "assemblies.view_roll", meeting=meeting)
    convenes = can(request.acting, "assemblies.remind_voters", meeting=meeting)
    context = {
        "page": consultation_page(meeting),
        "meeting": meeting,
        "may_remind": convenes,
        "presides": presides(request.acting, meeting),
        "proof_url": reverse("post:proof", args=[meeting.key]) if convenes else "",
    }
    return render(request, "assemblies/consultation.html", context)


@require_POST
def remind_voters(request: Request, key: UUID) -> HttpResponse:
    meeting = _consultation_of(request, key)
    with refusals_as_messages(request):
        consultations.remind_voters(meeting=meeting, by=request.acting)
        tell(request, _("Those who have not voted are reminded, once today."))
    return redirect("assemblies:consultation", meeting.key)


@require_http_methods(["GET", "POST"])
def close_consultation(request: Request, key: UUID) -> HttpResponse:
    """Asks first, with where the vote stands: those who have not answered cannot any more."""
    meeting = _consultation_of(request, key)
    require(request.acting, "assemblies.close_consultation", meeting=meeting)
    if request.method == "POST":
        with refusals_as_messages(request):
            consultations.close_consultation(meeting=meeting, by=request.acting)
            tell(request, _("The consultation is closed."))
        return redirect("assemblies:consultation", meeting.key)
    if meeting.state != MeetingState.OPEN:
        return redirect("assemblies:consultation", meeting.key)
    return render(request, "confirm.html", _asks_before_closing(meeting))


def _asks_before_closing(meeting: Meeting) -> dict[str, object]:
    return {
        "title": _("Close the consultation"),
        "kicker": str(meeting),
        "sentence": _("Those who have not voted cannot any more, and the result stands."),
        "consequences": consultation_page(meeting).standing,
        "submit": _("Close the consultation"),
        "cancel": reverse("assemblies:consultation", args=[meeting.key]),
    }


@require_http_methods(["GET", "POST"])
def withdraw_consultation(request: Request, key: UUID) -> HttpResponse:
    meeting = _consultation_of(request, key)
    require(request.acting, "assemblies.withdraw_consultation", meeting=meeting)
    lead = _(
        "Nothing is decided nor counted. Those who were asked are told by mail, with the reason."
    )
    page = FormPage.about(meeting, _("Withdraw the consultation"), submit=_("Withdraw"), lead=lead)
    form = WithdrawForm(request.POST or None)
    return answer_form(request, form, page, consultations.withdraw_consultation, meeting=meeting)
