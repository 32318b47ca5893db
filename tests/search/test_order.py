"""In which order things are found, page after page, and what is not read for it."""

import pytest
from django.db import connection

from essaim.search import queries
from essaim.search.indexing import rebuild
from essaim.search.install import install
from essaim.search.queries import search
from tests.factories.network import make_organisation
from tests.factories.programme import make_action
from tests.search.test_search import HOST, titles

pytestmark = pytest.mark.django_db


def fill(titled: int, below: int) -> list[str]:
    """Titles of things that hold “four”, in the order in which they are to be found."""
    for number in range(titled):
        make_action(title=f"Four {number}", starts_on=f"2020-01-{number + 1:02}")
    for number in range(below):
        summary = "Près du four"
        make_action(title=f"Pain {number}", summary=summary, starts_on=f"2024-01-{number + 1:02}")
    rebuild()
    return [f"Four {number}" for number in reversed(range(titled))] + [
        f"Pain {number}" for number in reversed(range(below))
    ]


@pytest.mark.parametrize(
    ("titled", "below"), [(0, 5), (2, 1), (2, 2), (3, 4), (4, 7), (6, 3), (7, 0)]
)
def test_pages_follow_each_other_through_titles_and_what_stands_below(
    monkeypatch, titled: int, below: int
) -> None:
    monkeypatch.setattr(queries, "A_PAGE", 3)
    in_order = fill(titled, below)
    pages = range(1, -(-len(in_order) // 3) + 1)
    assert [titles("four", page=page) for page in pages] == [
        in_order[at : at + 3] for at in range(0, len(in_order), 3)
    ]


def test_a_kind_and_a_year_keep_that_order(monkeypatch) -> None:
    monkeypatch.setattr(queries, "A_PAGE", 2)
    make_organisation(name="Four")
    make_organisation(name="Boulangerie", description="autour du four")
    in_order = fill(3, 3)
    assert titles("four")[:1] == ["Four"]
    assert titles("four", kind="network.organisation") == ["Four", "Boulangerie"]
    assert titles("four", kind="programme.action", page=2) == in_order[2:4]
    assert titles("four", year=2024, page=2) == in_order[5:]


def test_what_titles_fill_is_not_sorted_with_the_rest(
    monkeypatch, django_assert_num_queries
) -> None:
    """A search counts, reads its page and asks what may still be seen; between, the order."""
    monkeypatch.setattr(queries, "A_PAGE", 2)
    fill(3, 5)
    with django_assert_num_queries(4):  # titles
        assert len(search("four", HOST).hits) == 2
    with django_assert_num_queries(5):  # the last title, then the rest
        assert len(search("four", HOST, page=2).hits) == 2
    with django_assert_num_queries(6):  # no title, how many there were, then the rest
        assert len(search("four", HOST, page=3).hits) == 2


def test_a_letter_before_a_word_is_no_letter_of_it() -> None:
    """On PostgreSQL each lexeme begins with the letter of its place."""
    make_action(title="Nantes", summary="Le bocal du tram")
    rebuild()
    assert titles("nantes") == titles("bocal") == titles("tram") == ["Nantes"]
    for typed in ("antes", "ante", "tnant", "nnantes", "ocal", "bbocal"):
        assert titles(typed) == [], typed


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the columns are PostgreSQL's")
def test_a_house_whose_words_had_weights_finds_at_once_what_it_found() -> None:
    in_order = fill(2, 2)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_indexentry DROP COLUMN lexemes")
        cursor.execute(
            """ALTER TABLE search_indexentry ADD COLUMN words tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('simple', title_stems), 'A')) STORED"""
        )
    install()
    install()
    assert titles("four") == in_order
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "search_indexentry")
    assert "words" not in {column.name for column in columns}
