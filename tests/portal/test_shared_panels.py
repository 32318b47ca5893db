"""What a panel shows to all of the same roles is drawn once, until anything is written."""

from collections.abc import Iterator

import pytest
from django.test import Client

from essaim.kernel.database_clock import clock
from tests.factories.accounts import make_user
from tests.factories.network import make_membership, make_organisation, make_person
from tests.factories.programme import make_action
from tests.pages import text_of
from tests.processes import another_process

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    yield
    clock.close()


def home_of(user: object = None, language: str = "fr") -> str:
    browser = Client(headers={"Accept-Language": language})
    if user is not None:
        browser.force_login(user)
    return text_of(browser.get("/"))


def make_member() -> object:
    user = make_user()
    make_membership(person=make_person(user=user))
    return user


@pytest.fixture(autouse=True)
def _house() -> None:
    make_organisation(name="Réseau des ruches", is_house=True)


def test_nobody_is_shown_what_others_may_see_whoever_came_first() -> None:
    make_action(title="Portes ouvertes", audience="public", is_highlight=True)
    make_action(title="Entre nous", audience="members", is_highlight=True)
    member = make_member()
    for _time in range(2):
        assert "Entre nous" in home_of(member)
        assert "Entre nous" not in home_of()
        assert "Entre nous" not in home_of(make_user())
        assert "Portes ouvertes" in home_of()


def test_what_is_written_is_seen_at_once_by_all_whichever_process_wrote_it() -> None:
    action = make_action(title="Atelier", audience="public", is_highlight=True)
    member, other = make_member(), make_member()
    assert "Atelier" in home_of(member)
    type(action).objects.update(title="Veillée")
    assert "Veillée" in home_of(member)
    assert "Veillée" in home_of(other)
    writing = another_process(
        "from essaim.programme.models import Action\nAction.objects.update(title='Lecture')"
    )
    assert writing.wait(timeout=60) == 0
    assert "Lecture" in home_of(member)
    assert "Lecture" in home_of()


def test_each_reads_in_their_language() -> None:
    member = make_member()
    make_action(audience="public", is_highlight=True)
    assert "Toutes les actions de l’année" in home_of(member)
    assert "All the actions of the year" in home_of(member, "en")


def test_a_second_reader_of_the_same_roles_asks_for_less(django_assert_max_num_queries) -> None:
    first, second = make_member(), make_member()
    make_action(audience="public", is_highlight=True)
    home_of(first)
    home_of(second)
    with django_assert_max_num_queries(16):
        home_of(second)
