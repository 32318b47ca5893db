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


def test_readers_who_stop_in_a_long_table_keep_none_of_it_in_memory(tmp_path: Path) -> None:
    with granian(tmp_path) as port:
        before = memory_of(port)
        stopped = [ask(port, 60_000_000) for _number in range(3)]
        assert post(port, b"a") == "whole 1"
        assert memory_of(port) - before < 60
        late = stopped[0].makefile("rb").read()
        assert late.endswith(b"x" * 1000)
        assert len(late) > 60_000_000
        for connection in stopped:
            connection.close()


def ask(port: int, size: int) -> socket.socket:
    """Reads the head of the answer, and stops."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
    request = f"GET /table?{size} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    connection.sendall(request.encode())
    assert connection.recv(15) == b"HTTP/1.1 200 OK"
    return connection


def memory_of(port: int) -> int:
    """Of the server on this port and its workers, in MB."""
    listed = subprocess.run(
        ["ps", "-eo", "rss=,args="], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return sum(int(line.split()[0]) for line in listed if f"--port {port}" in line) // 1024
