"""A house goes on while somebody holds its database: tried with its real processes."""

import signal
import subprocess
from pathlib import Path
from threading import Timer

import pytest
from django.db import connection

from essaim.exchange.models import Run
from essaim.post.enums import MessageState
from essaim.post.models import Message
from tests.exchange.test_resumption import ROWS, begun_run
from tests.factories.accounts import coordinator
from tests.factories.post import make_message
from tests.holding import held
from tests.post.test_workers import WORKER as SENDING
from tests.processes import another_process, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
#: Who waits 200 ms for what others hold, and not 20 s.
IMPATIENT = {
    "sqlite": "options.update(timeout=0.2)",
    "postgresql": 'options.update(options="-c lock_timeout=200ms")',
}
#: Seconds in which the house tells what it is asked for, on a machine that does much else.
PATIENCE = 120
#: As it is served, but for the web: a look each half second.
HOUSE = """
import sys
from django.db import connections
from essaim.portal import serving, working
from essaim.portal.chores import Chores
options = connections.settings["default"]["OPTIONS"]
{impatient}
serving.LOOK_EVERY = 0.5
working.REST = 0.1
sys.exit(serving.keep_alive([working.work_on_tasks], Chores()))
"""


def open_house() -> "subprocess.Popen[bytes]":
    impatient = IMPATIENT[connection.vendor]
    return another_process(HOUSE.format(impatient=impatient), stderr=subprocess.PIPE)


def log_until(house: "subprocess.Popen[bytes]", *sentences: str) -> str:
    """What the house tells until it told each of these; it ends if the house does.

    A house that tells something else is ended, and what it told is shown.
    """
    told, wanted = "", set(sentences)
    assert house.stderr is not None
    end = Timer(PATIENCE, house.kill)
    end.start()
    while wanted and (line := house.stderr.readline().decode()):
        told += line
        wanted = {sentence for sentence in wanted if sentence not in told}
    end.cancel()
    assert not wanted, told
    return told


def test_neither_supervisor_nor_worker_ends_while_the_database_is_held() -> None:
    message = make_message()
    with held():
        house = open_house()
        timers = ("post.wake", "journal.forget_forms")
        log_until(
            house,
            *(f"timer {name} waited in vain, tries again" for name in timers),
            "the worker waited in vain, looks again",
        )
        assert house.poll() is None
    try:
        sent = Message.objects.filter(pk=message.pk, state=MessageState.SENT)
        wait_until(sent.exists)
    finally:
        house.send_signal(signal.SIGTERM)
        house.communicate(timeout=30)
    assert house.returncode == 0


def test_a_run_waits_for_the_database_and_goes_on_where_it_was() -> None:
    run = begun_run(coordinator())
    with held():
        worker = another_process(
            "from essaim.exchange.running import continue_run\n"
            "from django.db import connections\n"
            'options = connections.settings["default"]["OPTIONS"]\n'
            f"{IMPATIENT[connection.vendor]}\n"
            f"continue_run.call('{run.key}', 1)",
            stderr=subprocess.PIPE,
        )
        log_until(worker, "waited in vain, tries again")
    _out, told = worker.communicate(timeout=120)
    assert worker.returncode == 0, told
    run = Run.objects.get()
    assert (run.state, run.cursor, run.attempt) == ("applied", ROWS, 1)


def test_mails_wait_for_the_database_and_leave_once(tmp_path: Path) -> None:
    for _number in range(20):
        make_message()
    impatient = (
        "from django.db import connections\n"
        'options = connections.settings["default"]["OPTIONS"]\n'
        f"{IMPATIENT[connection.vendor]}\n"
    )
    sending = impatient + SENDING.format(folder=str(tmp_path))
    worker = another_process(sending, stderr=subprocess.PIPE)
    wait_until(Message.objects.filter(state=MessageState.SENT).exists)
    with held():
        log_until(worker, "waited in vain, tries again")
    _out, told = worker.communicate(timeout=60)
    assert worker.returncode == 0, told
    assert Message.objects.filter(state=MessageState.SENT, attempt=1).count() == 20
    files = "".join(path.read_text() for path in tmp_path.iterdir())
    assert files.count("Message-ID:") == 20
