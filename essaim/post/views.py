"""The mails of the house, and the proof that they left."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.kernel.http import FormPage, Request, answer_button, answer_form
from essaim.kernel.listing.http import answer_list, answer_table
from essaim.kernel.rules import require
from essaim.post import actions
from essaim.post.departures import left_unknown, lost_services
from essaim.post.forms import ResendMessageForm
from essaim.post.lists import MESSAGES
from essaim.post.models import Message
from essaim.post.queries import (
    addresses_of_holder,
    called_for,
    count_failed,
    list_messages,
    mails_held,
    message_page,
    proof_header,
    proof_of,
)


def _message_of(request: Request, key: UUID) -> Message:
    require(request.acting, "post.view_messages")
    return get_object_or_404(Message, key=key)


@require_GET
def messages(request: Request) -> HttpResponse:
    require(request.acting, "post.view_messages")
    context = {
        "failed": count_failed(),
        "shows_failed": request.GET.get("etat") == "failed",
        "hold": mails_held(),
        "left": left_unknown(),
        "lost": lost_services(),
    }
    shown = replace(MESSAGES, lines=partial(called_for, request.acting))
    return answer_list(request, shown, list_messages, **context)


@require_GET
def message(request: Request, key: UUID) -> HttpResponse:
    page = message_page(_message_of(request, key), request.acting)
    return render(request, "post/message.html", {"page": page, "message": page.message})


@require_POST
def withdraw_message(request: Request, key: UUID) -> HttpResponseRedirect:
    message = _message_of(request, key)
    done = _("The mail is held back: it will not leave.")
    return answer_button(request, actions.withdraw_message, message, done=done, message=message)


@require_POST
def release_mails(request: Request) -> HttpResponseRedirect:
    done = _("The mails that waited leave now.")
    return answer_button(request, actions.release_mails, "post:messages", done=done)


@require_http_methods(["GET", "POST"])
def resend_message(request: Request, key: UUID) -> HttpResponse:
    message = _message_of(request, key)
    require(request.acting, "post.resend_message")
    theirs = addresses_of_holder(message)
    initial = {"recipient": message.recipient}
    form = ResendMessageForm(request.POST or None, initial=initial, theirs=theirs)
    title, done = _("Send it again"), _("The mail leaves again.")
    words = {"submit": title, "done": done, "lead": message.error, "back_label": _("Mail")}
    page = FormPage.about(message, title, **words)
    return answer_form(request, form, page, actions.resend_message, message=message)


@require_GET
def proof(request: Request, about_key: UUID) -> HttpResponseBase:
    """What was written about one thing, as a table to keep with its papers."""
    require(request.acting, "post.view_proof")
    lines = proof_of(about_key, request.GET.get("motif", ""))
    cells = (line.cells() for line in lines)
    return answer_table("csv", name="preuve", header=proof_header(), rows=cells)
