"""Two who edit one card at once."""

import pytest
from django.test import Client

from essaim.accounts.models import User
from essaim.network.models import Organisation
from tests.factories.accounts import make_user
from tests.factories.network import make_organisation, make_person


@pytest.fixture
def other(db: None) -> Client:
    """Of somebody whose card the coordination reads."""
    user = make_user(role="coordination")
    make_person(user=user, given_name="Alix", family_name="Roux", audience="members")
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def mine(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


@pytest.fixture
def café(db: None) -> Organisation:
    return make_organisation(name="Café du coin", phone="01 00 00 00 00", city="Brest")
