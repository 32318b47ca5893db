"""Reading minutes: their page, their files, a year of them, the link of those who attended."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from essaim.assemblies.acts import READ
from essaim.assemblies.bodies.views import body_of
from essaim.assemblies.meetings.models import Meeting
from essaim.assemblies.minutes.models import Minutes
from essaim.assemblies.minutes.queries.document import document_of
from essaim.assemblies.minutes.queries.page import (
    compile_year,
    meetings_with_minutes,
    minutes_for,
    minutes_of_body,
    minutes_page,
    years_of,
)
from essaim.documents.document import Document
from essaim.documents.formats import FORMATS
from essaim.documents.formats import render as rendered
from essaim.documents.formats.html import fragment
from essaim.kernel.acting import Acting
from essaim.kernel.http import Request, open_to_visitors
from essaim.kernel.rules import can
from essaim.post.links import open_link

#: The formats in which minutes leave, the one that most people want first.
NAMES = [("pdf", "PDF"), ("docx", "DOCX"), ("odt", "ODT"), ("html", "HTML"), ("md", "Markdown")]
BY_LINK = "those who attended read by the link of their mail, without an account"


def acting_of(request: Request) -> Acting:
    """Who reads: the holder of the link in the address, else the account."""
    token = request.GET.get("jeton", "")
    return open_link(token, READ).acting if token else request.acting


def meeting_of(acting: Acting, key: UUID) -> Meeting:
    return get_object_or_404(meetings_with_minutes(acting), key=key)


def minutes_of(acting: Acting, key: UUID) -> Minutes:
    """By the key of the meeting; a 404 where there are none for her."""
    found = minutes_for(acting, meeting_of(acting, key))
    if found is None:
        raise Http404
    return found


@open_to_visitors("locked minutes of a meeting that everybody may see; a link of a mail")
@require_GET
def minutes(request: Request, key: UUID) -> HttpResponse:
    """The minutes; or, for who runs the meeting, the button that drafts them."""
    acting = acting_of(request)
    meeting = meeting_of(acting, key)
    found = minutes_for(acting, meeting)
    if found is not None:
        return _page(request, found, acting, request.GET.get("jeton", ""))
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
    found = get_object_or_404(rows, key=opened.link.about_key)
    if not can(opened.acting, "assemblies.view_minutes", minutes=found):
        raise Http404
    return _page(request, found, opened.acting, token)


def _page(request: Request, found: Minutes, acting: Acting, token: str) -> HttpResponse:
    is_public = request.GET.get("lecture") == "publique"
    page = minutes_page(found, acting, public=is_public)
    context: dict[str, Any] = {
        "page": page,
        "minutes": found,
        "meeting": found.meeting,
        "body": fragment(page.document, base_url="", top=1),
        "formats": NAMES,
        "token": token,
        "carried": _carried(token, is_public=is_public),
    }
    return render(request, "assemblies/minutes.html", context)


def _carried(token: str, *, is_public: bool) -> str:
    """What the addresses of this page hand on: the link, and the reading."""
    said = [f"jeton={token}"] if token else []
    said += ["lecture=publique"] if is_public else []
    return f"?{'&'.join(said)}" if said else ""


@open_to_visitors("locked minutes of a meeting that everybody may see; a link of a mail")
@require_GET
def minutes_file(request: Request, key: UUID, fmt: str) -> HttpResponse:
    acting = acting_of(request)
    found = minutes_of(acting, key)
    may_see = can(acting, "assemblies.view_internal_minutes", minutes=found)
    is_internal = may_see and request.GET.get("lecture") != "publique"
    return file_of(document_of(found, is_internal=is_internal), fmt)


def file_of(document: Document, fmt: str) -> HttpResponse:
    """The document as a file to keep."""
    if fmt not in dict(NAMES):
        raise Http404
    data = rendered(document, fmt, base_url=settings.BASE_URL)
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
    return file_of(document, fmt)
