"""Another process of the house, at work on the database of the test."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def another_process(code: str, **options: Any) -> "subprocess.Popen[bytes]":
    """Python that runs this once Django is set up; for tests whose rows are committed.

    `options` are those of Popen.
    """
    name = connection.settings_dict["NAME"]
    kind = "sqlite:///" if connection.vendor == "sqlite" else "postgres://postgres@127.0.0.1:5432/"
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ESSAIM_DATABASE_URL": f"{kind}{name}",
        "ESSAIM_DATA_DIR": str(settings.DATA_DIR),
    }
    whole = f"import django; django.setup()\n{code}"
    return subprocess.Popen([sys.executable, "-c", whole], env=env, cwd=ROOT, **options)


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    """Until another process has done what is waited for. Fails where it never does."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.05)


def at_once(works: list[Callable[[Any], object]], things: list[Any]) -> list[BaseException]:
    """Does each work on its thing at the same moment, in threads; answers what they raised."""
    ready, raised = Barrier(len(works)), []

    def run(work: Callable[[Any], object], thing: Any) -> None:
        try:
            ready.wait(timeout=10)
            work(thing)
        except BaseException as error:  # noqa: BLE001 the test says which it wanted
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in zip(works, things, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return raised
