"""The agenda in calendars: the public feed, and one's own by a secret address."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from essaim.accounts.models import User
from essaim.accounts.queries import acting_as
from essaim.assemblies.models import Meeting
from essaim.portal import agenda
from essaim.portal.actions import open_calendar
from essaim.post.links import token_of
from essaim.programme.actions.actions import cancel_action
from essaim.programme.models import Action
from tests.factories.accounts import coordinator, make_user
from tests.factories.assemblies import make_body, make_meeting
from tests.factories.pictures import make_picture
from tests.factories.programme import make_action

pytestmark = pytest.mark.django_db

PUBLIC = reverse("portal:public_calendar")
ROOM = "https://visio.example/essaim"


def soon(days: int = 30) -> date:
    return timezone.localdate() + timedelta(days=days)


def meeting_soon(audience: str = "members", **fields: Any) -> Meeting:
    meeting: Meeting = make_meeting(starts_at=timezone.now() + timedelta(days=30), **fields)
    Action.objects.filter(pk=meeting.pk).update(audience=audience)
    return meeting


def events(response: Any) -> dict[str, Any]:
    """By the key with which their identity begins; every line is as RFC 5545 has it."""
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    made = Calendar.from_ical(response.content)
    assert not [one for one in made.walk() if one.errors]
    found = {str(one["uid"]).partition("@")[0]: one for one in made.walk("VEVENT")}
    assert len(found) == len(made.walk("VEVENT"))
    return found


def feed_of(user: User) -> str:
    return reverse("portal:my_calendar", args=[token_of(open_calendar(by=acting_as(user)))])


def test_a_whole_day_ends_on_the_day_after_and_leaves_one_free(client: Client) -> None:
    action = make_action(
        title="Été, « solidaire » ; partout\\ici",
        place="Salle des fêtes ; Tours",
        summary="Deux jours.\nRepas, musique; débats." + " Encore" * 20,
        starts_on=soon(),
        ends_on=soon(31),
    )
    response = client.get(PUBLIC)
    event = events(response)[str(action.key)]
    assert event.decoded("dtstart") == soon()
    assert event.decoded("dtend") == soon(32)
    assert str(event["transp"]) == "TRANSPARENT"
    assert str(event["summary"]) == action.title
    assert str(event["location"]) == action.place
    assert str(event["description"]).startswith(action.summary)
    assert str(event["description"]).endswith(str(event["url"]))
    assert b"METHOD" not in response.content
    assert rb"partout\\ici" in response.content
    assert b"BEGIN:VTIMEZONE" not in response.content


def test_a_calendar_reads_words_and_no_sign_of_their_form(client: Client) -> None:
    picture = make_picture(audience="members", alternative="Le plan")
    summary = f"**Deux jours** sur [le site](https://fete.example)\n\n![Le plan]({picture.key})"
    action = make_action(summary=summary, starts_on=soon())
    words = str(events(client.get(PUBLIC))[str(action.key)]["description"])
    assert words.startswith("Deux jours sur le site\n\n")
    assert "**" not in words
    assert str(picture.key) not in words


def test_hours_are_on_the_clock_of_the_network(client: Client) -> None:
    meeting = make_meeting(starts_at=datetime(2090, 7, 1, 8, tzinfo=UTC))
    assert b"20900701" not in client.get(PUBLIC).content
    meeting = meeting_soon("public")
    response = client.get(PUBLIC)
    event = events(response)[str(meeting.key)]
    assert event.decoded("dtstart") == meeting.starts_at.replace(microsecond=0)
    assert b"DTSTART;TZID=Europe/Paris:" in response.content
    assert response.content.count(b"BEGIN:VTIMEZONE") == 1


def test_what_is_known_to_the_month_is_in_no_calendar(client: Client) -> None:
    make_action(starts_on=soon(), ends_on=soon(60), precision="month")
    assert events(client.get(PUBLIC)) == {}


def test_a_change_moves_the_sequence_and_what_is_cancelled_stays(client: Client) -> None:
    action = make_action(starts_on=soon())
    before = events(client.get(PUBLIC))[str(action.key)]
    cancel_action(action=action, by=coordinator())
    after = events(client.get(PUBLIC))[str(action.key)]
    assert str(before["status"]) == "CONFIRMED"
    assert str(after["status"]) == "CANCELLED"
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstamp") > before.decoded("dtstamp")
    assert str(after["uid"]) == str(before["uid"])


def test_a_feed_is_sent_anew_only_when_something_moved(
    client: Client, django_assert_num_queries: Any
) -> None:
    action = make_action(starts_on=soon())
    first = client.get(PUBLIC)
    client.get("/")
    with django_assert_num_queries(2):
        again = client.get(PUBLIC, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert first["Cache-Control"] == "no-cache"
    cancel_action(action=action, by=coordinator())
    moved = client.get(PUBLIC, headers={"If-None-Match": first["ETag"]})
    assert moved.status_code == 200
    narrowed = client.get(f"{PUBLIC}?quoi=actions", headers={"If-None-Match": moved["ETag"]})
    assert narrowed.status_code == 200


def test_the_public_feed_is_what_a_visitor_sees_whoever_asks(as_user: Any) -> None:
    open_ = make_action(starts_on=soon())
    make_action(starts_on=soon(), audience="bureau")
    assert set(events(as_user(make_user(role="bureau")).get(PUBLIC))) == {str(open_.key)}


def test_a_feed_of_a_body_that_one_may_not_see_is_empty(client: Client) -> None:
    make_action(starts_on=soon())
    seen = meeting_soon("public", body=make_body(audience="public"))
    hidden = make_body(audience="bureau")
    assert set(events(client.get(f"{PUBLIC}?instance={seen.body.key}"))) == {str(seen.key)}
    assert events(client.get(f"{PUBLIC}?instance={hidden.key}")) == {}
    assert events(client.get(f"{PUBLIC}?quoi=rien")) == {}
    assert client.get(f"{PUBLIC}?instance=rien").status_code == 404


def test_a_feed_holds_so_many_at_most_the_nearest_first(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda, "MOST_PAST", 2)
    monkeypatch.setattr(agenda, "MOST_TO_COME", 3)
    actions = {days: make_action(starts_on=soon(days)) for days in (-9, -5, -1, 0, 1, 5, 9, 900)}
    kept = {str(actions[days].key) for days in (-5, -1, 0, 1, 5)}
    assert set(events(client.get(PUBLIC))) == kept


@pytest.mark.parametrize("number", [1, 3])
def test_feeds_cost_the_same_whatever_their_length(
    client: Client, delegate: User, number: int, django_assert_num_queries: Any
) -> None:
    page, body = feed_of(delegate), make_body(audience="public")
    for _number in range(number):
        meeting_soon("public", body=body, video_url=ROOM)
        make_action(starts_on=soon())
    client.get("/")
    with django_assert_num_queries(13):
        assert len(events(client.get(PUBLIC))) == number * 2
    with django_assert_num_queries(23):
        assert len(events(client.get(page))) == number * 2
