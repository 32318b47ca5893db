"""How long this thread keeps the others from writing: each outermost transaction is one turn."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import connection


@contextmanager
def turns() -> Iterator[list[float]]:
    """The seconds of work in each transaction that ends meanwhile, in their order.

    Work is time of the processor: what else the machine does changes nothing in it, nor what else
    this process holds. The collector walks through all of it now and then, and the seven thousand
    tests around one take it a quarter of a second.
    """
    taken: list[float] = []
    began: list[float] = []
    switch = connection.set_autocommit

    def set_autocommit(autocommit: bool, **more: Any) -> None:
        if autocommit and began:
            taken.append(time.thread_time() - began.pop())  # what waits for the commit is outside
        switch(autocommit, **more)
        if not autocommit:
            began.append(time.thread_time())

    gc.freeze()
    try:
        with patch.object(connection, "set_autocommit", set_autocommit):
            yield taken
    finally:
        gc.unfreeze()
