"""One screen, one gesture: before the opening, while it is open, once it is closed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.assemblies.lively import address, lively_meeting, text_of
from tests.factories.assemblies import (
    make_ballot,
    make_elector,
    make_meeting,
    make_open_vote,
    make_resolution,
)
from tests.factories.network import make_delegate, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


def test_once_closed_it_says_what_was_decided_the_quorum_at_closing_and_the_minutes(
    as_user, coordinator
):
    meeting = lively_meeting()
    times = {"opened_at": meeting.starts_at, "closed_at": meeting.starts_at}
    made = {"title": "Les comptes", "state": "closed", "outcome": "rejected", **times}
    make_resolution(meeting=meeting, **made)
    browser = as_user(coordinator)
    browser.post(address("close_meeting", meeting))

    over = text_of(browser.get(address("sitting", meeting)))

    assert "What was decided" in over
    assert "Les comptes" in over
    assert "quorate at the closing" in over
    assert address("minutes", meeting) in over
    assert "data-poll" not in over
    assert "I am here" not in over


def test_before_it_opens_the_page_waits_and_one_says_already_that_one_is_here(as_user):
    organisation = make_organisation()
    meeting = make_meeting(state="convened")
    elector = make_elector(meeting=meeting, organisation=organisation)
    browser = as_user(make_delegate(of=organisation))

    waits = text_of(browser.get(address("sitting", meeting)))
    assert "data-poll" in waits
    assert "The meeting begins on" in waits
    browser.post(address("record_arrival", meeting), {"elector": elector.key, "means": "onsite"})
    assert "I am leaving" in text_of(browser.get(address("sitting", meeting)))


def test_more_than_two_hours_before_nobody_is_offered_what_would_be_refused(as_user):
    organisation = make_organisation()
    starts_at = timezone.now() + timedelta(hours=3)
    meeting = make_meeting(state="convened", starts_at=starts_at)
    make_elector(meeting=meeting, organisation=organisation)
    page = text_of(as_user(make_delegate(of=organisation)).get(address("sitting", meeting)))
    assert address("record_arrival", meeting) not in page


def test_what_one_has_not_answered_stands_first(as_user):
    organisation = make_organisation()
    meeting = make_meeting()
    elector = make_elector(meeting=meeting, organisation=organisation, present=True)
    first, second = (make_open_vote(meeting=meeting, title=title) for title in ("Une", "Deux"))
    make_ballot(resolution=first, elector=elector)

    page = as_user(make_delegate(of=organisation)).get(address("sitting", meeting))

    assert [each.resolution for each in page.context["votes"].mine] == [second, first]
