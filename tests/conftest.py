"""Who the tests know, and what they are strict about."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as examples

from essaim.accounts.models import User
from essaim.kernel import locks, manifest
from essaim.kernel.context import identity
from essaim.kernel.database_clock import clock
from essaim.kernel.kept_pages import KeptPages, pages
from essaim.kernel.offering.identity import Identity
from tests.factories.accounts import make_user
from tests.factories.network import make_delegate

# How long a machine takes to make an example or to try it says nothing of the house.
examples.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("house")


#: What is read where a test is about it: it replaces what others read for nothing.
READ_CLOSED_ROOMS = manifest.closed_rooms


@pytest.fixture(autouse=True)
def known_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept by the house until something is written: no test pays for the writes of others."""
    cache.clear()
    monkeypatch.setattr(identity, "read", Identity)
    monkeypatch.setattr(manifest, "closed_rooms", frozenset)


@pytest.fixture
def rooms_close(known_identity: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A house whose rooms open and close, as one does that is served."""
    monkeypatch.setattr(manifest, "closed_rooms", READ_CLOSED_ROOMS)


@pytest.fixture(autouse=True)
def language_of_the_network() -> None:
    """A test that reads a page in English would leave English to the next one."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def nobody_else_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch of background work leaves no time to others in a test that has none."""
    monkeypatch.setattr(locks, "PAUSE", 0)


@pytest.fixture
def coordinator(db: None) -> User:
    """Runs the network from day to day."""
    return make_user(role="coordination")


@pytest.fixture
def bureau_member(db: None) -> User:
    return make_user(role="bureau")


@pytest.fixture
def administrator(db: None) -> User:
    return make_user(role="administrator")


@pytest.fixture
def delegate(db: None) -> User:
    """Speaks for a member organisation."""
    return make_delegate()


@pytest.fixture
def stranger(db: None) -> User:
    """Has an account and belongs to nothing."""
    return make_user()


@pytest.fixture
def as_user(client: Client):
    """A browser in which this account is signed in."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def clock_is_closed() -> Iterator[None]:
    """Its own connection would hold the database of the tests when that is to go."""
    yield
    clock.close()


@pytest.fixture
def stop_the_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called: on PostgreSQL another database of the server moves the mark, too."""
    mark = uuid4().hex
    return lambda: monkeypatch.setattr(clock, "mark", lambda: mark)


@pytest.fixture
def kept_pages(settings) -> Iterator[KeptPages]:
    """A house that keeps pages for visitors, as one does that is served."""
    settings.KEPT_PAGES_BYTES = 4_000_000
    pages.clear()
    yield pages
    pages.clear()
