"""What a panel shows to all of the same roles is drawn once, until anything is written."""

from collections.abc import Iterator

import pytest
from django.test import Client

from essaim.kernel.database_clock import clock
from tests.factories.accounts import make_user
from tests.factories.network import make_membership, make_organisation, make_person
from tests.factories.programme import make_action
from tests.processes import another_process

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    yield
    clock.close()


def browser_of(user: object = None, language: str = "fr") -> Client:
    """Signed in before anything is read: a session is written too."""
    browser = Client(headers={"Accept-Language": language})
    if user is not None:
        browser.force_login(user)
    return browser


def home(browser: Client) -> str:
    return browser.get("/").content.decode()


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
    member, stranger, visitor = browser_of(make_member()), browser_of(make_user()), browser_of()
    for _time in range(2):
        assert "Entre nous" in home(member)
        assert "Entre nous" not in home(stranger)
        assert "Entre nous" not in home(visitor)
        assert "Portes ouvertes" in home(visitor)


def test_what_is_written_is_seen_at_once_by_all_whichever_process_wrote_it() -> None:
    action = make_action(title="Atelier", audience="public", is_highlight=True)
    member, other, visitor = browser_of(make_member()), browser_of(make_member()), browser_of()
    assert "Atelier" in home(member)
    type(action).objects.update(title="Veillée")
    assert "Veillée" in home(member)
    assert "Veillée" in home(other)
    writing = another_process(
        "from essaim.programme.models import Action\nAction.objects.update(title='Lecture')"
    )
    assert writing.wait(timeout=60) == 0
    assert "Lecture" in home(member)
    assert "Lecture" in home(visitor)


def test_each_reads_in_their_language() -> None:
    make_action(audience="public", is_highlight=True)
    user = make_member()
    french, english = browser_of(user), browser_of(user, "en")
    assert "Toutes les actions de l’année" in home(french)
    assert "All the actions of the year" in home(english)


def test_a_second_reader_of_the_same_roles_asks_for_their_own_alone(
    stop_the_clock, django_assert_num_queries
) -> None:
    first, second = browser_of(make_member()), browser_of(make_member())
    make_action(audience="public", is_highlight=True)
    stop_the_clock()
    home(first)
    with django_assert_num_queries(13):
        home(second)
