"""Signing in: by code, by link, and by the one-click links of the demo."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.accounts.links import demo_link, sign_in_link
from essaim.accounts.models import User
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def path_of(link: str) -> str:
    return re.sub(r"^https?://[^/]+", "", link)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def ask_for_code(client: Client, email: str) -> str:
    """Asks, and answers the body of the mail."""
    client.post(reverse("account_request_login_code"), {"email": email})
    return str(mail.outbox[-1].body)


def test_a_code_by_mail_signs_in(client: Client) -> None:
    make_user(email="alix@reseau.example")
    body = ask_for_code(client, "alix@reseau.example")
    response = type_code(client, code_in(body))
    assert response.headers["Location"] == reverse("portal:home")
    assert is_signed_in(client)


def test_the_mail_is_in_french_and_holds_a_link(client: Client) -> None:
    make_user(email="alix@reseau.example")
    body = ask_for_code(client, "alix@reseau.example")
    assert "Bonjour" in body
    assert "/compte/lien/" in body


def test_a_wrong_code_is_refused_with_a_sentence(client: Client) -> None:
    make_user(email="alix@reseau.example")
    ask_for_code(client, "alix@reseau.example")
    url = reverse("account_confirm_login_code")
    response = client.post(url, {"code": "AAAAAA", "action": "verify"})
    assert "demandez un nouveau code" in response.content.decode()
    assert not is_signed_in(client)


def code_in(body: str) -> str:
    found = re.search(r"^\s+([A-Z0-9-]{6,})$", body, re.MULTILINE)
    assert found is not None
    return found[1]


def type_code(client: Client, code: str, **fields: str):
    url = reverse("account_confirm_login_code")
    return client.post(url, {"code": code, "action": "verify", **fields})


def test_three_wrong_codes_end_the_try(client: Client) -> None:
    make_user(email="alix@reseau.example")
    code = code_in(ask_for_code(client, "alix@reseau.example"))
    for _try in range(3):
        response = type_code(client, "AAAAAA")
    assert response.headers["Location"] == reverse("account_request_login_code")
    type_code(client, code)
    assert not is_signed_in(client)


def test_a_code_is_good_for_one_browser_and_a_quarter_of_an_hour(client: Client) -> None:
    make_user(email="alix@reseau.example")
    code = code_in(ask_for_code(client, "alix@reseau.example"))
    other = Client()
    type_code(other, code)
    assert not is_signed_in(other)
    with time_machine.travel(timezone.localtime() + timedelta(minutes=16)):
        type_code(client, code)
        assert not is_signed_in(client)


def test_an_address_is_sent_three_codes_a_minute_at_most() -> None:
    make_user(email="alix@reseau.example")
    for _try in range(5):
        ask_for_code(Client(), "alix@reseau.example")
    assert len(mail.outbox) == 3


def test_whoever_mistyped_her_address_asks_again(client: Client) -> None:
    make_user(email="alix@reseau.example")
    ask_for_code(client, "alex@reseau.example")
    page = client.get(reverse("account_confirm_login_code")).text
    assert f'action="{reverse("account_logout")}"' in page
    back = reverse("account_request_login_code")
    assert client.post(reverse("account_logout"), {"next": back}).headers["Location"] == back
    type_code(client, code_in(ask_for_code(client, "alix@reseau.example")))
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [("/programme/", "/programme/"), ("https://evil.example/", "/"), ("//evil.example/", "/")],
)
def test_signing_in_leads_back_and_never_away(client: Client, asked: str, led_to: str) -> None:
    make_user(email="alix@reseau.example")
    code = code_in(ask_for_code(client, "alix@reseau.example"))
    assert type_code(client, code, next=asked).headers["Location"] == led_to


@pytest.mark.parametrize("path", ["password/reset/", "password/change/", "email/", "login/"])
def test_no_other_page_of_the_library_is_reachable(client: Client, path: str) -> None:
    for start in ("/compte/", "/accounts/"):
        assert client.get(start + path).status_code == 404


def test_an_unknown_address_gets_the_same_page_and_another_mail(client: Client) -> None:
    response = client.post(
        reverse("account_request_login_code"), {"email": "personne@reseau.example"}
    )
    assert response.headers["Location"] == reverse("account_confirm_login_code")
    assert "aucun compte" in str(mail.outbox[-1].body).lower()


def test_nobody_opens_an_account_alone(client: Client) -> None:
    client.post(reverse("account_signup"), {"email": "nouveau@reseau.example"})
    assert not User.objects.exists()


def test_a_link_shows_a_button_first_and_signs_in_once(client: Client) -> None:
    path = path_of(sign_in_link(make_user()))
    assert client.get(path).status_code == 200
    assert not is_signed_in(client)
    client.post(path)
    assert is_signed_in(client)
    again = Client()
    assert again.post(path).status_code == 410
    assert not is_signed_in(again)


def test_a_link_dies_after_a_quarter_of_an_hour(client: Client) -> None:
    path = path_of(sign_in_link(make_user()))
    with time_machine.travel(timezone.localtime() + timedelta(minutes=16)):
        assert client.post(path).status_code == 410


def test_a_forged_link_is_refused_and_logged(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    path = path_of(sign_in_link(make_user()))
    assert client.post(path[:-4] + "xyz/").status_code == 410
    assert "Gone: /compte/lien/" in caplog.text


def test_a_closed_account_is_not_let_in(client: Client) -> None:
    user = make_user(email="alix@reseau.example")
    link = sign_in_link(user)
    User.objects.update(is_active=False)
    assert client.post(path_of(link)).status_code == 410


@pytest.fixture
def demo(settings) -> None:
    settings.DEMO = True


def test_a_link_of_the_demo_signs_in_with_one_click(client: Client, demo: None) -> None:
    response = client.get(path_of(demo_link(make_user())))
    assert response.headers["Location"] == reverse("portal:home")
    assert is_signed_in(client)


def test_a_link_of_the_demo_opens_nothing_elsewhere(client: Client) -> None:
    assert client.get(path_of(demo_link(make_user()))).status_code == 404


def test_a_link_of_the_demo_is_for_this_machine(client: Client, demo: None) -> None:
    path = path_of(demo_link(make_user()))
    assert client.get(path, REMOTE_ADDR="192.0.2.7").status_code == 404


def test_a_forged_link_of_the_demo_opens_nothing(client: Client, demo: None) -> None:
    path = path_of(demo_link(make_user()))
    assert client.get(path[:-3] + "xy/").status_code == 404
