"""What is kept of a page, under which key, how it leaves, and what is never kept."""

import gzip
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import ResolverMatch
from django.utils import timezone
from django.views.decorators.cache import cache_control

from essaim.kernel.arrivals import ARRIVAL, Arrival
from essaim.kernel.database_clock import clock
from essaim.kernel.http import open_to_visitors
from essaim.kernel.kept_pages import (
    KeptPage,
    KeptPages,
    KeptPagesMiddleware,
    Key,
    Moment,
    is_for_everybody,
    is_of_a_visitor,
)
from tests.factories.accounts import make_user
from tests.factories.network import make_organisation
from tests.processes import wait_until

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 5, 11, 0, 30, tzinfo=UTC)
GZIP = {"Accept-Encoding": "gzip, br"}


class Marks:
    """The mark of the database and the time, as the test says them."""

    def __init__(self) -> None:
        self.mark: str | None = "first"
        self.now = NOON


@pytest.fixture
def marks(kept_pages: KeptPages, monkeypatch: pytest.MonkeyPatch) -> Marks:
    says = Marks()
    monkeypatch.setattr(clock, "mark", lambda: says.mark)
    monkeypatch.setattr(timezone, "now", lambda: says.now)
    return says


@pytest.fixture
def is_kept(marks: Marks, kept_pages: KeptPages) -> Callable[..., bool]:
    """Whether a page comes from memory the second time that a browser asks for it."""

    def ask(path: str = "/", *, of: Client | None = None, **headers: str) -> bool:
        browser = of or Client()
        browser.get(path, headers=headers)
        before = kept_pages.served
        browser.get(path, headers=headers)
        return kept_pages.served > before

    return ask


def test_the_second_visitor_gets_what_the_first_got(marks, django_assert_num_queries) -> None:
    first = Client().get("/")
    with django_assert_num_queries(0):
        second = Client().get("/")

    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)


def test_it_is_made_again_once_anything_was_written(marks, kept_pages) -> None:
    make_organisation(name="Les Ruches", audience="public")
    Client().get("/reseau/")
    make_organisation(name="La Ronde", audience="public")
    assert "La Ronde" not in Client().get("/reseau/").text
    marks.mark = "second"

    assert "La Ronde" in Client().get("/reseau/").text
    assert kept_pages.served == 1


def test_it_is_made_again_once_the_minute_is_over(marks, kept_pages) -> None:
    Client().get("/")
    for seconds, served in ((29, 1), (30, 1), (89, 2), (90, 2)):
        marks.now = NOON + timedelta(seconds=seconds)
        Client().get("/")

        assert kept_pages.served == served


def test_without_a_mark_nothing_is_kept(marks, is_kept) -> None:
    marks.mark = None
    assert not is_kept()


def test_a_house_that_keeps_nothing_asks_for_no_mark(settings, monkeypatch) -> None:
    """Its pages may ask for one themselves, of what they keep until something is written."""
    settings.KEPT_PAGES_BYTES = 0
    monkeypatch.setattr(clock, "mark", lambda: pytest.fail("it was asked"))
    made = HttpResponse("page")
    assert KeptPagesMiddleware(lambda _request: made)(RequestFactory().get("/")) is made


DIFFERENT = {
    "language": {"Accept-Language": "en"},
    "theme": {"Cookie": "theme=dark"},
    "compression": GZIP,
    "htmx": {"HX-Request": "true"},
}


@pytest.mark.parametrize("what", DIFFERENT)
def test_pages_that_differ_are_kept_apart(what: str, marks, kept_pages) -> None:
    plain = Client().get("/")
    other = Client().get("/", headers=DIFFERENT[what])
    assert kept_pages.served == 0
    assert Client().get("/").content == plain.content
    assert Client().get("/", headers=DIFFERENT[what]).content == other.content
    assert kept_pages.served == 2


def test_hosts_schemes_addresses_and_questions_are_kept_apart(marks, kept_pages, settings) -> None:
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    for asked in (
        {"path": "/", "headers": {"Host": "a.example"}},
        {"path": "/", "headers": {"Host": "b.example"}},
        {"path": "/", "headers": {"Host": "a.example"}, "secure": True},
        {"path": "/?page=1", "headers": {"Host": "a.example"}},
        {"path": "/reseau/", "headers": {"Host": "a.example"}},
    ):
        assert Client().get(**asked).status_code == 200
    assert kept_pages.served == 0


def test_a_host_that_is_not_ours_gets_nothing_that_is_kept(marks, kept_pages) -> None:
    assert Client().get("/").status_code == 200
    assert Client().get("/", headers={"Host": "elsewhere.example"}).status_code == 400
    assert kept_pages.served == 0


def test_a_cookie_of_no_meaning_makes_no_other_page(marks, is_kept) -> None:
    for said in ("theme=mauve", "csrftoken=abc", "visitor=7; essaim_known=x"):
        assert is_kept(Cookie=said)


def test_who_is_signed_in_is_given_nothing_that_is_kept(marks, is_kept, kept_pages) -> None:
    browser = Client()
    browser.force_login(make_user())
    assert not is_kept(of=browser)
    assert len(kept_pages._pages) == 0
    assert is_kept()
    assert not is_kept(of=browser)


@pytest.mark.parametrize("cookie", ["sessionid=stolen", "messages=forged"])
def test_neither_is_whoever_brings_the_cookie_of_a_session_or_of_messages(cookie, is_kept) -> None:
    assert not is_kept(Cookie=cookie)


def test_a_page_asked_for_with_the_link_of_a_mail_is_not_kept(is_kept) -> None:
    assert is_kept("/reseau/?q=x")
    assert not is_kept("/reseau/?jeton=abc")
    assert not is_kept("/reseau/?q=x&jeton=")


@pytest.mark.parametrize(
    "path",
    ["/compte/entrer/", "/nowhere/", "/programme/actions/noter/", "/reseau/organisations.csv"],
)
def test_forms_refusals_redirections_and_exports_are_not_kept(path: str, is_kept) -> None:
    assert not is_kept(path)


def test_what_is_sent_is_not_answered_from_memory() -> None:
    """A body that comes with a GET, or did not come whole, is for what refuses it."""
    assert is_of_a_visitor(RequestFactory().get("/"))
    assert not is_of_a_visitor(RequestFactory().post("/"))
    for more in ({"CONTENT_LENGTH": "3"}, {ARRIVAL: Arrival.CUT}):
        assert not is_of_a_visitor(RequestFactory().get("/", **more))


# --- One reason at a time -------------------------------------------------------------------


def answered(view: Any, *, name: str = "portal:home", **kwargs: Any) -> tuple[HttpRequest, Any]:
    request = RequestFactory().get("/")
    space, _colon, short = name.partition(":")
    request.resolver_match = ResolverMatch(view, (), kwargs, short, [space], [space])
    return request, view(request)


@open_to_visitors("a page for this test")
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def closed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


@open_to_visitors("a page for this test")
def with_cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("page")
    response.set_cookie("csrftoken", "x")
    return response


@open_to_visitors("a page for this test")
def with_nonce(request: HttpRequest) -> HttpResponse:
    request.csp_nonce = "read"  # type: ignore[attr-defined]
    return HttpResponse("page")


@open_to_visitors("a page for this test")
def with_policy(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("page")
    response._csp_update = {"img-src": "*"}  # type: ignore[attr-defined]
    return response


@open_to_visitors("a page for this test")
def with_message(request: HttpRequest) -> HttpResponse:
    storage = CookieStorage(request)
    request._messages = storage  # type: ignore[attr-defined]
    storage.add(messages.INFO, "done")
    return HttpResponse(" ".join(map(str, storage)))


@open_to_visitors("a page for this test")
def missing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page", status=404)


@open_to_visitors("a page for this test")
def part_by_part(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(iter([b"page"]))


def test_a_page_for_all_visitors_is_kept_and_one_reason_is_enough_against_it() -> None:
    assert is_for_everybody(*answered(page))
    fresh = open_to_visitors("a page for this test")(cache_control(max_age=3)(page))
    for view in (closed, with_cookie, with_nonce, with_policy, with_message, missing, part_by_part):
        assert not is_for_everybody(*answered(view)), view
    assert not is_for_everybody(*answered(fresh))
    assert not is_for_everybody(*answered(page, token="abc"))
    assert not is_for_everybody(*answered(page, name="reports:funder_reading"))


def test_what_is_outside_of_all_addresses_is_not_kept() -> None:
    assert not is_for_everybody(RequestFactory().get("/"), HttpResponse("page"))


# --- How it leaves --------------------------------------------------------------------------


def test_it_leaves_compressed_to_whom_it_is_so_and_says_on_what_it_depends(marks) -> None:
    plain, pressed = Client().get("/"), Client().get("/", headers=GZIP)

    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(pressed.content) == plain.content
    for answer in (plain, pressed, Client().get("/", headers=GZIP)):
        assert int(answer.headers["Content-Length"]) == len(answer.content)
        vary = {name.strip() for name in answer.headers["Vary"].split(",")}
        assert vary == {"Accept-Language", "Cookie", "Accept-Encoding", "HX-Request"}
        assert answer.headers["Cache-Control"] == "private, no-cache"
    assert plain.headers["ETag"] != pressed.headers["ETag"]


@pytest.mark.parametrize("headers", [{}, GZIP])
def test_a_browser_that_has_it_is_told_so(headers, marks, kept_pages) -> None:
    etag = Client().get("/", headers=headers).headers["ETag"]
    for is_first in (True, False):
        kept_pages.clear() if is_first else None
        answer = Client().get("/", headers={**headers, "If-None-Match": etag})

        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["ETag"] == etag
        assert "Content-Security-Policy" in answer.headers
    other = Client().get("/", headers={**headers, "If-None-Match": '"other"'})
    assert other.status_code == 200


def test_the_same_words_have_the_same_mark_whatever_else_was_written(marks) -> None:
    first = Client().get("/")
    marks.mark = "second"
    assert Client().get("/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_head_answers_as_get_without_the_content(marks, kept_pages) -> None:
    page = Client().get("/", headers=GZIP)
    head = Client().head("/", headers=GZIP)
    again = Client().head("/", headers={**GZIP, "If-None-Match": page.headers["ETag"]})

    assert head.content == b""
    assert dict(head.headers) == dict(page.headers)
    assert again.status_code == 304
    assert kept_pages.served == 2


def test_a_kept_page_is_as_strict_as_any_other(marks, kept_pages) -> None:
    first, second = Client().get("/"), Client().get("/")
    assert kept_pages.served == 1
    for name in ("Content-Security-Policy", "Permissions-Policy", "X-Frame-Options"):
        assert second.headers[name] == first.headers[name]


# --- Bounds, threads ------------------------------------------------------------------------


def key(path: str) -> Key:
    return Key("http://testserver", path, "", "fr", "", False, False)


NOW = Moment("first", 1)


def test_the_longest_unasked_leave_first(settings) -> None:
    settings.KEPT_PAGES_BYTES = 100_000
    kept = KeptPages()
    kept.get(NOW, key("/0"))
    for number in range(10):
        kept.keep(NOW, key(f"/{number}"), KeptPage(b"x" * 9_000, {}))
        kept.get(NOW, key("/0"))
    left = [number for number in range(10) if kept.get(NOW, key(f"/{number}"))]

    assert left == [0, 2, 3, 4, 5, 6, 7, 8, 9]
    assert kept.size <= 100_000


def test_a_page_kept_twice_counts_once(settings) -> None:
    settings.KEPT_PAGES_BYTES = 100_000
    kept = KeptPages()
    kept.get(NOW, key("/"))
    for length in (5_000, 100, 5_000):
        kept.keep(NOW, key("/"), KeptPage(b"x" * length, {}))
        alone = kept.size
    assert 5_000 < alone < 8_000
    kept.get(Moment("second", 1), key("/"))
    assert kept.size == 0


def test_a_page_larger_than_its_share_is_not_kept(settings) -> None:
    settings.KEPT_PAGES_BYTES = 100_000
    kept = KeptPages()
    kept.get(NOW, key("/"))
    kept.keep(NOW, key("/"), KeptPage(b"x" * 12_501, {}))
    assert kept.get(NOW, key("/")) is None


def test_a_page_that_was_long_in_making_is_not_kept_for_a_later_moment(settings) -> None:
    """Its mark was read before it was made, and somebody wrote since; nor does it drop others."""
    settings.KEPT_PAGES_BYTES = 100_000
    kept, later = KeptPages(), Moment("second", 1)
    kept.get(NOW, key("/slow"))
    kept.get(later, key("/"))
    kept.keep(later, key("/"), KeptPage(b"new", {}))
    kept.keep(NOW, key("/slow"), KeptPage(b"old", {}))

    assert kept.get(later, key("/slow")) is None
    assert kept.get(later, key("/")) == KeptPage(b"new", {})


def test_many_threads_keep_and_ask_without_losing_count(settings) -> None:
    settings.KEPT_PAGES_BYTES = 200_000
    kept, start = KeptPages(), Barrier(8)

    def work(seed: int) -> None:
        start.wait()
        for turn in range(400):
            moment = Moment(str(turn // 100), 1)
            here = key(f"/{(turn * seed) % 60}")
            kept_page = kept.get(moment, here)
            assert kept_page is None or kept_page.content.startswith(here.path.encode())
            if kept_page is None:
                kept.keep(moment, here, KeptPage(here.path.encode() + b"x" * 4_000, {}))

    threads = [Thread(target=work, args=[seed]) for seed in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    words = [(one, page) for one, page in kept._pages.items()]
    assert kept.size <= 200_000
    assert kept.size == sum(
        2_000 + len(page.content) + sum(map(len, one[:5])) for one, page in words
    )


# --- Shared ---------------------------------------------------------------------------------


class OtherProcess(KeptPages):
    """The pages of another process: only the shared cache joins the two."""


@pytest.fixture
def shared(settings, monkeypatch) -> None:
    settings.KEPT_PAGES_BYTES = 100_000
    settings.REDIS_URL = "redis://shared"
    monkeypatch.setattr("essaim.kernel.kept_pages.SHARED", {"sqlite", "postgresql"})


def test_a_page_made_by_one_process_serves_another_for_that_moment(shared) -> None:
    made = KeptPage(b"x", {"ETag": '"1"'})
    ours, theirs = KeptPages(), OtherProcess()
    ours.get(NOW, key("/"))
    ours.keep(NOW, key("/"), made)

    assert theirs.get(NOW, key("/")) == made
    assert theirs.get(NOW, key("/other")) is None
    assert theirs.get(Moment("second", 1), key("/")) is None
    assert theirs.get(Moment("first", 2), key("/")) is None


def test_a_shared_cache_that_does_not_answer_costs_a_page_and_no_fault(
    shared, monkeypatch, caplog
) -> None:
    def refuse(*_args: Any, **_words: Any) -> None:
        raise ConnectionError("nobody there")

    monkeypatch.setattr(cache, "get", refuse)
    monkeypatch.setattr(cache, "set", refuse)
    kept = KeptPages()
    assert kept.get(NOW, key("/")) is None
    kept.keep(NOW, key("/"), KeptPage(b"x", {}))
    assert kept.get(NOW, key("/")) == KeptPage(b"x", {})
    assert "does not answer" in caplog.text


@pytest.fixture
def redis_server(tmp_path) -> Iterator[str]:
    """A server of this test, on a socket of its own."""
    pytest.importorskip("redis", reason="only houses with several web processes install it")
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server here")
    place = tmp_path / "redis"
    bare = ["--port", "0", "--save", "", "--unixsocket", str(place), "--dir", str(tmp_path)]
    server = subprocess.Popen([program, *bare], stdout=subprocess.DEVNULL)
    wait_until(place.exists)
    yield f"unix://{place}"
    server.terminate()
    server.wait(timeout=30)


def test_a_page_goes_through_a_redis_server_and_comes_back_as_it_was(
    shared, redis_server, monkeypatch, caplog
) -> None:
    through = RedisCache(redis_server, {})
    monkeypatch.setattr("essaim.kernel.kept_pages.cache", through)
    made = KeptPage(gzip.compress(b"x" * 300), {"ETag": '"1-gzip"', "Vary": "Cookie"})
    ours, theirs = KeptPages(), OtherProcess()
    ours.get(NOW, key("/"))
    ours.keep(NOW, key("/"), made)

    assert theirs.get(NOW, key("/")) == made
    assert theirs.get(Moment("second", 1), key("/")) is None
    assert "shared cache" not in caplog.text
    through.close()


def test_where_marks_are_of_one_process_nothing_is_shared(settings, monkeypatch) -> None:
    settings.KEPT_PAGES_BYTES, settings.REDIS_URL = 100_000, "redis://shared"
    monkeypatch.setattr("essaim.kernel.kept_pages.SHARED", set())
    ours, theirs = KeptPages(), OtherProcess()
    ours.get(NOW, key("/"))
    ours.keep(NOW, key("/"), KeptPage(b"x", {}))
    assert theirs.get(NOW, key("/")) is None
