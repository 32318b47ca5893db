"""One's own agenda in a calendar: a secret address that its owner makes, and closes."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essaim.accounts.actions import close_account
from essaim.accounts.models import User
from essaim.accounts.queries import acting_as
from essaim.kernel.acting import VISITOR
from essaim.kernel.errors import Forbidden
from essaim.portal.actions import close_calendar, erase_person, open_calendar
from essaim.portal.links import OF_MEETINGS, calendar_link_of, reader_of
from essaim.post.links import LinkForged, LinkRevoked, token_of
from essaim.post.models import Link
from tests.factories.accounts import house
from tests.factories.assemblies import make_body
from tests.factories.network import make_delegate, make_group, make_person
from tests.portal.test_agenda_feeds import PUBLIC, ROOM, events, feed_of, meeting_soon

pytestmark = pytest.mark.django_db

PAGE = reverse("portal:calendars")
OPEN = reverse("portal:open_calendar")
CLOSE = reverse("portal:close_calendar")


def test_one_makes_ones_address_makes_another_and_closes_it(
    as_user: Any, client: Client, delegate: User
) -> None:
    meeting = meeting_soon(video_url=ROOM)
    browser = as_user(delegate)
    assert OPEN in browser.get(PAGE).text
    assert CLOSE not in browser.get(PAGE).text
    browser.post(OPEN)
    first = browser.get(PAGE).context["address"]
    browser.post(OPEN)
    second = browser.get(PAGE).context["address"]
    assert second != first
    assert second in browser.get(PAGE).text
    client.logout()
    assert client.get(first).status_code == 410
    response = client.get(second)
    assert str(events(response)[str(meeting.key)]["conference"]) == ROOM
    assert response["Cache-Control"] == "no-cache, private"
    as_user(delegate).post(CLOSE)
    client.logout()
    assert client.get(second).status_code == 410


def test_an_address_that_was_never_made_leads_nowhere(client: Client) -> None:
    forged = reverse("portal:my_calendar", args=["x" * 66])
    assert client.get(forged).status_code == 404
    with pytest.raises(LinkForged):
        reader_of("x" * 66)


def test_ones_own_feed_follows_what_one_may_see_today(client: Client, stranger: User) -> None:
    group = make_group()
    meeting = meeting_soon("bureau", body=make_body(audience="bureau", group=group))
    address = feed_of(stranger)
    first = client.get(address)
    assert events(first) == {}
    day = timezone.localdate() - timedelta(days=1)
    seat = group.members.create(person=make_person(user=stranger), starts_on=day)
    known = {"If-None-Match": first["ETag"]}  # no act, so no line of the journal: still seen
    assert set(events(client.get(address, headers=known))) == {str(meeting.key)}
    seat.ends_on = day
    seat.save()
    assert events(client.get(address)) == {}


def test_ones_own_feed_ends_with_ones_account(client: Client, delegate: User) -> None:
    token = token_of(open_calendar(by=acting_as(delegate)))
    page = reverse("portal:my_calendar", args=[token])
    close_account(user=delegate, by=house())
    assert client.get(page).status_code == 410
    with pytest.raises(LinkRevoked):
        reader_of(token)


def test_ones_own_feed_ends_when_one_is_forgotten(client: Client, delegate: User) -> None:
    page = feed_of(delegate)
    erase_person(person=delegate.person, by=acting_as(delegate))
    assert client.get(page).status_code == 410


def test_addresses_made_for_meetings_alone_open_the_agenda(client: Client, delegate: User) -> None:
    meeting = meeting_soon()
    link = open_calendar(by=acting_as(delegate))
    Link.objects.filter(pk=link.pk).update(act=OF_MEETINGS)
    assert calendar_link_of(acting_as(delegate), timezone.now()) == link
    former = f"/assemblees/agenda/{token_of(link)}.ics"
    assert set(events(client.get(former))) == {str(meeting.key)}
    close_calendar(by=acting_as(delegate))
    assert client.get(former).status_code == 410
    assert calendar_link_of(acting_as(delegate), timezone.now()) is None


def test_a_visitor_is_asked_to_sign_in_and_a_feed_only_reads(
    client: Client, delegate: User
) -> None:
    for ask in (client.get(PAGE), client.post(OPEN), client.post(CLOSE)):
        assert ask.url.startswith("/compte/entrer/")
    assert client.post(feed_of(delegate)).status_code == 405
    assert client.post(PUBLIC).status_code == 405
    with pytest.raises(Forbidden):
        open_calendar(by=VISITOR)
    assert calendar_link_of(VISITOR, timezone.now()) is None


def test_the_agenda_leads_to_ones_own_calendar(as_user: Any, client: Client) -> None:
    page = reverse("portal:agenda")
    assert PAGE not in client.get(page).text
    assert re.search(rf'value="http[^"]+{PUBLIC}"', client.get(page).text)
    assert PAGE in as_user(make_delegate()).get(page).text
