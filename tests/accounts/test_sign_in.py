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
    code = re.search(r"^\s+([A-Z0-9-]{6,})$", body, re.MULTILINE)
    assert code is not None
    url = reverse("account_confirm_login_code")
    response = client.post(url, {"code": code[1], "action": "verify"})
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
    assert "Code incorrect" in response.content.decode()
    assert not is_signed_in(client)


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


def test_a_forged_link_is_refused(client: Client) -> None:
    path = path_of(sign_in_link(make_user()))
    assert client.post(path[:-4] + "xyz/").status_code == 410


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
