"""Who comes to assemblies in the tests."""

import pytest

from essaim.accounts.models import User
from essaim.assemblies.models import Elector, Meeting
from tests.factories.assemblies import make_elector, make_meeting
from tests.factories.network import make_delegate, make_organisation


@pytest.fixture
def delegate_here(db: None) -> tuple[User, Elector, Meeting]:
    """An account that speaks for an elector in the room of an open meeting."""
    organisation = make_organisation(name="Réseau Cocagne")
    user = make_delegate(of=organisation)
    meeting = make_meeting()
    elector = make_elector(meeting=meeting, organisation=organisation, present=True)
    return user, elector, meeting
