"""Calendars as they are fetched: one meeting, a body, and one's own secret feed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from essaim.assemblies.models import Meeting
from tests.assemblies.lively import address
from tests.factories.assemblies import make_body, make_meeting
from tests.factories.network import make_delegate

pytestmark = pytest.mark.django_db

ROOM = "https://visio.example/essaim"


def soon(audience="members", **fields) -> Meeting:
    meeting = make_meeting(starts_at=timezone.now() + timedelta(days=30), **fields)
    type(meeting.action).objects.filter(pk=meeting.action.pk).update(audience=audience)
    return meeting


def keys_in(response) -> set[str]:
    """Whose meetings a calendar holds, by the key that their identity begins with."""
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    made = Calendar.from_ical(response.content)
    return {str(one["uid"]).partition("@")[0] for one in made.walk("VEVENT")}


def test_a_public_meeting_goes_into_anybodys_calendar_without_its_video_room(client, as_user):
    meeting = soon("public", video_url=ROOM)
    page = address("meeting_calendar", meeting)

    visited = client.get(page)
    assert keys_in(visited) == {str(meeting.key)}
    assert "seance-" in visited["Content-Disposition"]
    assert ROOM not in visited.text
    assert ROOM in as_user(make_delegate()).get(page).text.replace("\r\n ", "")


def test_a_meeting_that_one_may_not_see_is_in_no_calendar(client, as_user, stranger):
    page = address("meeting_calendar", soon())

    assert client.get(page).status_code == 404
    assert as_user(stranger).get(page).status_code == 404


def test_the_feed_of_a_body_holds_what_its_reader_may_see(client, as_user, delegate, bureau_member):
    body = make_body(audience="public")
    open_, members, bureau = (soon(one, body=body) for one in ("public", "members", "bureau"))
    page = address("body_calendar", body)

    assert keys_in(client.get(page)) == {str(open_.key)}
    assert keys_in(as_user(delegate).get(page)) == {str(open_.key), str(members.key)}
    everything = {str(one.key) for one in (open_, members, bureau)}
    assert keys_in(as_user(bureau_member).get(page)) == everything


def test_a_feed_says_nothing_of_a_narrower_meeting(client):
    body = make_body(name="Assemblée", audience="public")
    hidden = soon("bureau", body=body)
    type(hidden.action).objects.update(title="Licenciement", place="Chez Nadia")

    text = client.get(address("body_calendar", body)).text

    assert "Licenciement" not in text
    assert "Nadia" not in text


def test_a_body_that_one_may_not_see_has_no_feed(client, as_user, stranger):
    page = address("body_calendar", make_body(audience="members"))

    assert client.get(page).status_code == 404
    assert as_user(stranger).get(page).status_code == 404


def test_what_was_cancelled_stays_in_the_feed(client):
    body = make_body(audience="public")
    meeting = soon("public", body=body, state="cancelled")

    feed = client.get(address("body_calendar", body))

    assert keys_in(feed) == {str(meeting.key)}
    assert "STATUS:CANCELLED" in feed.text


def test_a_body_leads_to_its_feed(client):
    body = make_body(audience="public")
    assert address("body_calendar", body) in client.get(body.get_absolute_url()).text


@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_costs_the_same_whatever_its_length(client, number, django_assert_num_queries):
    body = make_body(audience="public")
    feed = address("body_calendar", body)
    for _number in range(number):
        soon("public", body=body, video_url=ROOM)

    with django_assert_num_queries(2):
        assert len(keys_in(client.get(feed))) == number
