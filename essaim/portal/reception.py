"""Requests are received whole before a thread works on them: whoever sends slowly holds up nobody.

granian hands a request over as soon as its headers are there (RSGI); the house answers in threads
(WSGI), of which there are few. Between the two a body waits without a thread, measured: refused by
its announced length before a byte is read, by its size as it comes, and by its pace. Files leave
without a thread too, so that whoever reads slowly holds up nobody either; and what a view writes
while it reads waits on the disk until it is whole: a fault in its midst is a fault, not half a
table.
"""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile, SpooledTemporaryFile
from typing import IO, Any

from django.conf import settings

from essaim.accounts.http import is_known_browser
from essaim.kernel.arrivals import ARRIVAL, Arrival
from essaim.kernel.locks import is_full

log = logging.getLogger(__name__)
Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
#: Bodies up to this many bytes wait in memory, longer ones in a temporary file.
_IN_MEMORY = 64 * 1024
#: So do answers that are written part by part; longer ones leave from a file, as files do.
_ANSWER_IN_MEMORY = 1024 * 1024
#: Seconds after which the server has opened that file: its name goes, what is read of it stays.
_OPENED_WITHIN = 60


@dataclass(frozen=True)
class Pace:
    """How slowly a body may come. Seconds, and bytes a second."""

    #: Without a single byte.
    silence: float = 15
    #: Before its speed counts.
    grace: float = 20
    least: int = 4 * 1024
    #: What is refused is still read for so long, and thrown away: a sender reads no answer before.
    lingering: float = 5


@dataclass(frozen=True)
class Body:
    """What came, at its beginning; empty where it is refused."""

    content: IO[bytes]
    size: int = 0
    arrival: Arrival = Arrival.WHOLE


class Reception:
    """A WSGI application as granian's RSGI calls it."""

    def __init__(self, application: Application, *, threads: int, pace: Pace | None = None) -> None:
        self.application = application
        self.pace = pace or Pace()
        self.threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="answer")

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        try:
            await self._serve(environ_of(scope), protocol)
        except Exception:
            log.exception("a request could not be received")
            protocol.response_str(500, [("Content-Type", "text/plain")], "500")

    async def _serve(self, environ: Environ, protocol: Any) -> None:
        parts = aiter(protocol) if _has_body(environ) else None
        body = await self._received(environ, parts)
        environ |= {
            "wsgi.input": body.content,
            "CONTENT_LENGTH": str(body.size),
            ARRIVAL: body.arrival,
        }
        loop = asyncio.get_running_loop()
        leaving = await loop.run_in_executor(self.threads, self._answer, environ, protocol)
        if leaving is not None:
            loop.call_later(_OPENED_WITHIN, partial(leaving.unlink, missing_ok=True))
        if body.arrival != Arrival.WHOLE and parts is not None:
            await self._linger(parts)

    async def _received(self, environ: Environ, parts: AsyncIterator[bytes] | None) -> Body:
        content: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 closed below
        if parts is None:
            return Body(content)
        try:
            size, arrival = await self._write(content, parts, environ)
        except OSError as error:
            if not is_full(error):
                raise
            size, arrival = 0, Arrival.NO_ROOM
        if arrival != Arrival.WHOLE:
            content.close()
            return Body(SpooledTemporaryFile(), 0, arrival)
        content.seek(0)
        return Body(content, size)

    async def _write(
        self, content: IO[bytes], parts: AsyncIterator[bytes], environ: Environ
    ) -> tuple[int, Arrival]:
        """Number of bytes written, and how they arrived."""
        is_known = is_known_browser(environ.get("HTTP_COOKIE", ""))
        limit = settings.BODY_LIMIT if is_known else settings.VISITOR_BODY_LIMIT
        is_too_large = Arrival.TOO_LARGE if is_known else Arrival.TOO_LARGE_FOR_VISITORS
        announced = environ.get("CONTENT_LENGTH")
        size = int(announced or 0)
        if size > settings.BODY_LIMIT:
            return 0, Arrival.TOO_LARGE
        if size > limit:
            return 0, is_too_large
        size = 0
        try:
            async for part in _at_pace(parts, self.pace):
                size += len(part)
                if size > limit:
                    return 0, is_too_large
                content.write(part)
        except TimeoutError:
            return 0, Arrival.TOO_SLOW
        except EOFError:
            return 0, Arrival.CUT
        is_whole = announced is None or size == int(announced)
        return size, Arrival.WHOLE if is_whole else Arrival.CUT

    async def _linger(self, parts: AsyncIterator[bytes]) -> None:
        try:
            async with asyncio.timeout(self.pace.lingering):
                while await _next(parts):
                    pass
        except TimeoutError:
            return

    def _answer(self, environ: Environ, protocol: Any) -> Path | None:
        """In a thread: nothing here waits for the network. Returns the file of a long answer."""
        heads: list[tuple[int, Headers]] = []

        def start(status: str, headers: Headers, _error: Any = None) -> None:
            heads.append((int(status[:3]), headers))

        try:
            with environ["wsgi.input"]:
                content = self.application(environ, start)
                try:
                    return _send(protocol, *heads[-1], content)
                finally:
                    getattr(content, "close", lambda: None)()
        except Exception:
            log.exception("no answer could be made")
            protocol.response_str(500, [("Content-Type", "text/plain")], "500")
        return None


class WholeFile:
    """What a view answers with where it is a file: the server reads it from the disk by itself."""

    def __init__(self, file: Any, block_size: int = 64 * 1024) -> None:
        self.file, self.block_size = file, block_size

    def __iter__(self) -> Iterator[bytes]:
        while block := self.file.read(self.block_size):
            yield block

    def close(self) -> None:
        self.file.close()

    @property
    def place(self) -> str | None:
        """Where it lies, if it is one: part of a file is not."""
        place = getattr(self.file, "path", None) or getattr(self.file, "name", None)
        return place if isinstance(place, str) and Path(place).is_absolute() else None


def _send(protocol: Any, status: int, headers: Headers, content: Iterable[bytes]) -> Path | None:
    is_file = isinstance(content, WholeFile)
    if isinstance(content, WholeFile) and content.place:
        protocol.response_file(status, headers, content.place)
    elif is_file or getattr(content, "streaming", False):
        return _send_parts(protocol, status, headers, content)
    else:
        protocol.response_bytes(status, headers, b"".join(content))
    return None


def _send_parts(
    protocol: Any, status: int, headers: Headers, content: Iterable[bytes]
) -> Path | None:
    """Written whole first; a long answer is left to the server, that reads no faster than it sends.

    (Of parts that are handed to it, granian takes all into memory, whoever reads slowly.)
    """
    with SpooledTemporaryFile(max_size=_ANSWER_IN_MEMORY) as file:
        size = sum(file.write(part) for part in content)
        file.seek(0)
        if size <= _ANSWER_IN_MEMORY:
            protocol.response_bytes(status, headers, file.read())
            return None
        with NamedTemporaryFile(prefix="essaim-", delete=False) as whole:
            copyfileobj(file, whole)
    protocol.response_file(status, [*headers, ("Content-Length", str(size))], whole.name)
    return Path(whole.name)


async def _at_pace(parts: AsyncIterator[bytes], pace: Pace) -> AsyncIterator[bytes]:
    """Raises TimeoutError where they come too slowly, EOFError where they stop before the end."""
    clock = asyncio.get_running_loop().time
    start, size = clock(), 0
    while True:
        left = start + pace.grace + size / pace.least - clock()
        async with asyncio.timeout(min(left, pace.silence)):
            part = await _next(parts)
        if part is None:
            return
        if not part:
            # granian ends a body by one empty part; after a broken one comes another.
            if await _next(parts) is not None:
                raise EOFError
            return
        size += len(part)
        yield part


async def _next(parts: AsyncIterator[bytes]) -> bytes | None:
    """None after the last one. (`anext` with a default cannot give up what granian waits for.)"""
    try:
        return await parts.__anext__()
    except StopAsyncIteration:
        return None


def _has_body(environ: Environ) -> bool:
    return "HTTP_TRANSFER_ENCODING" in environ or environ.get("CONTENT_LENGTH", "0") != "0"


def environ_of(scope: Any) -> Environ:
    """What WSGI calls the headers, but for names with an underscore: they could pass for others."""
    host, _colon, port = scope.server.rpartition(":")
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": WholeFile,
    }
    is_believed = _is_near(environ["REMOTE_ADDR"])
    for header in set(scope.headers.keys()):
        if "_" not in header and (is_believed or "forwarded" not in header):
            joined = (";" if header == "cookie" else ",").join(scope.headers.get_all(header))
            environ[_name_of(header)] = joined
    return environ


def _is_near(address: str) -> bool:
    """Whether a proxy of ours may stand there; of others, nothing is heard of who is behind."""
    try:
        return not ip_address(address).is_global
    except ValueError:
        return True


def _name_of(header: str) -> str:
    name = header.upper().replace("-", "_")
    return name if name in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{name}"
