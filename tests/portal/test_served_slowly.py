"""granian in front of the reception, as the house is served: slow and large bodies, for real."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.journeys.house import free_port, wait_for
from tests.processes import ROOT


@contextmanager
def granian(folder: Path) -> Iterator[int]:
    """granian itself on a free port, two threads behind it."""
    number = free_port()
    place = ["--host", "127.0.0.1", "--port", str(number), "--interface", "rsgi", "--http", "1"]
    command = [sys.executable, "-m", "granian", *place, "--no-ws"]
    env = {**os.environ, "ESSAIM_DATA_DIR": str(folder)} | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ESSAIM_DATABASE_URL": f"sqlite:///{folder}/unused.sqlite3",
    }
    application = "tests.portal.served_slowly:application"
    with subprocess.Popen([*command, application], cwd=ROOT, env=env) as process:
        try:
            wait_for(number, process)
            yield number
        finally:
            process.terminate()


def post(port: int, content: bytes) -> str:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("POST", "/", content)
        return connection.getresponse().read().decode()


def test_forty_slow_bodies_hold_up_nobody_and_are_given_up(tmp_path: Path) -> None:
    with granian(tmp_path) as port:
        attack(port)


def attack(port: int) -> None:
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\na"
    slow = [socket.create_connection(("127.0.0.1", port), timeout=10) for _number in range(40)]
    for connection in slow:
        connection.sendall(head)
    started = time.monotonic()
    assert [post(port, b"a" * size) for size in (0, 5, 200_000)] == [
        "whole 0",
        "whole 5",
        "whole 200000",
    ]
    assert time.monotonic() - started < 1.4  # before the first of them is given up
    assert {connection.recv(4096).split(b"\r\n\r\n")[1] for connection in slow} == {b"too_slow 0"}
    for connection in slow:
        connection.close()
    assert post(port, b"a" * 3_000_000) == "too_large_for_visitors 0"
