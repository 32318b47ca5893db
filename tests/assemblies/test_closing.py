"""What a meeting that is over says to who follows it, and whom its pages tell they are for."""

import pytest
from django.urls import reverse

from tests.assemblies.lively import address, text_of
from tests.factories.assemblies import START, make_item, make_meeting, make_resolution
from tests.factories.minutes import make_minutes

pytestmark = pytest.mark.django_db
ENDED = {"state": "closed", "opened_at": START, "closed_at": START}


@pytest.fixture
def meeting():
    meeting = make_meeting(state="closed", closed_at=START)
    meeting.action.audience = "public"
    meeting.action.save()
    return meeting


def closing(browser, meeting):
    """The text above and below “left undecided”."""
    text = text_of(browser.get(address("sitting", meeting)))
    above, _title, below = text.partition("Ce qui a été décidé")[2].partition("Resté sans décision")
    return above, below


@pytest.mark.parametrize(
    ("outcome", "is_decided"),
    [
        ("rejected", True),
        ("elected", True),
        ("postponed", True),
        ("no_quorum", False),
        ("void", False),
        ("tied", False),
    ],
)
def test_what_decided_nothing_stands_apart(as_user, coordinator, meeting, outcome, is_decided):
    make_resolution(meeting=meeting, title="Louer une salle", outcome=outcome, **ENDED)
    above, below = closing(as_user(coordinator), meeting)
    assert ("Louer une salle" in above) is is_decided
    assert ("Louer une salle" in below) is not is_decided


def test_questions_bear_the_numbers_of_the_agenda(as_user, coordinator, meeting):
    make_item(meeting=meeting, title="Accueil")
    item = make_item(meeting=meeting, title="Suites")
    under = make_item(meeting=meeting, title="Salle", parent=item)
    make_resolution(item=under, meeting=meeting, title="Louer", outcome="rejected", **ENDED)
    above, _below = closing(as_user(coordinator), meeting)
    assert "2.1. Louer" in above


@pytest.mark.parametrize(
    ("state", "is_visitor", "is_offered"),
    [("", True, False), ("", False, True), ("draft", True, False), ("draft", False, True)],
)
def test_minutes_are_offered_to_whoever_may_open_them(
    client, as_user, coordinator, meeting, state, is_visitor, is_offered
):
    if state:
        make_minutes(meeting=meeting, state=state)
    browser = client if is_visitor else as_user(coordinator)
    minutes = reverse("assemblies:minutes", args=[meeting.key])
    assert (minutes in browser.get(meeting.get_absolute_url()).text) is is_offered
    assert (browser.get(minutes).status_code == 200) is is_offered


@pytest.mark.parametrize("page", ["sitting", "screen", "room"])
def test_a_page_that_asks_to_sign_in_says_that_it_is_for_those_who_did(
    client, as_user, coordinator, meeting, page
):
    assert client.get(address(page, meeting)).status_code == 302
    text = text_of(as_user(coordinator).get(address(page, meeting)))
    assert "Tout le monde" not in text
    assert "toute personne connectée" in text
