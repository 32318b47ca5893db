"""A log says what happened, under keys: no address of anybody, in no traceback either."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from essaim.post.sending import send_messages
from tests.factories.accounts import make_user
from tests.factories.post import make_message

pytestmark = pytest.mark.django_db
HERS = "zephyrine@membre.example"

FAILURES = [
    SMTPRecipientsRefused({HERS: (550, b"no such user zephyrine@membre.example")}),
    SMTPDataError(554, b"zephyrine@membre.example does not want this"),
    SMTPServerDisconnected("closed on zephyrine@membre.example"),
    OSError("no route for zephyrine@membre.example"),
]


class FailingServer(BaseEmailBackend):
    failure: Exception

    def open(self) -> bool:
        return True

    def send_messages(self, _mails: object) -> int:
        raise self.failure


@pytest.fixture(params=FAILURES, ids=lambda failure: type(failure).__name__)
def failing(request, settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.FailingServer"
    monkeypatch.setattr(FailingServer, "failure", request.param, raising=False)


def test_a_mail_that_fails_leaves_no_address_in_the_log(failing, caplog):
    make_message(recipient=HERS)
    with caplog.at_level("INFO"):
        send_messages()
    assert "@" not in caplog.text


@pytest.mark.parametrize("is_known", [True, False])
def test_whoever_asks_to_sign_in_leaves_no_address_in_the_log(client, caplog, is_known):
    if is_known:
        make_user(email=HERS)
    with caplog.at_level("INFO"):
        client.post(reverse("account_request_login_code"), {"email": HERS})
    assert "@" not in caplog.text


@pytest.mark.parametrize("is_known", [True, False])
def test_nor_where_the_code_does_not_leave_and_all_are_told_alike(
    client, failing, caplog, is_known
):
    if is_known:
        make_user(email=HERS)
    with caplog.at_level("INFO"):
        page = client.post(reverse("account_request_login_code"), {"email": HERS}, follow=True)
    assert "@membre.example" not in caplog.text
    assert page.status_code == 200
    assert "Le mail n’est pas parti" in page.text
