"""A database that somebody else holds: a sentence and another try, never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError, connection
from django.urls import reverse

from essaim.kernel.locks import is_busy
from essaim.network.models import College
from tests import holding
from tests.factories.accounts import make_user
from tests.holding import wait_little

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def held() -> Iterator[None]:
    """Somebody else writes, and takes longer than we wait."""
    wait_little()
    try:
        with holding.held("network_college"):
            yield
    finally:
        connection.close()


def test_who_writes_meanwhile_is_told_and_sends_the_same_again(client):
    client.force_login(make_user(role="coordination"))
    path = reverse("network:add_college")
    typed = {"name": "Usagers et\nvoisins <b>", "code": "usagers"}
    with held():
        answer = client.post(path, typed)
        assert client.get(reverse("network:organisations")).status_code == 200
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    page = BeautifulSoup(answer.content, "html.parser")
    assert "rien n’est perdu" in page.select_one(".empty").text
    assert not College.objects.exists()
    form = page.select_one(".empty form")
    again = {box["name"]: box.text.removeprefix("\n") for box in form.select("textarea")}
    assert again == typed
    assert form["action"] == path
    assert client.post(path, again).status_code == 302
    assert College.objects.get().code == "usagers"


def test_a_failure_that_is_no_lock_is_a_failure():
    assert not is_busy(OperationalError("no such table: network_college"))
    assert not is_busy(OperationalError("disk I/O error"))
    assert not is_busy(ValueError("database is locked"))
    assert is_busy(OperationalError("database is locked"))


def test_a_lock_outside_of_views_is_told_too(client, monkeypatch):
    client.raise_request_exception = False

    def in_vain(*_things):
        raise OperationalError("database is locked")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", in_vain)
    client.cookies["sessionid"] = "a" * 32
    assert client.get("/").status_code == 503
