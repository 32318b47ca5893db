"""Whoever guesses codes, floods a mailbox or looks for who has an account gets nowhere."""

from datetime import timedelta

import pytest
import time_machine
from allauth.core import ratelimit
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.accounts.test_sign_in import code_in, is_signed_in, type_code
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
ASK = reverse("account_request_login_code")


def ask(email: str, client: Client | None = None, **source: str):
    return (client or Client()).post(ASK, {"email": email}, **source)


@pytest.mark.parametrize("email", ["alix@reseau.example", "personne@reseau.example"])
def test_a_mailbox_gets_few_mails_from_however_many_places(email: str) -> None:
    make_user(email="alix@reseau.example")
    start = timezone.now()
    for minutes in range(0, 24 * 60, 10):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            for place in range(2):
                ask(email, REMOTE_ADDR=f"192.0.2.{(minutes + place) % 200}")
    assert len(mail.outbox) == 12


def test_the_delay_grows_and_the_page_says_so() -> None:
    make_user(email="alix@reseau.example")
    start = timezone.now()
    sent = []
    for minutes in (0, 0, 0, 1, 6, 7, 8, 9, 62, 70):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            before = len(mail.outbox)
            page = ask("alix@reseau.example")
            sent.append(len(mail.outbox) - before)
            if not sent[-1]:
                assert "cinq minutes" in page.text
    assert sent == [1, 1, 1, 0, 1, 1, 1, 0, 1, 1]


@pytest.mark.parametrize(
    "email", ["ALIX@reseau.example", "alix+1@reseau.example", "alix+codes@Reseau.example"]
)
def test_the_same_mailbox_written_otherwise_is_the_same(email: str) -> None:
    for number in range(3):
        ask("alix@reseau.example", REMOTE_ADDR=f"192.0.2.{number}")
    ask(email, REMOTE_ADDR="192.0.2.99")
    assert len(mail.outbox) == 3


def test_dots_in_a_mailbox_that_ignores_them_make_no_other() -> None:
    written = ["al.ix@gmail.com", "a.l.i.x+1@gmail.com", "alix@googlemail.com", "alix@gmail.com"]
    for number, email in enumerate(written):
        ask(email, REMOTE_ADDR=f"192.0.2.{number}")
    assert len(mail.outbox) == 3
    ask("al.ix@reseau.example", REMOTE_ADDR="192.0.2.98")
    ask("alix@reseau.example", REMOTE_ADDR="192.0.2.99")
    assert len(mail.outbox) == 5


def test_one_line_has_many_addresses_and_is_one_place() -> None:
    """A household, or whoever rents a server, has 2⁶⁴ of them."""
    for number in range(40):
        ask(f"adresse{number}@reseau.example", REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
    assert len(mail.outbox) == 30
    ask("alix@reseau.example", REMOTE_ADDR="2001:db8:1:3::1")
    assert len(mail.outbox) == 31


def test_addresses_of_version_4_are_places_each_where_a_server_listens_on_both() -> None:
    for number in range(40):
        address = f"::ffff:192.0.2.{number}"
        ask(f"adresse{number}@reseau.example", REMOTE_ADDR=address)
    assert len(mail.outbox) == 40


def test_one_place_writes_to_a_thousand_strangers_a_day_at_most() -> None:
    place, start, counted = RequestFactory().post(ASK), timezone.now(), 0
    for minutes in (hour * 75 + minute * 2 for hour in range(4) for minute in range(10)):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            for number in range(30):
                key = f"{minutes}-{number}"
                counted += ratelimit.consume(place, action="request_login_code", key=key)
    assert counted == 1000


@pytest.mark.parametrize(("proxies", "mails"), [(0, 30), (1, 40)])
def test_the_place_is_what_the_proxy_says_and_nobody_else(
    settings, proxies: int, mails: int
) -> None:
    """Without one, what a visitor says of where they are counts for nothing."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for number in range(40):
        said = f"198.51.100.7, 192.0.2.{number}"
        ask(f"adresse{number}@reseau.example", HTTP_X_FORWARDED_FOR=said)
    assert len(mail.outbox) == mails


def test_one_place_asks_for_few_addresses_a_minute() -> None:
    for number in range(40):
        ask(f"adresse{number}@reseau.example")
    assert len(mail.outbox) == 30
    ask("alix@reseau.example", REMOTE_ADDR="192.0.2.7")
    assert len(mail.outbox) == 31


def test_many_counters_drive_none_out() -> None:
    for _time in range(3):
        ask("alix@reseau.example")
    for number in range(2000):
        cache.set(f"other:{number}", number)
    ask("alix@reseau.example")
    assert len(mail.outbox) == 3


def test_guesses_over_a_whole_day_stay_few() -> None:
    make_user(email="alix@reseau.example")
    start, tried = timezone.now(), 0
    for minutes in range(0, 24 * 60, 15):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            client = Client()
            if (
                ask(
                    "alix@reseau.example", client, REMOTE_ADDR=f"192.0.2.{minutes % 250}"
                ).status_code
                != 302
            ):
                continue
            while type_code(client, "AAAA-AAAA").status_code == 200:
                tried += 1
            tried += 1
            assert not is_signed_in(client)
    assert tried == 36


def test_whoever_signed_in_here_before_is_not_locked_out_by_others() -> None:
    make_user(email="alix@reseau.example")
    hers = Client()
    ask("alix@reseau.example", hers)
    type_code(hers, code_in(str(mail.outbox[-1].body)))
    hers.post(reverse("account_logout"))
    for number in range(5):
        ask("alix@reseau.example", REMOTE_ADDR=f"192.0.2.{number}")
    before = len(mail.outbox)

    ask("alix@reseau.example", hers)

    assert len(mail.outbox) == before + 1
    type_code(hers, code_in(str(mail.outbox[-1].body)))
    assert is_signed_in(hers)


def test_a_browser_known_for_one_account_is_a_stranger_for_others() -> None:
    make_user(email="alix@reseau.example")
    make_user(email="bo@reseau.example")
    hers = Client()
    ask("alix@reseau.example", hers)
    type_code(hers, code_in(str(mail.outbox[-1].body)))
    hers.post(reverse("account_logout"))
    for number in range(3):
        ask("bo@reseau.example", REMOTE_ADDR=f"192.0.2.{number}")
    before = len(mail.outbox)
    ask("bo@reseau.example", hers)
    forged = Client()
    forged.cookies["essaim_known"] = "forged"
    ask("bo@reseau.example", forged)
    assert len(mail.outbox) == before


def answers(email: str) -> list[tuple[int, str, str]]:
    """All that somebody sees who asks, types three wrong codes, and asks until refused."""
    client, seen = Client(), []
    pages = [ask(email, client), client.get(reverse("account_confirm_login_code"))]
    pages += [type_code(client, "AAAA-AAAA") for _try in range(3)]
    pages += [ask(email) for _time in range(4)]
    for page in pages:
        text = page.text.replace(email, "ADDRESS")
        seen.append((page.status_code, page.headers.get("Location", ""), str(len(text) // 60)))
    return seen


def test_nothing_tells_an_address_with_an_account_from_one_without(client: Client) -> None:
    make_user(email="alix@reseau.example")
    closed = make_user(email="fini@reseau.example")
    closed.is_active = False
    closed.save()
    known = answers("alix@reseau.example")
    assert answers("nous@reseau.example") == known
    assert answers("fini@reseau.example") == known
    assert len(mail.outbox) == 9


def test_an_address_with_an_account_costs_hardly_more_queries() -> None:
    make_user(email="alix@reseau.example")
    counts = []
    for email in ("alix@reseau.example", "nous@reseau.example"):
        with CaptureQueriesContext(connection) as seen:
            ask(email)
        counts.append(len(seen))
    assert counts[0] - counts[1] <= 3
