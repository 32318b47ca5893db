"""Queueing, holding back, sending again: what becomes of mails that somebody asks for."""

from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import TestCase

from essaim.journal.models import Entry, Revision
from essaim.kernel.errors import Forbidden, RuleBroken
from essaim.post import actions
from essaim.post.letters import Enclosure, Letter
from essaim.post.models import Attachment, Message
from tests.factories.accounts import coordinator, house, make_acting
from tests.factories.network import make_organisation
from tests.factories.post import make_failed_message, make_message, make_sent_message, queue_letter

pytestmark = pytest.mark.django_db
CALENDAR = Enclosure("reunion.ics", "text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\r\n")


def queue(**fields: Any) -> Message:
    written = {
        "recipient": "alix@membre.example",
        "subject": "Convocation",
        "text": "Vous êtes invitée.",
        "reason": "tests.convocation",
        **fields,
    }
    return queue_letter(**written)


def letter(number: int, **fields: Any) -> Letter:
    written = {"subject": "Convocation", "text": "Vous êtes invités.", **fields}
    return Letter(f"delegue{number}@membre.example", **written)


def test_a_mail_leaves_once_it_is_committed() -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        message = queue(attachments=[CALENDAR], html="<p>Vous êtes invitée.</p>")
        assert mail.outbox == []
    message.refresh_from_db()
    assert (message.state, message.attempt, message.error) == ("sent", 1, "")
    assert message.sent_at is not None
    assert [one.to for one in mail.outbox] == [["alix@membre.example"]]


def test_queued_twice_under_one_key_it_is_the_first() -> None:
    first = queue(once_key="convocation:1:alix", attachments=[CALENDAR])
    again = queue(once_key="convocation:1:alix", text="Autre chose", attachments=[CALENDAR])
    assert again.pk == first.pk
    assert Message.objects.get().text == "Vous êtes invitée."
    assert Attachment.objects.count() == 1


def test_without_a_key_the_same_leaves_twice() -> None:
    assert queue().pk != queue().pk


def test_it_keeps_what_it_is_about_and_in_which_language() -> None:
    about = make_organisation()
    message = queue(about=about, language="en")
    assert (message.about_model, message.about_key) == ("network.organisation", about.key)
    assert message.language == "en"
    assert queue().language == "fr"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"subject": "Bonjour\nBcc: tous@membre.example"}, "une seule ligne"),
        ({"subject": "Bonjour\r\nBcc: tous@membre.example"}, "une seule ligne"),
        ({"recipient": "alix@membre.example\nBcc: x@y.example"}, "adresse"),
        ({"recipient": "alix"}, "alix"),
        ({"recipient": ""}, "adresse"),
        ({"reply_to": "a@b.example, c@d.example"}, "c@d.example"),
        ({"subject": " "}, "objet"),
        ({"text": " "}, "objet"),
        ({"attachments": [Enclosure("a.ics", "text/calendar\nX: y", b"x")]}, "a.ics"),
        ({"attachments": [Enclosure("a\nb.ics", "text/calendar", b"x")]}, "ics"),
        ({"attachments": [Enclosure("lourd.ics", "text/calendar", b"x" * 100_001)]}, "lourd"),
    ],
)
def test_what_could_not_leave_is_refused_in_a_sentence(fields, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        queue(**fields)
    assert not Message.objects.exists()


def test_a_subject_that_is_too_long_is_cut() -> None:
    assert queue(subject="a" * 300).subject == "a" * 199 + "…"


def test_many_leave_under_one_line_of_the_journal(django_assert_max_num_queries) -> None:
    meeting, by = make_organisation(), house()
    letters = [letter(n, once_key=f"c:{n}", attachments=[CALENDAR]) for n in range(500)]
    before = Entry.objects.count()
    with django_assert_max_num_queries(40):
        made = actions.queue_messages(letters=letters, reason="tests.many", about=meeting, by=by)
    assert [one.recipient for one in made] == [one.recipient for one in letters]
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("id").target_key == meeting.key
    assert (Message.objects.count(), Attachment.objects.count()) == (500, 500)


def test_many_queued_again_are_those_of_the_first_time() -> None:
    letters = [letter(n, once_key=f"c:{n}", attachments=[CALENDAR]) for n in range(3)]
    first = actions.queue_messages(letters=letters[:2], reason="tests.many", by=house())
    again = actions.queue_messages(letters=letters, reason="tests.many", by=house())
    assert [one.pk for one in again[:2]] == [one.pk for one in first]
    assert (Message.objects.count(), Attachment.objects.count()) == (3, 3)


def test_one_key_twice_in_one_lot_leaves_once() -> None:
    letters = [letter(1, once_key="c"), letter(2, once_key="c")]
    made = actions.queue_messages(letters=letters, reason="tests.many", by=house())
    assert made[0].pk == made[1].pk
    assert actions.queue_messages(letters=[], reason="tests.many", by=house()) == []


def test_nothing_personal_goes_into_the_revisions() -> None:
    actions.withdraw_message(message=make_message(), by=coordinator())
    record = Revision.objects.get(target_model="post.message").record
    assert set(record) == {"reason", "about_model", "about_key", "state", "attempts_allowed"}


def test_a_mail_that_waits_is_held_back() -> None:
    message = actions.withdraw_message(message=make_message(), by=coordinator())
    assert message.state == "withdrawn"
    with pytest.raises(RuleBroken, match="Ce mail est retenu"):
        actions.withdraw_message(message=message, by=coordinator())
    with pytest.raises(RuleBroken, match="parti"):
        actions.withdraw_message(message=make_sent_message(), by=coordinator())


def test_a_mail_that_failed_is_sent_again_at_another_address() -> None:
    message = make_failed_message()
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.resend_message(message=message, recipient="juste@membre.example", by=coordinator())
    message.refresh_from_db()
    assert (message.state, message.attempt, message.attempts_allowed) == ("sent", 2, 6)
    assert mail.outbox[0].to == ["juste@membre.example"]


def test_only_what_failed_is_sent_again_and_only_to_an_address() -> None:
    with pytest.raises(RuleBroken, match="parti"):
        actions.resend_message(message=make_sent_message(), by=coordinator())
    with pytest.raises(RuleBroken, match="adresse"):
        actions.resend_message(message=make_failed_message(), recipient="x", by=coordinator())


@pytest.mark.parametrize("role", ["", "bureau", "administrator"])
def test_the_coordination_alone_writes_by_hand(role: str) -> None:
    by = make_acting(role=role)
    with pytest.raises(Forbidden):
        actions.queue_messages(letters=[], reason="tests.many", by=by)
    with pytest.raises(Forbidden):
        actions.withdraw_message(message=make_message(), by=by)
    with pytest.raises(Forbidden):
        actions.resend_message(message=make_failed_message(), by=by)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "sent"},
        {"state": "sending"},
        {"state": "failed"},
        {"recipient": ""},
        {"attempt": 6},
    ],
)
def test_the_database_refuses_a_mail_that_contradicts_itself(fields) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_message(**fields)


def test_the_database_refuses_a_heavy_attachment() -> None:
    message = make_message()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.create(
            message=message, name="a", content_type="b/c", content=b"x" * 100_001
        )
