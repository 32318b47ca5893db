"""Polls of dates and consultations in writing: opened from a body, answered, followed, ended."""

from operator import attrgetter
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.assemblies.acts import DATES
from essaim.assemblies.asking.actions import consultations, date_polls
from essaim.assemblies.asking.forms import (
    AddDatesForm,
    AnswerDatesForm,
    ConsultationForm,
    ProposeDatesForm,
    WithdrawForm,
)
from essaim.assemblies.asking.models import DateOption, DatePoll, DateVoter
from essaim.assemblies.asking.queries.consultations import consultation_page
from essaim.assemblies.asking.queries.date_polls import DatesPage, dates_page, refuse_if_over
from essaim.assemblies.bodies.views import STEP, body_of
from essaim.assemblies.meetings.enums import MeetingState
from essaim.assemblies.meetings.holders import presides
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.meetings.views import visible_meeting
from essaim.kernel.acting import Acting
from essaim.kernel.http import (
    FormPage,
    Request,
    act_on,
    answer_button,
    answer_confirm,
    answer_form,
    find,
    open_to_visitors,
    render_form,
    steps_to,
)
from essaim.kernel.rules import can, require
from essaim.post.links import open_link
from essaim.post.models import Link


@require_http_methods(["GET", "POST"])
def propose_dates(request: Request, key: UUID) -> HttpResponse:
    body = body_of(request, key)
    require(request.acting, "assemblies.propose_dates", body=body)
    page = FormPage.under(
        body,
        _("Propose dates"),
        submit=_("Ask which days suit"),
        done=_("The dates are proposed, and the mails leave."),
        lead=_("Each voice gets a mail and answers from it; you then choose the day that suits."),
    )
    form = ProposeDatesForm(request.POST or None)
    return answer_form(request, form, page, date_polls.propose_dates, body=body)


@require_http_methods(["GET", "POST"])
def add_dates(request: Request, key: UUID) -> HttpResponse:
    poll = _poll_of(request, key)
    require(request.acting, "assemblies.add_dates", poll=poll)
    lead = _("What was answered stands; all are told by a mail and answer for the new days.")
    words = {"submit": _("Propose them"), "done": _("The days are added, and the mails leave.")}
    page = FormPage.about(poll, _("Propose more days"), lead=lead, **words)
    form = AddDatesForm(request.POST or None, known=poll.options.count())
    return answer_form(request, form, page, date_polls.add_dates, poll=poll)


def _poll_of(request: Request, key: UUID) -> DatePoll:
    """One that this reader sees; for others its page is not there."""
    return find(request, DatePoll, key, "body__group", "meeting__action", "proposed_by")


@require_GET
def date_poll(request: Request, key: UUID) -> HttpResponse:
    return _reply(request, dates_page(_poll_of(request, key), request.acting), request.acting)


@require_http_methods(["GET", "POST"])
def answer_dates(request: Request, key: UUID) -> HttpResponse:
    """For whoever speaks for the voice, and who convenes; for others it is not there."""
    voter = get_object_or_404(DateVoter.objects.with_poll(), key=key)
    if not can(request.acting, "assemblies.answer_dates", voter=voter):
        raise Http404
    return _reply(request, dates_page(voter.poll, request.acting, voter), request.acting)


@open_to_visitors("delegates answer from the mail, by a signed link for this one act")
@require_http_methods(["GET", "POST"])
def dates_by_link(request: Request, token: str) -> HttpResponse:
    """Reading writes nothing: scanners of mail open every link before people do."""
    opened = open_link(token, DATES)
    theirs = DateVoter.objects.spoken_for_by(opened.acting).with_poll()
    voter = get_object_or_404(theirs, poll__key=opened.link.about_key)
    refuse_if_over(voter.poll)
    page = dates_page(voter.poll, opened.acting, voter)
    return _reply(request, page, opened.acting, opened.link)


def _reply(request: Request, page: DatesPage, by: Acting, link: Link | None = None) -> HttpResponse:
    if request.method == "POST":
        refuse_if_over(page.poll)
    form = AnswerDatesForm(request.POST or None, page=page)
    if page.voter is not None:
        done = _("It is noted. You may change it until the answers close.")
        words = {"then": request.path, "done": done}
        things = {"voter": page.voter, "link": link}
        if answer := act_on(request, form, date_polls.answer_dates, by=by, **words, **things):
            return answer
    may_plan = link is None and can(by, "assemblies.plan_meeting", body=page.poll.body)
    steps = steps_to(STEP, page.poll.body)
    context = {"page": page, "poll": page.poll, "may_plan": may_plan, "by_link": link}
    return render_form(request, "assemblies/date_poll.html", form, steps=steps, **context)


@require_POST
def settle_dates(request: Request, key: UUID) -> HttpResponseRedirect:
    option = get_object_or_404(DateOption.objects.select_related("poll"), key=key)
    poll = _poll_of(request, option.poll.key)
    done = _("The meeting is planned, and those who were asked are told the day.")
    act, meeting = date_polls.settle_dates, attrgetter("meeting")
    return answer_button(request, act, poll, option=option, then=meeting, done=done)


@require_POST
def remind_dates(request: Request, key: UUID) -> HttpResponseRedirect:
    poll = _poll_of(request, key)
    done = _("Those who have not answered are reminded, once today.")
    return answer_button(request, date_polls.remind_dates, poll, poll=poll, done=done)


@require_POST
def withdraw_dates(request: Request, key: UUID) -> HttpResponseRedirect:
    poll = _poll_of(request, key)
    done, undo = _("These dates are withdrawn."), reverse("assemblies:reopen_dates", args=[key])
    return answer_button(request, date_polls.withdraw_dates, poll, poll=poll, done=done, undo=undo)


@require_POST
def reopen_dates(request: Request, key: UUID) -> HttpResponseRedirect:
    poll = _poll_of(request, key)
    done = _("These dates are proposed again.")
    return answer_button(request, date_polls.reopen_dates, poll, poll=poll, done=done)


@require_http_methods(["GET", "POST"])
def consult_in_writing(request: Request, key: UUID) -> HttpResponse:
    body = body_of(request, key)
    require(request.acting, "assemblies.consult_in_writing", body=body)
    page = FormPage.under(
        body,
        _("Consult in writing"),
        submit=_("Open the consultation"),
        done=_("The consultation is open, and the mails leave."),
        lead=_("It opens at once: each voice gets a mail with its own address to vote."),
    )
    form = ConsultationForm(request.POST or None, request.FILES or None, acting=request.acting)
    return answer_form(request, form, page, consultations.consult_in_writing, body=body)


def _consultation_of(request: Request, key: UUID) -> Meeting:
    meeting = visible_meeting(request, key)
    if not meeting.is_written:
        raise Http404
    return meeting


@require_GET
def consultation(request: Request, key: UUID) -> HttpResponse:
    """Who has answered and who is awaited: read by whoever may read the roll."""
    meeting = _consultation_of(request, key)
    require(request.acting, "assemblies.view_roll", meeting=meeting)
    convenes = can(request.acting, "assemblies.remind_voters", meeting=meeting)
    context = {
        "steps": steps_to(meeting.body, meeting),
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
    done = _("Those who have not voted are reminded, once today.")
    back = reverse("assemblies:consultation", args=[meeting.key])
    return answer_button(request, consultations.remind_voters, back, meeting=meeting, done=done)


@require_http_methods(["GET", "POST"])
def close_consultation(request: Request, key: UUID) -> HttpResponse:
    """Asks first, with where the vote stands: those who have not answered cannot any more."""
    meeting = _consultation_of(request, key)

    def standing() -> list[str]:
        return consultation_page(meeting).standing

    require(request.acting, "assemblies.close_consultation", meeting=meeting)
    back = reverse("assemblies:consultation", args=[meeting.key])
    if request.method == "GET" and meeting.state != MeetingState.OPEN:
        return redirect(back)
    lead = _("Those who have not voted cannot any more, and the result stands.")
    words = {"lead": lead, "done": _("The consultation is closed.")}
    page = FormPage(_("Close the consultation"), back, str(meeting), **words)
    act = consultations.close_consultation
    return answer_confirm(request, page, act, consequences=standing, meeting=meeting)


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
