"""Pages for visitors, kept in memory until anything is written or the minute is over.

Whoever is signed out and brings nothing gets the same page as the next visitor: it depends on its
address, the language, the theme, on what stands in the database and on the time. The first three
are the key under which a page is kept, the others the moment for which it is.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.text import compress_string
from django.utils.translation import get_language_from_request

from essaim.kernel.arrivals import ARRIVAL, Arrival
from essaim.kernel.database_clock import SHARED, clock
from essaim.kernel.kept import LINK
from essaim.kernel.manifest import manifests

log = logging.getLogger(__name__)
#: Seconds. Hours are shown, and rules begin and end, by the minute.
GRAIN = 60
#: Cookies of whoever was here: a session, or sentences that wait for their page.
OF_SOMEBODY = {settings.SESSION_COOKIE_NAME, "messages"}
#: The part of an address that lets its holder act, or read what others may not.
TOKEN = "token"  # noqa: S105 the name of a part
#: No page takes more than this part of all that is kept.
LARGEST = 8
#: Below these bytes a page gains nothing by being compressed.
LITTLE = 200
#: Bytes that a page takes in memory beside its content, its address and its headers.
AROUND = 2_000
#: What a page that is kept depends on, of what a browser says.
VARY = ("Accept-Language", "Cookie", "Accept-Encoding", "HX-Request")


class Moment(NamedTuple):
    """What a page is kept for: nothing was written since, and no minute is over."""

    mark: str
    minute: int


class Key(NamedTuple):
    """All that tells one page for visitors from another."""

    host: str
    path: str
    query: str
    language: str
    theme: str
    is_compressed: bool
    is_for_htmx: bool


@dataclass(frozen=True)
class KeptPage:
    """As it leaves: compressed where the browser takes it."""

    content: bytes
    headers: dict[str, str]

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The page, or 304 where the browser has it."""
        response = HttpResponse(self.content, headers=self.headers)
        etag = self.headers["ETag"]
        return get_conditional_response(request, etag=etag, response=response) or response


class KeptPages:
    """Those of one moment, the last asked for at the end; the first leave where there are many.

    Bounded in bytes by `KEPT_PAGES_BYTES`, in each process. Where there is a shared cache, and a
    mark that means the same to all, a page made by one process serves the others.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._moment: Moment | None = None
        self.size = self.served = 0

    def get(self, moment: Moment, key: Key) -> KeptPage | None:
        """The page, if it is kept for this moment: those of another are dropped."""
        with self._lock:
            self._go_to(moment)
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
                self.served += 1
                return page
        page = _shared_page(moment, key)
        if page is not None:
            self._keep_here(moment, key, page)
        return page

    def keep(self, moment: Moment, key: Key, page: KeptPage) -> None:
        """Keeps it for the moment for which it was asked; not if that is over already."""
        if _bytes_of(key, page) * LARGEST > settings.KEPT_PAGES_BYTES:
            return
        self._keep_here(moment, key, page)
        _share(moment, key, page)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._moment, self.size, self.served = None, 0, 0

    def _go_to(self, moment: Moment) -> None:
        if moment != self._moment:
            self._pages.clear()
            self._moment, self.size = moment, 0

    def _keep_here(self, moment: Moment, key: Key, page: KeptPage) -> None:
        with self._lock:
            if moment != self._moment:
                return
            before = self._pages.pop(key, None)
            self.size += _bytes_of(key, page) - (_bytes_of(key, before) if before else 0)
            self._pages[key] = page
            while self.size > settings.KEPT_PAGES_BYTES:
                self.size -= _bytes_of(*self._pages.popitem(last=False))


def _bytes_of(key: Key, page: KeptPage) -> int:
    words = (*key[:5], *page.headers, *page.headers.values())
    return AROUND + len(page.content) + sum(map(len, words))


def _is_shared() -> bool:
    return bool(settings.REDIS_URL) and connection.vendor in SHARED


def _name(moment: Moment, key: Key) -> str:
    return "page:" + sha256(repr((moment, key)).encode()).hexdigest()


def _shared_page(moment: Moment, key: Key) -> KeptPage | None:
    """None where there is none, or where the shared cache does not answer: the page is made."""
    if not _is_shared():
        return None
    try:
        page: KeptPage | None = cache.get(_name(moment, key))
    except Exception:
        log.exception("the shared cache does not answer")
        return None
    return page


def _share(moment: Moment, key: Key, page: KeptPage) -> None:
    if not _is_shared():
        return
    try:
        cache.set(_name(moment, key), page, timeout=GRAIN)
    except Exception:
        log.exception("the shared cache takes nothing")


class KeptPagesMiddleware:
    """Answers visitors from memory, before a session, a language or an account is looked at.

    It stands within what every answer passes, so that a kept page carries the headers of any other.
    The moment is read before the page is made: what is written meanwhile belongs to the next one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages = pages

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        mark = clock.mark() if settings.KEPT_PAGES_BYTES and is_of_a_visitor(request) else None
        if mark is None:
            return self.get_response(request)
        moment = Moment(mark, int(timezone.now().timestamp()) // GRAIN)
        key = _key_of(request)
        page = self.pages.get(moment, key)
        if page is None:
            response = self.get_response(request)
            if not is_for_everybody(request, response):
                return response
            page = _as_it_leaves(response, is_compressed=key.is_compressed)
            self.pages.keep(moment, key, page)
        return page.answer(request)


def is_of_a_visitor(request: HttpRequest) -> bool:
    """Whether who asks to read brings nothing of their own: no cookie, no link, no body."""
    return (
        request.method == "GET"
        and OF_SOMEBODY.isdisjoint(request.COOKIES)
        and request.META.get("CONTENT_LENGTH") in {None, "", "0"}
        and request.META.get(ARRIVAL, Arrival.WHOLE) == Arrival.WHOLE
        and LINK not in request.GET
    )


def _key_of(request: HttpRequest) -> Key:
    theme = request.COOKIES.get("theme", "")
    return Key(
        host=f"{request.scheme}://{request.META.get('HTTP_HOST', '')}",
        path=request.path,
        query=request.META.get("QUERY_STRING", ""),
        language=get_language_from_request(request),
        theme=theme if theme in {"dark", "light"} else "",
        is_compressed="gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""),
        is_for_htmx="HTTP_HX_REQUEST" in request.META,
    )


def is_for_everybody(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the next visitor may have this very answer.

    It sets no cookie (a form's token and a session do), shows no message, names no nonce, was not
    opened by a token in its address, and its view neither writes nor forbids that it be kept.
    """
    match = request.resolver_match
    if match is None or response.status_code != 200 or not isinstance(response, HttpResponse):
        return False
    writing = {view for manifest in manifests() for view in manifest.writing_views}
    return (
        hasattr(match.func, "open_because")
        and match.view_name not in writing
        and TOKEN not in match.kwargs
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not getattr(request, "csp_nonce", False)
        and not _has_a_policy_of_its_own(response)
        and not getattr(get_messages(request), "used", False)
    )


def _has_a_policy_of_its_own(response: HttpResponse) -> bool:
    """Marks that views leave for what stands around us, and that no header carries yet."""
    return any(name.startswith("_csp_") for name in vars(response))


def _as_it_leaves(response: HttpResponse, *, is_compressed: bool) -> KeptPage:
    """With a mark of its content, by which a browser that has it asks whether it still stands."""
    patch_vary_headers(response, VARY)
    patch_cache_control(response, private=True, no_cache=True)
    content, mark = response.content, sha256(response.content).hexdigest()[:32]
    if is_compressed and len(content) > LITTLE:
        content, mark = compress_string(content), f"{mark}-gzip"
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(content))
    response.headers["ETag"] = f'"{mark}"'
    return KeptPage(content, dict(response.headers.items()))


#: Those of this process.
pages = KeptPages()
