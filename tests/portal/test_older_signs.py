"""Rows from before texts were made plain: what is made of them is whole all the same."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from essaim.assemblies.meetings.ical import calendar_file
from essaim.assemblies.models import Meeting
from essaim.documents.formats import FORMATS, render
from essaim.files.models import StoredFile
from essaim.kernel.context import mail_sender
from essaim.network.models import Organisation
from essaim.post.emails import mail_of, part_of
from essaim.post.models import Attachment, Message
from essaim.programme.models import Action
from essaim.reports.queries.composition import compose
from tests.factories.accounts import make_user
from tests.factories.assemblies import make_meeting
from tests.factories.files import make_file
from tests.factories.network import make_organisation
from tests.factories.post import make_message
from tests.factories.reports import make_whole_report

pytestmark = pytest.mark.django_db

#: A sign of each class that a database keeps.
OLDER = {
    "escape": "Une\x1b fête",
    "line feed": "Une\nBcc: x@evil.example",
    "return": "Une\r\nX-Evil: 1",
    "lone return": "Une\rX-Evil: 1",
    "line of Unicode": "Une\u2028fête",
    "next line": "Une\x85fête\x0b",
    "tab": "Une\tfête",
    "turned round": "\u202eUne fête\u202c",
    "no character": "Une\ufffe fête",
    "accent apart": "Une fe\u0302te",
}
each = pytest.mark.parametrize("older", OLDER.values(), ids=OLDER)


@each
def test_signing_in_works_whatever_the_network_was_called(client: Client, older: str) -> None:
    make_organisation(name="Réseau", is_house=True)
    Organisation.objects.update(name=older, short_name=older)
    cache.clear()
    make_user(email="alix@reseau.example")
    client.post(reverse("account_request_login_code"), {"email": "alix@reseau.example"})
    (sent,) = mail.outbox
    assert sent.subject.isprintable()
    assert mail_sender().isprintable()
    assert not {"Bcc", "X-Evil"} & set(sent.message().keys())


@each
def test_a_mail_leaves_whatever_its_subject_was(older: str) -> None:
    message = make_message()
    Attachment.objects.create(message=message, name="a.pdf", content_type="application/pdf")
    Message.objects.update(subject=older)
    Attachment.objects.update(name=older)
    left = mail_of(Message.objects.get()).message()
    assert not {"Bcc", "X-Evil"} & set(left.keys())
    assert left.as_bytes()
    part = part_of(Attachment.objects.get())
    assert set(part.keys()) & {"Bcc", "X-Evil"} == set()


@each
def test_a_file_leaves_whatever_its_name_was(client: Client, older: str) -> None:
    stored = make_file(audience="public")
    StoredFile.objects.update(name=older)
    response = client.get(reverse("files:content", args=[stored.key]))
    assert (response.status_code, bool(b"".join(response.streaming_content))) == (200, True)
    assert response["Content-Disposition"].isprintable()
    assert "X-Evil" not in response.headers


@each
def test_a_calendar_is_whole_whatever_a_meeting_was_called(older: str) -> None:
    meeting = make_meeting()
    Action.objects.update(title=older, place=older)
    Meeting.objects.update(cancelled_because=older, video_url=f"https://a.example/{older}")
    meeting = Meeting.objects.select_related("action", "body").get(pk=meeting.pk)
    made = calendar_file([meeting], name=older, with_video=frozenset({meeting.pk}))
    lines = made.decode().split("\r\n")
    assert not [line for line in lines if set(line) & set("\r\n\x1b\x0b\x85\u2028\u202e")]
    assert not any(line.startswith(("Bcc", "X-Evil")) for line in lines)
    assert Calendar.from_ical(made).walk("VEVENT")


@each
def test_a_draft_is_told_in_every_format_whatever_an_action_was_called(older: str) -> None:
    report, _objective = make_whole_report()
    Action.objects.update(title=older, place=older)
    draft = compose(report)
    for fmt in FORMATS:
        assert render(draft, fmt, base_url="https://reseau.example")
