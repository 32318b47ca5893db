"""What every answer carries, and how a broken rule is told."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from essaim.kernel.errors import Conflict, Forbidden, Gone, Missing, RuleBroken

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


class RefusalsMiddleware:
    """A rule that says no becomes a page with its sentence and its status, never a 500."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, RuleBroken):
            return None
        kinds = (number for kind, number in STATUSES.items() if isinstance(error, kind))
        status = next(kinds, 422)
        log.info("refused %s %s: %s", request.method, request.path, status)
        return render(request, "refused.html", {"sentence": str(error)}, status=status)
