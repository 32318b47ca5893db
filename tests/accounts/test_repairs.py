"""The repairs: opened on the host, entered by the door of everybody, only to look."""

import pytest
from django.contrib.admin import site
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from essaim.accounts.models import User
from essaim.journal.models import Entry
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def test_a_visitor_is_led_to_the_one_door(client: Client) -> None:
    response = client.get("/reparations/", follow=True)
    path = response.redirect_chain[-1][0]
    assert path == reverse("account_request_login_code") + "?next=/reparations/"
    assert "password" not in response.text


@pytest.mark.parametrize("role", ["administrator", "coordination", "bureau", ""])
def test_no_role_of_the_house_opens_them(as_user, role: str) -> None:
    assert as_user(make_user(role=role)).get("/reparations/", follow=True).status_code == 403


def test_the_host_opens_and_closes_them(as_user, capsys: pytest.CaptureFixture[str]) -> None:
    user = make_user(email="alix@reseau.example")
    call_command("repairs", "Alix@reseau.example")
    page = as_user(User.objects.get(pk=user.pk)).get("/reparations/")
    assert page.status_code == 200
    assert "Réparations" in page.text
    call_command("repairs", "alix@reseau.example", "--close")
    assert as_user(user).get("/reparations/", follow=True).status_code == 403
    verbs = Entry.objects.filter(target_key=user.key).values_list("verb", flat=True)
    assert set(verbs) == {"accounts.let_into_repairs"}


def test_an_unknown_address_is_told() -> None:
    with pytest.raises(CommandError, match=r"nobody@reseau\.example"):
        call_command("repairs", "nobody@reseau.example")


def test_they_hold_rows_of_our_rooms_alone() -> None:
    modules = {model.__module__.split(".")[0] for model in site._registry}
    assert modules == {"essaim"}


def test_there_is_no_password_to_change() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("admin:password_change")


def test_their_pages_hold_no_inline_script_and_no_style(as_user) -> None:
    user = make_user()
    call_command("repairs", user.email)
    for page in ("/reparations/", "/reparations/network/organisation/"):
        text = as_user(user).get(page).text
        assert "<style" not in text
        assert " style=" not in text
        assert "<script>" not in text
