"""The two processes of a house, kept alive together: the web server and the worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from threading import Thread

from django.core.management import CommandError
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

#: Seconds between two looks at the timers of the rooms.
LOOK_EVERY = 60
#: Requests answered at the same time by one web process; bodies that still come hold none.
THREADS = 8
#: Connections held by one web process; the others wait in the queue of the machine.
CONNECTIONS = 600
#: Milliseconds in which the headers of a request are there, or its connection is closed.
HEADERS_WITHIN = 10_000


def refuse_unmigrated() -> None:
    """A house that lacks tables says so at once: it would break on every page, every two seconds.

    A database server that does not answer yet is waited for by the processes, as ever.
    """
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError:
        return
    if missing:
        is_older = bool(executor.loader.applied_migrations)
        state = "The database is older than this Essaim" if is_older else "This database is empty"
        raise CommandError(f"{state}: run `essaim migrate` first.")


def refuse_taken(host: str, port: int) -> None:
    """Two houses on one port would share it unseen, each counting sign-in codes for itself."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        raise CommandError(
            f"{host}:{port} cannot be served ({error}). If another `essaim serve` runs already, "
            "stop it; else choose another --port."
        ) from error


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
