"""The two processes of a house, kept alive together: the web server and the worker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from threading import Thread

from django.db import connections

#: Seconds between two looks at the timers of the rooms.
LOOK_EVERY = 60
#: Requests answered at the same time by one web process; bodies that still come hold none.
THREADS = 8
#: Connections held by one web process; the others wait in the queue of the machine.
CONNECTIONS = 600
#: Milliseconds in which the headers of a request are there, or its connection is closed.
HEADERS_WITHIN = 10_000


def web_command(host: str, port: int, workers: int) -> list[str]:
    """One connection carries one request at a time: the proxy in front speaks HTTP/1."""
    place = ["--host", host, "--port", str(port), "--workers", str(workers)]
    bounds = [
        "--backpressure",
        str(CONNECTIONS),
        "--http1-header-read-timeout",
        str(HEADERS_WITHIN),
    ]
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "rsgi",
        "--no-ws",
        # It would keep addresses with the tokens of links, whatever the environment says.
        "--no-access-log",
        "--http",
        "1",
        *place,
        *bounds,
        "--respawn-failed-workers",
        "config.rsgi:application",
    ]


def worker_command() -> list[str]:
    return [sys.executable, "-m", "config.cli", "work"]


def keep_alive(commands: Sequence[Sequence[str]], every_minute: Callable[[], None]) -> int:
    """Runs all of them until one ends or we are told to stop, then stops the others.

    Answers 0 if we were told to stop, else the code of the process that ended by itself. To be
    told while the processes are still being started is to be told: nothing is left behind.

    What is done every minute is done beside, in a thread, one look after the other: while it waits
    for a database, we still see a process end and hear that we are to stop. It is cut off then.
    """
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _frame: told.append(number))
    running = [subprocess.Popen(command, env=os.environ) for command in commands]  # noqa: S603
    try:
        return _watch(running, every_minute, told)
    finally:
        for process in running:
            process.terminate()
        for process in running:
            _wait(process)


def _watch(
    running: Sequence["subprocess.Popen[bytes]"],
    every_minute: Callable[[], None],
    told: Sequence[int],
) -> int:
    looked, look = time.monotonic(), Thread()
    while not told:
        for process in running:
            code = process.poll()
            if code is not None:
                return code or 1
        if time.monotonic() - looked >= LOOK_EVERY and not look.is_alive():
            look = Thread(target=_look, args=[every_minute], daemon=True)
            look.start()
            looked = time.monotonic()
        time.sleep(0.5)
    return 0


def _look(every_minute: Callable[[], None]) -> None:
    """On a connection of its own: a database server that went away is another one at the next."""
    try:
        every_minute()
    finally:
        connections.close_all()


def _wait(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
