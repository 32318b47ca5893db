"""One copy of the database's files, taken after a secret vote, joins nobody to a ballot."""

import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, transaction

from essaim.assemblies.votes.actions import ballot_boxes
from essaim.assemblies.votes.actions.ballot_boxes import sweep_boxes
from essaim.assemblies.votes.actions.resolutions import withdraw_resolution
from tests.assemblies.copies import files, joined, versions
from tests.assemblies.test_votes_secret import cast, cast_all, make_telling_vote
from tests.factories.accounts import house
from tests.processes import another_process, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def bytes_of(key) -> bytes:
    return key.hex.encode() if connection.vendor == "sqlite" else key.bytes


def traces_of(keys, folder):
    """Which of these keys of ballots stand somewhere in the files."""
    contents = list(files(folder).values())
    return [key for key in keys if any(bytes_of(key) in content for content in contents)]


#: Of this database: workers of the server's own, which come back by themselves.
NO_WORKERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE backend_type = 'autovacuum worker' AND datname = current_database()
"""
#: Whoever keeps former states from being swept, in any database, and what they do.
HOLDERS = """
SELECT datname, backend_type, state, wait_event, backend_xmin::text, now() - xact_start, query
FROM pg_stat_activity
WHERE (backend_xmin IS NOT NULL OR backend_xid IS NOT NULL) AND pid <> pg_backend_pid()
"""


def is_swept(is_so: Callable[[], bool], again: Callable[[], object] = sweep_boxes) -> bool:
    """On SQLite at once. On PostgreSQL a worker of the server's own (the ANALYZE of autovacuum)
    may hold each sweep up for a while: then the timers of the house sweep again, and so does this,
    which sends such a worker away first. Where it is never swept, the failure says who held it up.
    """
    if connection.vendor == "sqlite" or is_so():
        return is_so()
    until, answers = time.monotonic() + 60, [again()]
    while not is_so():
        assert time.monotonic() < until, f"{asked(HOLDERS)} held it up; sweeps answered {answers}"
        asked(NO_WORKERS)
        answers = [*answers[-5:], again()]
    return True


def asked(question: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def upgrade() -> None:
    """The tests make their tables without migrations."""
    step = import_module("essaim.assemblies.migrations.0010_no_former_boxes_on_disk")
    step.forget_former_boxes(apps, connection.schema_editor())


@contextmanager
def somebody_reads() -> Iterator[None]:
    """In a connection of their own, what stood before the votes: a dump, an export."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN")
    else:
        other = connection.copy().get_new_connection(connection.get_connection_params())
        other.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    other.execute("SELECT count(*) FROM assemblies_secretballot").fetchall()
    try:
        yield
    finally:
        other.rollback()
        other.close()


def test_a_copy_joins_none_of_twelve_voters_to_a_ballot(tmp_path):
    vote, votes = make_telling_vote(12)
    cast_all(vote, votes)
    assert is_swept(lambda: joined(versions(tmp_path)) == {})
    assert {len(voters) for voters, _box in versions(tmp_path)} <= {0, 12}


def test_no_page_keeps_a_ballot_that_was_written_anew(tmp_path):
    vote, votes = make_telling_vote(12)
    former = set()
    for elector, marks in votes.items():
        cast(vote, elector, marks)
        former |= set(vote.box.values_list("pk", flat=True))
    last = set(vote.box.values_list("pk", flat=True))
    assert is_swept(lambda: traces_of(former - last, tmp_path) == [])
    assert set(traces_of(last, tmp_path)) == last


def test_each_signature_stands_in_a_file_as_often_as_one_row_writes_it(tmp_path):
    """The rest would be former sheets: with those of each moment, the order of voting."""
    vote, votes = make_telling_vote(12)
    cast_all(vote, votes)
    receipts = list(vote.sign_offs.values_list("receipt", flat=True))
    row_and_indexes = 2 if connection.vendor == "sqlite" else 3

    def often() -> set[int]:
        contents = files(tmp_path).values()
        return {sum(text.count(receipt.encode()) for text in contents) for receipt in receipts}

    assert is_swept(lambda: often() == {row_and_indexes})


def test_nothing_is_left_of_a_box_that_is_destroyed_beside_another(tmp_path):
    destroyed, votes = make_telling_vote(5)
    standing, other_votes = make_telling_vote(5)
    for (one, marks), (other, other_marks) in zip(votes.items(), other_votes.items(), strict=True):
        cast(destroyed, one, marks)
        cast(standing, other, other_marks)
    ballots = set(destroyed.box.values_list("pk", flat=True))
    withdraw_resolution(resolution=destroyed, by=house())
    assert is_swept(lambda: traces_of(ballots, tmp_path) == [])
    assert standing.box.count() == 5


def test_whoever_reads_holds_a_sweep_up_and_no_vote(tmp_path):
    vote, votes = make_telling_vote(5)
    with somebody_reads():
        cast_all(vote, votes)
        assert vote.box.count() == 5
        assert joined(versions(tmp_path)) != {}
    assert sweep_boxes()
    assert is_swept(lambda: joined(versions(tmp_path)) == {})


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
def test_the_planner_keeps_no_sample_of_ballots_nor_of_those_who_voted():
    upgrade()
    vote, votes = make_telling_vote(5)
    cast_all(vote, votes)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(
            "SELECT attname FROM pg_stats "
            "WHERE tablename IN ('assemblies_secretballot', 'assemblies_signoff')"
        )
        assert {name for (name,) in cursor.fetchall()} == {"resolution_id"}


def test_an_upgrade_takes_away_what_earlier_versions_left(tmp_path, monkeypatch):
    """They swept nothing, and SQLite may have been built without zeros in freed pages."""
    monkeypatch.setattr(ballot_boxes, "sweep", lambda *_: True)
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA secure_delete=OFF")
    vote, votes = make_telling_vote(5)
    cast_all(vote, votes)
    destroyed = set(vote.box.values_list("pk", flat=True))
    withdraw_resolution(resolution=vote, by=house())
    assert set(traces_of(destroyed, tmp_path)) == destroyed
    upgrade()
    assert is_swept(lambda: traces_of(destroyed, tmp_path) == [], again=upgrade)
    connection.close()


#: The vote is committed, and the process is killed before it sweeps.
VOTING = """
import os, signal
from essaim.assemblies.votes.actions import ballot_boxes
from essaim.assemblies.models import Resolution
from tests.assemblies.test_votes_secret import cast
from tests.factories.assemblies import make_acting_for
ballot_boxes.sweep = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
vote = Resolution.objects.get()
(last,) = vote.meeting.electors.exclude(sign_offs__resolution=vote)
cast(vote, last, {str(vote.options.order_by("-position")[0].key): True})
"""


def test_what_a_killed_process_left_is_swept_by_the_next_one(tmp_path):
    vote, votes = make_telling_vote(5)
    *others, _last = votes.items()
    for elector, marks in others:
        cast(vote, elector, marks)
    assert another_process(VOTING).wait(timeout=60) == -signal.SIGKILL
    assert vote.box.count() == 5
    assert sweep_boxes()
    assert is_swept(lambda: joined(versions(tmp_path)) == {})


def test_a_sweep_within_a_transaction_is_none_and_leaves_the_connection_as_it_was():
    patience = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"
    with connection.cursor() as cursor:
        cursor.execute(patience)
        usual = cursor.fetchone()
        with transaction.atomic():
            assert not sweep_boxes()
        assert sweep_boxes()
        cursor.execute(patience)
        assert cursor.fetchone() == usual


def test_many_who_vote_at_once_leave_nothing_for_a_copy(tmp_path):
    vote, votes = make_telling_vote(8)

    def put(pair):
        cast(vote, *pair)

    assert at_once([put] * len(votes), list(votes.items())) == []
    assert vote.box.count() == len(votes)
    assert sweep_boxes()
    assert is_swept(lambda: joined(versions(tmp_path)) == {})
