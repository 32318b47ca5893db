"""Bodies that come a byte a second, and one that no form sends: how long pages wait meanwhile."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from statistics import median
from urllib.parse import urlsplit

from bench.lines import Line
from tests.callers import Caller
from tests.journeys.house import House

#: Ten times what silenced a house, and more connections than it has threads by far.
SLOW = 400
#: Seconds of each attack.
BOUND = 30
#: Seconds between two bytes of one body, and between two pages.
BREATH = 1.0
FLOOD = 600_000_000
_MEBIBYTE = 1 << 20


def lines(house: House, session: str) -> Iterator[Line]:
    """`session` is of who coordinates: the pages are theirs, as after a sign-in."""
    caller = Caller(house.address, session=session)
    yield from _pages("pages alone", _while_quiet(caller))
    with ExitStack() as stack:
        slow = [stack.enter_context(closing(_opened(house, 10_000))) for _number in range(SLOW)]
        waits, ended = _while_slow(caller, slow)
        yield from _pages(f"pages while {SLOW} bodies come a byte a second", waits)
        yield Line("— given up by the house", f"{ended} of {SLOW}", f"{SLOW}")
    started = time.monotonic()
    sent, status = _flood(house)
    taken = time.monotonic() - started
    measured = f"{status} after {sent / _MEBIBYTE:.0f} MB, {taken:.2f} s"
    yield Line(f"a body that announces {FLOOD // 10**6} MB", measured, "413, ≤ 8 MB")


def _while_quiet(caller: Caller) -> list[float]:
    return [caller.open("/").seconds for _number in range(10)]


def _while_slow(caller: Caller, slow: list[socket.socket]) -> tuple[list[float], int]:
    """Seconds that each page took, and how many bodies were given up."""
    until, waits, open_ones = time.monotonic() + BOUND, list[float](), list(slow)
    while time.monotonic() < until and open_ones:
        next_byte = time.monotonic() + BREATH
        open_ones = [connection for connection in open_ones if _one_byte_more(connection)]
        waits.append(caller.open("/").seconds)
        time.sleep(max(next_byte - time.monotonic(), 0))
    return waits, len(slow) - len(open_ones)


def _opened(house: House, length: int) -> socket.socket:
    place = urlsplit(house.address)
    connection = socket.create_connection((place.hostname or "", place.port or 80), timeout=10)
    head = f"POST /compte/entrer/ HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: {length}"
    connection.sendall(f"{head}\r\n\r\n".encode())
    return connection


def _one_byte_more(connection: socket.socket) -> bool:
    """Whether the house still waits for this body."""
    try:
        connection.send(b"a")
        connection.setblocking(False)
        return not connection.recv(1)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        connection.setblocking(True)


def _flood(house: House) -> tuple[int, str]:
    """Bytes sent until an answer came, and its status."""
    with closing(_opened(house, FLOOD)) as connection:
        connection.setblocking(False)
        sent = 0
        while sent < FLOOD:
            try:
                return sent, connection.recv(12).decode()[-3:]
            except BlockingIOError:
                sent += _some(connection)
        return sent, "none"


def _some(connection: socket.socket) -> int:
    try:
        return connection.send(b"a" * _MEBIBYTE)
    except BlockingIOError:
        time.sleep(0.001)
        return 0


def _pages(what: str, waits: list[float]) -> Iterator[Line]:
    measured = f"{1000 * median(waits):.0f} ms, {1000 * max(waits):.0f} ms"
    yield Line(f"{what}: median, longest", measured, "≤ 300 ms, ≤ 3000 ms")
