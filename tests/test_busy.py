"""A database that somebody else holds: a sentence and another try, never a traceback."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.urls import reverse

from config import env
from essaim.journal.models import Submission
from essaim.kernel.locks import is_busy
from essaim.kernel.submissions import FIELD
from essaim.network.models import College
from tests import holding
from tests.factories.accounts import make_user
from tests.holding import wait_little

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def held(table: str = "network_college") -> Iterator[None]:
    """Somebody else writes, and takes longer than we wait."""
    wait_little()
    try:
        with holding.held(table):
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


def busy(*_things, **_more):
    raise OperationalError("database is locked")


def test_a_lock_outside_of_views_is_told_too(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", busy)
    client.cookies["sessionid"] = "a" * 32
    assert client.get("/").status_code == 503


def key_on(answer) -> str:
    page = BeautifulSoup(answer.content, "html.parser")
    return page.select_one(f"main form input[name={FIELD}]")["value"]


def again_from(answer) -> dict[str, str]:
    """The form that a page of a busy house sends again."""
    assert answer.status_code == 503
    form = BeautifulSoup(answer.content, "html.parser").select_one(".empty form")
    return {box["name"]: box.text.removeprefix("\n") for box in form.select("textarea")}


def test_who_asks_for_a_code_and_who_types_it_sends_the_same_again(client):
    make_user(email="alix@reseau.example")
    asks, types = reverse("account_request_login_code"), reverse("account_confirm_login_code")
    with held("django_session"):
        answer = client.post(asks, {"email": "alix@reseau.example"})
    typed = again_from(answer)
    assert typed == {"email": "alix@reseau.example"}
    assert client.post(asks, typed).status_code == 302
    code = re.search(r"^ *([A-Z0-9]{4}-?[A-Z0-9]{2,4}) *$", mail.outbox[-1].body, re.MULTILINE)[1]
    with held("django_session"):
        answer = client.post(types, {"code": code})
    assert "_auth_user_id" not in client.session
    assert client.post(types, again_from(answer)).status_code == 302
    assert "_auth_user_id" in client.session


def test_who_signs_out_sends_it_again(client):
    client.force_login(make_user())
    path = reverse("account_logout")
    with held("django_session"):
        answer = client.post(path)
    assert client.post(path, again_from(answer)).status_code == 302
    assert "_auth_user_id" not in client.session


def test_repairs_are_read_while_somebody_writes(client):
    user = make_user()
    call_command("repairs", user.email)
    client.force_login(user)
    with held():
        assert client.get(reverse("admin:index")).status_code == 200


def test_what_was_done_is_not_said_to_be_lost_where_only_the_session_waits(
    client, monkeypatch, settings
):
    client.force_login(make_user(role="coordination"))
    settings.SESSION_SAVE_EVERY_REQUEST = True
    path = reverse("network:add_college")
    with monkeypatch.context() as locked:
        locked.setattr("django.contrib.sessions.backends.db.SessionStore.save", busy)
        locked.setattr(Submission, "keep_answer", busy)
        typed = {FIELD: key_on(client.get(path)), "name": "Usagers", "code": "usagers"}
        answer = client.post(path, typed)
    assert answer.status_code == 302
    assert College.objects.get().code == "usagers"
    again = client.post(path, typed, follow=True)
    assert "fait une fois" in again.text
    assert College.objects.count() == 1


def test_a_page_is_read_though_its_session_cannot_be_saved(client, monkeypatch, settings, caplog):
    client.force_login(make_user())
    settings.SESSION_SAVE_EVERY_REQUEST = True
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", busy)
    assert client.get("/").status_code == 200
    assert "session waited in vain" in caplog.text


def asked(sentence: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sentence)
        return str(cursor.fetchone()[0])


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="of SQLite alone")
def test_sqlite_reads_beside_whoever_writes_and_an_act_holds_it_from_its_beginning():
    """What reads first and writes then would be refused at once where another wrote meanwhile."""
    connection.close()
    assert asked("PRAGMA journal_mode") == "wal"
    assert asked("PRAGMA synchronous") == "1"  # NORMAL: a commit is whole, if not yet on the disk
    assert asked("PRAGMA busy_timeout") == "20000"
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=0)
    with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_who_reads_an_sqlite_file_in_place_outlives_whoever_shrinks_it(tmp_path) -> None:
    """A page that was cut off would end the process, where it is read in memory."""
    settings_of = env.database("NOT_SET", f"sqlite:///{tmp_path}/house.sqlite3")
    reader, writer = (
        sqlite3.connect(settings_of["NAME"], isolation_level=None) for _time in range(2)
    )
    for each in (writer, reader):
        each.executescript(settings_of["OPTIONS"]["init_command"])
    assert reader.execute("PRAGMA mmap_size").fetchone() in {(env.MAPPED,), None}
    writer.execute("CREATE TABLE sheet (number INTEGER PRIMARY KEY, words BLOB)")
    for number in range(3_000):
        writer.execute("INSERT INTO sheet VALUES (?, zeroblob(2000))", [number])
    writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    large = Path(settings_of["NAME"]).stat().st_size
    lengths = "SELECT count(*), sum(length(words)) FROM sheet"
    assert reader.execute(lengths).fetchone() == (3_000, 6_000_000)

    writer.execute("DELETE FROM sheet WHERE number >= 10")
    writer.execute("VACUUM")
    writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert Path(settings_of["NAME"]).stat().st_size < large / 50
    assert reader.execute(lengths).fetchone() == (10, 20_000)
    reader.close()
    writer.close()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="of PostgreSQL alone")
def test_postgresql_waits_as_long_as_sqlite_does():
    connection.close()
    assert asked("SHOW lock_timeout") == "20s"
