"""Pages for visitors from memory: requests a second through the web server, its CPU for each."""

import http.client
import os
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from bench.lines import Line
from tests.journeys.house import House

#: Seconds, and connections that ask one page after the other.
BOUND, CONNECTIONS = 5, 16
PATHS = ("/", "/reseau/", "/programme/")
HEADERS = {"Accept-Encoding": "gzip", "Accept-Language": "fr"}
TICKS = os.sysconf("SC_CLK_TCK")


def lines(house: House, session: str) -> Iterator[Line]:
    """Callers share the machine with the house, so the CPU of the house is the steadier figure."""
    for path in PATHS:
        yield _measured(house, f"{path} for visitors", path, {})
        etag = _etag(house, path)
        yield _measured(house, "— to a browser that has it", path, {"If-None-Match": etag})
    yield _measured(house, "/ for whoever is signed in", "/", {"Cookie": f"sessionid={session}"})


def _measured(house: House, what: str, path: str, more: dict[str, str]) -> Line:
    counts = [0] * CONNECTIONS
    until = time.monotonic() + BOUND
    threads = [
        Thread(target=_ask, args=(house, path, more, counts, at, until))
        for at in range(CONNECTIONS)
    ]
    before, started = _cpu(house), time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken, spent = time.monotonic() - started, _cpu(house) - before
    each = 1000 * spent / sum(counts)
    return Line(what, f"{sum(counts) / taken:.0f} requests a second, {each:.2f} ms CPU each")


def _ask(
    house: House, path: str, more: dict[str, str], counts: list[int], at: int, until: float
) -> None:
    place = urlsplit(house.address)
    line = http.client.HTTPConnection(place.hostname or "", place.port)
    while time.monotonic() < until:
        line.request("GET", path, headers={**HEADERS, **more})
        line.getresponse().read()
        counts[at] += 1
    line.close()


def _etag(house: House, path: str) -> str:
    place = urlsplit(house.address)
    line = http.client.HTTPConnection(place.hostname or "", place.port)
    line.request("GET", path, headers=HEADERS)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.headers["ETag"] or ""


def _cpu(house: House) -> float:
    """Seconds that all processes spent whose data lie in the folder of this house."""
    mark = f"ESSAIM_DATA_DIR={house.folder}".encode()
    return sum(_spent(process) for process in Path("/proc").glob("[0-9]*") if _is(process, mark))


def _is(process: Path, mark: bytes) -> bool:
    try:
        return mark in (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _spent(process: Path) -> float:
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS
