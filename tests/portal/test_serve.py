"""`essaim serve` with several web processes: what they count they count together."""

import os
import socket
import subprocess
from collections.abc import Callable
from contextlib import closing
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from essaim.accounts.links import demo_link
from essaim.portal import serving
from essaim.portal.management.commands import serve
from essaim.portal.working import work_on_tasks
from tests.factories.accounts import make_user
from tests.processes import another_process

pytestmark = pytest.mark.django_db


@pytest.fixture
def started(settings, monkeypatch) -> list[Callable[[], object]]:
    monkeypatch.setenv("ESSAIM_BASE_URL", settings.BASE_URL)
    works: list[Callable[[], object]] = []
    monkeypatch.setattr(serve, "keep_alive", lambda processes, chores: works.extend(processes))
    monkeypatch.setattr(serve, "load_house", lambda: None)  # it closes the connection of the test
    return works


@pytest.mark.parametrize(
    ("public", "address"),
    [("", "http://localhost:0"), ("https://essaim.example", "https://essaim.example")],
)
def test_links_lead_to_the_port_that_is_served(settings, started, monkeypatch, public, address):
    settings.BASE_URL = public or "http://localhost:8000"
    monkeypatch.setenv("ESSAIM_BASE_URL", public)
    with pytest.raises(SystemExit):
        call_command("serve", "--port", "0")
    assert demo_link(make_user()).startswith(f"{address}/")
    assert os.environ["ESSAIM_BASE_URL"] == address


def test_two_web_processes_ask_for_the_shared_cache(settings, started) -> None:
    settings.REDIS_URL = ""
    with pytest.raises(CommandError, match="set ESSAIM_REDIS_URL"):
        call_command("serve", "--workers", "2")
    assert started == []


@pytest.mark.parametrize(("redis", "workers"), [("", 1), ("redis://127.0.0.1/0", 2)])
def test_one_alone_or_several_with_it_are_started(settings, started, redis, workers) -> None:
    settings.REDIS_URL = redis
    with pytest.raises(SystemExit):
        call_command("serve", "--port", "0", "--workers", str(workers))
    pages, tasks = started
    assert pages.args == ("127.0.0.1", 0, workers)
    assert tasks is work_on_tasks


@pytest.mark.parametrize("command", ["serve", "work"])
@pytest.mark.parametrize(
    ("applied", "sentence"),
    [({"a migration": ""}, "older than this Essaim: run `essaim"), ({}, "empty: run `essaim")],
)
def test_a_database_without_its_tables_is_named_before_anything_starts(
    started, monkeypatch, command, applied, sentence
) -> None:
    """Else pages break, and the worker looks again every two seconds."""
    executor = Mock()
    executor.return_value.migration_plan.return_value = [("another migration", False)]
    executor.return_value.loader.applied_migrations = applied
    monkeypatch.setattr(serving, "MigrationExecutor", executor)
    with pytest.raises(CommandError, match=sentence):
        call_command(command)
    assert started == []


def test_a_database_server_that_does_not_answer_yet_is_waited_for(started, monkeypatch) -> None:
    monkeypatch.setattr(serving, "MigrationExecutor", Mock(side_effect=OperationalError))
    with pytest.raises(SystemExit):
        call_command("serve", "--port", "0")
    assert started


@pytest.mark.parametrize("here", ["127.0.0.1", "0.0.0.0"])
@pytest.mark.parametrize("there", ["127.0.0.1", "0.0.0.0"])
def test_a_port_that_another_serves_is_not_shared(started, here, there) -> None:
    """The web server would share it: two houses, each counting codes for itself."""
    with closing(socket.socket()) as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind((there, 0))
        other.listen()
        port = str(other.getsockname()[1])
        sentence = f"^{here}:{port} is taken: stop what serves there, or choose another --port.$"
        with pytest.raises(CommandError, match=sentence):
            call_command("serve", "--host", here, "--port", port)
    assert started == []


def test_an_address_that_is_not_of_this_machine_is_named(started) -> None:
    with pytest.raises(CommandError, match=r"^192\.0\.2\.1:8000 cannot be served"):
        call_command("serve", "--host", "192.0.2.1")
    assert started == []


def test_no_port_is_greater_than_there_are(started) -> None:
    with pytest.raises(CommandError, match="choose another --port"):
        call_command("serve", "--port", "99999")
    assert started == []


#: What is open to a database: its file, or a way to its server.
OPEN = """
import os
from essaim.kernel.database_clock import clock
from essaim.portal.serving import load_house
def is_open():
    links = [os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd") if n.isdigit()
             and os.path.lexists(f"/proc/self/fd/{n}")]
    return any("sqlite" in link or "socket:" in link or "test_" in link for link in links)
print(is_open(), clock.mark() is not None, is_open())
load_house()
print(is_open())
"""


@pytest.mark.django_db(transaction=True)
def test_no_connection_is_shared_by_the_processes_that_part() -> None:
    """Each would read the answers of the others: rights would be kept that are over."""
    process = another_process(OPEN, stdout=subprocess.PIPE)
    out, _err = process.communicate(timeout=60)
    assert out.decode().split() == ["False", "True", "True", "False"]
