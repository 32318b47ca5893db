"""The clock of the machine was ahead, and is put right: nothing waits for a time that was wrong."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from essaim.accounts.days import days_that_stood
from essaim.accounts.links import sign_in_link
from essaim.exchange.models import Run
from essaim.exchange.running import take_up_silent_runs
from essaim.journal.models import Entry
from essaim.network import actions
from essaim.post.models import Message
from essaim.post.sending import send_messages
from tests.accounts.test_sign_in import is_signed_in, path_of
from tests.exchange.test_resumption import begun_run
from tests.factories.accounts import coordinator, make_user
from tests.factories.network import make_network_role, make_person
from tests.factories.post import make_message, queue_letter

pytestmark = pytest.mark.django_db
AHEAD = timedelta(days=365)


def ahead():
    return time_machine.travel(timezone.now() + AHEAD, tick=False)


def test_a_mail_queued_in_the_wrong_year_leaves_now() -> None:
    with ahead():
        make_message()
    assert send_messages() == 1


def test_a_mail_held_by_a_worker_of_the_wrong_year_is_taken_up() -> None:
    later = timezone.now() + AHEAD
    make_message(state="sending", attempt=1, lease_until=later)
    make_message(state="sending", attempt=5, lease_until=later)
    assert send_messages() == 1
    assert Message.objects.filter(state="failed").count() == 1


def test_a_mail_that_waits_its_turn_still_does() -> None:
    make_message(next_try_at=timezone.now() + timedelta(hours=6))
    assert send_messages() == 0


def test_a_reminder_leaves_once_whatever_the_clock_says() -> None:
    said = {"recipient": "alix@reseau.example", "subject": "Rappel", "text": "Demain."}
    for travel in (ahead(), time_machine.travel(timezone.now())):
        with travel:
            queue_letter(**said, once_key="reminder:2")
            send_messages()
    assert len(mail.outbox) == 1


def test_a_run_of_the_wrong_year_is_taken_up() -> None:
    run = begun_run(coordinator())
    Run.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() + AHEAD)
    take_up_silent_runs()
    run.refresh_from_db()
    assert run.attempt > 1


def test_the_journal_and_the_history_keep_the_order_of_what_was_done() -> None:
    role, by = make_network_role(person=make_person()), coordinator()
    since = role.starts_on
    with ahead():
        actions.end_network_role(network_role=role, ends_on=since, by=by)
    actions.correct_network_role(network_role=role, starts_on=since, ends_on=None, by=by)

    verbs = [one.verb for one in Entry.objects.about(role.key)]
    assert verbs == ["network.correct_network_role", "network.end_network_role"]
    assert [one.ends_on for one in days_that_stood(role)] == [None, since, None]


def test_a_link_to_sign_in_made_in_the_wrong_year_opens_nothing(client: Client) -> None:
    user = make_user()
    with ahead():
        path = path_of(sign_in_link(user))
    assert client.post(path).status_code == 410
    assert not is_signed_in(client)
