"""Calendars as they are fetched: one meeting, a body, and one's own secret feed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from essaim.accounts.queries import acting_as
from essaim.assemblies.models import Meeting
from essaim.assemblies.roll.actions.calendars import open_calendar
from essaim.post.links import token_of
from tests.assemblies.lively import address, text_of
from tests.factories.assemblies import make_body, make_meeting
from tests.factories.network import make_delegate, make_group, make_person

pytestmark = pytest.mark.django_db

PAGE = reverse("assemblies:calendars")
OPEN = reverse("assemblies:open_calendar")
CLOSE = reverse("assemblies:close_calendar")
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


def feed_of(user) -> str:
    link = open_calendar(by=acting_as(user))
    return reverse("assemblies:my_calendar", args=[token_of(link)])


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


def test_one_makes_ones_address_makes_another_and_closes_it(as_user, client, delegate):
    meeting = soon()
    browser = as_user(delegate)
    assert OPEN in text_of(browser.get(PAGE))
    assert CLOSE not in text_of(browser.get(PAGE))

    browser.post(OPEN)
    first = browser.get(PAGE).context["address"]
    browser.post(OPEN)
    second = browser.get(PAGE).context["address"]
    assert second != first
    assert second in browser.get(PAGE).text
    client.logout()
    assert client.get(first).status_code == 410
    assert keys_in(client.get(second)) == {str(meeting.key)}

    as_user(delegate).post(CLOSE)
    client.logout()
    assert client.get(second).status_code == 410
    assert "Licenciement" not in client.get(second).text


def test_an_address_that_was_never_made_leads_nowhere(client):
    forged = reverse("assemblies:my_calendar", args=["x" * 66])

    assert client.get(forged).status_code == 404


def test_a_feed_follows_what_its_owner_may_see_today(client, stranger):
    group = make_group()
    meeting = soon("bureau", body=make_body(audience="bureau", group=group))
    address = feed_of(stranger)
    assert keys_in(client.get(address)) == set()

    seat = group.members.create(
        person=make_person(user=stranger), starts_on=timezone.localdate() - timedelta(days=1)
    )
    assert keys_in(client.get(address)) == {str(meeting.key)}
    seat.ends_on = timezone.localdate() - timedelta(days=1)
    seat.save()
    assert keys_in(client.get(address)) == set()


def test_the_feed_of_an_account_that_was_closed_holds_what_is_public(client, delegate):
    open_, _members = soon("public"), soon()
    page = feed_of(delegate)
    delegate.is_active = False
    delegate.save()

    assert keys_in(client.get(page)) == {str(open_.key)}


def test_a_visitor_is_asked_to_sign_in_and_a_feed_only_reads(client, delegate):
    for ask in (client.get(PAGE), client.post(OPEN), client.post(CLOSE)):
        assert ask.url.startswith("/compte/entrer/")
    assert client.post(feed_of(delegate)).status_code == 405
    assert client.get(OPEN).status_code in {302, 405}


def test_the_home_leads_to_ones_own_calendar_and_a_body_to_its_own(client, as_user, delegate):
    body = make_body(audience="public")
    home = reverse("assemblies:bodies")
    assert PAGE not in client.get(home).text
    assert address("body_calendar", body) in client.get(body.get_absolute_url()).text

    assert PAGE in as_user(delegate).get(home).text


@pytest.mark.parametrize("number", [1, 3])
def test_feeds_cost_the_same_whatever_their_length(
    client, delegate, number, django_assert_num_queries
):
    body = make_body(audience="public")
    page, feed = feed_of(delegate), address("body_calendar", body)
    for _number in range(number):
        soon("public", body=body, video_url=ROOM)

    with django_assert_num_queries(2):
        assert len(keys_in(client.get(feed))) == number
    with django_assert_num_queries(8):
        assert len(keys_in(client.get(page))) == number
