"""The front door, and the pages that say no."""

import logging
import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

from essaim.kernel.http import (
    COME_BACK,
    Request,
    busy_page,
    not_found_sentence,
    open_to_visitors,
)
from essaim.kernel.kept import is_from_here, keep, key_in, page_of
from essaim.kernel.locks import is_busy
from essaim.kernel.manifest import links_on, offered
from essaim.kernel.offering.panels import Place, panels_for
from essaim.portal.views.first_steps import lead

log = logging.getLogger(__name__)


@open_to_visitors("the front door of the network")
@require_GET
def home(request: Request) -> HttpResponse:
    by = request.acting
    panels = panels_for(offered("panels"), by, timezone.localdate())
    leads = any(part.shows.get("leads") for part in panels[Place.WIDE])
    context = {"panels": panels, "leads": leads, "links": links_on("portal:home", by)}
    page = render(request, "portal/home.html", context)
    return lead(page) if leads else page


@csrf_exempt
@open_to_visitors("whoever passes reads in the language of their choice")
@require_POST
def choose_language(request: Request) -> HttpResponse:
    """Stands on every page, so without a token, which would be a cookie on every page.

    The browser says where the form stood (`Sec-Fetch-Site`, or else `Origin` or `Referer`); who
    forged one all the same would change a language, and nothing else.
    """
    site = request.headers.get("Sec-Fetch-Site", "")
    if site == "same-origin" or (not site and is_from_here(request)):
        response: HttpResponse = set_language(request)
        return response
    sentence = _("This choice of language does not come from a page of this house. Choose it here.")
    return _refusal(request, 403, sentence)


def _refusal(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return render(request, "refused.html", {"sentence": sentence}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refusal(
        request, 400, _("This address or form could not be read. Go back and try again.")
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refusal(request, 403, _("Your roles do not allow this."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _refusal(request, 404, not_found_sentence())


def csrf_refused(request: Request, reason: str = "") -> HttpResponse:
    """What was typed waits in its form, if it was drawn here and sent from here."""
    key = key_in(request) if is_from_here(request) else None
    is_mine = key is not None and (key.is_of(request.user.pk) or request.user.is_anonymous)
    if key is not None and is_mine and keep(request, key):
        sentence = _("This form was open for too long. What you typed is kept: take it up again.")
        context = {"sentence": sentence, "page_again": page_of(request)}
        return render(request, "refused.html", context, status=403)
    return _refusal(request, 403, _("This form was open for too long. Go back and send it again."))


def server_error(request: HttpRequest) -> HttpResponse:
    """What is outside of views may wait in vain too: who signs in, the session."""
    if is_busy(sys.exc_info()[1]):
        return _busy_outside_of_views(request)
    return render(request, "500.html", {"is_busy": False}, status=500)


def _busy_outside_of_views(request: HttpRequest) -> HttpResponse:
    """The form again, or where not even the page can be drawn a sentence alone."""
    try:
        return busy_page(request)
    except Exception:
        log.exception("no page for who waited in vain")
    page = render(request, "500.html", {"is_busy": True}, status=503)
    page.headers["Retry-After"] = str(COME_BACK)
    return page
