"""The two processes of a house, kept alive together: the web server and the worker."""

import gc
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from errno import EADDRINUSE
from multiprocessing.process import BaseProcess
from threading import Thread

from django.conf import settings
from django.core.management import CommandError
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from essaim.kernel.database_clock import clock

#: What the web server calls.
APPLICATION = "config.rsgi:application"
#: What tells the house to stop.
STOPS = (signal.SIGTERM, signal.SIGINT)
#: Seconds between two looks at the timers of the rooms.
LOOK_EVERY = 60
#: Requests answered at the same time by one web process; bodies that still come hold none.
THREADS = 8
#: Connections held by one web process; the others wait in the queue of the machine.
CONNECTIONS = 600
#: Milliseconds in which the headers of a request are there, or its connection is closed.
HEADERS_WITHIN = 10_000
#: A process that is forked has all that was loaded before, in the same memory.
_FORK = multiprocessing.get_context("fork")


def serve_own_address(port: int) -> None:
    """Links of mails lead to the port that is served, where nobody says what leads to it.

    Web processes that are not forked read the settings again, from the environment.
    """
    settings.BASE_URL = os.environ["ESSAIM_BASE_URL"] = f"http://localhost:{port}"


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
        where = f"{host}:{port}"
        if isinstance(error, OSError) and error.errno == EADDRINUSE:
            sentence = f"{where} is taken: stop what serves there, or choose another --port."
        else:
            sentence = f"{where} cannot be served ({error}): choose another --port or --host."
        raise CommandError(sentence) from error


def load_house() -> None:
    """All that pages and tasks need, once, before the processes part: they share its memory.

    No connection to a database is taken along.
    """
    import_string(APPLICATION.replace(":", "."))
    reverse("portal:home")  # reads the addresses of all rooms
    connections.close_all()
    clock.close()
    gc.collect()
    gc.freeze()  # what is never looked through is never copied


def serve_pages(host: str, port: int, workers: int) -> None:
    """One connection carries one request at a time: the proxy in front speaks HTTP/1.

    A web process that breaks is replaced by another.
    """
    Granian(
        APPLICATION,
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.RSGI,
        websockets=False,
        # It would keep addresses with the tokens of links, whatever the environment says.
        log_access=False,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN),
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
    ).serve()


def keep_alive(works: Sequence[Callable[[], object]], every_minute: Callable[[], None]) -> int:
    """Runs each in a process of its own until one ends or we are told to stop, then stops them.

    Answers 0 if we were told to stop, else the code of the process that ended by itself. To be
    told while the processes are still being started is to be told: nothing is left behind.

    What is done every minute is done beside, in a thread, one look after the other: while it waits
    for a database, we still see a process end and hear that we are to stop. It is cut off then.
    """
    stops: list[int] = []
    for number in STOPS:
        signal.signal(number, lambda number, _frame: stops.append(number))
    sys.stdout.flush()
    sys.stderr.flush()
    running = [_FORK.Process(target=_at_work, args=[work]) for work in works]
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    for process in running:
        process.start()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    try:
        return _watch(running, every_minute, stops)
    finally:
        for process in running:
            process.terminate()
        for process in running:
            _wait(process)


def _at_work(work: Callable[[], object]) -> None:
    """In the new process, which hears by itself that it is to stop, from its first moment."""
    for number in STOPS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    work()


def _watch(
    running: Sequence[BaseProcess],
    every_minute: Callable[[], None],
    stops: Sequence[int],
) -> int:
    looked, look = time.monotonic(), Thread()
    while not stops:
        for process in running:
            if process.exitcode is not None:
                return process.exitcode or 1
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


def _wait(process: BaseProcess) -> None:
    process.join(timeout=15)
    if process.exitcode is None:
        process.kill()
        process.join()
