"""The roll of a meeting, and answering for one of its electors: signed in, or by a link."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.assemblies.acts import ANSWER, SIT
from essaim.assemblies.meetings.holders import takes_part
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.meetings.views import visible_meeting
from essaim.assemblies.roll.actions import answers
from essaim.assemblies.roll.actions.convening import refresh_roll as refresh
from essaim.assemblies.roll.forms import AnswerForm, PaperProxyForm
from essaim.assemblies.roll.lists import PROXIES, roll_list
from essaim.assemblies.roll.models import Elector, Proxy
from essaim.assemblies.roll.queries.answers import WORDS, answer_page
from essaim.assemblies.roll.queries.proxies import standing_proxies
from essaim.assemblies.roll.queries.roll import CollegeOnRoll, colleges_on, roll_of
from essaim.assemblies.roll.sign_in import sign_in_sheet
from essaim.assemblies.roll.views.entrances import acting_by, carried, meeting_for
from essaim.kernel.acting import Acting
from essaim.kernel.among_many import NEAR
from essaim.kernel.http import (
    FormPage,
    Request,
    act_on,
    answer_button,
    answer_form,
    open_to_visitors,
    render_form,
    steps_to,
)
from essaim.kernel.listing.http import answer_export, answer_list
from essaim.kernel.namesakes import labels_of
from essaim.kernel.rules import can, require
from essaim.post.links import open_link
from essaim.post.models import Link


def meeting_of_roll(request: Request, key: UUID) -> Meeting:
    """One whose roll this reader may read; for others its page is not there."""
    meeting = visible_meeting(request, key)
    if not can(request.acting, "assemblies.view_roll", meeting=meeting):
        raise Http404
    return meeting


@require_GET
def roll(request: Request, key: UUID, extension: str = "") -> HttpResponseBase:
    """A page of it; or all its lines, filters included, as a table to keep."""
    meeting = meeting_of_roll(request, key)
    colleges, electors = colleges_on(meeting), roll_of(meeting)
    listing = roll_list(colleges, request.acting)
    if extension:
        return answer_export(request, listing, electors, extension)
    context = _around_roll(request, meeting, colleges)
    return answer_list(request, listing, electors, within={"key": key}, **context)


def _around_roll(
    request: Request, meeting: Meeting, colleges: Sequence[CollegeOnRoll]
) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "steps": steps_to(meeting),
        "voters": sum(college.voters for college in colleges),
        "others": sum(college.others for college in colleges),
        "may_run": can(request.acting, "assemblies.refresh_roll", meeting=meeting),
    }


@open_to_visitors("whoever answers by the link of a mail is offered the names that a menu would")
@require_GET
def suggest_electors(request: Request, key: UUID) -> HttpResponse:
    """The first names of the roll that hold what is typed so far, for the list under the field."""
    acting = acting_by(request, SIT, ANSWER)
    meeting = meeting_for(acting, key)
    if not (takes_part(acting, meeting) or can(acting, "assemblies.view_roll", meeting=meeting)):
        raise Http404
    near = roll_of(meeting).matching(request.GET.get("q", ""))[:NEAR]
    return render(request, "search/suggestions.html", {"titles": labels_of(list(near))})


def names_on(meeting: Meeting, carries: str = "") -> str:
    """Where the names of a roll are suggested; `carries` is the end of an address with a link."""
    return reverse("assemblies:suggest_electors", args=[meeting.key]) + carries


@require_GET
def sign_in(request: Request, key: UUID) -> HttpResponse:
    """The roll on paper, to be signed at the door; for who runs the meeting."""
    meeting = meeting_of_roll(request, key)
    require(request.acting, "assemblies.refresh_roll", meeting=meeting)
    pdf = sign_in_sheet(meeting, is_demo=settings.DEMO)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="emargement.pdf"'
    return response


@require_POST
def refresh_roll(request: Request, key: UUID) -> HttpResponseRedirect:
    meeting = meeting_of_roll(request, key)
    done = _("The roll says what the registers say today.")
    back = reverse("assemblies:roll", args=[meeting.key])
    return answer_button(request, refresh, back, meeting=meeting, done=done)


def elector_of(key: UUID) -> Elector:
    return get_object_or_404(
        Elector.objects.select_related("meeting__action", "meeting__body__group", "college"),
        key=key,
    )


@require_http_methods(["GET", "POST"])
def answer_convocation(request: Request, key: UUID) -> HttpResponse:
    """For whoever speaks for the elector, and who runs the meeting; for others it is not there."""
    elector = elector_of(key)
    if not can(request.acting, "assemblies.answer_convocation", elector=elector):
        raise Http404
    if elector.meeting.is_written:
        return redirect("assemblies:sitting", elector.meeting.key)
    return _answer(request, elector, request.acting)


@open_to_visitors("delegates answer from the mail, by a signed link for this one act")
@require_http_methods(["GET", "POST"])
def answer_by_link(request: Request, token: str) -> HttpResponse:
    """Reading writes nothing: scanners of mail open every link before people do."""
    opened = open_link(token, ANSWER)
    elector = get_object_or_404(Elector, key__in=opened.acting.keys_of("elector"))
    return _answer(request, elector, opened.acting, opened.link, carried(jeton=token))


def _answer(
    request: Request, elector: Elector, by: Acting, link: Link | None = None, carries: str = ""
) -> HttpResponse:
    page = answer_page(elector, timezone.now())
    ticked = WORDS.get(request.GET.get("reponse", ""), "")
    names_at = names_on(page.meeting, carries)
    form = AnswerForm(request.POST or None, page=page, ticked=ticked, names_at=names_at)
    answer = act_on(
        request,
        form,
        answers.answer_convocation,
        then=request.path,
        done=_("It is noted. You may change it until the meeting opens."),
        by=by,
        elector=elector,
        link=link,
    )
    shown = {"page": page, "meeting": page.meeting, "carried": carries}
    return answer or render_form(request, "assemblies/answer_convocation.html", form, **shown)


@require_GET
def view_proxies(request: Request, key: UUID) -> HttpResponse:
    """The standing proxies of a meeting, for who runs it."""
    meeting = visible_meeting(request, key)
    require(request.acting, "assemblies.view_proxies", meeting=meeting)
    context = {"meeting": meeting, "steps": steps_to(meeting)}
    return answer_list(request, PROXIES, standing_proxies(meeting), **context)


@require_http_methods(["GET", "POST"])
def give_proxy(request: Request, key: UUID) -> HttpResponse:
    """Notes a proxy that came on paper."""
    meeting = visible_meeting(request, key)
    require(request.acting, "assemblies.view_proxies", meeting=meeting)
    back = reverse("assemblies:proxies", args=[meeting.key])
    done = _("The proxy is noted; both sides are told by mail.")
    page = FormPage(
        _("Note a proxy that came on paper"), back, _("Proxies"), back, _("Note it"), done
    )
    names_at = names_on(meeting)
    form = PaperProxyForm(request.POST or None, electors=roll_of(meeting), names_at=names_at)
    return answer_form(request, form, page, answers.give_proxy)


@require_POST
def withdraw_proxy(request: Request, key: UUID) -> HttpResponseRedirect:
    """By who runs the meeting; the giver takes it back by answering otherwise."""
    proxy = get_object_or_404(Proxy.objects.select_related("giver__meeting"), key=key)
    meeting = visible_meeting(request, proxy.giver.meeting.key)
    require(request.acting, "assemblies.view_proxies", meeting=meeting)
    done = _("The proxy is taken back; both sides are told by mail.")
    back = reverse("assemblies:proxies", args=[meeting.key])
    return answer_button(request, answers.withdraw_proxy, back, proxy=proxy, done=done)
