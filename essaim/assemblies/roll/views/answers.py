"""Answering a convocation: signed in, or by the link of the mail. The same page."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.assemblies.acts import ANSWER
from essaim.assemblies.roll.actions import answers
from essaim.assemblies.roll.forms import AnswerForm, PaperProxyForm
from essaim.assemblies.roll.models import Elector, Proxy
from essaim.assemblies.roll.queries.answers import WORDS, answer_page
from essaim.assemblies.roll.queries.proxies import standing_proxies
from essaim.assemblies.roll.queries.roll import roll_of
from essaim.assemblies.roll.views.entrances import carried
from essaim.assemblies.roll.views.roll import elector_of, seen_meeting
from essaim.kernel.acting import Acting
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_form,
    open_to_visitors,
    refusals_as_messages,
    refusals_on,
    render_form,
    tell,
)
from essaim.kernel.rules import can, require
from essaim.post.links import open_link
from essaim.post.models import Link


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
    form = AnswerForm(request.POST or None, page=page, ticked=ticked)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            answers.answer_convocation(elector=elector, link=link, by=by, **form.cleaned_data)
            tell(request, _("It is noted. You may change it until the meeting opens."))
            return redirect(request.path)
    things = {"page": page, "meeting": page.meeting, "carried": carries}
    return render_form(request, "assemblies/answer_convocation.html", form, **things)


@require_GET
def view_proxies(request: Request, key: UUID) -> HttpResponse:
    """The standing proxies of a meeting, for who runs it."""
    meeting = seen_meeting(request, key)
    require(request.acting, "assemblies.view_proxies", meeting=meeting)
    context = {"meeting": meeting, "proxies": standing_proxies(meeting)}
    return render(request, "assemblies/proxies.html", context)


@require_http_methods(["GET", "POST"])
def give_proxy(request: Request, key: UUID) -> HttpResponse:
    """Notes a proxy that came on paper."""
    meeting = seen_meeting(request, key)
    require(request.acting, "assemblies.view_proxies", meeting=meeting)
    back = reverse("assemblies:proxies", args=[meeting.key])
    done = _("The proxy is noted; both sides are told by mail.")
    page = FormPage(
        _("Note a proxy that came on paper"), back, _("Proxies"), back, _("Note it"), done
    )
    form = PaperProxyForm(request.POST or None, electors=roll_of(meeting))
    return answer_form(request, form, page, answers.give_proxy)


@require_POST
def withdraw_proxy(request: Request, key: UUID) -> HttpResponseRedirect:
    """By who runs the meeting; the giver takes it back by answering otherwise."""
    found = get_object_or_404(Proxy.objects.select_related("giver__meeting"), key=key)
    meeting = seen_meeting(request, found.giver.meeting.key)
    require(request.acting, "assemblies.view_proxies", meeting=meeting)
    with refusals_as_messages(request):
        answers.withdraw_proxy(proxy=found, by=request.acting)
        tell(request, _("The proxy is taken back; both sides are told by mail."))
    return redirect("assemblies:proxies", meeting.key)
