"""The process of long tasks: imports, mails."""

import logging
import time

from django.db import connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from essaim.kernel.locks import is_busy

log = logging.getLogger(__name__)
#: Seconds before a worker that was cut off looks for tasks again.
REST = 2.0


class PatientWorker(Worker):
    """A worker that ends when it is told to, and by nothing else.

    The other one ends where the database is held as it looks for a task or writes that one is done.
    Its task is not lost: runs that fell silent and mails that are due are given out every minute.
    """

    def run(self) -> None:
        while self.running:
            try:
                super().run()
            except Exception as error:
                if is_busy(error):
                    log.warning("the worker waited in vain, looks again: %s", error)
                else:
                    log.exception("the worker was cut off, looks again")
                connections.close_all()
                time.sleep(REST)


def work_on_tasks() -> None:
    """One after the other, as they come, until we are told to stop: after the one at hand."""
    worker = PatientWorker(
        queue_names=["*"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()
