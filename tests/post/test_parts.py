"""Files that go with a mail: each parameter of their type stands once, and nothing is altered."""

import pytest

from essaim.post.emails import mail_of
from essaim.post.models import Attachment
from tests.factories.post import make_message

pytestmark = pytest.mark.django_db

ICS = "BEGIN:VCALENDAR\r\nSUMMARY:Assemblée générale\r\nEND:VCALENDAR\r\n".encode()


def part(content_type: str, content: bytes = ICS, name: str = "réunion.ics"):
    message = make_message()
    Attachment.objects.create(
        message=message, name=name, content_type=content_type, content=content
    )
    return mail_of(message).message().get_payload()[1]


@pytest.mark.parametrize(
    "said",
    [
        "text/calendar; charset=utf-8; method=PUBLISH",
        "text/calendar; method=PUBLISH; charset=utf-8",
        "text/calendar; method=PUBLISH",
        "text/calendar;charset=UTF-8;method=PUBLISH",
    ],
)
def test_a_calendar_names_its_charset_and_its_method_once(said: str) -> None:
    made = part(said)

    assert made["Content-Type"].lower().count("charset") == 1
    assert made.get_content_charset() == "utf-8"
    assert made["Content-Type"].count("method") == 1
    assert made.get_param("method") == "PUBLISH"
    assert made.get_payload(decode=True) == ICS
    assert made.get_filename() == "réunion.ics"


def test_what_is_no_text_goes_as_its_bytes() -> None:
    made = part("application/pdf", bytes(range(256)), "ordre du jour.pdf")

    assert made["Content-Type"] == "application/pdf"
    assert made.get_payload(decode=True) == bytes(range(256))


def test_a_text_in_another_charset_keeps_it() -> None:
    made = part("text/csv; charset=iso-8859-15", "prix;12 €\r\n".encode("iso-8859-15"))

    assert made.get_content_charset() == "iso-8859-15"
    assert made.get_payload(decode=True) == "prix;12 €\r\n".encode("iso-8859-15")
