"""Two workers at once, and one that is killed: tried with threads, and with kill -9."""

import signal
import time
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from essaim.post.models import Message
from essaim.post.sending import send_messages
from tests.factories.post import make_message
from tests.processes import another_process


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_double_nothing() -> None:
    for _number in range(30):
        make_message()

    def work() -> None:
        try:
            send_messages()
        finally:
            connection.close()

    workers = [Thread(target=work) for _number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    left = [one.to[0] for one in mail.outbox]
    assert (len(left), len(set(left))) == (30, 30)
    assert Message.objects.filter(state="sent", attempt=1).count() == 30


#: Mails written as files into a folder, slowly.
WORKER = """
import time
from django.conf import settings
from django.core.mail.backends.filebased import EmailBackend
from essaim.post.sending import send_messages
keep = EmailBackend.send_messages
EmailBackend.send_messages = lambda self, m: (keep(self, m), self.close(), time.sleep(0.05))
settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
settings.EMAIL_FILE_PATH = {folder!r}
send_messages()
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_doubles_at_most_the_mail_in_its_hands(tmp_path: Path) -> None:
    for _number in range(40):
        make_message()
    process = another_process(WORKER.format(folder=str(tmp_path)))
    until = time.monotonic() + 60
    while Message.objects.filter(state="sent").count() < 3 and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    Message.objects.filter(state="sending").update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )
    send_messages()
    assert Message.objects.filter(state="sent").count() == 40
    files = "".join(path.read_text() for path in tmp_path.iterdir())
    assert 40 <= files.count("Message-ID:") + len(mail.outbox) <= 41
