"""Minutes: read by whoever may, drafted, submitted, amended, signed, corrected."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from essaim.assemblies.acts import READ
from essaim.assemblies.bodies.views import body_of
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.minutes.actions import minutes as acts
from essaim.assemblies.minutes.actions import signing
from essaim.assemblies.minutes.forms import (
    AnnexCorrectionForm,
    AnswerAmendmentForm,
    AskAmendmentForm,
    DebateForm,
    OpeningForm,
)
from essaim.assemblies.minutes.models import Amendment, Debate, Minutes
from essaim.assemblies.minutes.queries.document import (
    asks_for,
    compile_year,
    document_of,
    meetings_with_minutes,
    minutes_for,
    minutes_of_body,
    minutes_page,
    years_of,
)
from essaim.assemblies.minutes.queries.facts import year_of
from essaim.assemblies.roll.views.entrances import acting_by, carried, token_of
from essaim.documents.document import Document
from essaim.documents.formats import FORMATS
from essaim.documents.formats import render as rendered
from essaim.documents.formats.html import fragment
from essaim.documents.formats.kept import kept_file
from essaim.journal.http import edits
from essaim.kernel.acting import Acting
from essaim.kernel.http import (
    FormPage,
    Request,
    answer_button,
    answer_form,
    open_to_visitors,
)
from essaim.kernel.rules import can, require
from essaim.post.links import open_link
from essaim.writing.queries import Citable
from essaim.writing.views import Text, answer_text

#: The formats in which minutes leave, the one that most people want first.
NAMES = [("pdf", "PDF"), ("docx", "DOCX"), ("odt", "ODT"), ("html", "HTML"), ("md", "Markdown")]
BY_LINK = "those who attended read by the link of their mail, without an account"


def meeting_of(acting: Acting, key: UUID) -> Meeting:
    return get_object_or_404(meetings_with_minutes(acting), key=key)


def minutes_of(acting: Acting, key: UUID) -> Minutes:
    """By the key of the meeting; a 404 where there are none for them."""
    minutes = minutes_for(acting, meeting_of(acting, key))
    if minutes is None:
        raise Http404
    return minutes


@open_to_visitors("locked minutes of a meeting that everybody may see; a link of a mail")
@require_GET
def minutes(request: Request, key: UUID) -> HttpResponse:
    """The minutes; or, for who runs the meeting, the button that drafts them."""
    acting = acting_by(request, READ)
    meeting = meeting_of(acting, key)
    minutes = minutes_for(acting, meeting)
    if minutes is not None:
        return _page(request, minutes, acting, token_of(request))
    if not can(acting, "assemblies.draft_minutes", meeting=meeting):
        raise Http404
    return render(request, "assemblies/draft_minutes.html", {"meeting": meeting})


@open_to_visitors(BY_LINK)
@cache_control(private=True, no_store=True)
@require_GET
def read_minutes(request: Request, token: str) -> HttpResponse:
    """By the link of one who attended: the same page, and nothing else of the house."""
    opened = open_link(token, READ)
    rows = Minutes.objects.with_meeting()
    minutes = get_object_or_404(rows, key=opened.link.about_key)
    if not can(opened.acting, "assemblies.view_minutes", minutes=minutes):
        raise Http404
    return _page(request, minutes, opened.acting, token)


def _page(request: Request, minutes: Minutes, acting: Acting, token: str) -> HttpResponse:
    is_public = request.GET.get("lecture") == "publique"
    page = minutes_page(minutes, acting, public=is_public)
    context: dict[str, Any] = {
        "page": page,
        "minutes": minutes,
        "meeting": minutes.meeting,
        "body": fragment(page.document, base_url="", top=1),
        "formats": NAMES,
        "token": token,
        "carried": carried(jeton=token, lecture="publique" if is_public else ""),
    }
    return render(request, "assemblies/minutes.html", context)


@open_to_visitors("locked minutes of a meeting that everybody may see; a link of a mail")
@require_GET
def minutes_file(request: Request, key: UUID, fmt: str) -> HttpResponse:
    acting = acting_by(request, READ)
    minutes = minutes_of(acting, key)
    may_see = can(acting, "assemblies.view_internal_minutes", minutes=minutes)
    is_internal = may_see and request.GET.get("lecture") != "publique"
    document = document_of(minutes, is_internal=is_internal)
    return file_of(document, fmt, is_final=minutes.is_locked)


def file_of(document: Document, fmt: str, *, is_final: bool) -> HttpResponse:
    """The document as a file to keep; made once where nobody writes it any more."""
    if fmt not in dict(NAMES):
        raise Http404
    make = partial(rendered, document, fmt, base_url=settings.BASE_URL)
    what = f"{fmt} {settings.BASE_URL}"
    data = kept_file(document.digest(), what, make) if is_final else make()
    name = f"{slugify(document.title) or 'compte-rendu'}{FORMATS[fmt].suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=FORMATS[fmt].media_type, headers=headers)


@open_to_visitors("locked minutes of meetings that everybody may see")
@require_GET
def compiled_minutes(request: Request, key: UUID) -> HttpResponse:
    """All the locked minutes of a body, year by year."""
    body = body_of(request, key)
    years = years_of(minutes_of_body(body, request.acting))
    context = {
        "body": body,
        "years": sorted(years.items(), reverse=True),
        "formats": NAMES,
        "steps": [(body.name, reverse("assemblies:body", args=[body.key]))],
    }
    return render(request, "assemblies/compiled_minutes.html", context)


@open_to_visitors("locked minutes of meetings that everybody may see")
@require_GET
def compiled_file(request: Request, key: UUID, year: int, fmt: str) -> HttpResponse:
    document = compile_year(body_of(request, key), year, request.acting)
    if document is None:
        raise Http404
    return file_of(document, fmt, is_final=True)


@require_POST
def draft_minutes(request: Request, key: UUID) -> HttpResponseRedirect:
    meeting = meeting_of(request.acting, key)
    back = reverse("assemblies:minutes", args=[key])
    return answer_button(request, acts.draft_minutes, back, meeting=meeting)


@require_http_methods(["GET", "POST"])
@edits(Meeting)
def write_opening(request: Request, key: UUID) -> HttpResponse:
    minutes = minutes_of(request.acting, key)
    require(request.acting, "assemblies.write_opening", minutes=minutes)
    form = OpeningForm(request.POST or None, initial={"opening": minutes.opening})
    page = FormPage.about(minutes, _("Opening of the meeting"))
    text = _text(request, minutes, minutes, acts.keep_opening_beside)
    return answer_text(request, form, page, acts.write_opening, text, minutes=minutes)


@require_http_methods(["GET", "POST"])
@edits(Meeting)
def write_debate(request: Request, key: UUID, item: UUID) -> HttpResponse:
    """What was said at one point of the agenda."""
    minutes = minutes_of(request.acting, key)
    require(request.acting, "assemblies.write_debate", minutes=minutes)
    point = get_object_or_404(minutes.meeting.items.on_agenda(), key=item)
    debate = minutes.debates.filter(item=point).first()
    written = {"text": debate.text, "internal": debate.internal} if debate else {}
    form = DebateForm(request.POST or None, initial=written)
    lead = _("What was said; the votes stand by themselves.")
    page = FormPage.about(minutes, point.title, lead=lead)
    text = _text(request, minutes, debate, acts.keep_debate_beside)
    return answer_text(request, form, page, acts.write_debate, text, minutes=minutes, item=point)


def _text(
    request: Request, minutes: Minutes, row: Minutes | Debate | None, keep: Callable[..., Any]
) -> Text:
    """What the minutes may cite, and who reads them."""
    citable = Citable(request.acting, year_of(minutes.meeting))
    return Text(citable, minutes.meeting.action.audience, row, keep)


@require_POST
def submit_minutes(request: Request, key: UUID) -> HttpResponseRedirect:
    minutes = minutes_of(request.acting, key)
    done = _("The minutes are on their way to those who attended.")
    return answer_button(request, acts.submit_minutes, minutes, minutes=minutes, done=done)


@require_POST
def sign_minutes(request: Request, key: UUID) -> HttpResponseRedirect:
    minutes = minutes_of(request.acting, key)
    act = signing.sign_minutes
    return answer_button(request, act, minutes, minutes=minutes, done=_signed)


def _signed(minutes: Minutes) -> str:
    return _("Signed: they are locked.") if minutes.is_locked else _("Signed.")


@open_to_visitors("those who attended ask by the link of their mail, without an account")
@require_http_methods(["GET", "POST"])
def ask_amendment(request: Request, key: UUID) -> HttpResponse:
    acting = acting_by(request, READ)
    minutes = minutes_of(acting, key)
    electors = asks_for(minutes, acting)
    if not electors:
        raise Http404
    form = AskAmendmentForm(request.POST or None, electors=electors)
    token = token_of(request)
    back = reverse("assemblies:read_minutes", args=[token]) if token else minutes.get_absolute_url()
    words = {"submit": _("Send"), "done": _("The secretary will answer on this page.")}
    page = FormPage.about(minutes, _("Ask for a change"), back=back, then=back, **words)
    return answer_form(request, form, page, acts.ask_amendment, by=acting, minutes=minutes)


@require_http_methods(["GET", "POST"])
@edits(Amendment, under="minutes")
def answer_amendment(request: Request, key: UUID) -> HttpResponse:
    rows = Amendment.objects.select_related("minutes__meeting", "elector")
    amendment = get_object_or_404(rows.filter(is_annex=False), key=key)
    written = minutes_of(request.acting, amendment.minutes.meeting.key)
    require(request.acting, "assemblies.answer_amendment", amendment=amendment)
    form = AnswerAmendmentForm(request.POST or None, initial={"answer": amendment.answer})
    page = FormPage.about(written, _("Answer a request for a change"), lead=amendment.text)
    return answer_form(request, form, page, acts.answer_amendment, amendment=amendment)


@require_http_methods(["GET", "POST"])
def annex_correction(request: Request, key: UUID) -> HttpResponse:
    minutes: Minutes = minutes_of(request.acting, key)
    require(request.acting, "assemblies.annex_correction", minutes=minutes)
    form = AnnexCorrectionForm(request.POST or None)
    page = FormPage.about(minutes, _("Annex a correction"), submit=_("Annex"))
    return answer_form(request, form, page, acts.annex_correction, minutes=minutes)
