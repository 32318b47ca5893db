"""What is sent waits without a thread, measured as it comes; whoever sends slowly is given up."""

import asyncio
import errno
import time
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from essaim.accounts.http import remember
from essaim.accounts.models import User
from essaim.kernel.arrivals import ARRIVAL
from essaim.portal import reception
from essaim.portal.reception import Pace, Reception, WholeFile, environ_of

QUICK = Pace(silence=0.05, grace=0.15, least=1_000_000, lingering=0.01)
VISITORS, KNOWN = 1_000, 5_000


class Headers(dict):
    """As granian gives them: each may come several times."""

    def get_all(self, name: str) -> list[str]:
        value = self[name]
        return value if isinstance(value, list) else [value]


class Protocol:
    """What granian hands over: parts with seconds between them, ended as granian ends them."""

    def __init__(self, parts: Sequence[bytes], *, pause: float = 0, is_broken: bool = False):
        self.parts, self.pause = iter([*parts, b"", *([b""] if is_broken else [])]), pause
        self.read = 0
        self.answers: list[tuple[int, bytes | str]] = []

    def __aiter__(self) -> "Protocol":
        return self

    async def __anext__(self) -> bytes:
        await asyncio.sleep(self.pause)
        try:
            part = next(self.parts)
        except StopIteration:
            raise StopAsyncIteration from None
        self.read += len(part)
        return part

    def response_bytes(self, status: int, headers: object, content: bytes) -> None:
        self.answers.append((status, content))

    response_str = response_file = response_bytes


def scope(**headers: Any) -> SimpleNamespace:
    named = Headers({name.replace("__", "-"): value for name, value in headers.items()})
    return SimpleNamespace(
        method="POST", path="/compte/entrer/", query_string="a=1", http_version="1.1",
        server="127.0.0.1:8000", client="[2001:db8::7]:1234", scheme="http", headers=named,
    )  # fmt: skip


def told(environ: dict[str, Any], start: Any) -> list[bytes]:
    content = environ["wsgi.input"].read()
    start("200 OK", [])
    return [f"{environ[ARRIVAL]} {environ['CONTENT_LENGTH']} {len(content)}".encode()]


def received(protocol: Protocol, application: Any = told, **headers: Any) -> str:
    """What the application saw of it."""
    desk = Reception(application, threads=1, pace=QUICK)
    asyncio.run(desk.__rsgi__(scope(**headers), protocol))
    assert len(protocol.answers) == 1
    content = protocol.answers[0][1]
    return content.decode() if isinstance(content, bytes) else content


@pytest.fixture(autouse=True)
def _small(settings: Any) -> None:
    settings.VISITOR_BODY_LIMIT, settings.BODY_LIMIT = VISITORS, KNOWN


@pytest.fixture
def known() -> str:
    """The header `Cookie` of a browser in which somebody signed in."""
    cookies = remember(HttpResponse(), User()).cookies
    return "; ".join(f"{name}={cookies[name].value}" for name in cookies)


def test_a_body_is_there_whole_before_a_thread_takes_it() -> None:
    parts = [b"a" * 400, b"b" * 600]
    assert received(Protocol(parts), content__length="1000") == "whole 1000 1000"
    assert received(Protocol(parts), transfer__encoding="chunked") == "whole 1000 1000"
    assert received(Protocol([]), content__length="0") == "whole 0 0"


def test_what_announces_too_much_is_refused_before_a_byte_is_read() -> None:
    flood = Protocol([b"a" * 100])
    kept: list[object] = []
    application = lambda environ, start: kept.append(flood.read) or told(environ, start)  # noqa: E731
    assert received(flood, application, content__length="600000000") == "too_large 0 0"
    assert kept == [0]


@pytest.mark.parametrize(
    "headers", [{"content__length": "1001"}, {"transfer__encoding": "chunked"}]
)
def test_visitors_may_send_words_and_browsers_that_are_known_files(
    headers: dict[str, str], known: str
) -> None:
    parts = [b"a" * 1000, b"a"]
    assert received(Protocol(parts), **headers) == "too_large_for_visitors 0 0"
    assert received(Protocol(parts), cookie=known, **headers) == "whole 1001 1001"
    forged = received(Protocol(parts), cookie=known[:-1] + "_", **headers)
    assert forged == "too_large_for_visitors 0 0"


def test_nobody_sends_more_than_the_limit_however_it_is_announced(known: str) -> None:
    endless = Protocol([b"a" * 1000] * 50)
    assert received(endless, cookie=known, transfer__encoding="chunked") == "too_large 0 0"
    announced = received(Protocol([]), cookie=known, content__length="5001")
    assert announced == "too_large 0 0"


@pytest.mark.parametrize("pause", [0.03, 10])
def test_a_trickle_and_a_silence_are_given_up(pause: float) -> None:
    """One byte now and then, or none at all."""
    started = time.monotonic()
    assert received(Protocol([b"a"] * 900, pause=pause), content__length="900") == "too_slow 0 0"
    assert time.monotonic() - started < 1


def test_a_body_cut_short_is_not_taken_for_a_short_one() -> None:
    assert received(Protocol([b"a"], is_broken=True), transfer__encoding="chunked") == "cut 0 0"
    assert received(Protocol([b"a" * 10]), content__length="11") == "cut 0 0"


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_parts: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(reception.SpooledTemporaryFile, "write", full)
    assert received(Protocol([b"a"]), content__length="1") == "no_room 0 0"


def test_an_application_that_breaks_is_an_answer(caplog: pytest.LogCaptureFixture) -> None:
    def broken(environ: dict[str, Any], start: Any) -> list[bytes]:
        raise RuntimeError

    assert received(Protocol([]), broken) == "500"
    assert "no answer could be made" in caplog.text


def test_a_header_cannot_pass_for_another_by_an_underscore() -> None:
    """A proxy that knows the one lets the other through."""
    headers = Headers(
        {
            "x-forwarded-for": ["192.0.2.1", "192.0.2.2"],
            "x_forwarded_for": "10.0.0.1",
            "x_forwarded_proto": "https",
        }
    )
    asked = scope()
    asked.headers = headers
    environ = environ_of(asked)
    assert environ["HTTP_X_FORWARDED_FOR"] == "192.0.2.1,192.0.2.2"
    assert "HTTP_X_FORWARDED_PROTO" not in environ
    asked.client = "9.9.9.9:443"
    assert "HTTP_X_FORWARDED_FOR" not in environ_of(asked)  # from afar nobody is our proxy
    assert (environ["REMOTE_ADDR"], environ["SERVER_PORT"]) == ("2001:db8::7", "8000")


def test_an_address_reads_as_with_any_other_server() -> None:
    asked = scope()
    asked.path = "/réseau/a\x00b/"
    request = RequestFactory().get("/")
    request.META.update(environ_of(asked))
    assert request.META["PATH_INFO"].encode("latin-1").decode() == "/réseau/a\x00b/"


def test_a_file_leaves_by_its_place_and_a_part_of_one_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "bilan.pdf"
    path.write_bytes(b"bilan")
    for file, sent in ((path.open("rb"), str(path)), (BytesIO(b"part"), b"part")):
        protocol = Protocol([])
        answer = lambda environ, start, file=file: start("200 OK", []) or WholeFile(file)  # noqa: E731
        asyncio.run(Reception(answer, threads=1).__rsgi__(scope(), protocol))
        assert protocol.answers == [(200, sent)]
        assert file.closed


class Streamed:
    """An answer that a view writes while it reads, as Django hands it over."""

    streaming = True

    def __init__(self, parts: Iterable[bytes]) -> None:
        self.parts, self.is_closed = parts, False

    def __iter__(self) -> Iterator[bytes]:
        yield from self.parts

    def close(self) -> None:
        self.is_closed = True


class Reader(Protocol):
    """Reads a file from the disk, as granian does."""

    def __init__(self) -> None:
        super().__init__([])
        self.got, self.place, self.headers = b"", Path(), dict[str, str]()

    def response_file(self, status: int, headers: list[tuple[str, str]], place: str) -> None:
        self.answers.append((status, ""))
        self.headers, self.place, self.got = dict(headers), Path(place), Path(place).read_bytes()


def handed_out(parts: Iterable[bytes], reader: Reader) -> Streamed:
    content = Streamed(parts)
    answer = lambda environ, start: start("200 OK", []) or content  # noqa: E731

    async def serve() -> None:
        await Reception(answer, threads=1).__rsgi__(scope(), reader)
        await asyncio.sleep(0.05)  # the server has opened it since

    asyncio.run(serve())
    return content


def test_a_long_table_leaves_as_a_file_of_which_nothing_stays(monkeypatch: Any) -> None:
    monkeypatch.setattr(reception, "_OPENED_WITHIN", 0)
    reader, row = Reader(), b"x" * 100_000
    content = handed_out([row] * 30, reader)
    assert content.is_closed
    assert reader.answers == [(200, "")]
    assert reader.got == row * 30
    assert reader.headers["Content-Length"] == "3000000"
    assert not reader.place.exists()


def test_a_short_table_leaves_at_once() -> None:
    reader = Reader()
    handed_out([b"a;b\r\n", b"1;2\r\n"], reader)
    assert reader.answers == [(200, b"a;b\r\n1;2\r\n")]


def test_a_table_that_fails_in_its_midst_is_a_fault_and_not_half_a_table() -> None:
    def parts() -> Iterator[bytes]:
        yield b"x" * 2_000_000
        raise ValueError

    reader = Reader()
    handed_out(parts(), reader)
    assert (reader.answers, reader.got) == ([(500, "500")], b"")
