"""What a search does not do twice: count for the next page, read through words that wait."""

import pytest
from django.db import connection

from essaim.kernel.acting import VISITOR
from essaim.kernel.database_clock import clock
from essaim.search.indexing import rebuild
from essaim.search.queries import search
from tests.factories.programme import make_action
from tests.search.test_search import HOST

pytestmark = pytest.mark.django_db


def test_who_chooses_a_kind_counts_nothing_again_until_anything_is_written(
    monkeypatch, django_assert_num_queries
) -> None:
    monkeypatch.setattr(clock, "mark", lambda: "before")
    make_action(title="Atelier", audience="public")
    make_action(title="Atelier", audience="members")
    rebuild()

    with django_assert_num_queries(4):  # the counts, their order, the rows, what may still be seen
        assert search("atelier", HOST).total == 2
    with django_assert_num_queries(3):
        assert search("atelier", HOST, kind="programme.action").total == 2
    with django_assert_num_queries(4):
        assert search("atelier", VISITOR).total == 1

    make_action(title="Atelier", audience="public")
    rebuild()
    monkeypatch.setattr(clock, "mark", lambda: "after")
    assert search("atelier", HOST).total == 3


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets no word wait")
def test_no_word_waits_beside_the_index() -> None:
    make_action(title="Atelier")
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_lexemes')")
        assert cursor.fetchone() == (0,)
