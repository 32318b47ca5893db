"""What is sent and cannot be read: a status, a sentence, a line of the log, and no traceback."""

import logging
from typing import Any

import pytest
from django.test import Client

from essaim.accounts.models import User
from essaim.kernel.arrivals import ARRIVAL, Arrival

pytestmark = pytest.mark.django_db
NOTE = "/programme/actions/noter/"
BOUNDARY = "multipart/form-data; boundary=ici"
DAMAGED = [
    ("multipart/form-data", b"--ici\r\n"),
    ("multipart/form-data; boundary=", b"--ici\r\n"),
    ("multipart/form-data; boundary=é", b"--ici\r\n"),
    (
        BOUNDARY,
        b"\r\n".join(
            (
                b"--ici",
                b'Content-Disposition: form-data; name="f"; filename="a"',
                b"Content-Transfer-Encoding: base64",
                b"",
                b"=",
                b"--ici--",
            )
        ),
    ),
]


@pytest.fixture
def signed_in(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def look(answer: object, caplog: pytest.LogCaptureFixture, status: int, words: str) -> None:
    assert answer.status_code == status
    assert words in answer.content.decode()
    records = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert [one.exc_info for one in records if one.exc_info] == []
    ours = [one for one in records if one.name == "essaim.kernel.middleware"]
    assert [one.getMessage() for one in ours] == [f"unreadable POST {NOTE}: {status}"]


@pytest.mark.parametrize(("kind", "body"), DAMAGED)
def test_a_damaged_body_is_400(
    signed_in: Client, caplog: pytest.LogCaptureFixture, kind: str, body: bytes
) -> None:
    answer = signed_in.post(NOTE, data=body, content_type=kind)
    look(answer, caplog, 400, "arrivé coupé ou abîmé")


def test_too_many_fields_are_400(signed_in: Client, caplog: pytest.LogCaptureFixture) -> None:
    answer = signed_in.post(NOTE, {f"champ-{number}": "1" for number in range(1001)})
    look(answer, caplog, 400, "trop de champs")


def test_too_many_words_are_413(
    signed_in: Client, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = signed_in.post(NOTE, {"title": "x" * 2000})
    look(answer, caplog, 413, "trop gros")


def test_a_body_over_what_any_form_sends_is_413_unread(
    signed_in: Client, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    settings.BODY_LIMIT = 1000
    answer = signed_in.post(NOTE, {"title": "x" * 2000})
    look(answer, caplog, 413, "trop gros")


@pytest.mark.parametrize(
    ("arrival", "status", "words"),
    [
        (Arrival.TOO_LARGE, 413, "trop gros"),
        (Arrival.TOO_LARGE_FOR_VISITORS, 413, "Connectez-vous"),
        (Arrival.TOO_SLOW, 408, "trop lentement"),
        (Arrival.CUT, 400, "arrivé coupé ou abîmé"),
        (Arrival.NO_ROOM, 507, "plus de place"),
    ],
)
def test_what_the_server_did_not_receive_is_told_as_it_was(
    signed_in: Client, caplog: pytest.LogCaptureFixture, arrival: str, status: int, words: str
) -> None:
    answer = signed_in.post(NOTE, **{ARRIVAL: arrival})
    look(answer, caplog, status, words)


def test_no_header_can_say_how_a_body_arrived(signed_in: Client) -> None:
    answer = signed_in.get(NOTE, headers={ARRIVAL: Arrival.TOO_SLOW})
    assert answer.status_code == 200


def test_an_address_that_only_takes_forms_says_so(signed_in: Client) -> None:
    answer = signed_in.get("/compte/saisie/oublier/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Cette adresse reçoit ce qu’un formulaire envoie" in answer.content.decode()
