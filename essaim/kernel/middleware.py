"""What every answer carries, and how a broken rule is told."""

import logging
from collections.abc import Callable, Mapping
from inspect import unwrap
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
    UnreadablePostError,
)
from django.http.multipartparser import MultiPartParserError
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.translation import gettext as _

from essaim.kernel.arrivals import ARRIVAL, Arrival, refusal_of
from essaim.kernel.errors import Conflict, Forbidden, Gone, Missing, RuleBroken
from essaim.kernel.http import (
    Request,
    busy_page,
    no_room_sentence,
    session_over_sentence,
)
from essaim.kernel.kept import forget, keep, kept_for, key_in, page_of, refill
from essaim.kernel.locks import is_busy, is_full
from essaim.kernel.signs import in_lines, writable

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]
AnyAnswer = Callable[[HttpRequest], HttpResponseBase]
#: What each kind of broken rule is for a browser; the others are 422.
STATUSES = {Forbidden: 403, Missing: 404, Conflict: 409, Gone: 410}


class PermissionsPolicyMiddleware:
    """No page of the house asks for a camera, a microphone or a position."""

    POLICY = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.POLICY)
        return response


class HeadMiddleware:
    """HEAD answers as GET, for every page: the same status and headers, without the content.

    Views see a GET, so that no list of methods has to name HEAD; what a reading leaves behind
    asks `is_only_head` first, since nobody read.
    """

    def __init__(self, get_response: AnyAnswer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        request.is_only_head = True  # type: ignore[attr-defined]
        response = self.get_response(request)
        request.method = "HEAD"
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = iter(())
        elif isinstance(response, HttpResponse):
            response.content = b""
        return response


class GZipPagesMiddleware(GZipMiddleware):
    """Pages leave compressed; files as they lie on the disk, so that the server reads them there.

    Nearly all are compressed already, and no thread waits for who reads them slowly.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        is_file = isinstance(response, FileResponse)
        return response if is_file else super().process_response(request, response)


def refuse(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """The page that says no."""
    return render(request, "refused.html", {"sentence": sentence}, status=status)


class ReadableBodyMiddleware:
    """What is sent and cannot be read is refused in one sentence and one line of the log.

    It reads the body once for all, before whatever looks for a token in it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.unreadable = self._why(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def _why(self, request: HttpRequest) -> tuple[int, str] | None:
        """Status and sentence; None where all can be read."""
        arrival = request.META.get(ARRIVAL, Arrival.WHOLE)
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
            if length > settings.BODY_LIMIT:
                raise RequestDataTooBig(f"{length} bytes")  # noqa: TRY301
            _read = request.POST
        except RequestDataTooBig:
            arrival = Arrival.TOO_LARGE
        except (TooManyFieldsSent, TooManyFilesSent):
            return 400, _("This form holds too many fields or files. Send it in several parts.")
        except (MultiPartParserError, UnreadablePostError, ValueError):
            arrival = Arrival.CUT
        return refusal_of(arrival)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if request.unreadable is None:  # type: ignore[attr-defined]
            return None
        status, sentence = request.unreadable  # type: ignore[attr-defined]
        log.warning("unreadable %s %s: %s", request.method, request.path, status)
        return refuse(request, status, sentence)


class WritableMiddleware:
    """No text comes in by a page with a sign that no document and no database holds.

    What is typed loses them, whoever reads it, form or view, and its lines end in one way; an
    address with one leads nowhere.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, named: Mapping[str, Any]
    ) -> None:
        if any(isinstance(part, str) and writable(part) != part for part in named.values()):
            raise Http404
        request.GET = _cleaned(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = _cleaned(request.POST)  # type: ignore[assignment]


def _cleaned(sent: QueryDict) -> QueryDict:
    """The same object where there is nothing to make plain, which is nearly always."""
    pairs = [(name, value) for name, values in sent.lists() for value in values]
    if all(in_lines(part) == part for pair in pairs for part in pair):
        return sent
    clean = QueryDict(mutable=True, encoding=sent.encoding)
    for name, value in pairs:
        clean.appendlist(in_lines(name), in_lines(value))
    clean._mutable = False
    return clean


class RefusalsMiddleware:
    """A rule that says no becomes a page with its sentence and its status, never a 500."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = refuse(request, 405, _not_an_address_sentence())
            page.headers["Allow"] = response.headers.get("Allow", "")
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if is_busy(error):
            log.warning("busy %s %s: %s", request.method, request.path, error)
            return busy_page(request)
        if is_full(error):
            log.error("no room left: %s %s: %s", request.method, request.path, error)
            return refuse(request, 507, no_room_sentence())
        if not isinstance(error, RuleBroken):
            return None
        kinds = (number for kind, number in STATUSES.items() if isinstance(error, kind))
        status = next(kinds, 422)
        log.info("refused %s %s: %s", request.method, request.path, status)
        return refuse(request, status, str(error))


def _not_an_address_sentence() -> str:
    return _("This address takes what a form sends, and shows nothing. Begin at the home page.")


def is_ours(view: Callable[..., Any]) -> bool:
    """A view of the house; Django and allauth keep theirs."""
    module: str = unwrap(view).__module__
    return module.startswith("essaim.")


class KeptFormsMiddleware:
    """What was typed when the session was over waits for its author, and stands in its form again.

    It stands before the middleware that asks who signs in, since the form that comes from a page of
    somebody signed in is to be kept whatever the address thinks of visitors.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if request.method != "GET":
            response = self.get_response(request)
            if response.status_code == 302 and not getattr(request, "has_kept_form", False):
                forget(request, request.path)
            return response
        request.kept_form = kept_for(request, request.path)
        token = refill.set(request.kept_form)
        try:
            return self.get_response(request)
        finally:
            refill.reset(token)

    def process_view(self, request: Request, view: Any, *_arguments: Any) -> HttpResponse | None:
        if request.method != "POST" or request.user.is_authenticated or not is_ours(view):
            return None
        key = key_in(request)
        if key is None or key.is_of(None):
            return None
        is_kept = keep(request, key)
        messages.info(request, session_over_sentence(is_kept=is_kept))
        return redirect_to_login(page_of(request))
