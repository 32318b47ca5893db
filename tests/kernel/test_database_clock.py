"""The mark of the database moves with every commit, whoever makes it, and with nothing else."""

import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.db import connection, transaction

from essaim.journal.models import Entry
from essaim.kernel import database_clock
from essaim.kernel.database_clock import DatabaseClock, UntilWritten
from essaim.kernel.database_clock import clock as real_clock
from essaim.kernel.manifest import Timer, offered
from tests.factories.network import make_person
from tests.marks.house import build
from tests.processes import another_process

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock() -> Iterator[DatabaseClock]:
    clock = DatabaseClock()
    yield clock
    clock.close()


def line(verb: str) -> None:
    Entry.objects.create(verb=verb, at="2026-01-01T10:00:00Z")


def leaves_it(clock: DatabaseClock, work: Callable[[], object]) -> bool:
    """Whether this can be done without the mark being moved.

    On PostgreSQL another database of the same server moves it too, so that is tried again.
    """
    for _try in range(20):
        before = clock.mark()
        work()
        if before is not None and clock.mark() == before:
            return True
    return False


def test_nothing_written_leaves_the_mark_as_it_was(clock) -> None:
    def read() -> None:
        list(Entry.objects.all())
        with transaction.atomic():
            Entry.objects.count()

    assert leaves_it(clock, read)


def test_what_this_process_commits_moves_it(clock) -> None:
    before = clock.mark()
    line("network.add_person")

    assert clock.mark() != before


def test_a_write_beside_the_journal_moves_it(clock) -> None:
    person = make_person()
    before = clock.mark()
    type(person).objects.filter(pk=person.pk).update(given_name="Alix")

    assert clock.mark() != before


def test_what_another_process_commits_moves_it(clock) -> None:
    before = clock.mark()
    told = another_process(
        "from essaim.journal.models import Entry\n"
        "Entry.objects.create(verb='x', at='2026-01-01T10:00:00Z')"
    )
    assert told.wait(timeout=60) == 0

    assert clock.mark() != before


def test_within_a_transaction_there_is_no_mark(clock) -> None:
    """What it wrote is there for nobody else, and its own reader would be told of it too late."""
    with transaction.atomic():
        line("network.add_person")

        assert clock.mark() is None


WRITES_LATE = """
import sys
from django.db import transaction
from essaim.journal.models import Entry
with transaction.atomic():
    Entry.objects.create(verb="late", at="2026-01-01T10:00:00Z")
    print("written", flush=True)
    sys.stdin.readline()
print("committed", flush=True)
"""


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="one writes at a time there")
def test_who_wrote_first_and_commits_last_moves_it(clock) -> None:
    """The highest number of the journal does not move then: the later line is there already."""
    late = another_process(
        WRITES_LATE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert late.stdout.readline() == "written\n"
    line("soon")
    highest, before = Entry.objects.latest("id").verb, clock.mark()
    assert leaves_it(clock, Entry.objects.count)
    late.stdin.write("\n")
    late.stdin.flush()
    assert late.stdout.readline() == "committed\n"

    assert clock.mark() != before
    assert Entry.objects.latest("id").verb == highest == "soon"
    assert Entry.objects.count() == 2
    assert late.wait(timeout=30) == 0
    late.stdin.close()
    late.stdout.close()


WRITES_OFTEN = """
import sys
from essaim.journal.models import Entry
for number in range(int(sys.stdin.readline())):
    Entry.objects.create(verb=f"w{number}", at="2026-01-01T10:00:00Z")
"""


def test_under_the_same_mark_the_same_rows_are_read_while_others_write(clock) -> None:
    """Two who write without a pause: what is read between two marks that are alike is alike."""
    writers = [another_process(WRITES_OFTEN, stdin=subprocess.PIPE, text=True) for _ in range(2)]
    for writer in writers:
        writer.stdin.write("400\n")
        writer.stdin.close()
    read_under: dict[str, int] = {}
    until = time.monotonic() + 60
    while any(writer.poll() is None for writer in writers) and time.monotonic() < until:
        mark = clock.mark()
        count = Entry.objects.count()
        if clock.mark() == mark:
            assert read_under.setdefault(mark, count) == count

    assert [writer.wait(timeout=30) for writer in writers] == [0, 0]
    assert Entry.objects.count() == 800
    assert len(read_under) > 3


def test_a_row_changed_in_any_table_moves_it(clock) -> None:
    """Whatever an action writes to, it writes to one of these."""
    build()
    unmoved, untouched = [], []
    for model in apps.get_models(include_auto_created=True):
        table, key = (
            connection.ops.quote_name(word)
            for word in (model._meta.db_table, model._meta.pk.column)
        )
        before = clock.mark()
        with connection.cursor() as cursor:
            if model is Entry:
                line("any")
            else:
                cursor.execute(f"UPDATE {table} SET {key} = {key}")
            if cursor.rowcount == 0:
                untouched.append(model._meta.label)
            elif clock.mark() == before:
                unmoved.append(model._meta.label)

    assert unmoved == []
    assert len(untouched) < 25, untouched


LOOKS_FOR_TASKS = """
import sys
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction
for _line in sys.stdin:
    with exclusive_transaction():
        assert DBTaskResult.objects.ready().get_locked() is None
    print("looked", flush=True)
"""


def test_a_worker_that_looks_for_tasks_leaves_it_as_it_was(clock) -> None:
    """It looks every second: it would empty every memory of pages."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
    worker = another_process(LOOKS_FOR_TASKS, **pipes)

    def look() -> None:
        worker.stdin.write("\n")
        assert worker.stdout.readline() == "looked\n"

    look()
    assert leaves_it(clock, look)
    worker.communicate()


def test_timers_with_nothing_to_do_leave_it_as_it_was(clock) -> None:
    """Those of every minute; those of the hours may write."""
    timers: list[Timer] = [timer for timer in offered("timers") if timer.hours is None]
    for timer in timers:
        timer.work()
    assert [timer.code for timer in timers if not leaves_it(clock, timer.work)] == []
    assert len(timers) > 3


def test_a_database_that_does_not_answer_has_no_mark_and_is_asked_again(clock, caplog) -> None:
    assert clock.mark() is not None
    clock._connection.connection.close()

    assert clock.mark() is None
    assert clock.mark() is not None
    assert "cannot be told" in caplog.text


def test_what_is_kept_until_something_is_written_is_read_again_then() -> None:
    asked = []
    read = UntilWritten(lambda: asked.append("") or Entry.objects.count())
    try:
        assert leaves_it(real_clock, read)
        times = len(asked)
        assert leaves_it(real_clock, read)
        assert (read(), len(asked)) == (0, times) or connection.vendor == "postgresql"
        line("network.add_person")
        assert read() == 1
    finally:
        real_clock.close()


def test_an_answer_is_kept_for_what_was_asked(monkeypatch) -> None:
    asked = []

    @UntilWritten
    def read(day: int, *, word: str) -> str:
        asked.append((day, word))
        return f"{day} {word}"

    def ask() -> None:
        assert [read(1, word="a"), read(2, word="a"), read(1, word="b")] == ["1 a", "2 a", "1 b"]

    try:
        assert leaves_it(real_clock, ask)
        times = len(asked)
        assert leaves_it(real_clock, ask)
        assert len(asked) == times or connection.vendor == "postgresql"
        monkeypatch.setattr(database_clock, "MOST", 2)
        assert leaves_it(real_clock, ask)
        line("network.add_person")
        ask()
        assert asked[-3:] == [(1, "a"), (2, "a"), (1, "b")]
    finally:
        real_clock.close()


def test_a_row_is_asked_by_its_key_since_it_may_have_been_read_before_the_mark() -> None:
    read, row = UntilWritten(lambda asked: asked), Entry()
    with pytest.raises(TypeError):
        read(row)
    with pytest.raises(TypeError):
        read(asked=row)
    assert read(row.verb) == row.verb
    real_clock.close()


def test_within_a_transaction_it_is_read_each_time() -> None:
    read = UntilWritten(Entry.objects.count)
    with transaction.atomic():
        assert read() == 0
        line("network.add_person")
        assert read() == 1
        transaction.set_rollback(True)
    assert read() == 0
    real_clock.close()
