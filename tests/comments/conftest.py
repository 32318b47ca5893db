"""Somebody who noted an action, whom its remarks concern."""

import pytest

from essaim.accounts.models import User
from essaim.programme.models import Action
from tests.comments.mails import noted_by
from tests.factories.comments import make_writer


@pytest.fixture
def maker() -> User:
    return make_writer(role="bureau", name="Maya")


@pytest.fixture
def action(maker: User) -> Action:
    """Noted by Maya, whom its remarks concern."""
    return noted_by(maker)
