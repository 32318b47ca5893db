"""How many rows a list has is counted once for its pages, until anything is written."""

from collections.abc import Iterator

import pytest

from essaim.kernel.database_clock import clock
from essaim.kernel.listing.http import page_of
from essaim.network.models import Organisation
from essaim.questions.models import Version
from tests.factories.network import make_organisation
from tests.factories.questions import make_questionnaire, make_version
from tests.processes import another_process

pytestmark = pytest.mark.django_db(transaction=True)
SIZE = 2


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    yield
    clock.close()


def count(name: str = "") -> int:
    rows = Organisation.objects.filter(name__contains=name).order_by("pk")
    return page_of(rows, SIZE, "2").paginator.count


def test_the_next_page_of_a_list_counts_no_more(stop_the_clock, django_assert_num_queries) -> None:
    for _each in range(3):
        make_organisation()
    stop_the_clock()
    assert count() == 3
    with django_assert_num_queries(0):
        assert count() == 3


def test_a_row_more_is_counted_at_once_whoever_adds_it() -> None:
    make_organisation()
    assert count() == 1
    make_organisation()
    assert count() == 2
    adding = another_process(
        "from essaim.network.models import Organisation\n"
        "Organisation.objects.create(name='Une de plus', kind='structure')"
    )
    assert adding.wait(timeout=60) == 0
    assert count() == 3


def test_two_long_values_that_begin_alike_are_two_questions() -> None:
    row = make_questionnaire()
    for ending in ("a", "a", "b"):
        version = make_version(row)
        Version.objects.filter(pk=version.pk).update(content={"word": "long" * 20 + ending})

    def count_ending(ending: str) -> int:
        rows = Version.objects.filter(content__word="long" * 20 + ending).order_by("pk")
        return page_of(rows, 1, "2").paginator.count

    assert (count_ending("a"), count_ending("b"), count_ending("c")) == (2, 1, 0)


def test_two_questions_have_each_their_count() -> None:
    make_organisation(name="Ruche")
    make_organisation(name="Grange")
    assert (count("Ruche"), count(), count("Rien")) == (1, 2, 0)
    assert page_of(Organisation.objects.none(), SIZE, "2").paginator.count == 0
